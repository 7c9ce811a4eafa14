"""Doors of activities."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from flask import Response

from api.answers import pages_of
from api.auth import caller
from api.doors import Doors
from api.live import live_response
from api.paging import PageQuery, every, page, read_cursor
from api.permissions import Action, may, requires
from api.persons.names import named
from api.reach import scope_of
from api.reading import ReadQuery, settled
from api.secrets import SecretAnswer, secret_response
from api.services import services
from api.volunteering.activity_schemas import ActivitiesQuery, ActivityAnswer, ActivityDetailAnswer
from api.volunteering.describing import description_of
from api.volunteering.schemas import (
    PresenceAnswer,
    RollAnswer,
)
from ledger.kernel.clock import local_date
from ledger.volunteering.errors import ActivityNotFoundError
from people.purposes import Purpose
from projections.volunteering.activities.rows import ActivityRow
from projections.volunteering.activities.views import Choice
from projections.volunteering.presence.views import AttendanceRow
from qr.kinds import Kind

blp = Doors("activities", "Volunteer activities")

_presence = PresenceAnswer()


@blp.get("/activities")
@requires(Action.SEE_ACTIVITIES)
@blp.reads(ActivitiesQuery, pages_of(ActivityAnswer))
def list_activities(asked: dict[str, Any]) -> Any:
    """List upcoming, today's or past activities of a unit and below (活动)."""
    unit, limit = asked["unit"] or caller().grant.unit_code, asked["limit"]
    after, now = read_cursor(asked["cursor"], UUID), services().clock()
    activities, scope = services().views.activities, scope_of(unit)
    choice = Choice(category=asked["category"], campaign=asked["campaign"], day=asked["day"])
    match asked["when"]:
        case "upcoming":
            found = activities.upcoming(scope, now, limit, after, choice)
        case "past":
            found = activities.past(scope, now, limit, after, choice)
        case _:
            found = activities.of_day(scope, local_date(now), limit, after, choice)
    return page(found, found[-1].activity_id if len(found) == limit else None)


@blp.get("/activities/<uuid:activity_id>")
@requires(Action.SEE_ACTIVITIES)
@blp.reads(ReadQuery, ActivityDetailAnswer)
def see_activity(_asked: dict[str, Any], activity_id: UUID) -> Any:
    """Show one activity (活动)."""
    found = activity_of(activity_id)
    count = services().views.sign_ups.counts([activity_id])[activity_id]
    more = {"description": description_of(found.text_id)}
    return {**asdict(found), **more, "signed_up": count.signed_up, "waiting": count.waiting}


@blp.get("/activities/<uuid:activity_id>/roll")
@requires(Action.SEE_ROLL)
@blp.reads(PageQuery, pages_of(RollAnswer))
def see_roll(asked: dict[str, Any], activity_id: UUID) -> Any:
    """Show who came to an activity of the caller's own unit, in the order of coming (签到表).

    Names are masked, but for the leader of this very activity.
    """
    activity = managed_activity(activity_id)
    limit, after = asked["limit"], read_cursor(asked["cursor"], UUID)
    found = services().views.attendances.roll(activity_id, limit, after)
    rows = named(found, roll_need(activity))
    return page(rows, found[-1].attendance_id if len(found) == limit else None)


@blp.get("/activities/<uuid:activity_id>/attendance")
@requires(Action.SHOW_ACTIVITY_CODE)
@blp.reads(ReadQuery, PresenceAnswer)
def count_attendance(_asked: dict[str, Any], activity_id: UUID) -> Response:
    """Count who has checked in and out, for the activity's screen (签到人数)."""
    managed_activity(activity_id)
    rows = all_rows(activity_id)
    left = [row.left_at for row in rows if row.left_at is not None]
    moments = [*left, *(row.came_at for row in rows if row.came_at is not None)]
    seen = [row for row in rows if row.came_at is not None or row.left_at is not None]
    shown = {
        "checked_in": len(seen),
        "checked_out": len(left),
        "last_at": max(moments, default=None),
    }
    return live_response(_presence, shown)


@blp.get("/activities/<uuid:activity_id>/screen-secret")
@requires(Action.SHOW_ACTIVITY_CODE)
@blp.reads(ReadQuery, SecretAnswer)
def see_activity_secret(_asked: dict[str, Any], activity_id: UUID) -> Response:
    """Give the activity's screen what it needs to make its codes, offline too (签到码)."""
    managed_activity(activity_id)
    return secret_response(Kind.ACTIVITY, activity_id)


def activity_of(activity_id: UUID) -> ActivityRow:
    """Return an activity, or refuse; a draft is there for those only who plan for its unit."""
    activity = settled(services(), lambda: services().views.activities.of(activity_id))
    if activity is None or (activity.is_draft and not _plans_for(activity)):
        raise ActivityNotFoundError(activity_id=activity_id)
    return activity


def managed_activity(activity_id: UUID) -> ActivityRow:
    """Return an activity of a unit that the caller reaches, or refuse."""
    activity = activity_of(activity_id)
    caller().require_unit(activity.unit_code)
    return activity


def _plans_for(activity: ActivityRow) -> bool:
    who = caller()
    return may(who.role, Action.PUBLISH_ACTIVITY) and who.reaches(activity.unit_code)


def roll_need(activity: ActivityRow) -> Purpose | None:
    """Return the standing need of an activity's own leader to know who came."""
    return Purpose.ACTIVITY_ROLL if activity.led_by == caller().grant.person_id else None


def all_rows(activity_id: UUID) -> list[AttendanceRow]:
    """Return everybody who came to an activity, in the order of coming."""
    return every(
        lambda limit, after: services().views.attendances.roll(activity_id, limit, after),
        lambda it: it.attendance_id,
    )
