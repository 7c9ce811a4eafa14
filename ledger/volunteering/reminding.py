"""Reminders of the statutory clock (VH-8): who is told that an activity is not recorded yet.

Order 67 art. 11: service and evaluation are recorded within ten working days of the end.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ledger.kernel.clock import local_date
from ledger.kernel.commands import Answer, Command, handles
from ledger.kernel.session import Session
from ledger.registry.errors import CalendarYearMissingError
from ledger.registry.holiday_year import calendar_of
from ledger.registry.working_days import WorkingDays
from ledger.volunteering.activity import Activity
from ledger.volunteering.activity_kinds import State
from ledger.volunteering.finding import activity_of

REMIND_ON_WORKDAYS = (5, 8)
"""``record_reminders``: the leader is reminded on these working days after the end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RemindRecordDue(Command):
    """Remind the leader of an activity that is not recorded yet; issued by the jobs."""

    activity_id: UUID


def reminder_due(ends_at: datetime, now: datetime, calendar: WorkingDays) -> int:
    """Return the latest reminder that is due; 0 before the first.

    Raise CalendarYearMissingError where working days cannot be counted.
    """
    passed = calendar.workdays_between(local_date(ends_at), local_date(now))
    return max((it for it in REMIND_ON_WORKDAYS if it <= passed), default=0)


@handles(RemindRecordDue, streams=lambda c: [c.activity_id])
def remind_record_due(session: Session, command: RemindRecordDue) -> Answer:
    """Remind once on each of the days; nothing of what is recorded or took no place."""
    activity = activity_of(session, command.activity_id)
    told: Answer = {"activity_id": activity.id, "workday": 0}
    over = activity.state in (State.CANCELLED, State.DRAFT) or command.at < activity.over_at
    if over or activity.recorded or not activity.is_volunteer_service:
        return told
    try:
        workday = reminder_due(activity.over_at, command.at, _calendar(session, activity))
    except CalendarYearMissingError:
        return told
    if workday > max(activity.reminded, default=0):
        activity.trigger_event(Activity.RecordDueReminded, workday=workday, occurred_at=command.at)
    return told | {"workday": workday}


def _calendar(session: Session, activity: Activity) -> WorkingDays:
    year = local_date(activity.over_at).year
    return calendar_of(session, year, year + 1)
