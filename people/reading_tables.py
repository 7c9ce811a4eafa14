"""The table of what was read for a standing need today, so that it is written down once."""

from sqlalchemy import Column, Date, String, Table, Uuid

from people.audit_tables import PURPOSE_LENGTH_MAX
from people.schema import metadata

# No foreign keys: IDs only, and gone after a few days.
standing_reads = Table(
    "standing_reads",
    metadata,
    Column("actor_id", Uuid, primary_key=True),
    Column("purpose", String(PURPOSE_LENGTH_MAX), primary_key=True),
    Column("day", Date, primary_key=True),
    Column("target_id", Uuid, primary_key=True),
)
