"""Handler of series: several shifts at once, all or none (一次多场、每月主题党日)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from ledger.kernel.commands import Answer, handles
from ledger.kernel.ids import derive, derive_subject
from ledger.kernel.session import Session
from ledger.volunteering.activity import Activity
from ledger.volunteering.activity_commands import PlanSeries
from ledger.volunteering.activity_handlers import (
    Origin,
    drafted,
    published,
    rate_of,
    rate_streams,
)
from ledger.volunteering.errors import SeriesInvalidError
from ledger.volunteering.plan import Plan
from ledger.volunteering.recurrence import SHIFTS_MAX


def _streams(command: PlanSeries) -> list[UUID]:
    return [*_ids(command), *rate_streams(command.unit_code)]


@handles(PlanSeries, streams=_streams)
def plan_series(session: Session, command: PlanSeries) -> Answer:
    """Publish or draft every shift of a series; one that cannot be keeps all others out."""
    times = [(command.starts_at, command.ends_at), *command.further]
    if not 1 < len(times) <= SHIFTS_MAX or len({start for start, _ in times}) < len(times):
        raise SeriesInvalidError(shifts_max=SHIFTS_MAX)
    series_id = derive("series", command.key)
    origin = Origin.of(command, series_id)
    rate = rate_of(session, command.unit_code)
    ids = _ids(command)
    for activity_id, plan in zip(ids, _plans(command, times), strict=True):
        if command.is_draft:
            plan.check()
        else:
            plan.check_for_publishing(command.at)
        if session.find(Activity, activity_id) is None:
            session.add(
                drafted(activity_id, plan, command.planned_by, origin)
                if command.is_draft
                else published(activity_id, plan, rate, command.planned_by, origin)
            )
    return {"series_id": series_id, "activity_ids": ids}


def _ids(command: PlanSeries) -> list[UUID]:
    shifts = range(1 + len(command.further[:SHIFTS_MAX]))
    return [derive_subject("activity", command.key, it) for it in shifts]


def _plans(command: PlanSeries, times: list[tuple[datetime, datetime]]) -> Iterator[Plan]:
    """Return the plan of every shift; signing up ends as long before each as before the first."""
    plan = Plan.of(command)
    closes = None if plan.sign_up_until is None else plan.starts_at - plan.sign_up_until
    for starts_at, ends_at in times:
        until = None if closes is None else starts_at - closes
        yield replace(plan, starts_at=starts_at, ends_at=ends_at, sign_up_until=until)
