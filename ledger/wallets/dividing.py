"""Dividing lots: what a household takes along when it becomes two (A19).

First the total by largest remainder, then each lot, so that the total, every lot and every last
day stay exactly as they were: 165 in lots of 70 and 95, two to one, is 47+63 and 23+32.
"""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from ledger.wallets import lots
from ledger.wallets.kinds import Reason
from ledger.wallets.lots import Part
from ledger.wallets.wallet import Wallet


def merged(*several: Iterable[Part]) -> list[Part]:
    """Add lots by their last day, soonest first."""
    added: dict[date, int] = {}
    for parts in several:
        lots.put(added, parts)
    return [Part(day, added[day]) for day in sorted(added)]


def divided(parts: Iterable[Part], stays: int, leaves: int) -> tuple[list[Part], list[Part]]:
    """Divide lots by a ratio of whole numbers; a point that is tied for stays."""
    assert min(stays, leaves) > 0
    whole = stays + leaves
    each = sorted(parts, key=lambda it: it.expires_on)
    kept = [it.amount * stays // whole for it in each]
    owed = _nearest(lots.total(each) * stays, whole) - sum(kept)
    by_remainder = sorted(range(len(each)), key=lambda n: -(each[n].amount * stays % whole))
    for place in by_remainder[:owed]:
        kept[place] += 1
    stay = [Part(it.expires_on, n) for it, n in zip(each, kept, strict=True)]
    leave = [Part(it.expires_on, it.amount - n) for it, n in zip(each, kept, strict=True)]
    return [it for it in stay if it.amount], [it for it in leave if it.amount]


def _nearest(share: int, whole: int) -> int:
    """Divide and round; a half goes up."""
    return (2 * share + whole) // (2 * whole)


def move(
    source: Wallet,
    target: Wallet,
    parts: list[Part],
    *,
    reason: Reason,
    source_id: UUID,
    at: datetime,
) -> int:
    """Move parts from one wallet to another; return how many points."""
    assert source.kind == target.kind, "the kinds never mix"
    assert source.unit_code == target.unit_code, "points stay in their village"
    source.move_out(parts, other_wallet_id=target.id, reason=reason, source_id=source_id, at=at)
    target.move_in(parts, other_wallet_id=source.id, reason=reason, source_id=source_id, at=at)
    return lots.total(parts)
