"""The home of a household's member: what it may spend, what runs out, what came in."""

from collections.abc import Sequence
from dataclasses import asdict
from uuid import UUID

from flask import Response

from api.auth import Caller
from api.households.owning import points_owner
from api.moral.claim_finding import claims_of_home
from api.moral.rule_titles import titles_of
from api.permissions import Action, may
from api.reach import today
from api.services import services
from ledger.moral.claim_kinds import ClaimState
from ledger.moral.score_year import SCORE_BASE
from projections.moral.claims.rows import ClaimRow
from web.feedback.messages import news_count
from web.home.claim_rows import warning_in
from web.home.notice_rows import own_notice
from web.moral.claim_words import stands
from web.rendering import page
from web.units import unit_name
from web.wallets.points import available_of, expiring_soon, lines_of, own_balance

ROWS_MAX = 5
CLAIMS_LOOKED_AT = 20


def resident_home(who: Caller) -> Response:
    """Show the points of the household, or the way to have it registered (农户首页)."""
    given = services()
    views, now = given.views, given.clock()
    wallet = own_balance(who)
    household = views.households.of_person(who.person_id)
    owner_id = points_owner(given, who)
    waiting = [it for it in views.vouchers.of_owner(owner_id) if it.state == "reserved"]
    entries = views.entries.page(wallet.wallet_id, ROWS_MAX) if wallet else []
    claims = claims_of_home(CLAIMS_LOOKED_AT, who=who)
    return page(
        "home_resident.html",
        household=household,
        unit_name=unit_name(household.unit_code if household else who.grant.unit_code),
        available=available_of(wallet),
        expiring=expiring_soon(wallet, now),
        entries=lines_of(entries, who, with_balance=False),
        vouchers_waiting=len(waiting),
        news=news_count(who.person_id),
        score=_score(owner_id) if household else None,
        claim_address="/claims/new" if household else "",
        progress=_progress(claims),
        has_notice=own_notice(who),
        warning=warning_in(claims),
        reads_conclusions=may(who.role, Action.READ_CONCLUSIONS),
    )


def _score(household_id: UUID) -> int:
    """Return this year's score; a household for which nothing counted is at its base."""
    found = services().views.scores.of(household_id, today().year)
    return found.score if found else SCORE_BASE


def _progress(claims: Sequence[ClaimRow]) -> str:
    """Say where the latest act of the household stands; a warning comes before everything."""
    warned = [it for it in claims if it.state == ClaimState.WARNED]
    for it in [*warned, *(it for it in claims if not it.is_closed)]:
        (title,) = titles_of([it]).values()
        return f"{title}：{stands(asdict(it))}"
    return ""
