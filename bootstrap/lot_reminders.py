"""Reminding households of points that end: once a local day, household by household."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from uuid import UUID

from bootstrap.paging import is_last, pages
from ledger.kernel.clock import local_date
from ledger.kernel.commands import Command
from ledger.wallets.reminding import REMIND_DAYS, RemindExpiry, stage_of
from projections.catalogue import Views
from projections.wallets.views import EndingLot


class LotReminders:
    """Looks for lots that end and were not spoken of yet; what is done, the read model knows.

    ``is_minor`` tells who hears of nothing; ``do`` carries a command out and tells whether it was.
    """

    def __init__(
        self,
        views: Views,
        is_minor: Callable[[UUID, date], bool],
        do: Callable[[Command], bool],
    ) -> None:
        self._views = views
        self._is_minor = is_minor
        self._do = do
        self._looked: date | None = None
        self._after: tuple[date, UUID] | None = None

    def run(self, now: datetime) -> int:
        """Remind of what is due and was not looked at today; return how many households."""
        today = local_date(now)
        if self._looked != today:
            self._looked, self._after = today, (today - timedelta(days=1), UUID(int=0))
        if self._after is None:
            return 0
        last, lots, done = today + timedelta(days=max(REMIND_DAYS)), self._views.lots, 0
        for found in pages(lambda n, after: lots.ending(after, last, n), _place, self._after):
            done += sum(self._remind(it, now) for it in found)
            self._after = None if is_last(found) else _place(found[-1])
        return done

    def _remind(self, lot: EndingLot, now: datetime) -> bool:
        stage = stage_of(lot.expires_on, now)
        if not stage or lot.reminded_days <= stage:
            return False
        told = self._adults(lot.owner_id, local_date(now))
        if not told:
            return False
        key = f"job:lot-ends:{stage}:{lot.expires_on.isoformat()}:{lot.wallet_id.hex}"
        return self._do(
            RemindExpiry(
                key=key, at=now, wallet_id=lot.wallet_id, expires_on=lot.expires_on, told=told
            )
        )

    def _adults(self, household_id: UUID, today: date) -> tuple[UUID, ...]:
        members = self._views.households.members(household_id)
        return tuple(it.person_id for it in members if not self._is_minor(it.person_id, today))


def _place(lot: EndingLot) -> tuple[date, UUID]:
    return lot.expires_on, lot.wallet_id
