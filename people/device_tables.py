"""The tables of devices: screens, kiosks and counters of a place, and codes to enrol them."""

from sqlalchemy import Column, Index, LargeBinary, String, Table, Uuid

from people.schema import LABEL_LENGTH_MAX, UNIT_CODE_LENGTH_MAX, UtcDateTime, metadata

PLACE_KIND_LENGTH_MAX = 16

# Who ordered and revoked is kept as an ID without a foreign key: the device outlives the person.
devices = Table(
    "devices",
    metadata,
    # Also the ID of its access token, and, in its first half, the subject of its codes.
    Column("device_id", Uuid, primary_key=True),
    Column("place_kind", String(PLACE_KIND_LENGTH_MAX), nullable=False),
    Column("place_id", Uuid, nullable=False),
    Column("unit_code", String(UNIT_CODE_LENGTH_MAX), nullable=False),
    Column("label", String(LABEL_LENGTH_MAX), nullable=False),
    Column("ordered_by", Uuid, nullable=False),
    Column("enrolled_at", UtcDateTime, nullable=False),
    Column("seen_at", UtcDateTime, nullable=False),
    Column("revoked_at", UtcDateTime),
    Column("revoked_by", Uuid),
)
Index("devices_place", devices.c.place_id, devices.c.enrolled_at)
Index("devices_unit", devices.c.unit_code, devices.c.enrolled_at)

device_codes = Table(
    "device_codes",
    metadata,
    Column("code_hash", LargeBinary(32), primary_key=True),
    Column("device_id", Uuid, nullable=False),
    Column("place_kind", String(PLACE_KIND_LENGTH_MAX), nullable=False),
    Column("place_id", Uuid, nullable=False),
    Column("unit_code", String(UNIT_CODE_LENGTH_MAX), nullable=False),
    Column("label", String(LABEL_LENGTH_MAX), nullable=False),
    Column("replaces", Uuid),
    Column("ordered_by", Uuid, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False, index=True),
    Column("used_at", UtcDateTime),
)
