"""Letting lots go whose last day is over: at New Year those of every household."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from bootstrap.paging import pages
from ledger.kernel.clock import local_date
from ledger.kernel.commands import Command
from ledger.wallets.commands import ExpireLots
from projections.catalogue import Views


class LotExpiry:
    """Looks for overdue lots, longest overdue first; ``do`` tells whether it was carried out."""

    def __init__(self, views: Views, do: Callable[[Command], bool]) -> None:
        self._views = views
        self._do = do

    def run(self, now: datetime) -> int:
        """Let go what is due; return how many wallets that were."""
        today, done, lots = local_date(now), 0, self._views.lots
        seen: set[UUID] = set()
        for found in pages(lambda n, after: lots.overdue(today, n, after), lambda it: it, None):
            # A wallet with two overdue lots is named once: its command lets both go.
            for it in dict.fromkeys(wallet for _, wallet in found if wallet not in seen):
                seen.add(it)
                key = f"job:lots:{today.isoformat()}:{it.hex}"
                done += self._do(ExpireLots(key=key, at=now, wallet_id=it))
        return done
