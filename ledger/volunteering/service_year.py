"""ServiceYear: all sessions of one volunteer in a year, and the minutes each comes to.

One stream a person and year ("closing the books"): overlap and caps concern all sessions of a
person, and an attendance alone cannot know them.
"""

from dataclasses import replace
from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID

from eventsourcing.domain import Aggregate, event

from ledger.kernel.clock import day_end, local_date
from ledger.kernel.ids import derive
from ledger.registry.separation import Hands, Step
from ledger.volunteering.allotting import Allotment, Span, Spill, allot
from ledger.volunteering.errors import NothingHeldError, SecondConfirmerRequiredError
from ledger.volunteering.sessions import (
    CARRIED,
    Change,
    Offer,
    Session,
    offered_anew,
    replaced,
    shared,
)

CONFIRMERS_OVER_CAP = 2


class ServiceYear(Aggregate):
    """The minutes of one person in one calendar year (that of the activities' planned start)."""

    TOPIC = "service_year"
    STATE: ClassVar[dict[str, Any]] = {
        "person_id": UUID,
        "year": int,
        "sessions": dict[str, Session],
        "spill_until": datetime | None,
        "spill_minutes": int,
    }

    class Event(Aggregate.Event):
        pass

    class Created(Event, Aggregate.Created):
        TOPIC = "service_year.created"

    class Opened(Created):
        TOPIC = "service_year.opened"
        person_id: UUID
        year: int

    class Counted(Event):
        """What a session comes to from now on; it takes the place of what it came to before."""

        TOPIC = "service_year.counted"
        attendance_id: UUID
        activity_id: UUID
        person_id: UUID
        unit_code: str
        minutes: int
        previous_minutes: int
        held_minutes: int
        held_because: str
        over_cap: int
        served_on: date
        offered_from: datetime
        offered_to: datetime
        counted_from: datetime
        counted_to: datetime
        evidence: str
        is_supplementary: bool
        is_late: bool
        is_correction: bool
        own_lead: bool
        rate_points: int
        rate_minutes: int
        occurred_at: datetime

        def apply(self, aggregate: "ServiceYear") -> None:
            """Believe it; what people confirmed before stays confirmed."""
            key = str(self.attendance_id)
            told = {name: getattr(self, name) for name in CARRIED}
            aggregate.sessions[key] = replaced(aggregate.sessions.get(key), told)

    class HeldConfirmed(Event):
        """Somebody stands behind minutes that were held; ``completes`` if nobody else has to."""

        TOPIC = "service_year.held_confirmed"
        attendance_id: UUID
        activity_id: UUID
        person_id: UUID
        unit_code: str
        confirmed_by: UUID
        minutes: int
        completes: bool
        occurred_at: datetime

    class Overlapped(Event):
        """The last session of the year before reaches into this one."""

        TOPIC = "service_year.overlapped"
        person_id: UUID
        until: datetime
        used_minutes: int
        occurred_at: datetime

    @staticmethod
    def create_id(person_id: UUID, year: int) -> UUID:
        """One stream for each person and year."""
        return derive("service-year", person_id, year)

    @event(Opened)
    def __init__(self, person_id: UUID, year: int) -> None:
        self.person_id = person_id
        self.year = year
        self.sessions: dict[str, Session] = {}
        self.spill_until: datetime | None = None
        self.spill_minutes = 0

    # Decisions ---------------------------------------------------------------

    def count(self, attendance_id: UUID, offer: Offer, at: datetime) -> list[Change]:
        """Take a session in, or anew; return what every session it touches now comes to."""
        known = self.sessions.get(str(attendance_id))
        offered = offered_anew(known, offer)
        return self._settle({**self.sessions, str(attendance_id): offered}, at, attendance_id)

    def adopt(self, attendance_id: UUID, offer: Offer, minutes: int, at: datetime) -> None:
        """Take over what an attendance counted before there were years of service."""
        if str(attendance_id) not in self.sessions:
            old = replace(offered_anew(None, offer), counted_to=offer.offered_to, minutes=minutes)
            self._state(attendance_id, old, old, at)

    def withdraw(self, attendance_id: UUID, at: datetime) -> list[Change]:
        """Count a session for nothing: a scan was taken back, an end is missing again."""
        known = self.sessions.get(str(attendance_id))
        if known is None or known.offered_from == known.offered_to:
            return []
        nothing = replace(known, offered_to=known.offered_from)
        return self._settle({**self.sessions, str(attendance_id): nothing}, at)

    def overlap(self, spill: Spill | None, at: datetime) -> list[Change]:
        """Learn how far the year before reaches into this one."""
        until = spill.until if spill else None
        minutes = spill.minutes if spill else 0
        if (until, minutes) == (self.spill_until, self.spill_minutes):
            return []
        self.trigger_event(
            self.Overlapped,
            person_id=self.person_id,
            until=until or day_end(date(self.year - 1, 12, 31)),
            used_minutes=minutes,
            occurred_at=at,
        )
        return self._settle(self.sessions, at)

    def confirm(self, attendance_id: UUID, confirmed_by: UUID, at: datetime) -> list[Change]:
        """Stand behind held minutes: two people over the cap, one other for a leader's own."""
        Hands.of(self.person_id).refuse(Step.RECORD, confirmed_by)
        known = self.sessions.get(str(attendance_id))
        if known is None or known.held_minutes == 0:
            raise NothingHeldError
        if confirmed_by in known.confirmers:
            raise SecondConfirmerRequiredError(held_minutes=known.held_minutes)
        over = known.over_cap > known.released
        completes = not over or len(known.confirmers) + 1 >= CONFIRMERS_OVER_CAP
        self.trigger_event(
            self.HeldConfirmed,
            attendance_id=attendance_id,
            activity_id=known.activity_id,
            person_id=self.person_id,
            unit_code=known.unit_code,
            confirmed_by=confirmed_by,
            minutes=known.held_minutes,
            completes=completes,
            occurred_at=at,
        )
        return self._settle(self.sessions, at)

    def session_of(self, attendance_id: UUID) -> Session | None:
        """Return what one attendance comes to, if it was ever counted."""
        return self.sessions.get(str(attendance_id))

    def spill(self) -> Spill | None:
        """Return how far the sessions reach into the next year, if they do."""
        end = day_end(date(self.year, 12, 31))
        last = max((it.counted_to for it in self.sessions.values()), default=end)
        if last <= end:
            return None
        new_year = local_date(end)
        return Spill(last, new_year, self._allot(self.sessions).used.get(new_year, 0))

    def _allot(self, sessions: dict[str, Session]) -> Allotment:
        spans = [Span(key, it.offered_from, it.offered_to) for key, it in sessions.items()]
        until, new_year = self.spill_until, date(self.year, 1, 1)
        return allot(spans, Spill(until, new_year, self.spill_minutes) if until else None)

    def _settle(
        self, sessions: dict[str, Session], at: datetime, asked: UUID | None = None
    ) -> list[Change]:
        """Share the time out again; state what changed, the session asked about first."""
        shares = self._allot(sessions).shares
        changed = [
            (key, before, now)
            for key, it in sessions.items()
            if (now := shared(it, shares[key])) != (before := self.sessions.get(key))
        ]
        changed.sort(key=lambda it: it[0] != str(asked))
        return [self._state(UUID(key), before, now, at) for key, before, now in changed]

    def _state(
        self, attendance_id: UUID, before: Session | None, now: Session, at: datetime
    ) -> Change:
        previous = before.minutes if before else 0
        self.trigger_event(
            self.Counted,
            attendance_id=attendance_id,
            person_id=self.person_id,
            previous_minutes=previous,
            held_because=now.held_because,
            occurred_at=at,
            **{name: getattr(now, name) for name in CARRIED},
        )
        return Change(
            attendance_id,
            now.minutes - previous,
            now.rate_points,
            now.rate_minutes,
        )

    # Evolution: believe the event --------------------------------------------

    @event(HeldConfirmed)
    def _held_confirmed(self, attendance_id: UUID, confirmed_by: UUID, completes: bool) -> None:
        known = self.sessions[str(attendance_id)]
        self.sessions[str(attendance_id)] = replace(
            known,
            own_confirmed=True,
            confirmers=[] if completes else [*known.confirmers, confirmed_by],
            released=known.over_cap if completes else known.released,
        )

    @event(Overlapped)
    def _overlapped(self, until: datetime, used_minutes: int) -> None:
        self.spill_until = until
        self.spill_minutes = used_minutes
