"""The tables of notifications: where somebody's browsers are, what is wished, what waits."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Integer,
    LargeBinary,
    Table,
    Text,
    Uuid,
)

from people.schema import UtcDateTime, metadata


def _person(*, key: bool = False) -> Column:  # type: ignore[type-arg]
    return Column(
        "person_id",
        Uuid,
        ForeignKey("persons.person_id", ondelete="CASCADE"),
        primary_key=key,
        nullable=False,
        index=not key,
    )


push_subscriptions = Table(
    "push_subscriptions",
    metadata,
    # A hash finds the address again; whoever knows the address itself reaches a screen: sealed.
    Column("endpoint_hash", LargeBinary(32), primary_key=True),
    _person(),
    Column("address_sealed", LargeBinary, nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
)

push_wishes = Table(
    "push_wishes",
    metadata,
    _person(key=True),
    Column("by_message", Boolean, nullable=False),
    Column("changed_at", UtcDateTime, nullable=False),
)

push_waiting = Table(
    "push_waiting",
    metadata,
    _person(key=True),
    # The place of the event in the log: the same event is never told twice.
    Column("position", BigInteger, primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False),
    Column("amount", BigInteger, nullable=False),
    Column("due_at", UtcDateTime, nullable=False, index=True),
    Column("attempts", Integer, nullable=False),
    Column("done_at", UtcDateTime, index=True),
)

push_progress = Table(
    "push_progress",
    metadata,
    Column("what", Text, primary_key=True),
    Column("position", BigInteger, nullable=False),
)
