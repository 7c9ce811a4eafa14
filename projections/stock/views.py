"""What can be asked about stock."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, case, func, select

from projections.projection import Tables
from projections.reader import PAGE_MAX, Reader, Scope, below, bounded
from projections.stock.answers import (
    RUN_OUT_DAYS,
    BatchRow,
    CountRow,
    DonorRow,
    LowRow,
    MoveRow,
    TotalRow,
)
from projections.stock.fold import WAITING
from projections.stock.projection import StockProjection

COUNTED_IN = ("received", "issued", "taken_back")


class Stock(Reader):
    """Reads the tables of stock."""

    projection = StockProjection()

    def moves(
        self,
        *,
        item_id: UUID | None = None,
        shop_id: UUID | None = None,
        scope: Scope | str | None = None,
        from_day: date | None = None,
        to_day: date | None = None,
        limit: int = 50,
        before: tuple[int, int] | None = None,
    ) -> list[MoveRow]:
        """Return moves of an item, a shop or a unit, newest first; ``before`` a place of one."""

        def statement(t: Tables) -> Select[Any]:
            c = t["moves"].c
            chosen = select(t["moves"]).where(*_place(c, item_id, shop_id, scope))
            if from_day is not None:
                chosen = chosen.where(c.day >= from_day)
            if to_day is not None:
                chosen = chosen.where(c.day <= to_day)
            if before is not None:
                at, line = before
                chosen = chosen.where(
                    (c.position < at) | and_(c.position == at, c.line < line),
                    c.position <= at,
                )
            return chosen.order_by(c.position.desc(), c.line.desc()).limit(bounded(limit))

        return [MoveRow(*row) for row in self._rows(statement)]

    def totals(
        self, scope: Scope | str, from_day: date, to_day: date, limit: int = 200
    ) -> list[TotalRow]:
        """Return what came and went of each item of a unit in some days, by name; one query."""

        def statement(t: Tables) -> Select[Any]:
            m, g = t["moves"].c, t["goods"].c
            within = m.day >= from_day
            out = m.kind.in_(("issued", "taken_back"))

            def amount(when: ColumnElement[bool], each: Any = m.quantity) -> Any:
                return func.coalesce(func.sum(case((when, each), else_=0)), 0)

            return (
                select(
                    g.item_id,
                    g.shop_id,
                    g.name,
                    g.measure,
                    amount(m.day < from_day),
                    amount(within & (m.kind == "received")),
                    amount(within & out, -m.quantity),
                    amount(within & m.kind.not_in(COUNTED_IN)),
                    func.coalesce(func.sum(m.quantity), 0),
                    amount(within & (m.kind == "received"), m.quantity * m.cost_fen),
                    amount(within & out, -m.quantity * m.cost_fen),
                )
                .join_from(t["goods"], t["moves"], m.item_id == g.item_id)
                .where(below(m.unit_code, scope), m.day <= to_day)
                .group_by(g.item_id, g.shop_id, g.name, g.measure)
                .order_by(g.name, g.item_id)
                .limit(bounded(limit))
            )

        return [TotalRow(*_whole(row)) for row in self._rows(statement)]

    def batches(self, item_id: UUID, limit: int = 50) -> list[BatchRow]:
        """Return what is left of the batches of an item, first what goes off first."""
        return self._batches(limit, lambda c: [c.item_id == item_id])

    def of_shop(self, shop_id: UUID, limit: int = 200) -> list[BatchRow]:
        """Return what is left of the batches of a shop, first what goes off first."""
        return self._batches(limit, lambda c: [c.shop_id == shop_id])

    def gone_off(self, item_ids: Iterable[UUID], today: date) -> dict[UUID, int]:
        """Return how many pieces of some items are past their best-before, where any are.

        PAGE_MAX items at most.
        """
        wanted = list(item_ids)[:PAGE_MAX]

        def statement(t: Tables) -> Select[Any]:
            of = t["batches"].c
            chosen = select(of.item_id, func.sum(of.pieces)).where(of.item_id.in_(wanted))
            gone = (of.is_left.is_(True), of.best_before < today)
            return chosen.where(*gone).group_by(of.item_id)

        return {row[0]: int(row[1]) for row in self._rows(statement)} if wanted else {}

    def near_best_before(
        self,
        until: date,
        *,
        shop_id: UUID | None = None,
        scope: Scope | str | None = None,
        limit: int = 50,
    ) -> list[BatchRow]:
        """Return batches whose last day is ``until`` or before, gone off or not, by that day."""
        return self._batches(
            limit, lambda c: [*_place(c, None, shop_id, scope), c.best_before <= until]
        )

    def _batches(self, limit: int, where: Any) -> list[BatchRow]:
        def statement(t: Tables) -> Select[Any]:
            b, g = t["batches"].c, t["goods"].c
            columns = (b.item_id, b.batch_id, b.shop_id, b.pieces, b.best_before, b.cost_fen)
            return (
                select(*columns, b.source, b.donor_text_id, g.name, g.measure)
                .join_from(t["batches"], t["goods"], g.item_id == b.item_id)
                .where(b.is_left.is_(True), *where(b))
                .order_by(b.best_before.asc().nulls_last(), g.name, b.item_id, b.batch_id)
                .limit(bounded(limit))
            )

        return [BatchRow(*row) for row in self._rows(statement)]

    def low(
        self,
        today: date,
        *,
        shop_id: UUID | None = None,
        scope: Scope | str | None = None,
        limit: int = 50,
    ) -> list[LowRow]:
        """Return items of which as few are free as the shop wants to be told, by name."""
        since = today - timedelta(days=RUN_OUT_DAYS)

        def statement(t: Tables) -> Select[Any]:
            g, m = t["goods"].c, t["moves"].c
            lately = and_(
                m.item_id == g.item_id, m.day > since, m.kind.in_(("issued", "taken_back"))
            )
            columns = (g.item_id, g.shop_id, g.name, g.measure, g.free, g.low_stock_at)
            return (
                select(*columns, func.coalesce(func.sum(-m.quantity), 0))
                .select_from(t["goods"].outerjoin(t["moves"], lately))
                .where(*_place(g, None, shop_id, scope), g.is_low.is_(True))
                .group_by(*columns)
                .order_by(g.name, g.item_id)
                .limit(bounded(limit))
            )

        return [LowRow(*_whole(row)) for row in self._rows(statement)]

    def counts(
        self,
        *,
        item_id: UUID | None = None,
        shop_id: UUID | None = None,
        scope: Scope | str | None = None,
        waiting: bool = False,
        limit: int = 50,
        before: int | None = None,
    ) -> list[CountRow]:
        """Return counts of an item, a shop or a unit, newest first, or only what waits."""

        def statement(t: Tables) -> Select[Any]:
            c = t["counts"].c
            chosen = select(t["counts"]).where(*_place(c, item_id, shop_id, scope))
            if waiting:
                chosen = chosen.where(c.state == WAITING)
            if before is not None:
                chosen = chosen.where(c.position < before)
            return chosen.order_by(c.position.desc()).limit(bounded(limit))

        return [CountRow(*row) for row in self._rows(statement)]

    def count_of(self, count_id: UUID) -> CountRow | None:
        """Return one count."""
        row = self._row(lambda t: select(t["counts"]).where(t["counts"].c.count_id == count_id))
        return CountRow(*row) if row else None

    def showing(self, photo_id: UUID) -> list[CountRow]:
        """Return counts that a picture goes with, PAGE_MAX at most."""

        def statement(t: Tables) -> Select[Any]:
            chosen = select(t["counts"]).where(t["counts"].c.photo_id == photo_id)
            return chosen.limit(PAGE_MAX)

        return [CountRow(*row) for row in self._rows(statement)]

    def written_off(self, photo_id: UUID) -> list[MoveRow]:
        """Return what was written off with a picture, PAGE_MAX rows at most."""

        def statement(t: Tables) -> Select[Any]:
            chosen = select(t["moves"]).where(t["moves"].c.photo_id == photo_id)
            return chosen.limit(PAGE_MAX)

        return [MoveRow(*row) for row in self._rows(statement)]

    def donors(
        self, scope: Scope | str, from_day: date, to_day: date, limit: int = 200
    ) -> list[DonorRow]:
        """Return what was donated to a unit in some days, by item and donor."""

        def statement(t: Tables) -> Select[Any]:
            m, g = t["moves"].c, t["goods"].c
            columns = (m.donor_text_id, m.thanks_donor, g.item_id, g.name, g.measure)
            return (
                select(*columns, func.sum(m.quantity), func.sum(m.quantity * m.cost_fen))
                .join_from(t["moves"], t["goods"], g.item_id == m.item_id)
                .where(
                    m.source == "donation",
                    m.kind == "received",
                    below(m.unit_code, scope),
                    m.day >= from_day,
                    m.day <= to_day,
                )
                .group_by(*columns)
                .order_by(g.name, g.item_id, m.donor_text_id, m.thanks_donor)
                .limit(bounded(limit))
            )

        return [DonorRow(*_whole(row)) for row in self._rows(statement)]


def _place(
    c: Any, item_id: UUID | None, shop_id: UUID | None, scope: Scope | str | None
) -> list[ColumnElement[bool]]:
    """Choose an item, a shop or a unit; never everything."""
    if item_id is not None:
        return [c.item_id == item_id]
    if shop_id is not None:
        return [c.shop_id == shop_id]
    assert scope is not None, "asked for the stock of nobody"
    return [below(c.unit_code, scope)]


def _whole(row: Iterable[Any]) -> list[Any]:
    """Return a row whose sums are whole numbers: PostgreSQL adds up to decimals."""
    return [int(it) if isinstance(it, Decimal) else it for it in row]
