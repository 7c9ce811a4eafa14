"""Rows of a home about appeals and corrections: what waits for the committee, or the township."""

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
        return [row("/appeals", "speak", "申诉", "提了的，走到哪一步")]
    count = services().views.appeals.count_waiting(scope_of(who.grant.unit_code), level)
    words = "等您答复，最早的在前" if count else "没有等答复的申诉"
    return [
        row("/appeals", "speak", "申诉", words, count=count or None, tone="honey" * bool(count))
    ]


def adjustment_rows(who: Caller) -> list[Context]:
    """Return the way to entries on the wrong account, with how many wait for the committee."""
    if not may(who.role, Action.SEE_ADJUSTMENTS):
        return []
    count = services().views.adjustments.count_waiting(who.grant.unit_code)
    if may(who.role, Action.APPROVE_ADJUSTMENT):
        words = "等您批准，最早的在前" if count else "没有等批准的更正"
        tone = "honey" * bool(count)
        return [row("/adjustments", "undo", "错账更正", words, count=count or None, tone=tone)]
    words = "提了的，等监督委员会批准" if count else "哪一笔入错了户，在这里提"
    return [row("/desk/adjustments", "undo", "错账更正", words, count=count or None)]
