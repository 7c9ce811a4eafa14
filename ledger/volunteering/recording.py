"""The statutory clock (VH-8): until when an activity is recorded, who is reminded, and when it was.

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
from ledger.registry.working_days import WorkingDays, record_due_on
from ledger.volunteering.activity import Activity
from ledger.volunteering.activity_kinds import State
from ledger.volunteering.errors import NotVolunteerServiceError, SupplementTooEarlyError
from ledger.volunteering.scan_handlers import activity_of

REMIND_ON_WORKDAYS = (5, 8)
"""``record_reminders``: the leader is reminded on these working days after the end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordActivity(Command):
    """Say that what happened at an activity is recorded: minutes, made-up ones, evaluations."""

    activity_id: UUID
    recorded_by: UUID


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


@handles(RecordActivity, streams=lambda c: [c.activity_id])
def record_activity(session: Session, command: RecordActivity) -> Answer:
    """Note that an activity is recorded, and whether that was in time; again changes nothing."""
    activity = activity_of(session, command.activity_id)
    activity.refuse_unless_open()
    if not activity.is_volunteer_service:
        raise NotVolunteerServiceError
    if command.at < activity.ends_at:
        raise SupplementTooEarlyError(ends_at=activity.ends_at.isoformat())
    due_on = record_due_on(activity.ends_at, _calendar(session, activity))
    is_late = local_date(command.at) > due_on
    if not activity.recorded:
        activity.trigger_event(
            Activity.Recorded,
            recorded_by=command.recorded_by,
            due_on=due_on,
            is_late=is_late,
            occurred_at=command.at,
        )
    return {"activity_id": activity.id, "due_on": due_on, "is_late": is_late}


@handles(RemindRecordDue, streams=lambda c: [c.activity_id])
def remind_record_due(session: Session, command: RemindRecordDue) -> Answer:
    """Remind once on each of the days; nothing of what is recorded or took no place."""
    activity = activity_of(session, command.activity_id)
    told: Answer = {"activity_id": activity.id, "workday": 0}
    over = activity.state in (State.CANCELLED, State.DRAFT) or command.at < activity.ends_at
    if over or activity.recorded or not activity.is_volunteer_service:
        return told
    try:
        workday = reminder_due(activity.ends_at, command.at, _calendar(session, activity))
    except CalendarYearMissingError:
        return told
    if workday > max(activity.reminded, default=0):
        activity.trigger_event(Activity.RecordDueReminded, workday=workday, occurred_at=command.at)
    return told | {"workday": workday}


def _calendar(session: Session, activity: Activity) -> WorkingDays:
    year = local_date(activity.ends_at).year
    return calendar_of(session, year, year + 1)
