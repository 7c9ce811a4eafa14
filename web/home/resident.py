"""The home of a household's member: what it may spend, what runs out, what came in."""

from uuid import UUID

from flask import Response

from api.auth import Caller
from api.households.owning import points_owner
from api.permissions import Action, may
from api.reach import today
from api.services import services
from ledger.moral.score_year import SCORE_BASE
from web.feedback.messages import news_count
from web.home.claim_rows import own_warning
from web.home.notice_rows import own_notice
from web.rendering import page
from web.units import unit_name
from web.wallets.points import available_of, expiring_soon, lines_of, own_balance

ROWS_MAX = 5


def resident_home(who: Caller) -> Response:
    """Show the points of the household, or the way to have it registered (农户首页)."""
    given = services()
    views, now = given.views, given.clock()
    wallet = own_balance(who)
    household = views.households.of_person(who.person_id)
    owner_id = points_owner(given, who)
    waiting = [it for it in views.vouchers.of_owner(owner_id) if it.state == "reserved"]
    entries = views.entries.page(wallet.wallet_id, ROWS_MAX) if wallet else []
    return page(
        "home_resident.html",
        household=household,
        unit_name=unit_name(household.unit_code if household else who.grant.unit_code),
        available=available_of(wallet),
        expiring=expiring_soon(wallet, now),
        entries=lines_of(entries, with_balance=False),
        vouchers_waiting=len(waiting),
        news=news_count(who.person_id),
        score=_score(owner_id) if household else None,
        claim_address="/claims/new" if household else "",
        has_notice=own_notice(who),
        warning=own_warning(who),
        reads_conclusions=may(who.role, Action.READ_CONCLUSIONS),
    )


def _score(household_id: UUID) -> int:
    """Return this year's score; a household for which nothing counted is at its base."""
    found = services().views.scores.of(household_id, today().year)
    return found.score if found else SCORE_BASE
