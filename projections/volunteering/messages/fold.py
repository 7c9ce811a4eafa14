"""How events become messages."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, select

from ledger.households.household import Household
from ledger.volunteering.activity import Activity
from ledger.volunteering.sign_ups import SignUps
from projections.projection import Fold, LogEvent, Tables, folds
from projections.volunteering.messages.tellings import (
    TELLINGS,
    Around,
    Telling,
    both_households,
    everybody_going,
    its_household,
)

OF_HOUSEHOLDS = frozenset({its_household, both_households})


class MessagesFold(Fold):
    """One batch of events that somebody should know of."""

    def __init__(self, connection: Connection, tables: Tables) -> None:
        super().__init__(connection, tables)
        self._connection = connection
        self._table = tables["going"]
        self._going: dict[UUID, set[UUID]] = {}
        self._home_table = tables["homes"]
        self._homes: dict[UUID | None, set[UUID]] = {}

    def load(self, batch: Sequence[LogEvent]) -> None:
        """Read who leads and who goes to the activities; a message itself is a row of its own."""
        told = [log.event for log in batch if type(log.event) in TELLINGS]
        self.rows["leaders"].load(_activity_of(it) for it in told)
        for event in told:
            if TELLINGS[type(event)].who is everybody_going:
                self._load_going(_activity_of(event))
            elif TELLINGS[type(event)].who in OF_HOUSEHOLDS:
                self._load_home(event.household_id)
                self._load_home(getattr(event, "right_household_id", None))

    def _load_going(self, activity_id: UUID) -> None:
        if activity_id not in self._going:
            column = self._table.c
            query = select(column.person_id).where(column.activity_id == activity_id)
            self._going[activity_id] = set(self._connection.execute(query).scalars())

    def _load_home(self, household_id: UUID | None) -> None:
        if household_id is not None and household_id not in self._homes:
            column = self._home_table.c
            query = select(column.person_id).where(column.household_id == household_id)
            self._homes[household_id] = set(self._connection.execute(query).scalars())

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

    def _around(self, event: Any) -> Around:
        activity_id = _activity_of(event)
        led = self.rows["leaders"].get(activity_id)
        going = sorted(self._going.get(activity_id, ()))
        home, right = (
            tuple(sorted(self._homes.get(getattr(event, name, None), ())))
            for name in ("household_id", "right_household_id")
        )
        return Around(led["led_by"] if led else None, tuple(going), home, right)


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
