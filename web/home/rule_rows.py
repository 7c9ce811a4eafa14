"""Rows of a home about the rule book of a village."""

from api.auth import Caller
from api.permissions import Action, may
from api.reach import scope_of
from api.services import services
from ledger.moral.versions import Stage
from web.home.rows import row
from web.moral.rules_zh import STAGES
from web.rendering import Context


def rule_rows(who: Caller) -> list[Context]:
    """Return the ways to the rule book, with what waits."""
    rows, books = [], services().views.rulebooks
    unit = who.grant.unit_code
    if may(who.role, Action.EDIT_RULEBOOK):
        draft = books.draft(unit)
        words = (
            f"第 {draft.number} 版{STAGES[draft.stage.value]}"
            if draft
            else "条文、试算、表决、公布"
        )
        mine = draft is not None and draft.stage not in (Stage.REVIEW, Stage.PASSED)
        rows.append(row("/desk/rulebook", "book", "积分细则", words, tone="honey" * mine))
        rows.append(row("/desk/pledges", "doc", "承诺书", "哪些户签了，打印空白的"))
    if may(who.role, Action.REVIEW_RULEBOOK):
        count = books.count_waiting(scope_of(unit), (Stage.REVIEW, Stage.PASSED))
        words = "有草案等您审，或等备案号" if count else "村里送来的草案在这里审"
        tone = "honey" * bool(count)
        rows.append(
            row("/rulebooks/reviews", "book", "细则审查", words, count=count or None, tone=tone)
        )
    if may(who.role, Action.SEE_RULE_DRAFTS):
        rows.append(row("/rulebooks/templates", "list", "细则模板", "各村起草时用的条文"))
    else:
        rows.append(row("/rulebooks", "book", "积分细则", "做什么加几分，谁表决的"))
    return rows
