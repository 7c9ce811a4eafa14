"""Points as pages show them: one's own wallet, what expires soon, entries with their words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from uuid import UUID

from api.auth import Caller
from api.households.owning import points_owner
from api.me.visit_places import told_entries
from api.moral.rule_titles import titles_of
from api.services import services
from ledger.kernel.clock import day_end
from ledger.wallets.wallet import WalletKind
from people.roles import Role
from projections.wallets.views import Balance, Entry
from web.shop.wares import names_of

EXPIRING_SOON = timedelta(days=60)
#: What the ledger calls a reason, and the key of `messages_zh.REASONS` that says it.
_SAID = {
    "service": "service_minutes",
    "visit": "station_visit",
    "cancellation": "redemption_returned",
    "timeout": "voucher_expired",
    "expiry": "expired",
    "erasure": "forfeited",
    "posting_error": "reversal",
}
_OF_VOUCHER = ("redemption", "cancellation", "timeout", "partly_collected", "hand_over_undone")
_KIND = {Role.RIDER: WalletKind.RIDER, Role.RESIDENT: WalletKind.HOUSEHOLD}


@dataclass(frozen=True, slots=True)
class Expiring:
    """Points, and the moment after which they no longer count."""

    amount: int
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Line:
    """One entry in words; ``balance`` is None where no running balance is shown."""

    reason: str
    amount: int
    occurred_at: datetime
    note: str
    balance: int | None


def own_balance(who: Caller) -> Balance | None:
    """Return the wallet of the hat worn: a rider's for riders, a volunteer's for most."""
    wallets = services().views.balances.of_owner(points_owner(services(), who))
    wanted = _KIND.get(who.role, WalletKind.VOLUNTEER).value
    fitting = [wallet for wallet in wallets if wallet.kind == wanted]
    return next(iter([*fitting, *wallets]), None)


def available_of(wallet: Balance | None) -> int:
    """Return the points that can be spent; nobody without a wallet has any."""
    return 0 if wallet is None else wallet.available


def lots_of(wallet: Balance | None) -> list[Expiring]:
    """Return the points still to spend, soonest to expire first."""
    if wallet is None:
        return []
    lots = services().views.lots.of(wallet.wallet_id)
    return [Expiring(lot.amount, day_end(lot.expires_on)) for lot in lots if lot.amount]


def expiring_soon(wallet: Balance | None, now: datetime) -> Expiring | None:
    """Return what expires within sixty days; most pages need not speak of it."""
    first = next(iter(lots_of(wallet)), None)
    return first if first is not None and first.expires_at - now <= EXPIRING_SOON else None


def lines_of(entries: Sequence[Entry], who: Caller, *, with_balance: bool = True) -> list[Line]:
    """Write one's own entries in words; a capture moves no points and is left out."""
    note = cache(_note)
    return [
        Line(
            _said(entry),
            entry.amount,
            entry.occurred_at,
            note(entry.reason, entry.source_id),
            entry.balance_after if with_balance else None,
        )
        for entry in told_entries(services(), who.person_id, entries)
        if entry.kind != "capture"
    ]


def _said(entry: Entry) -> str:
    """Return the key of the words for an entry."""
    if entry.kind == "reverse" and entry.reason == "visit":
        return "visit_taken_back"
    return _SAID.get(entry.reason, entry.reason)


def _note(reason: str, source_id: UUID | None) -> str:
    """Say what an entry was for: the activity, the station, the item."""
    views = services().views
    if reason == "visit" and source_id is not None:
        station = views.stations.of(source_id)
        return station.name if station else ""
    if reason == "service" and source_id is not None:
        attendance = views.attendances.of(source_id)
        activity = views.activities.of(attendance.activity_id) if attendance else None
        return activity.title if activity else ""
    if reason in _OF_VOUCHER:
        voucher = views.vouchers.of(source_id) if source_id else None
        return names_of(voucher) if voucher else ""
    if reason in ("deed", "broken_rule") and source_id is not None:
        claim = views.claims.get(source_id)
        return next(iter(titles_of([claim]).values())) if claim else ""
    return ""
