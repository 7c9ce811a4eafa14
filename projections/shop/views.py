"""What can be asked about shops, items and vouchers."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, or_, select

from ledger.shop.voucher import State
from projections.projection import Tables
from projections.reader import PAGE_MAX, Reader, Scope, after_row, below, bounded
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
    price_points: int
    category: str
    kind: str
    measure: str
    hint: str
    picture_id: UUID | None
    low_stock_at: int
    quarter_max: int
    is_offered: bool
    on_hand: int
    reserved: int
    free: int
    waiting_count_id: UUID | None


@dataclass(frozen=True, slots=True)
class LineRow:
    """One kind of thing of a voucher; ``handed`` pieces of it left the shop."""

    item_id: UUID
    name: str
    measure: str
    quantity: int
    points: int
    handed: int


@dataclass(frozen=True, slots=True)
class VoucherRow:
    """A reservation. ``state`` is reserved, collected, cancelled, expired or undone.

    ``amount`` is of points: those held, or those that were spent. ``quantity`` is of pieces: those
    set aside, or those that left the shop. ``position`` is that of the hand-over, or of the
    reservation. ``photo_id`` is of the picture of the hand-over, ``returned_photo_id`` of its
    undoing.
    """

    voucher_id: UUID
    shop_id: UUID
    wallet_id: UUID
    owner_id: UUID
    quantity: int
    amount: int
    state: str
    collect_by: date
    reserved_at: datetime
    ended_at: datetime | None
    counter_id: UUID | None
    counter_until: datetime | None
    keeper_id: UUID | None
    collector_id: UUID | None
    relation: str
    confirmation: str
    position: int
    photo_id: UUID | None
    returned_photo_id: UUID | None
    lines: tuple[LineRow, ...]


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
        self,
        shop_id: UUID,
        limit: int = 50,
        after_id: UUID | None = None,
        *,
        offered_only: bool = False,
    ) -> list[ItemRow]:
        """Return the items of a shop, by name: all that it knows, or what it offers now."""

        def statement(t: Tables) -> Select[Any]:
            table = t["items"]
            order = [table.c.name, table.c.item_id]
            chosen = select(table).where(table.c.shop_id == shop_id)
            if offered_only:
                chosen = chosen.where(table.c.is_offered)
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

    def showing(self, picture_id: UUID) -> list[ItemRow]:
        """Return items that show a picture, PAGE_MAX at most."""

        def statement(t: Tables) -> Select[Any]:
            table = t["items"]
            return select(table).where(table.c.picture_id == picture_id).limit(PAGE_MAX)

        return [ItemRow(*row) for row in self._rows(statement)]


class Vouchers(ShopReader):
    """Reservations."""

    def of(self, voucher_id: UUID) -> VoucherRow | None:
        """Return one voucher."""
        return next(iter(self.some([voucher_id])), None)

    def some(self, ids: Iterable[UUID]) -> list[VoucherRow]:
        """Return some vouchers, PAGE_MAX at most."""
        wanted = list(ids)[:PAGE_MAX]
        return self._found(lambda t: select(t["vouchers"]).where(_id(t).in_(wanted)))

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

        return self._found(statement)

    def open_in_shop(
        self, shop_id: UUID, limit: int = 50, after_id: UUID | None = None
    ) -> list[VoucherRow]:
        """Return vouchers a shop may hand over, those first that have waited longest."""

        def statement(t: Tables) -> Select[Any]:
            table = t["vouchers"]
            order = [table.c.reserved_at, table.c.voucher_id]
            mine = (table.c.shop_id == shop_id, table.c.state == State.RESERVED.value)
            chosen = select(table).where(*mine)
            if after_id is not None:
                chosen = chosen.where(after_row(table, order, after_id))
            return chosen.order_by(*order).limit(bounded(limit))

        return self._found(statement)

    def handed_out(
        self, scope: Scope | str, limit: int = 50, before: int | None = None
    ) -> list[VoucherRow]:
        """Return what the shops of a unit handed out, taken back or not, the latest first."""

        def statement(t: Tables) -> Select[Any]:
            of, near = t["vouchers"].c, _shops_below(t, scope)
            gone = (State.COLLECTED.value, State.UNDONE.value)
            chosen = select(t["vouchers"]).where(of.shop_id.in_(near), of.state.in_(gone))
            if before is not None:
                chosen = chosen.where(of.position < before)
            return chosen.order_by(of.position.desc()).limit(bounded(limit))

        return self._found(statement)

    def showing(self, photo_id: UUID, scope: Scope | str) -> list[VoucherRow]:
        """Return what shops of a unit handed out or took back with a picture, PAGE_MAX at most."""

        def statement(t: Tables) -> Select[Any]:
            of = t["vouchers"].c
            shown = or_(of.photo_id == photo_id, of.returned_photo_id == photo_id)
            near = of.shop_id.in_(_shops_below(t, scope))
            return select(t["vouchers"]).where(shown, near).limit(PAGE_MAX)

        return self._found(statement)

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

    def _found(self, statement: Callable[[Tables], Select[Any]]) -> list[VoucherRow]:
        """Read vouchers, and what is in all of their baskets at once."""
        rows = self._rows(statement)
        lines: dict[UUID, list[LineRow]] = {row.voucher_id: [] for row in rows}
        if lines:
            for voucher_id, *line in self._rows(lambda t: _lines_of(t, list(lines))):
                lines[voucher_id].append(LineRow(*line))
        return [VoucherRow(*[*row, tuple(lines[row.voucher_id])]) for row in rows]


def _id(t: Tables) -> ColumnElement[UUID]:
    return t["vouchers"].c.voucher_id


def _shops_below(t: Tables, scope: Scope | str) -> Select[Any]:
    shops = t["shops"].c
    return select(shops.shop_id).where(below(shops.unit_code, scope))


def _lines_of(t: Tables, ids: list[UUID]) -> Select[Any]:
    line, item = t["lines"].c, t["items"].c
    columns = (line.voucher_id, line.item_id, item.name, item.measure)
    return (
        select(*columns, line.quantity, line.points, line.handed)
        .join_from(t["lines"], t["items"], item.item_id == line.item_id)
        .where(line.voucher_id.in_(ids))
        .order_by(line.voucher_id, item.name, line.item_id)
    )
