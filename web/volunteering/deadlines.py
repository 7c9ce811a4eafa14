"""Deadlines in words: the day, and how many working days are left (VH-8, VH-10)."""

from datetime import date, datetime

from api.services import services
from ledger.kernel.clock import local_date
from ledger.registry.errors import CalendarYearMissingError
from ledger.registry.working_days import known_due_on
from web.formats import WEEKDAYS, local
from web.rendering import Context

WAITS_FOR_YEAR = "等放假安排"
"""Said where the days off of the year are not known yet: never a guess."""
SOON_WORKDAYS = 3


def record_deadline(ends_at: datetime, now: datetime) -> Context:
    """Say until when an activity is to be recorded."""
    due_on = known_due_on(ends_at, services().views.calendar.working_days())
    if due_on is None:
        return {"due_on": None, "words": f"记录期限{WAITS_FOR_YEAR}", "tone": ""}
    return deadline(due_on, now, "记好")


def answer_deadline(due_on: date | None, now: datetime) -> Context:
    """Say until when something is answered."""
    if due_on is None:
        return {"due_on": None, "words": f"答复期限{WAITS_FOR_YEAR}", "tone": ""}
    return deadline(due_on, now, "答复")


def deadline(due_on: date, now: datetime, verb: str) -> Context:
    """Say a last day and what is left of it, or by how much it is over."""
    today = local_date(now)
    said = said_day(due_on, today)
    if today == due_on:
        return {"due_on": due_on, "words": f"今天 24:00 前{verb}", "tone": "honey"}
    calendar = services().views.calendar.working_days()
    try:
        left = calendar.workdays_between(today, due_on)
        over = calendar.workdays_between(due_on, today)
    except CalendarYearMissingError:
        return {"due_on": due_on, "words": f"{said} 24:00 前{verb}", "tone": ""}
    if today < due_on:
        tone = "honey" if left <= SOON_WORKDAYS else ""
        words = f"{said} 24:00 前{verb}，还剩 {left} 个工作日"
        return {"due_on": due_on, "words": words, "tone": tone}
    words = f"该在{said} 24:00 前{verb}，过了 {over} 个工作日"
    return {"due_on": due_on, "words": words, "tone": "late"}


def said_day(day: date, today: date) -> str:
    """10月16日（周五）, with the year when it is another one."""
    year = "" if day.year == today.year else f"{day.year}年"
    return f"{year}{day.month}月{day.day}日（{WEEKDAYS[day.weekday()]}）"


def clock_of(moment: datetime) -> str:
    """14:00, as an input of a time takes it."""
    return f"{local(moment):%H:%M}"
