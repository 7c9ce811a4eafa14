"""The table of calendar feeds: who may fetch whose shifts by knowing an address."""

from sqlalchemy import Column, ForeignKey, LargeBinary, Table, Uuid

from people.schema import UtcDateTime, metadata

shift_feeds = Table(
    "shift_feeds",
    metadata,
    Column(
        "person_id",
        Uuid,
        ForeignKey("persons.person_id", ondelete="CASCADE"),
        primary_key=True,
    ),
    Column("secret_hash", LargeBinary(32), nullable=False, unique=True),
    Column("made_at", UtcDateTime, nullable=False),
)
