"""Redeeming: how much a household may redeem, and what comes back when less was handed out (VP-15).

A hold counts on the day it was made. What comes back, by whatever way, no longer counts there.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from ledger.kernel.clock import local_date
from ledger.wallets import lots
from ledger.wallets.errors import RedeemDayLimitError, RedeemQuarterLimitError
from ledger.wallets.kinds import Reason, WalletKind
from ledger.wallets.lots import Part

REDEEM_DAY_POINTS_MAX = 200
"""``household_redeem_day``: points a household may set aside on one day (VP-15)."""
REDEEM_QUARTER_POINTS_MAX = 600
"""``household_redeem_quarter``: points a household may set aside in a calendar quarter (VP-15)."""
_REMEMBERED = timedelta(days=100)
"""Longer than any quarter: older days limit nothing any more."""


@dataclass(frozen=True)
class PartRelease:
    """Less was handed out than was held: the rest comes back to its lots."""

    hold_id: UUID
    amount: int
    parts: list[Part]
    held: list[Part]
    """What the hold still holds."""
    reason: str
    occurred_at: datetime

    def apply(self, aggregate: Any) -> None:
        """Put it back; the hold goes on with what is left of it."""
        lots.put(aggregate.open_lots, self.parts)
        aggregate.holds[str(self.hold_id)] = self.held
        forget_redeemed(aggregate.redeemed, aggregate.held_on[str(self.hold_id)], self.amount)


@dataclass(frozen=True)
class Refund:
    """What was spent comes back, for what was handed out is back on the shelf.

    ``spent_on`` is the day on which it had counted towards the limits of this wallet; None where
    another wallet had spent it, whose household has become part of this one.
    """

    hold_id: UUID
    entry_id: UUID
    amount: int
    parts: list[Part]
    spent_on: date | None
    reason: str
    occurred_at: datetime

    def apply(self, aggregate: Any) -> None:
        """Put it back."""
        lots.put(aggregate.open_lots, self.parts)
        if self.spent_on is not None:
            forget_redeemed(aggregate.redeemed, self.spent_on, self.amount)


def remember_redeemed(redeemed: dict[date, int], day: date, amount: int) -> None:
    """Count what was set aside on a day, and drop days that limit nothing any more."""
    redeemed[day] = redeemed.get(day, 0) + amount
    for old in [it for it in redeemed if it < day - _REMEMBERED]:
        del redeemed[old]


def forget_redeemed(redeemed: dict[date, int], day: date, amount: int) -> None:
    """Count it no more; a day that was dropped counts nothing anyway."""
    left = redeemed.get(day, 0) - amount
    if left > 0:
        redeemed[day] = left
    else:
        redeemed.pop(day, None)


def quarter_of(day: date) -> tuple[int, int]:
    """Return the calendar quarter a day is in: year, and 1 to 4."""
    return day.year, (day.month - 1) // 3 + 1


class Redeeming:
    """The decisions of a wallet whose points become things."""

    kind: str
    open_lots: dict[date, int]
    holds: dict[str, list[Part]]
    redeemed: dict[date, int]
    trigger_event: Any
    _open_hold: Any
    cover: Any
    PartReleased: Any
    Refunded: Any

    def redeemed_on(self, day: date) -> int:
        """Return the points that count towards the limit of a day."""
        return self.redeemed.get(day, 0)

    def redeemed_in_quarter(self, day: date) -> int:
        """Return the points that count towards the limit of the quarter a day is in."""
        own = quarter_of(day)
        return sum(amount for it, amount in self.redeemed.items() if quarter_of(it) == own)

    def refuse_over_limit(self, amount: int, at: datetime) -> None:
        """Refuse a household more than its day or quarter allows; riders have no such limit."""
        if self.kind != WalletKind.HOUSEHOLD:
            return
        day = local_date(at)
        today, quarter = self.redeemed_on(day), self.redeemed_in_quarter(day)
        if today + amount > REDEEM_DAY_POINTS_MAX:
            left = max(REDEEM_DAY_POINTS_MAX - today, 0)
            raise RedeemDayLimitError(limit=REDEEM_DAY_POINTS_MAX, left=left, requested=amount)
        if quarter + amount > REDEEM_QUARTER_POINTS_MAX:
            left = max(REDEEM_QUARTER_POINTS_MAX - quarter, 0)
            raise RedeemQuarterLimitError(
                limit=REDEEM_QUARTER_POINTS_MAX, left=left, requested=amount
            )

    def release_part(
        self, hold_id: UUID, amount: int, *, at: datetime, held_at: datetime | None = None
    ) -> None:
        """Give part of an open hold back, of what expires last: what expires first is spent."""
        held = self._open_hold(hold_id)
        kept = lots.take(held, lots.total(held) - amount)
        back = lots.returned(lots.minus(held, kept), at, by_timeout=False)
        self.trigger_event(
            self.PartReleased,
            hold_id=hold_id,
            amount=amount,
            parts=back,
            held=kept,
            reason=Reason.PARTLY_COLLECTED.value,
            occurred_at=at,
        )
        self.cover(hold_id, back, held_at=held_at, at=at)

    def refund(
        self,
        hold_id: UUID,
        parts: list[Part],
        *,
        entry_id: UUID,
        spent_on: date | None,
        reason: Reason,
        at: datetime,
        held_at: datetime | None = None,
    ) -> None:
        """Give back what was spent, each part to its lot; what expired counts 30 more days.

        What a reversal lacked since the points were set aside, they cover first (A18).
        """
        back = lots.returned(parts, at, by_timeout=False)
        self.trigger_event(
            self.Refunded,
            hold_id=hold_id,
            entry_id=entry_id,
            amount=lots.total(back),
            parts=back,
            spent_on=spent_on,
            reason=reason.value,
            occurred_at=at,
        )
        self.cover(hold_id, back, held_at=held_at, at=at)
