"""What can be said and is to be done once an activity is over: links on its page."""

from datetime import datetime

from api.auth import Caller
from api.permissions import Action, may
from api.services import services
from projections.volunteering.activities.rows import ActivityRow
from web.rendering import Context
from web.volunteering.deadlines import record_deadline
from web.volunteering.presence import own_row


def after_of(activity: ActivityRow, who: Caller, now: datetime) -> Context | None:
    """Return what somebody may say about an activity, and until when it is recorded."""
    speaks, answers = may(who.role, Action.SPEAK_UP), may(who.role, Action.EVALUATE_VOLUNTEER)
    leads = answers and who.reaches(activity.unit_code)
    mine = own_row(activity.activity_id, who.person_id) if speaks else None
    over = now >= activity.ends_at
    due = services().views.paperwork.of(activity.activity_id) if leads and over else None
    if mine is None and not (leads and over) and not speaks:
        return None
    return {
        "correction": f"/attendances/{mine.attendance_id}/correction" if mine and over else "",
        "evaluates": mine is not None and (over or mine.left_at is not None),
        "complains": speaks,
        "rates_people": leads and over,
        "deadline": record_deadline(due.ends_at, now) if due and due.is_due else None,
        "recorded_at": due.recorded_at if due else None,
    }
