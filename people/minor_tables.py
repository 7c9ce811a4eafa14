"""The table of those who may be minors. It holds no birthday: those stay sealed."""

from sqlalchemy import BigInteger, Column, ForeignKey, Integer, Table, Uuid

from people.schema import UtcDateTime, metadata

minors = Table(
    "minors",
    metadata,
    Column(
        "person_id",
        Uuid,
        ForeignKey("persons.person_id", ondelete="CASCADE"),
        primary_key=True,
    ),
    # The year in which they come of age; only the sealed birthday says the day.
    Column("until_year", Integer, nullable=False),
    Column("noted_at", UtcDateTime, nullable=False, index=True),
)

# How far the index of consents has followed the log: one row.
consent_index = Table(
    "consent_index",
    metadata,
    Column("index_id", Integer, primary_key=True, autoincrement=False),
    Column("position", BigInteger, nullable=False),
    Column("notice_version", Integer, nullable=False),
)
