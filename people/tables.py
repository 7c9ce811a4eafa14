"""Every table of this room: a table is made only if its module is named here."""

from people import audit_tables, minor_tables, schema

TABLE_MODULES = (schema, audit_tables, minor_tables)

metadata = schema.metadata
