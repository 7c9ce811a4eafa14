"""The table of texts that people type: reasons, answers, descriptions."""

from sqlalchemy import Column, ForeignKey, LargeBinary, Table, Uuid

from people.schema import UtcDateTime, metadata

texts = Table(
    "texts",
    metadata,
    Column("text_id", Uuid, primary_key=True),
    # Whom it is about, and with whom it goes. Without a person it is the house's own.
    Column(
        "person_id",
        Uuid,
        ForeignKey("persons.person_id", ondelete="CASCADE"),
        index=True,
    ),
    # Who typed it; an ID outlives the person, to whom it leads no more.
    Column("written_by", Uuid, nullable=False),
    Column("written_at", UtcDateTime, nullable=False, index=True),
    # Sealed with the person's key, or with the house's.
    Column("body_sealed", LargeBinary, nullable=False),
)
