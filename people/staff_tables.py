"""The tables of staff accounts: passwords, second factors, and what is used once."""

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Uuid,
)

from people.schema import UtcDateTime, access_tokens, metadata

HASH_LENGTH_MAX = 200
"""Of a password hash as text, with its parameters and its salt."""
PURPOSE_LENGTH_MAX = 24
CREDENTIAL_BYTES_MAX = 1023
"""As long as WebAuthn lets the ID of a credential be."""


def _whose(*, primary_key: bool = False, nullable: bool = False) -> Column[object]:
    """Whatever belongs to an account goes when the person goes."""
    target = ForeignKey("persons.person_id", ondelete="CASCADE")
    return Column("person_id", Uuid, target, primary_key=primary_key, nullable=nullable)


# `ready_at` is empty until a second factor has been shown: until then nobody signs in.
staff_accounts = Table(
    "staff_accounts",
    metadata,
    _whose(primary_key=True),
    Column("login_hash", LargeBinary(32), nullable=False, unique=True),
    Column("password_hash", String(HASH_LENGTH_MAX)),
    Column("password_set_at", UtcDateTime),
    # Sealed with the person's key. `totp_step` is the last step whose code was taken; the next
    # secret waits beside the present one until its first code.
    Column("totp_sealed", LargeBinary),
    Column("totp_next_sealed", LargeBinary),
    Column("totp_step", BigInteger, nullable=False, default=0),
    Column("created_at", UtcDateTime, nullable=False),
    Column("ready_at", UtcDateTime),
)

old_passwords = Table(
    "staff_old_passwords",
    metadata,
    Column("password_id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    _whose(),
    Column("password_hash", String(HASH_LENGTH_MAX), nullable=False),
    Column("set_at", UtcDateTime, nullable=False),
)
Index("staff_old_passwords_person", old_passwords.c.person_id, old_passwords.c.password_id)

recovery_codes = Table(
    "staff_recovery_codes",
    metadata,
    Column("code_hash", LargeBinary(32), primary_key=True),
    _whose(),
    Column("used_at", UtcDateTime),
)
Index("staff_recovery_codes_person", recovery_codes.c.person_id)

passkeys = Table(
    "staff_passkeys",
    metadata,
    Column("passkey_id", Uuid, primary_key=True),
    _whose(),
    Column("credential_id", LargeBinary(CREDENTIAL_BYTES_MAX), nullable=False, unique=True),
    Column("public_key", LargeBinary, nullable=False),
    Column("sign_count", BigInteger, nullable=False),
    # What the person calls it, sealed: people write names there.
    Column("label_sealed", LargeBinary, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("used_at", UtcDateTime),
)
Index("staff_passkeys_person", passkeys.c.person_id)

# What has been shown so far by somebody who is not in yet, and challenges of passkeys.
tickets = Table(
    "staff_tickets",
    metadata,
    Column("ticket_hash", LargeBinary(32), primary_key=True),
    _whose(nullable=True),
    Column("purpose", String(PURPOSE_LENGTH_MAX), nullable=False),
    Column("expires_at", UtcDateTime, nullable=False, index=True),
)

# Without a person: whoever holds it becomes the first administrator.
setup_codes = Table(
    "staff_setup_codes",
    metadata,
    Column("code_hash", LargeBinary(32), primary_key=True),
    _whose(nullable=True),
    Column("is_first", Integer, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False, index=True),
)

# Beside the tokens, whose table stands in databases already.
step_up_tokens = Table(
    "step_up_tokens",
    metadata,
    Column(
        "token_id",
        Uuid,
        ForeignKey(access_tokens.c.token_id, ondelete="CASCADE"),
        primary_key=True,
    ),
    Column("allowed_at", UtcDateTime, nullable=False),
)
