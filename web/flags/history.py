"""One attendance from its scans and entries to what it comes to now, for whoever checks it."""

from typing import Any
from uuid import UUID

from api.persons.names import names_for
from api.services import services
from projections.volunteering.flags.views import GroundRow
from web.flags.words import GRADES
from web.paperwork.words import REASONS
from web.rendering import Context

ERASED = "已注销"


def history_of(ground: GroundRow) -> Context:
    """Return the stay, the entries and the counts of the attendance a ground is about."""
    attendance_id = ground.attendance_id
    views = services().views
    stay = views.attendances.of(attendance_id) if attendance_id else None
    if stay is None:
        return {"stay": None, "entries": [], "counts": []}
    entries = [
        it
        for it in views.supplements.of_activity(stay.activity_id)
        if it.person_id == stay.person_id
    ]
    hands = {it.recorded_by for it in entries} | {it.decided_by for it in entries if it.decided_by}
    names = names_for(hands)
    return {
        "stay": {
            "came_at": stay.came_at,
            "left_at": stay.left_at,
            "came_by": _grade(stay.evidence_in),
            "left_by": _grade(stay.evidence_out),
            "minutes": stay.minutes,
            "held_minutes": stay.held_minutes,
            "grade": _grade(stay.evidence),
        },
        "entries": [
            {
                "minutes": it.minutes,
                "reason": REASONS.get(it.reason, it.reason),
                "entered_by": _name(names, it.recorded_by),
                "entered_at": it.proposed_at,
                "is_late": it.is_late,
                "state": it.state,
                "decided_by": _name(names, it.decided_by),
                "decided_at": it.decided_at,
            }
            for it in entries
        ],
        "counts": [
            {
                "minutes": it.minutes,
                "before": it.previous_minutes,
                "grade": _grade(it.evidence),
                "at": it.occurred_at,
                "is_correction": it.is_correction,
            }
            for it in views.attendances.history(stay.attendance_id)
        ],
    }


def _grade(evidence: Any) -> str:
    return GRADES.get(evidence, "") if evidence else ""


def _name(names: dict[UUID, str], person_id: UUID | None) -> str:
    return names.get(person_id, ERASED) if person_id else ""
