"""How events become messages."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, select

from ledger.households.household import Household
from ledger.shop.watch import Watch
from ledger.volunteering.activity import Activity
from ledger.volunteering.sign_ups import SignUps
from projections.projection import Fold, LogEvent, Tables, folds
from projections.volunteering.messages.tellings import (
    TELLINGS,
    Around,
    Telling,
    both_households,
    everybody_going,
    everybody_watching,
    its_household,
)

OF_HOUSEHOLDS = frozenset({its_household, both_households})
HOUSEHOLDS = ("household_id", "right_household_id")
"""How events name the households that are told."""


class MessagesFold(Fold):
    """One batch of events that somebody should know of."""

    def __init__(self, connection: Connection, tables: Tables) -> None:
        super().__init__(connection, tables)
        self._connection = connection
        self._table = tables["going"]
        self._going: dict[UUID, set[UUID]] = {}
        self._home_table = tables["homes"]
        self._homes: dict[UUID | None, set[UUID]] = {}
        self._watch_table = tables["watches"]
        self._watches: dict[UUID, set[UUID]] = {}

    def load(self, batch: Sequence[LogEvent]) -> None:
        """Read who leads and who goes to the activities; a message itself is a row of its own."""
        events = [log.event for log in batch if type(log.event) in TELLINGS]
        told = [it for it in events if TELLINGS[type(it)].only_if(it)]
        self.rows["leaders"].load(_activity_of(it) for it in told)
        for event in told:
            if TELLINGS[type(event)].who is everybody_going:
                self._load_going(_activity_of(event))
        of_homes = [it for it in told if TELLINGS[type(it)].who in OF_HOUSEHOLDS]
        self._load_watches(
            {it.originator_id for it in told if TELLINGS[type(it)].who is everybody_watching}
        )
        self._load_homes({getattr(it, name, None) for it in of_homes for name in HOUSEHOLDS})

    def _load_going(self, activity_id: UUID) -> None:
        if activity_id not in self._going:
            column = self._table.c
            query = select(column.person_id).where(column.activity_id == activity_id)
            self._going[activity_id] = set(self._connection.execute(query).scalars())

    def _load_homes(self, ids: set[UUID | None]) -> None:
        """Read who lives in some households, all at once: one notice names up to two hundred."""
        self._homes = {it: set() for it in ids if it is not None}
        column = self._home_table.c
        query = select(column.household_id, column.person_id)
        for row in self._connection.execute(
            query.where(column.household_id.in_(list(self._homes)))
        ):
            self._homes[row.household_id].add(row.person_id)

    def _load_watches(self, items: set[UUID]) -> None:
        """Read who waits for the things that came, all at once."""
        self._watches = {it: set() for it in items}
        column = self._watch_table.c
        query = select(column.item_id, column.person_id).where(column.item_id.in_(list(items)))
        for row in self._connection.execute(query) if items else ():
            self._watches[row.item_id].add(row.person_id)

    @folds(Watch.Started, Watch.Renewed)
    def _waits(self, log: LogEvent) -> None:
        item_id, person_id = log.event.item_id, log.event.person_id
        self.rows["watches"].put({"item_id": item_id, "person_id": person_id})
        if item_id in self._watches:
            self._watches[item_id].add(person_id)

    @folds(Watch.Ended)
    def _waits_no_more(self, log: LogEvent) -> None:
        self._answered(log.event.item_id, log.event.person_id)

    def _answered(self, item_id: UUID, person_id: UUID) -> None:
        self.rows["watches"].remove((item_id, person_id))
        if item_id in self._watches:
            self._watches[item_id].discard(person_id)

    @folds(Household.MemberJoined)
    def _moves_in(self, log: LogEvent) -> None:
        household_id, person_id = log.event.originator_id, log.event.person_id
        self.rows["homes"].put({"household_id": household_id, "person_id": person_id})
        if household_id in self._homes:
            self._homes[household_id].add(person_id)

    @folds(Household.MemberLeft)
    def _moves_out(self, log: LogEvent) -> None:
        household_id, person_id = log.event.originator_id, log.event.person_id
        self.rows["homes"].remove((household_id, person_id))
        if household_id in self._homes:
            self._homes[household_id].discard(person_id)

    @folds(Activity.Published, Activity.Drafted)
    def _led(self, log: LogEvent) -> None:
        row = {"activity_id": log.event.originator_id, "led_by": log.event.led_by}
        self.rows["leaders"].put(row)

    @folds(SignUps.SignedUp, SignUps.Waited)
    def _comes(self, log: LogEvent) -> None:
        activity_id, person_id = log.event.activity_id, log.event.person_id
        self.rows["going"].put({"activity_id": activity_id, "person_id": person_id})
        if activity_id in self._going:
            self._going[activity_id].add(person_id)

    @folds(SignUps.SignedOff)
    def _stays_away(self, log: LogEvent) -> None:
        activity_id, person_id = log.event.activity_id, log.event.person_id
        self.rows["going"].remove((activity_id, person_id))
        if activity_id in self._going:
            self._going[activity_id].discard(person_id)

    @folds(*TELLINGS)
    def _tell(self, log: LogEvent) -> None:
        event, telling = log.event, TELLINGS[type(log.event)]
        if not telling.only_if(event):
            return
        for person_id in dict.fromkeys(telling.who(event, self._around(event))):
            self.rows["told"].append(_message(person_id, log, telling))
            if telling.who is everybody_watching:
                # Once for each wish: the next arrival is nobody's news who does not ask again.
                self._answered(event.originator_id, person_id)

    def _around(self, event: Any) -> Around:
        activity_id = _activity_of(event)
        led = self.rows["leaders"].get(activity_id)
        going = sorted(self._going.get(activity_id, ()))
        home, right = (
            tuple(sorted(self._homes.get(getattr(event, name, None), ()))) for name in HOUSEHOLDS
        )
        watching = tuple(sorted(self._watches.get(event.originator_id, ())))
        return Around(led["led_by"] if led else None, tuple(going), home, right, watching)


def _message(person_id: UUID, log: LogEvent, telling: Telling) -> dict[str, Any]:
    event = log.event
    return {
        "person_id": person_id,
        "position": log.position,
        "kind": telling.kind_of(event),
        "activity_id": _activity_of(event),
        "subject_id": getattr(event, telling.subject) if telling.subject else None,
        "amount": getattr(event, telling.amount) if telling.amount else 0,
        "told_at": event.timestamp,
    }


def _activity_of(event: Any) -> UUID:
    """Return the activity an event is of, or about."""
    found: UUID = getattr(event, "activity_id", event.originator_id)
    return found
