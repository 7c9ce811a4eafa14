"""The tables of this room. On PostgreSQL they live in the schema `people`."""

from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import (
    Boolean,
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    TypeDecorator,
    Uuid,
)

from people.keys import KEY_ID_LENGTH_MAX

POSTGRES_SCHEMA = "people"
UNIT_CODE_LENGTH_MAX = 32
ROLE_LENGTH_MAX = 32
KIND_LENGTH_MAX = 16
LABEL_LENGTH_MAX = 100


class UtcDateTime(TypeDecorator[datetime]):
    """A moment: aware on the way in, aware UTC on the way out, on both databases.

    SQLite keeps text without a zone; the text sorts like the moments because all are UTC.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a moment without a zone; hand on UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        value = value.astimezone(UTC)
        return value if dialect.name == "postgresql" else value.replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Say that what was kept is UTC."""
        if value is None:
            return None
        return value.astimezone(UTC) if dialect.name == "postgresql" else value.replace(tzinfo=UTC)


metadata = MetaData()


def _person_column(*, nullable: bool) -> Column[UUID]:
    """Whatever names a person goes when the person goes."""
    target = ForeignKey("persons.person_id", ondelete="CASCADE")
    return Column("person_id", Uuid, target, nullable=nullable, index=True)


persons = Table(
    "persons",
    metadata,
    Column("person_id", Uuid, primary_key=True),
    # Sealed with the person's key, column by column; see people/vault.py.
    Column("display_name_sealed", LargeBinary, nullable=False),
    Column("phone_sealed", LargeBinary),
    Column("id_number_sealed", LargeBinary),
    Column("born_on_sealed", LargeBinary),
    # Keyed hashes to look somebody up by. Not unique: numbers are shared, and given out again.
    Column("phone_hash", LargeBinary(32), index=True),
    Column("id_number_hash", LargeBinary(32), index=True),
    Column("unit_code", String(UNIT_CODE_LENGTH_MAX), nullable=False),
    # Agreed to be shown on leaderboards, and even then only masked.
    Column("listed", Boolean, nullable=False, default=False),
    Column("created_at", UtcDateTime, nullable=False, default=lambda: datetime.now(UTC)),
)

# Apart from the persons, for it is this row whose end makes a person unreadable everywhere, also
# in copies of `persons` made before.
person_keys = Table(
    "person_keys",
    metadata,
    Column("person_id", Uuid, primary_key=True),
    Column("master_key_id", String(KEY_ID_LENGTH_MAX), nullable=False),
    Column("wrapped", LargeBinary, nullable=False),
)

# One row: which master key wraps new keys, and the secret of the look-up index under it. That
# this opens proves at every start that the master key is the right one.
vault_state = Table(
    "vault_state",
    metadata,
    Column("vault_id", Integer, primary_key=True, autoincrement=False),
    Column("master_key_id", String(KEY_ID_LENGTH_MAX), nullable=False),
    Column("index_secret", LargeBinary, nullable=False),
)

access_tokens = Table(
    "access_tokens",
    metadata,
    Column("token_id", Uuid, primary_key=True),
    Column("token_hash", LargeBinary(32), nullable=False, unique=True),
    Column("kind", String(KIND_LENGTH_MAX), nullable=False),
    _person_column(nullable=True),  # a station's screen is nobody
    Column("role", String(ROLE_LENGTH_MAX), nullable=False),
    Column("unit_code", String(UNIT_CODE_LENGTH_MAX), nullable=False),
    Column("place_id", Uuid),
    Column("label", String(LABEL_LENGTH_MAX), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("revoked_at", UtcDateTime),
)

passcodes = Table(
    "passcodes",
    metadata,
    Column("login_hash", LargeBinary(32), primary_key=True),
    _person_column(nullable=False),
    Column("role", String(ROLE_LENGTH_MAX), nullable=False),
    Column("unit_code", String(UNIT_CODE_LENGTH_MAX), nullable=False),
    Column("place_id", Uuid),
    Column("passcode_hash", LargeBinary(32), nullable=False),
    Column("salt", LargeBinary(16), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
)

# Apart from the passcodes, so that a login nobody has is counted and locked like one somebody
# has; a lock would otherwise tell a stranger which numbers exist.
sign_in_attempts = Table(
    "sign_in_attempts",
    metadata,
    Column("login_hash", LargeBinary(32), primary_key=True),
    Column("failures", Integer, nullable=False),
    Column("counted_at", UtcDateTime, nullable=False, index=True),
)
