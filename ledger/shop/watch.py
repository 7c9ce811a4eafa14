"""Watch: somebody wants to hear when a thing is in stock again (到货提醒).

A stream of its own for a person and a thing: whoever waits must not stand in the way of those
who reserve what is left.
"""

from datetime import datetime
from uuid import UUID

from eventsourcing.domain import Aggregate, event

from ledger.kernel.ids import derive


class Watch(Aggregate):
    """Somebody's wish to hear of one item; the next arrival answers it, or they take it back."""

    TOPIC = "watch"

    class Event(Aggregate.Event):
        pass

    class Created(Event, Aggregate.Created):
        TOPIC = "watch.created"

    class Started(Created):
        TOPIC = "watch.started"
        item_id: UUID
        person_id: UUID
        occurred_at: datetime

    class Renewed(Event):
        TOPIC = "watch.renewed"
        item_id: UUID
        person_id: UUID
        occurred_at: datetime

    class Ended(Event):
        TOPIC = "watch.ended"
        item_id: UUID
        person_id: UUID
        occurred_at: datetime

    @staticmethod
    def create_id(item_id: UUID, person_id: UUID) -> UUID:
        """Derive the ID: a person watches a thing once."""
        return derive("watch", item_id, person_id)

    @event(Started)
    def __init__(self, item_id: UUID, person_id: UUID, occurred_at: datetime) -> None:
        self.item_id = item_id
        self.person_id = person_id
        self.since = occurred_at
        self.is_wanted = True

    # Decisions ---------------------------------------------------------------

    def renew(self, at: datetime) -> None:
        """Wish it again; whether an arrival answered the wish before, the log knows, not this."""
        self.trigger_event(
            self.Renewed, item_id=self.item_id, person_id=self.person_id, occurred_at=at
        )

    def end(self, at: datetime) -> None:
        """Wish it no more; the same again says nothing."""
        if self.is_wanted:
            self.trigger_event(
                self.Ended, item_id=self.item_id, person_id=self.person_id, occurred_at=at
            )

    # Evolution: believe the event ---------------------------------------------

    @event(Renewed)
    def _renewed(self, occurred_at: datetime) -> None:
        self.since = occurred_at
        self.is_wanted = True

    @event(Ended)
    def _ended(self) -> None:
        self.is_wanted = False
