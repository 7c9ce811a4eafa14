"""The statement of points."""

from datetime import datetime
from uuid import UUID

from flask import Response, request, url_for

from api.auth import caller
from api.limits import PAGE_ITEMS_MAX
from api.permissions import Action, requires
from api.services import services
from ledger.kernel.clock import SHANGHAI
from projections.wallets.views import Entry
from web.blueprints import Pages, fresh
from web.rendering import page
from web.wallets.points import available_of, lines_of, lots_of, own_balance

pages = Pages("wallets")

SHOWN = 20
MONTH_PAGES_MAX = 10
"""A month of one person has far fewer entries than so many pages hold."""


@pages.get("/me/entries")
@requires(Action.SEE_SELF)
@fresh
def entries() -> Response:
    """Show where one's points came from and went to (积分账单)."""
    wallet, now = own_balance(caller()), services().clock()
    before = request.args.get("before", type=int)
    found: list[Entry] = []
    earned = spent = 0
    month = month_start(now)
    if wallet is not None:
        found = services().views.entries.page(wallet.wallet_id, SHOWN, before)
        earned, spent = _month_sums(wallet.wallet_id, month)
    closing = available_of(wallet)
    full = len(found) == SHOWN
    return page(
        "entries.html",
        balance=closing + (wallet.held if wallet else 0),
        available=closing,
        held=wallet.held if wallet else 0,
        opening=closing - earned - spent,
        earned=earned,
        spent=spent,
        closing=closing,
        month_starts_at=month,
        lots=lots_of(wallet),
        entries=lines_of(found, caller()),
        next_address=url_for(".entries", before=found[-1].position) if full else "",
    )


def month_start(now: datetime) -> datetime:
    """Return when the month of a moment began in Hohhot."""
    here = now.astimezone(SHANGHAI)
    return here.replace(day=1, hour=0, minute=0, second=0, microsecond=0)


def _month_sums(wallet_id: UUID, month: datetime) -> tuple[int, int]:
    """Add what was earned and what was spent of the month's entries, as they were booked."""
    earned = spent = 0
    before = None
    for _ in range(MONTH_PAGES_MAX):
        found = services().views.entries.page(wallet_id, PAGE_ITEMS_MAX, before)
        inside = [entry for entry in found if entry.recorded_at >= month]
        earned += sum(entry.amount for entry in inside if entry.kind == "credit")
        spent += sum(entry.amount for entry in inside if entry.kind != "credit")
        if len(inside) < PAGE_ITEMS_MAX:
            break
        before = found[-1].position
    return earned, spent
