"""What happens by itself with reports: alerts of what nobody accepted, whistles to the street."""

from collections.abc import Callable
from datetime import date, datetime
from uuid import UUID

from bootstrap.paging import pages
from ledger.kernel.clock import local_date
from ledger.kernel.commands import Command
from ledger.reports.commands import AlertUnaccepted, BlowWhistle
from people.roles import Role
from projections.catalogue import Views
from projections.reports.rows import ReportRow

Do = Callable[[Command], bool]
VILLAGE_CODE_LENGTH = 12
"""Digits of a village or community in a unit code; a grid's are more."""
STREET_CODE_LENGTH = 9
"""Digits of a street or town."""


class ReportJobs:
    """Alerts and whistles, what is due longest first.

    The key follows from the report and, for whistles, from the deadline that passed; the ledger
    looks again whether it is due. A job that dies half-way, runs twice or runs in two processes
    tells nobody twice.
    """

    def __init__(self, views: Views, do: Do) -> None:
        self._views = views
        self._do = do

    def run(self, now: datetime) -> int:
        """Do what is due; return how many reports were told of."""
        reports, done = self._views.reports, 0
        leads = Leads(self._views, local_date(now))
        for found in pages(lambda n, after: reports.unaccepted(now, n, after), _accept_place, None):
            done += sum(self._alert(it, leads, now) for it in found)
        for found in pages(lambda n, after: reports.unresolved(now, n, after), _place, None):
            done += sum(self._whistle(it, leads, now) for it in found)
        return done

    def _alert(self, it: ReportRow, leads: "Leads", now: datetime) -> bool:
        key = f"job:report-accept:{it.report_id.hex}"
        told = leads.of_grid(it.unit_code)
        return self._do(AlertUnaccepted(key=key, at=now, report_id=it.report_id, told=told))

    def _whistle(self, it: ReportRow, leads: "Leads", now: datetime) -> bool:
        key = f"job:report-whistle:{it.report_id.hex}:{it.resolve_due_at:%Y%m%d}"
        street, told = leads.of_street(it.unit_code)
        return self._do(
            BlowWhistle(key=key, at=now, report_id=it.report_id, street_code=street, told=told)
        )


class Leads:
    """Who leads grids and works in streets on a day; each is read once a round."""

    def __init__(self, views: Views, day: date) -> None:
        self._views = views
        self._day = day
        self._grids: dict[str, tuple[UUID, ...]] = {}
        self._streets: dict[str, tuple[str, tuple[UUID, ...]]] = {}

    def of_grid(self, unit_code: str) -> tuple[UUID, ...]:
        """Return who answers for a grid or, where nobody was named, the clerks of its village."""
        if unit_code not in self._grids:
            named = self._views.offices.of(unit_code).in_charge
            village = unit_code[:VILLAGE_CODE_LENGTH]
            self._grids[unit_code] = (named,) if named else self._holders(village, Role.CLERK)
        return self._grids[unit_code]

    def of_street(self, unit_code: str) -> tuple[str, tuple[UUID, ...]]:
        """Return the street a unit lies in on the day, and who works there."""
        if unit_code not in self._streets:
            path = (it.code for it in self._views.units.path(unit_code, self._day))
            registered = unit_code[:STREET_CODE_LENGTH]
            street = next((it for it in path if len(it) == STREET_CODE_LENGTH), registered)
            self._streets[unit_code] = street, self._holders(street, Role.STREET)
        return self._streets[unit_code]

    def _holders(self, unit_code: str, role: Role) -> tuple[UUID, ...]:
        terms = self._views.role_terms.in_unit(unit_code, self._day)
        return tuple(dict.fromkeys(it.person_id for it in terms if it.role == role.value))


def _accept_place(row: ReportRow) -> tuple[datetime, UUID]:
    return row.accept_due_at, row.report_id


def _place(row: ReportRow) -> tuple[datetime, UUID]:
    return row.resolve_due_at, row.report_id
