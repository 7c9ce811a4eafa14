"""Reminding leaders of what they have not recorded by the fifth and eighth working day."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from uuid import UUID

from ledger.kernel.clock import day_end, local_date
from ledger.kernel.commands import Command
from ledger.registry.errors import CalendarYearMissingError
from ledger.registry.working_days import WorkingDays
from ledger.volunteering.reminding import REMIND_ON_WORKDAYS, RemindRecordDue, reminder_due
from projections.catalogue import Views
from projections.reader import PAGE_MAX
from projections.volunteering.paperwork.views import PaperRow

REMINDED_DAYS = timedelta(days=60)
"""What ended longer ago is overdue, and nobody is reminded of it any more."""
REMIND_PAGES_MAX = 200
"""Pages of activities that one round looks at; the next round goes on from there."""


class Reminders:
    """Looks once a local day, and again when the calendar has changed: nothing is due in between.

    ``do`` carries a command out and tells whether it was.
    """

    def __init__(self, views: Views, do: Callable[[Command], bool]) -> None:
        self._views = views
        self._do = do
        self._looked: tuple[date, WorkingDays] | None = None
        self._after: UUID | None = None
        self._is_over = False

    def run(self, now: datetime) -> int:
        """Remind of what is due and was not looked at yet; return how many were reminded."""
        calendar = self._views.calendar.working_days()
        if self._looked != (local_date(now), calendar):
            self._looked, self._after = (local_date(now), calendar), None
            self._is_over = False
        if self._is_over:
            return 0
        try:
            last = day_end(last_day_due(local_date(now), calendar))
        except CalendarYearMissingError:
            self._is_over = True
            return 0
        return self._remind_until(last, now, calendar)

    def _remind_until(self, last: datetime, now: datetime, calendar: WorkingDays) -> int:
        done, first = 0, now - REMINDED_DAYS
        for _ in range(REMIND_PAGES_MAX):
            found = self._views.paperwork.ended_between(first, last, self._after)
            done += sum(self._remind(it, calendar, now) for it in found)
            if len(found) < PAGE_MAX:
                self._is_over = True
                break
            self._after = found[-1].activity_id
        return done

    def _remind(self, due: PaperRow, calendar: WorkingDays, now: datetime) -> bool:
        try:
            workday = reminder_due(due.ends_at, now, calendar)
        except CalendarYearMissingError:
            return False
        if workday <= due.reminded_on:
            return False
        key = f"job:record-due:{workday}:{due.activity_id.hex}"
        return self._do(RemindRecordDue(key=key, at=now, activity_id=due.activity_id))


def last_day_due(today: date, calendar: WorkingDays) -> date:
    """Return the latest day for whose activities a first reminder is due."""
    day, passed = today, 0
    while passed < REMIND_ON_WORKDAYS[0]:
        passed += calendar.is_workday(day)
        day -= timedelta(days=1)
    return day
