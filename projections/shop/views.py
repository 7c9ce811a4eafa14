"""What can be asked about shops, items and vouchers."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select

from ledger.shop.voucher import State
from projections.projection import Tables
from projections.reader import Reader, Scope, after_row, below, bounded
from projections.shop.projection import ShopProjection


@dataclass(frozen=True, slots=True)
class ShopRow:
    """A points shop."""

    shop_id: UUID
    unit_code: str
    name: str


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One kind of thing in a shop; ``free`` pieces are on the shelf and not reserved."""

    item_id: UUID
    shop_id: UUID
    unit_code: str
    name: str
    category: str
    price_points: int
    on_hand: int
    reserved: int
    free: int


@dataclass(frozen=True, slots=True)
class VoucherRow:
    """A reservation. ``state`` is reserved, collected, cancelled or expired."""

    voucher_id: UUID
    item_id: UUID
    shop_id: UUID
    wallet_id: UUID
    owner_id: UUID
    quantity: int
    amount: int
    state: str
    collect_by: date
    pickup_code: str
    reserved_at: datetime
    ended_at: datetime | None


class ShopReader(Reader):
    """Reads the tables of the points shop."""

    projection = ShopProjection()


class Shops(ShopReader):
    """Points shops."""

    def of(self, shop_id: UUID) -> ShopRow | None:
        """Return one shop."""
        row = self._row(lambda t: select(t["shops"]).where(t["shops"].c.shop_id == shop_id))
        return ShopRow(*row) if row else None

    def page(
        self, scope: Scope | str, limit: int = 50, after_id: UUID | None = None
    ) -> list[ShopRow]:
        """Return shops of a unit and all units below it, by unit and name."""

        def statement(t: Tables) -> Select[Any]:
            table = t["shops"]
            order = [table.c.unit_code, table.c.name, table.c.shop_id]
            chosen = select(table).where(below(table.c.unit_code, scope))
            if after_id is not None:
                chosen = chosen.where(after_row(table, order, after_id))
            return chosen.order_by(*order).limit(bounded(limit))

        return [ShopRow(*row) for row in self._rows(statement)]


class Items(ShopReader):
    """Things that can be had for points."""

    def of(self, item_id: UUID) -> ItemRow | None:
        """Return one item."""
        row = self._row(lambda t: select(t["items"]).where(t["items"].c.item_id == item_id))
        return ItemRow(*row) if row else None

    def of_shop(
        self, shop_id: UUID, limit: int = 50, after_id: UUID | None = None
    ) -> list[ItemRow]:
        """Return the items of a shop, by name."""

        def statement(t: Tables) -> Select[Any]:
            table = t["items"]
            order = [table.c.name, table.c.item_id]
            chosen = select(table).where(table.c.shop_id == shop_id)
            if after_id is not None:
                chosen = chosen.where(after_row(table, order, after_id))
            return chosen.order_by(*order).limit(bounded(limit))

        return [ItemRow(*row) for row in self._rows(statement)]

    def page(
        self, scope: Scope | str, limit: int = 50, after_id: UUID | None = None
    ) -> list[ItemRow]:
        """Return items of a unit and all units below it, by unit and name."""

        def statement(t: Tables) -> Select[Any]:
            table = t["items"]
            order = [table.c.unit_code, table.c.name, table.c.item_id]
            chosen = select(table).where(below(table.c.unit_code, scope))
            if after_id is not None:
                chosen = chosen.where(after_row(table, order, after_id))
            return chosen.order_by(*order).limit(bounded(limit))

        return [ItemRow(*row) for row in self._rows(statement)]


class Vouchers(ShopReader):
    """Reservations."""

    def of(self, voucher_id: UUID) -> VoucherRow | None:
        """Return one voucher."""
        row = self._row(
            lambda t: select(t["vouchers"]).where(t["vouchers"].c.voucher_id == voucher_id)
        )
        return VoucherRow(*row) if row else None

    def of_owner(
        self, owner_id: UUID, limit: int = 50, after_id: UUID | None = None
    ) -> list[VoucherRow]:
        """Return the vouchers of an owner, newest first."""

        def statement(t: Tables) -> Select[Any]:
            table = t["vouchers"]
            order = [table.c.reserved_at, table.c.voucher_id]
            chosen = select(table).where(table.c.owner_id == owner_id)
            if after_id is not None:
                chosen = chosen.where(after_row(table, order, after_id, descending=True))
            return chosen.order_by(*(it.desc() for it in order)).limit(bounded(limit))

        return [VoucherRow(*row) for row in self._rows(statement)]

    def open_in_shop(
        self, shop_id: UUID, pickup_code: str | None = None, limit: int = 50
    ) -> list[VoucherRow]:
        """Return vouchers a shop may hand over, with a pickup code if one is given."""

        def statement(t: Tables) -> Select[Any]:
            table = t["vouchers"]
            chosen = select(table).where(
                table.c.shop_id == shop_id, table.c.state == State.RESERVED.value
            )
            if pickup_code is not None:
                chosen = chosen.where(table.c.pickup_code == pickup_code)
            order = (table.c.pickup_code, table.c.voucher_id)
            return chosen.order_by(*order).limit(bounded(limit))

        return [VoucherRow(*row) for row in self._rows(statement)]

    def overdue(self, day: date, limit: int = 100) -> list[UUID]:
        """Return open vouchers whose last day was before ``day``, longest overdue first."""

        def statement(t: Tables) -> Select[Any]:
            table = t["vouchers"]
            return (
                select(table.c.voucher_id)
                .where(table.c.state == State.RESERVED.value, table.c.collect_by < day)
                .order_by(table.c.collect_by, table.c.voucher_id)
                .limit(bounded(limit))
            )

        return [row.voucher_id for row in self._rows(statement)]
