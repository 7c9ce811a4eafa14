"""What happens by itself with riders: a grid's term is over on its day, a month is settled."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from api.riders.statements import Span, settled_month, span_of
from ledger.kernel.clock import local_date
from ledger.kernel.commands import Command
from ledger.stations.grid_worker_commands import ExpireGridWorker
from ledger.stations.month_statement import StateMonth
from ledger.wallets.wallet import Wallet, WalletKind
from projections.catalogue import Views
from projections.reader import PAGE_MAX

DUE_MAX: Final = 200
STATED_WITHIN: Final = timedelta(days=7)
"""So long after a month is settled it is stated: who was down longer tells nobody any more."""
RIDER_PAGES_MAX: Final = 5
"""Pages of riders that one round looks at; the next one goes on from there."""
NOBODY: Final = UUID(int=0)

Do = Callable[[Command], bool]


class RiderJobs:
    """Ends terms of part-time grid work, and states months; keys follow from what is done.

    A job that dies half-way, runs twice or runs in two processes changes nothing twice.
    """

    def __init__(self, views: Views, do: Do) -> None:
        self._views = views
        self._do = do
        self._month = ""
        self._after: UUID | None = None

    def run(self, now: datetime) -> int:
        """Do what is due; return how many terms are over and months stated."""
        return self._end_terms(now) + self._state_months(now)

    def _end_terms(self, now: datetime) -> int:
        today = local_date(now)
        due = self._views.grid_workers.over(today, DUE_MAX)
        return sum(
            self._do(
                ExpireGridWorker(
                    key=f"job:grid-over:{today.isoformat()}:{it.hex}", at=now, person_id=it
                )
            )
            for it in due
        )

    def _state_months(self, now: datetime) -> int:
        """Go through the riders once a month, a few pages a round."""
        span = span_of(settled_month(now))
        if now >= span.settled_at + STATED_WITHIN:
            return 0
        if self._month != span.month:
            self._month, self._after = span.month, NOBODY
        done = 0
        for _ in range(RIDER_PAGES_MAX):
            if self._after is None:
                break
            riders = self._views.riders.ids(self._after, PAGE_MAX)
            done += self._state(riders, span, now)
            self._after = riders[-1] if len(riders) == PAGE_MAX else None
        return done

    def _state(self, riders: list[UUID], span: Span, now: datetime) -> int:
        owners = {Wallet.create_id(it, WalletKind.RIDER): it for it in riders}
        totals = self._views.wallet_months.totals(owners, span.begins, span.ends)
        return sum(
            self._do(
                StateMonth(
                    key=f"job:statement:{span.month}:{owners[it.wallet_id].hex}",
                    at=now,
                    fingerprint=span.month.encode(),  # figures may be read anew and differ
                    person_id=owners[it.wallet_id],
                    month=span.month,
                    opening=it.opening,
                    gained=it.gained,
                    spent=it.spent,
                )
            )
            for it in totals
        )
