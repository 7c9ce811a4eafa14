"""The activity of today that a volunteer's home is about."""

from datetime import datetime
from typing import Any

from api.auth import Caller
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
    shown = [it for each in found if (it := _stand(who, each, now)) is not None]
    return min(shown, key=lambda it: _ORDER[it["state"]], default=None)


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
