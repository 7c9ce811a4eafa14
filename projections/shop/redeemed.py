"""How many points a wallet has set aside or spent in a time: what counts towards its limits."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select

from ledger.shop.voucher import State
from projections.projection import Tables
from projections.shop.views import ShopReader

COUNTS = (State.RESERVED.value, State.COLLECTED.value)
"""What came back, by whatever way, no longer counts."""


class Redeemed(ShopReader):
    """Sums of vouchers, for the counter to say what is left before somebody chooses."""

    def since(self, owner_id: UUID, wallet_id: UUID, moment: datetime) -> int:
        """Return the points of a wallet's vouchers that were reserved since a moment."""

        def statement(t: Tables) -> Select[Any]:
            table = t["vouchers"].c
            return select(func.coalesce(func.sum(table.amount), 0)).where(
                table.owner_id == owner_id,
                table.wallet_id == wallet_id,
                table.reserved_at >= moment,
                table.state.in_(COUNTS),
            )

        row = self._row(statement)
        return int(row[0]) if row else 0
