"""Minutes that people entered, for everybody to see: how many, for what, by which roles.

Nothing that leads to a person leaves here: no IDs and no numbers, names masked, those of minors
and of people who were forgotten not at all.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from api.services import services
from ledger.kernel.clock import local_date
from ledger.registry.working_days import known_due_on
from people.roles import Role
from projections.scopes import Scope
from projections.volunteering.paperwork.views import MadeUpRow

SOMEBODY = "staff"
"""Somebody at work whose role on that day is not known."""
ASKED_FOR = "asked_for"
"""The volunteer asked for it: a correction."""
_ENTERING = (
    *(Role.TEAM_LEADER, Role.CLERK, Role.GRID_WORKER, Role.SUPERVISOR),
    *(Role.STREET, Role.COUNTY, Role.CITY),
)
"""Roles of people who enter and confirm, the nearest first."""


@dataclass(frozen=True, slots=True)
class PublicLine:
    """One line of the public list. ``who`` is adult, minor or erased; only adults have a name."""

    position: int
    served_on: date
    title: str
    unit_code: str
    who: str
    masked_name: str
    minutes: int
    reason: str
    entered_by: str
    confirmed_by: str
    is_late: bool
    days_late: int | None


def public_lines(scope: Scope, limit: int, before: int | None = None) -> list[PublicLine]:
    """Return what people entered in a unit and below, the latest first."""
    rows = services().views.made_up.page(scope, limit, before)
    told = _Telling(rows)
    return [told.line(it) for it in rows]


class _Telling:
    """Looks up once what the lines of a page need."""

    def __init__(self, rows: Iterable[MadeUpRow]) -> None:
        self._names = services().directory.masked_names({it.person_id for it in rows})
        self._tree = services().views.trees.current()
        self._minors: dict[tuple[UUID, date], bool] = {}
        self._roles: dict[tuple[UUID, date, str], str] = {}

    def line(self, row: MadeUpRow) -> PublicLine:
        """Write one line."""
        served_on = local_date(row.starts_at)
        who = self._who(row.person_id, served_on)
        return PublicLine(
            position=row.position,
            served_on=served_on,
            title=row.title,
            unit_code=row.unit_code,
            who=who,
            masked_name=self._names[row.person_id] if who == "adult" else "",
            minutes=row.minutes,
            reason=row.reason,
            entered_by=self._role(row, row.entered_by) if row.entered_by else ASKED_FOR,
            confirmed_by=self._role(row, row.confirmed_by) if row.confirmed_by else SOMEBODY,
            is_late=row.is_late,
            days_late=_days_late(row) if row.is_late else 0,
        )

    def _who(self, person_id: UUID, served_on: date) -> str:
        """Tell whether a name may be shown; whoever was a minor then stays out."""
        if person_id not in self._names:
            return "erased"
        key = (person_id, served_on)
        if key not in self._minors:
            self._minors[key] = services().directory.minors.is_minor(person_id, served_on)
        return "minor" if self._minors[key] else "adult"

    def _role(self, row: MadeUpRow, person_id: UUID) -> str:
        """Return what somebody acted as on the day it was entered."""
        if person_id == row.led_by:
            return Role.TEAM_LEADER.value
        key = (person_id, row.entered_on, row.unit_code)
        if key not in self._roles:
            terms = services().views.role_terms.of_person(person_id, row.entered_on)
            reaches, day = self._tree.reaches, row.entered_on
            held = {it.role for it in terms if reaches(it.unit_code, row.unit_code, day)}
            self._roles[key] = next((it.value for it in _ENTERING if it.value in held), SOMEBODY)
        return self._roles[key]


def _days_late(row: MadeUpRow) -> int | None:
    """Count the days after the deadline; None where the calendar of the year is not known."""
    due_on = known_due_on(row.ends_at, services().views.calendar.working_days())
    return None if due_on is None else max(1, (row.entered_on - due_on).days)
