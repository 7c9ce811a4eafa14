"""Lots of the own household: what ends when, what is spent first (到期批次)."""

from datetime import date

from flask import Response

from api.auth import caller
from api.permissions import Action, requires
from api.services import services
from ledger.kernel.clock import local_date
from ledger.wallets.wallet import Wallet, WalletKind
from projections.wallets.views import Lot
from web.blueprints import Pages, fresh
from web.rendering import Context, page

pages = Pages("lots")

SOON_DAYS = 60


@pages.get("/household/lots")
@requires(Action.SEE_OWN_LOTS)
@fresh
def lots() -> Response:
    """Show the points of the own household by the day they end."""
    views, today = services().views, local_date(services().clock())
    home = views.households.of_person(caller().person_id)
    found: list[Lot] = []
    held = 0
    if home is not None:
        wallet_id = Wallet.create_id(home.household_id, WalletKind.HOUSEHOLD)
        balance = views.balances.of(wallet_id)
        held = balance.held if balance else 0
        found = [it for it in views.lots.of(wallet_id) if it.amount and it.expires_on >= today]
    return page(
        "lots.html",
        number=home.number if home else "",
        lots=[_shown(it, today) for it in found],
        total=sum(it.amount for it in found),
        held=held,
    )


def _shown(lot: Lot, today: date) -> Context:
    left = (lot.expires_on - today).days
    return {
        "amount": lot.amount,
        "expires_on": lot.expires_on,
        "days_left": left,
        "is_soon": left <= SOON_DAYS,
    }
