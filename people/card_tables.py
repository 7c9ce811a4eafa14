"""The table of paper cards of people without a phone."""

from sqlalchemy import Column, ForeignKey, Index, String, Table, Uuid

from people.schema import UtcDateTime, metadata

SERIAL_LENGTH_MAX = 8

cards = Table(
    "cards",
    metadata,
    # Its first half is the subject of the printed code.
    Column("card_id", Uuid, primary_key=True),
    # A card goes with its person: the code then leads to nobody.
    Column("person_id", Uuid, ForeignKey("persons.person_id", ondelete="CASCADE"), nullable=False),
    Column("serial", String(SERIAL_LENGTH_MAX), nullable=False),
    Column("issued_at", UtcDateTime, nullable=False),
    Column("issued_by", Uuid, nullable=False),
    Column("revoked_at", UtcDateTime),
    Column("revoked_by", Uuid),
)
Index("cards_person", cards.c.person_id, cards.c.issued_at)
