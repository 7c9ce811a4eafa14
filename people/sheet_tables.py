"""The table of spreadsheets between being shown and being imported."""

from sqlalchemy import Column, ForeignKey, LargeBinary, Table, Uuid

from people.schema import UtcDateTime, metadata

shown_sheets = Table(
    "shown_sheets",
    metadata,
    Column("sheet_id", Uuid, primary_key=True),
    # Who sent it: nobody else imports it, and it goes when they do.
    Column(
        "person_id",
        Uuid,
        ForeignKey("persons.person_id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    Column("shown_at", UtcDateTime, nullable=False, index=True),
    Column("file_sealed", LargeBinary, nullable=False),
)
"""Names of many people stand in such a file: sealed with the house's key, and gone in a day."""
