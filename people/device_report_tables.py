"""Tables of what devices say of themselves: whether their clock is right, and how many speak."""

from sqlalchemy import BigInteger, Column, String, Table, Uuid

from people.schema import UtcDateTime, metadata

INSTANCE_LENGTH_MAX = 36

# One row for each browser that speaks with the secret of a device: there should be one.
device_reports = Table(
    "device_reports",
    metadata,
    Column("device_id", Uuid, primary_key=True),
    # Drawn by the browser itself and kept as long as it keeps the secret of the codes.
    Column("instance", String(INSTANCE_LENGTH_MAX), primary_key=True),
    Column("first_at", UtcDateTime, nullable=False),
    Column("last_at", UtcDateTime, nullable=False, index=True),
    Column("clock_off_s", BigInteger, nullable=False),
)

# Devices that still spoke some time after they had been ended.
ended_devices_heard = Table(
    "ended_devices_heard",
    metadata,
    Column("device_id", Uuid, primary_key=True),
    Column("heard_at", UtcDateTime, nullable=False, index=True),
)
