"""``redbee calendar``: which days are working days, and loading a year from its notice."""

from typing import Any
from uuid import UUID

import click

from api.calendar.doors import days_of
from api.calendar.notice import read_notice
from api.hats import hats_of
from api.permissions import Action, may
from bootstrap.console import Refused, as_json_option, opened_house, say
from bootstrap.container import House
from ledger.kernel.clock import utc_now
from ledger.kernel.commands import Command
from ledger.kernel.errors import LedgerError
from ledger.kernel.ids import new_id
from ledger.registry.calendar_commands import ApproveHolidays, ProposeHolidays
from ledger.registry.holiday_year import YEAR_MAX, YEAR_MIN

_year = click.argument("year", type=click.IntRange(YEAR_MIN, YEAR_MAX))
_by = click.option("--by", "by", type=click.UUID, required=True, help="Who does it.")


@click.group()
def calendar() -> None:
    """Working days: built-in years, and years two administrators loaded from the notice."""


@calendar.command()
@_year
@as_json_option
def show(*, year: int, as_json: bool) -> None:
    """Print a year's days off and make-up days at work, and the versions loaded here."""
    with opened_house() as house:
        reader = house.services.views.calendar
        off, work = days_of(reader.working_days(), year)
        versions = [
            {"version": it.version, "state": it.state, "source": it.source}
            for it in reader.versions(year)
        ]
    lines = [f"{it} 休" for it in off] + [f"{it} 班" for it in work]
    lines += [f"version {it['version']}: {it['state']}, {it['source']}" for it in versions]
    answer = {"year": year, "known": bool(off), "holidays": off, "workdays": work}
    unknown = f"{year} is not known: nothing is counted in its days"
    text = "\n".join(lines if off else [unknown, *lines])
    say({**answer, "versions": versions}, as_json=as_json, text=text)


@calendar.command()
@_year
@click.option("--days", "file", type=click.File(encoding="utf-8"), required=True, help="- is stdin")
@click.option("--source", required=True, help="Number or title of the notice, and its address.")
@_by
@as_json_option
def propose(*, year: int, file: Any, source: str, by: UUID, as_json: bool) -> None:
    """Propose a year: lines such as `2027-01-01..2027-01-03 休` and `2027-02-06 班`."""
    notice = read_notice(file.read())
    if notice.unread:
        raise Refused(f"these lines make no sense: {', '.join(map(str, notice.unread))}")
    command = ProposeHolidays(
        **_stamp(),
        year=year,
        holidays=notice.holidays,
        workdays=notice.workdays,
        source=source,
        proposed_by=by,
    )
    _carry_out(command, by, Action.PROPOSE_CALENDAR, as_json=as_json)


@calendar.command()
@_year
@click.option("--version", type=click.IntRange(1), required=True, help="Which one; see show.")
@_by
@as_json_option
def approve(*, year: int, version: int, by: UUID, as_json: bool) -> None:
    """Let a version count, as a second administrator who has compared it with the notice."""
    command = ApproveHolidays(**_stamp(), year=year, version=version, approved_by=by)
    _carry_out(command, by, Action.APPROVE_CALENDAR, as_json=as_json)


def _stamp() -> dict[str, Any]:
    return {"key": f"calendar:{new_id()}", "at": utc_now()}


def _carry_out(command: Command, by: UUID, action: Action, *, as_json: bool) -> None:
    with opened_house() as house:
        _require(house, by, action)
        try:
            recorded = house.ledger.execute(command)
        except LedgerError as error:
            raise Refused(f"{error.code}: {error}") from error
    answer = {**recorded.answer, "position": recorded.position}
    say(answer, as_json=as_json, text=f"recorded as version {recorded.answer['version']}")


def _require(house: House, person_id: UUID, action: Action) -> None:
    """Refuse whoever could not do it on the page either."""
    hats = hats_of(house.services, person_id, utc_now())
    if not any(may(it.role, action) for it in hats):
        raise Refused(f"{person_id} has no role that may do this")
