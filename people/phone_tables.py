"""The tables of signing in by phone: codes, the steps after them, and whose number it is."""

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, String, Table, Uuid

from people.schema import UNIT_CODE_LENGTH_MAX, UtcDateTime, metadata

KIND_LENGTH_MAX = 32
REASON_LENGTH_MAX = 200

# One row a number, whether or not anybody has it. The hash is keyed apart from the one people
# are found by, so that these rows cannot be joined with anybody.
sign_in_codes = Table(
    "sign_in_codes",
    metadata,
    Column("phone_hash", LargeBinary(32), primary_key=True),
    # Null once it was used, or could not be sent.
    Column("code_hash", LargeBinary(32)),
    Column("sent_at", UtcDateTime, nullable=False, index=True),
    Column("counting_from", UtcDateTime, nullable=False),
    Column("sent", Integer, nullable=False),
    Column("failures", Integer, nullable=False),
    Column("failed_at", UtcDateTime),
)

# Whoever has shown a code, and has to say more before a session is opened.
sign_in_steps = Table(
    "sign_in_steps",
    metadata,
    Column("step_hash", LargeBinary(32), primary_key=True),
    Column("device_hash", LargeBinary(32), nullable=False),
    Column("phone_hash", LargeBinary(32), nullable=False),
    # Set once it is known who it is, and only the role is open.
    Column("person_id", Uuid, ForeignKey("persons.person_id", ondelete="CASCADE"), index=True),
    Column("expires_at", UtcDateTime, nullable=False, index=True),
)

# When a number became somebody's, and when they last showed that it still is.
phone_bindings = Table(
    "phone_bindings",
    metadata,
    Column(
        "person_id", Uuid, ForeignKey("persons.person_id", ondelete="CASCADE"), primary_key=True
    ),
    Column("phone_hash", LargeBinary(32), nullable=False),
    Column("bound_at", UtcDateTime, nullable=False),
    Column("proved_at", UtcDateTime),
)

# What one staff member proposes and another confirms.
phone_rebindings = Table(
    "phone_rebindings",
    metadata,
    Column("rebinding_id", Uuid, primary_key=True),
    Column(
        "person_id",
        Uuid,
        ForeignKey("persons.person_id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    Column("unit_code", String(UNIT_CODE_LENGTH_MAX), nullable=False),
    # Sealed with the person's key, as `persons` keeps it.
    Column("phone_sealed", LargeBinary, nullable=False),
    Column("phone_hash", LargeBinary(32), nullable=False),
    Column("reason_sealed", LargeBinary, nullable=False),
    Column("proposed_by", Uuid, nullable=False),
    Column("proposed_at", UtcDateTime, nullable=False),
    Column("confirmed_by", Uuid),
    Column("confirmed_at", UtcDateTime),
)
Index(
    "phone_rebindings_unit",
    phone_rebindings.c.unit_code,
    phone_rebindings.c.proposed_at,
)

# What the staff of a unit should look at.
desk_notices = Table(
    "desk_notices",
    metadata,
    Column("notice_id", Uuid, primary_key=True),
    Column("unit_code", String(UNIT_CODE_LENGTH_MAX), nullable=False),
    Column("kind", String(KIND_LENGTH_MAX), nullable=False),
    Column(
        "person_id",
        Uuid,
        ForeignKey("persons.person_id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    Column("noticed_at", UtcDateTime, nullable=False),
    Column("seen_at", UtcDateTime),
    Column("seen_by", Uuid),
)
Index("desk_notices_unit", desk_notices.c.unit_code, desk_notices.c.noticed_at)
