"""Every table of this room: a table is made only if its module is named here."""

from people import (
    audit_tables,
    device_tables,
    minor_tables,
    phone_tables,
    reading_tables,
    schema,
    session_tables,
    staff_tables,
)

TABLE_MODULES = (
    schema,
    audit_tables,
    minor_tables,
    device_tables,
    reading_tables,
    session_tables,
    staff_tables,
    phone_tables,
)

metadata = schema.metadata
