"""What waits for people to decide: made-up minutes, and scans kept for review."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Table, select

from ledger.volunteering.supplement import State
from projections.projection import Tables
from projections.reader import Scope, below
from projections.volunteering.presence.records import OPEN
from projections.volunteering.presence.views import Paged, PresenceReader


@dataclass(frozen=True, slots=True)
class SupplementRow:
    """Minutes that a leader made up, and how a second person decided."""

    supplement_id: UUID
    attendance_id: UUID
    activity_id: UUID
    person_id: UUID
    unit_code: str
    minutes: int
    reason: str
    text_id: UUID | None
    recorded_by: UUID
    is_late: bool
    state: str
    decided_by: UUID | None
    decline_text_id: UUID | None
    proposed_at: datetime
    decided_at: datetime | None


@dataclass(frozen=True, slots=True)
class DoubtRow:
    """A scan that cannot be believed as it is; ``state`` is open, accepted or rejected."""

    doubtful_id: UUID
    activity_id: UUID
    person_id: UUID
    unit_code: str
    refusal: str
    evidence: str
    device_id: UUID | None
    scanned_at: datetime
    recorded_at: datetime
    state: str
    settled_by: UUID | None
    settled_at: datetime | None


class Supplements(PresenceReader):
    """Made-up minutes."""

    def of(self, supplement_id: UUID) -> SupplementRow | None:
        """Return one."""
        row = self._row(
            lambda t: select(t["supplements"]).where(
                t["supplements"].c.supplement_id == supplement_id
            )
        )
        return SupplementRow(*row) if row else None

    def of_activity(
        self, activity_id: UUID, limit: int = 50, after_id: UUID | None = None
    ) -> list[SupplementRow]:
        """Return those of one activity, in the order they were entered."""

        def where(s: Table) -> list[ColumnElement[bool]]:
            return [s.c.activity_id == activity_id]

        return [SupplementRow(*it) for it in self._page(_ENTERED, where, limit, after_id)]

    def standing_of_activity(
        self, activity_id: UUID, limit: int = 50, after_id: UUID | None = None
    ) -> list[SupplementRow]:
        """Return those of one activity that wait or count: all but the declined ones."""

        def where(s: Table) -> list[ColumnElement[bool]]:
            return [s.c.activity_id == activity_id, s.c.state != State.DECLINED.value]

        return [SupplementRow(*it) for it in self._page(_ENTERED, where, limit, after_id)]

    def of_attendance(self, attendance_id: UUID, limit: int = 50) -> list[SupplementRow]:
        """Return every attempt for one person at one activity, oldest first."""

        def where(s: Table) -> list[ColumnElement[bool]]:
            return [s.c.attendance_id == attendance_id]

        return [SupplementRow(*it) for it in self._page(_ENTERED, where, limit)]

    def waiting(
        self, scope: Scope | str, limit: int = 50, after_id: UUID | None = None
    ) -> list[SupplementRow]:
        """Return those of a unit and below that wait for a second person, oldest first."""
        return self.in_state(State.PROPOSED, scope, limit, after_id)

    def count_waiting(self, scope: Scope | str) -> int:
        """Count those that wait; PAGE_MAX stands for more than that."""

        def statement(t: Tables) -> Select[Any]:
            s = t["supplements"].c
            wanted = s.state == State.PROPOSED.value, below(s.unit_code, scope)
            return select(s.supplement_id).where(*wanted)

        return self._count_of(statement)

    def in_state(
        self, state: State, scope: Scope | str, limit: int = 50, after_id: UUID | None = None
    ) -> list[SupplementRow]:
        """Return those of a unit and below in one state, oldest first."""

        def where(s: Table) -> list[ColumnElement[bool]]:
            return [s.c.state == state.value, below(s.c.unit_code, scope)]

        return [SupplementRow(*it) for it in self._page(_ENTERED, where, limit, after_id)]


class DoubtfulScans(PresenceReader):
    """Scans kept for review."""

    def of(self, doubtful_id: UUID) -> DoubtRow | None:
        """Return one."""
        row = self._row(
            lambda t: select(t["doubts"]).where(t["doubts"].c.doubtful_id == doubtful_id)
        )
        return DoubtRow(*row) if row else None

    def of_activity(
        self, activity_id: UUID, limit: int = 50, after_id: UUID | None = None
    ) -> list[DoubtRow]:
        """Return those of one activity, in the order they arrived."""

        def where(d: Table) -> list[ColumnElement[bool]]:
            return [d.c.activity_id == activity_id]

        return [DoubtRow(*it) for it in self._page(_ARRIVED, where, limit, after_id)]

    def open_of_activity(
        self, activity_id: UUID, limit: int = 50, after_id: UUID | None = None
    ) -> list[DoubtRow]:
        """Return those of one activity that nobody has decided on, in the order they arrived."""

        def where(d: Table) -> list[ColumnElement[bool]]:
            return [d.c.activity_id == activity_id, d.c.state == OPEN]

        return [DoubtRow(*it) for it in self._page(_ARRIVED, where, limit, after_id)]

    def waiting(
        self, scope: Scope | str, limit: int = 50, after_id: UUID | None = None
    ) -> list[DoubtRow]:
        """Return those of a unit and below that nobody has decided on, oldest first."""

        def where(d: Table) -> list[ColumnElement[bool]]:
            return [d.c.state == OPEN, below(d.c.unit_code, scope)]

        return [DoubtRow(*it) for it in self._page(_ARRIVED, where, limit, after_id)]

    def count_waiting(self, scope: Scope | str) -> int:
        """Count those that nobody has decided on; PAGE_MAX stands for more than that."""

        def statement(t: Tables) -> Select[Any]:
            d = t["doubts"].c
            return select(d.doubtful_id).where(d.state == OPEN, below(d.unit_code, scope))

        return self._count_of(statement)


class WaitingAttendances(PresenceReader):
    """How many attendances wait for people, as `Attendances` lists them."""

    def count_held(self, scope: Scope | str) -> int:
        """Count those with minutes that wait; PAGE_MAX stands for more than that."""

        def statement(t: Tables) -> Select[Any]:
            a = t["attendances"].c
            return select(a.attendance_id).where(a.held_minutes > 0, below(a.unit_code, scope))

        return self._count_of(statement)

    def count_wanting(self, scope: Scope | str) -> int:
        """Count closed ones that nobody has made minutes up for; likewise."""

        def statement(t: Tables) -> Select[Any]:
            a, s = t["attendances"].c, t["supplements"].c
            made_up = select(s.supplement_id).where(
                s.attendance_id == a.attendance_id, s.state != State.DECLINED.value
            )
            return select(a.attendance_id).where(
                a.closed_at.is_not(None),
                a.evidence.is_(None),
                a.zero_by.is_(None),
                below(a.unit_code, scope),
                ~made_up.exists(),
            )

        return self._count_of(statement)


_ENTERED = Paged("supplements", "proposed_at", "supplement_id")
_ARRIVED = Paged("doubts", "recorded_at", "doubtful_id")
