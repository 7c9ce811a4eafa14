"""Letting lots go whose last day is over: at New Year those of every household."""

from collections.abc import Callable
from datetime import date, datetime
from uuid import UUID

from ledger.kernel.clock import local_date
from ledger.kernel.commands import Command
from ledger.wallets.commands import ExpireLots
from projections.catalogue import Views
from projections.reader import PAGE_MAX

EXPIRE_PAGES_MAX = 100
"""Pages of lots that one round lets go; the next round goes on from there."""


class LotExpiry:
    """Looks for overdue lots, longest overdue first; ``do`` tells whether it was carried out."""

    def __init__(self, views: Views, do: Callable[[Command], bool]) -> None:
        self._views = views
        self._do = do

    def run(self, now: datetime) -> int:
        """Let go what is due; return how many wallets that were."""
        today, done = local_date(now), 0
        after: tuple[date, UUID] | None = None
        seen: set[UUID] = set()
        for _ in range(EXPIRE_PAGES_MAX):
            found = self._views.lots.overdue(today, PAGE_MAX, after)
            # A wallet with two overdue lots is named once: its command lets both go.
            for it in dict.fromkeys(wallet for _, wallet in found if wallet not in seen):
                seen.add(it)
                key = f"job:lots:{today.isoformat()}:{it.hex}"
                done += self._do(ExpireLots(key=key, at=now, wallet_id=it))
            if len(found) < PAGE_MAX:
                break
            after = found[-1]
        return done
