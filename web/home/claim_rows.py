"""Rows of a home about claims: what waits for whom."""

from collections.abc import Sequence
from operator import itemgetter

from api.auth import Caller
from api.moral.claim_finding import village_of
from api.moral.review_acting import count_waiting
from api.permissions import Action, may
from api.reach import scope_of, today
from api.services import services
from ledger.moral.claim_kinds import ClaimState
from projections.moral.claims.rows import ClaimRow
from web.home.rows import row
from web.moral.claim_words import day_words
from web.rendering import Context


def claim_rows(who: Caller) -> list[Context]:
    """Return the ways to what waits for screening, for votes, and for substitutes.

    What waits on a round past the gates comes before them, where there are rounds.
    """
    rows, views = [], services().views
    if may(who.role, Action.VOTE_ON_CLAIM):
        count = count_waiting(who)
        words = "核实过的，等您评" if count else "现在没有要评的"
        rows.append(_counted("/reviews", "check", "待评", words, count))
        rows.append(row("/me/kin", "people", "亲属户", "和您沾亲的户，先登记好回避"))
    if may(who.role, Action.SCREEN_CLAIM):
        scope = scope_of(village_of(who))
        count = views.claims.count_to_screen(scope, today(), who.person_id)
        words = "申报等着核实" if count else "没有等着核实的申报"
        rows.append(_counted("/tasks", "list", "待办", words, count))
        rows.append(row("/claims/new", "plus", "替一户申报", "看到的好事，纸单也在这里补录"))
        rows.append(row("/claims", "doc", "我报的", "替人报的，走到哪一步"))
    if may(who.role, Action.IMPORT_CLAIMS):
        rows.append(row("/desk/claims", "gauge", "申报审核", "一屏看全，勾选通过"))
    if may(who.role, Action.SEE_PANEL_SHORTAGES):
        count = len(views.reviews.short(scope_of(who.grant.unit_code)))
        if count:
            words = "回避的人多，要增补评议员"
            rows.append(_counted("/panel-shortages", "warn", "缺评议员", words, count))
        else:
            rows.append(row("/panel-shortages", "people", "缺评议员", "评议员都够"))
    return rows


def warning_in(claims: Sequence[ClaimRow]) -> Context | None:
    """Tell what a household can still put right, the most urgent first."""
    until = {
        it.claim_id: it.put_right_until
        for it in claims
        if it.state == ClaimState.WARNED and it.put_right_until and it.put_right_until >= today()
    }
    if not until:
        return None
    claim_id, day = min(until.items(), key=itemgetter(1))
    return {"address": f"/claims/{claim_id}", "until": f"{day_words(day)} 24:00"}


def _counted(address: str, icon: str, title: str, words: str, count: int) -> Context:
    return row(address, icon, title, words, count=count or None, tone="honey" * bool(count))
