"""Every table of this room: a table is made only if its module is named here."""

from people import (
    audit_tables,
    card_tables,
    device_report_tables,
    device_tables,
    feed_tables,
    minor_tables,
    oidc_tables,
    phone_tables,
    photo_tables,
    push_tables,
    reading_tables,
    schema,
    session_tables,
    sheet_tables,
    staff_tables,
    text_tables,
)

TABLE_MODULES = (
    schema,
    audit_tables,
    card_tables,
    device_report_tables,
    device_tables,
    feed_tables,
    minor_tables,
    oidc_tables,
    phone_tables,
    photo_tables,
    push_tables,
    reading_tables,
    session_tables,
    sheet_tables,
    staff_tables,
    text_tables,
)

metadata = schema.metadata
