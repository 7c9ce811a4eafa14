"""The iCalendar text of somebody's shifts: what and where and when, and nobody's name."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

from icalendar import Alarm, Calendar, Event

from api.services import services
from ledger.kernel.clock import SHANGHAI
from ledger.volunteering.activity_kinds import State
from projections.volunteering.activities.rows import ActivityRow, SignUpRow

PAST_SHOWN = timedelta(days=30)
"""Shifts that ended so long ago are still in the feed, so that calendars keep them."""
PRODUCT = "-//Red Bee Ledger//Shifts//ZH"
NAME = "我的志愿服务"
REFRESH = timedelta(hours=1)
REMIND_BEFORE = timedelta(hours=2)


def feed_of(person_id: UUID, now: datetime) -> bytes:
    """Write the feed of somebody; the same shifts give the same bytes."""
    found = services().views.sign_ups.of_person(person_id, now - PAST_SHOWN)
    return write(found, services().public_host)


def write(found: Sequence[tuple[ActivityRow, SignUpRow]], host: str) -> bytes:
    """Write shifts as a calendar in the time of Hohhot."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", NAME)
    calendar.add("x-wr-timezone", str(SHANGHAI))
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    for activity, row in found:
        calendar.add_component(_event(activity, row, host))
    if found:
        calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def etag_of(feed: bytes) -> str:
    """Name a state of the feed."""
    return sha256(feed).hexdigest()[:32]


def _event(activity: ActivityRow, row: SignUpRow, host: str) -> Event:
    event = Event()
    waits = "（候补）" if row.waits else ""
    event.add("uid", f"{activity.activity_id}@{host}")
    # The same shift must be the same bytes whenever it is asked for.
    event.add("dtstamp", row.asked_at.replace(microsecond=0))
    event.add("dtstart", activity.starts_at.astimezone(SHANGHAI).replace(microsecond=0))
    event.add("dtend", activity.ends_at.astimezone(SHANGHAI).replace(microsecond=0))
    event.add("summary", f"{activity.title}{waits}")
    event.add("location", activity.place)
    event.add("url", f"https://{host}/activities/{activity.activity_id}")
    event.add("status", _status(activity, row))
    if activity.state == State.PUBLISHED and not row.waits:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", activity.title)
        alarm.add("trigger", -REMIND_BEFORE)
        event.add_component(alarm)
    return event


def _status(activity: ActivityRow, row: SignUpRow) -> str:
    if activity.state == State.CANCELLED:
        return "CANCELLED"
    return "TENTATIVE" if row.waits else "CONFIRMED"
