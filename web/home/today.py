"""The activity of today that a volunteer's home is about."""

from datetime import datetime
from typing import Any

from api.auth import Caller
from api.permissions import Action, may
from api.reach import scope_of
from api.services import services
from ledger.kernel.clock import local_date
from projections.volunteering.views import ActivityRow
from web.volunteering.presence import counted_until, own_row

LOOKED_AT_MAX = 20
#: Which of several activities a person wants to see: the one they are at, the next, the last.
_ORDER = {"in": 0, "before": 1, "out": 2}


def today_of(who: Caller, now: datetime) -> dict[str, Any] | None:
    """Return today's activity of one's unit, and where one stands in it."""
    views, scope = services().views.activities, scope_of(who.grant.unit_code)
    found = views.of_day(scope, local_date(now), LOOKED_AT_MAX)
    own = {
        it.activity_id: it
        for it in _shifts(who, now)
        if local_date(it.starts_at) == local_date(now)
    }
    rows = {it.activity_id: it for it in found} | own
    shown = [it for each in rows.values() if (it := _stand(who, each, now)) is not None]
    rank = lambda it: (_ORDER[it["state"]], it["activity_id"] not in own, it["starts_at"])  # noqa: E731
    return min(shown, key=rank, default=None)


def next_shift(who: Caller, now: datetime) -> dict[str, Any] | None:
    """Return the next shift one has a place at, after today's card."""
    if not may(who.role, Action.SIGN_UP):
        return None
    coming = [it for it in _shifts(who, now) if it.starts_at > now]
    return {"next": coming[0] if coming else None, "count": len(coming)}


def _shifts(who: Caller, now: datetime) -> list[ActivityRow]:
    """Return activities one has a place at that are not over, soonest first."""
    found = services().views.sign_ups.of_person(who.person_id, now)
    return [activity for activity, row in found if activity.is_open and not row.waits]


def _stand(who: Caller, activity: ActivityRow, now: datetime) -> dict[str, Any] | None:
    """Return an activity with one's own state; None if it is over and one was not there."""
    row = own_row(activity.activity_id, who.person_id)
    if row is None and now >= activity.ends_at:
        return None
    state = "before" if row is None else "in" if row.left_at is None else "out"
    return {
        "activity_id": activity.activity_id,
        "title": activity.title,
        "place": activity.place,
        "starts_at": activity.starts_at,
        "ends_at": activity.ends_at,
        "state": state,
        "counted_minutes": counted_until(row, activity, now) if row and state == "in" else 0,
    }
