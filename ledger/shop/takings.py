"""Takings: how many pieces of an item a household has had this quarter, where there is a limit."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

import msgspec

from ledger.kernel.clock import local_date
from ledger.shop.errors import ItemQuarterLimitError
from ledger.shop.offer import Offer
from ledger.wallets.redeeming import quarter_of


class Taker(msgspec.Struct, frozen=True):
    """For which wallet a voucher set pieces aside, and on which day."""

    wallet_id: UUID
    day: date


class Had(msgspec.Struct, frozen=True):
    """Pieces a wallet has had in one quarter."""

    year: int
    quarter: int
    quantity: int


class Limiting:
    """An item of which a household may have only so many a quarter."""

    offer: Offer
    had: dict[str, Had]
    takers: dict[str, Taker]
    id: Any

    def had_in_quarter(self, wallet_id: UUID, day: date) -> int:
        """Return the pieces a wallet has had in the quarter a day is in."""
        known = self.had.get(str(wallet_id))
        own = (known.year, known.quarter) if known else None
        return known.quantity if known and own == quarter_of(day) else 0

    def refuse_over_limit(self, wallet_id: UUID, quantity: int, at: datetime) -> None:
        """Refuse a household more pieces than it may have of this item in a quarter."""
        most = self.offer.quarter_max
        had = self.had_in_quarter(wallet_id, local_date(at))
        if most and had + quantity > most:
            raise ItemQuarterLimitError(
                item_id=self.id, limit=most, left=max(most - had, 0), requested=quantity
            )

    def take_note(self, wallet_id: UUID, day: date, change: int) -> None:
        """Count pieces that were set aside or came back; older quarters limit nothing."""
        year, quarter = quarter_of(day)
        known = self.had.get(str(wallet_id))
        if known and (known.year, known.quarter) > (year, quarter):
            return
        before = self.had_in_quarter(wallet_id, day)
        if before + change > 0:
            self.had[str(wallet_id)] = Had(year, quarter, before + change)
        else:
            self.had.pop(str(wallet_id), None)
