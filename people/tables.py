"""Every table of this room: a table is made only if its module is named here."""

from people import audit_tables, device_tables, schema

TABLE_MODULES = (schema, audit_tables, device_tables)

metadata = schema.metadata
