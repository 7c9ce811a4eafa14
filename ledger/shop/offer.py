"""What a shop says about an item: price, picture, limits; and what was true before it said more."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from ledger.shop.kinds import ItemKind

MEASURE = "份"
"""What items were counted in before a shop could say."""


class Offer(msgspec.Struct, frozen=True):
    """What is said of an item beside its name and price."""

    category: str
    kind: str = ItemKind.GOODS.value
    measure: str = MEASURE
    """What pieces are counted in: 桶, 袋, 次."""
    hint: str = ""
    """When and where, in a few words: 每月15日，村委会."""
    picture_id: UUID | None = None
    low_stock_at: int = 0
    """At how many free pieces the keeper is told; 0 for never."""
    quarter_max: int = 0
    """Pieces one household may have in a calendar quarter; 0 for any number."""


@dataclass(frozen=True)
class Repricing:
    """From now on it costs so many points; vouchers keep the price of their day."""

    price_points: int
    previous_points: int
    changed_by: UUID
    occurred_at: datetime

    def apply(self, aggregate: Any) -> None:
        """Take the price over."""
        aggregate.price_points = self.price_points


@dataclass(frozen=True)
class Describing:
    """The shop says something else about it."""

    offer: Offer
    changed_by: UUID
    occurred_at: datetime

    def apply(self, aggregate: Any) -> None:
        """Take it over."""
        aggregate.offer = self.offer


@dataclass(frozen=True)
class Withdrawing:
    """It is offered no more; what is reserved can still be collected."""

    withdrawn_by: UUID
    occurred_at: datetime

    def apply(self, aggregate: Any) -> None:
        """Take it off the shelf."""
        aggregate.is_offered = False


@dataclass(frozen=True)
class Relisting:
    """It is offered again."""

    relisted_by: UUID
    occurred_at: datetime

    def apply(self, aggregate: Any) -> None:
        """Put it back on the shelf."""
        aggregate.is_offered = True


class Offering:
    """The decisions of a shop about what it says of an item."""

    price_points: int
    offer: Offer
    is_offered: bool
    trigger_event: Any
    Repriced: Any
    Described: Any
    Withdrawn: Any
    Relisted: Any

    def reprice(self, price_points: int, by: UUID, at: datetime) -> None:
        """Ask another price; the same again says nothing."""
        if price_points != self.price_points:
            self.trigger_event(
                self.Repriced,
                price_points=price_points,
                previous_points=self.price_points,
                changed_by=by,
                occurred_at=at,
            )

    def describe(self, offer: Offer, by: UUID, at: datetime) -> None:
        """Say something else about it; the same again says nothing."""
        if offer != self.offer:
            self.trigger_event(self.Described, offer=offer, changed_by=by, occurred_at=at)

    def withdraw(self, by: UUID, at: datetime) -> None:
        """Offer it no more."""
        if self.is_offered:
            self.trigger_event(self.Withdrawn, withdrawn_by=by, occurred_at=at)

    def relist(self, by: UUID, at: datetime) -> None:
        """Offer it again."""
        if not self.is_offered:
            self.trigger_event(self.Relisted, relisted_by=by, occurred_at=at)
