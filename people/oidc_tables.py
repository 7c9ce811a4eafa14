"""The table of links between a city's single sign-on and persons."""

from sqlalchemy import Column, ForeignKey, LargeBinary, Table, Uuid

from people.schema import UtcDateTime, metadata

oidc_links = Table(
    "oidc_links",
    metadata,
    # Keyed hash of issuer and subject: the city's number of a person is not readable here.
    Column("subject_hash", LargeBinary(32), primary_key=True),
    Column(
        "person_id",
        Uuid,
        ForeignKey("persons.person_id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    Column("linked_at", UtcDateTime, nullable=False),
    Column("linked_by", Uuid),
)
