"""Rows of a home about appeals: what waits for the committee, and for the township."""

from api.auth import Caller
from api.moral.appeal_acting import LEVELS
from api.permissions import Action, may
from api.reach import scope_of
from api.services import services
from web.home.rows import row
from web.rendering import Context


def appeal_rows(who: Caller) -> list[Context]:
    """Return the way to appeals, with how many wait for an answer."""
    if not may(who.role, Action.SEE_APPEALS):
        return []
    level = LEVELS.get(who.role)
    if level is None:
        return [row("/appeals", "speak", "申诉", "村里提了的，走到哪一步")]
    count = services().views.appeals.count_waiting(scope_of(who.grant.unit_code), level)
    words = "等您答复，最早的在前" if count else "没有等答复的申诉"
    return [
        row("/appeals", "speak", "申诉", words, count=count or None, tone="honey" * bool(count))
    ]
