"""What can be asked about the money behind points."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, literal, select, tuple_

from projections.projection import Tables
from projections.reader import PAGE_MAX, Reader, bounded
from projections.shop.funds.projection import FundsProjection
from projections.shop.funds.rows import ApprovalRow, FundMonth, FundReceiptRow, FundRow
from projections.shop.funds.tables import SOURCES, SUMS

MONTHS_MAX = 600
"""Months of a village that are added up: fifty years."""


class Funds(Reader):
    """Funds of villages."""

    projection = FundsProjection()

    def of(self, unit_code: str) -> FundRow | None:
        """Return the fund of a village; None if none was opened."""
        row = self.points_of(unit_code)
        return row if row is not None and row.is_open else None

    def points_of(self, unit_code: str) -> FundRow | None:
        """Return a village's points, with its money if it has a fund; None if nobody has points."""
        return self.several([unit_code]).get(unit_code)

    def several(self, unit_codes: Iterable[str]) -> dict[str, FundRow]:
        """Return those of some villages, PAGE_MAX at most."""
        wanted = list(unit_codes)[:PAGE_MAX]
        found = self._rows(lambda t: select(t["units"]).where(t["units"].c.unit_code.in_(wanted)))
        return {row.unit_code: FundRow(*row) for row in found}

    def months(self, unit_code: str, first: str, last: str) -> list[FundMonth]:
        """Return every month of a village from one to another ("2026-07"), both included.

        What came before the first is in the figures of how things stood at the end of each.
        """

        def statement(t: Tables) -> Select[Any]:
            c = t["months"].c
            mine = select(t["months"]).where(c.unit_code == unit_code, c.month <= last)
            return mine.order_by(c.month).limit(MONTHS_MAX)

        rows = {row.month: row._mapping for row in self._rows(statement)}  # noqa: SLF001 - a row's own name for it
        begin = min([first, *rows]) if rows else first
        every = _months(begin, last, rows)
        return [it for it in every if it.month >= first]

    def at_limit(self, limit: int = PAGE_MAX, after: str = "") -> list[str]:
        """Return villages whose money is spoken for, in the order of their codes."""

        def statement(t: Tables) -> Select[Any]:
            c = t["units"].c
            chosen = select(c.unit_code).where(c.is_at_limit, c.unit_code > after)
            return chosen.order_by(c.unit_code).limit(bounded(limit))

        return [row.unit_code for row in self._rows(statement)]

    def crossing(self, limit: int = PAGE_MAX, after: str = "") -> list[FundRow]:
        """Return funds that crossed their limit either way, and whose ledger does not say so."""

        def statement(t: Tables) -> Select[Any]:
            c = t["units"].c
            chosen = select(t["units"]).where(c.is_crossing, c.unit_code > after)
            return chosen.order_by(c.unit_code).limit(bounded(limit))

        return [FundRow(*row) for row in self._rows(statement)]


class FundReceipts(Reader):
    """Money that came in."""

    projection = FundsProjection()

    def of(self, receipt_id: UUID) -> FundReceiptRow | None:
        """Return one receipt."""

        def statement(t: Tables) -> Select[Any]:
            return select(t["receipts"]).where(t["receipts"].c.receipt_id == receipt_id)

        row = self._row(statement)
        return FundReceiptRow(*row) if row else None

    def page(
        self, unit_code: str, limit: int = 50, before: int | None = None
    ) -> list[FundReceiptRow]:
        """Return those of a village, the latest written down first."""

        def statement(t: Tables) -> Select[Any]:
            c = t["receipts"].c
            chosen = select(t["receipts"]).where(c.unit_code == unit_code)
            if before is not None:
                chosen = chosen.where(c.position < before)
            return chosen.order_by(c.position.desc()).limit(bounded(limit))

        return [FundReceiptRow(*row) for row in self._rows(statement)]

    def between(
        self,
        unit_code: str,
        first: date,
        last: date,
        limit: int = 50,
        after: tuple[date, UUID] | None = None,
    ) -> list[FundReceiptRow]:
        """Return those of a village that came in between two days, both included, by day."""

        def statement(t: Tables) -> Select[Any]:
            c = t["receipts"].c
            mine = c.unit_code == unit_code, c.received_on >= first, c.received_on <= last
            chosen = select(t["receipts"]).where(*mine)
            if after is not None:
                place = literal(after[0], c.received_on.type), literal(after[1], c.receipt_id.type)
                chosen = chosen.where(tuple_(c.received_on, c.receipt_id) > tuple_(*place))
            return chosen.order_by(c.received_on, c.receipt_id).limit(bounded(limit))

        return [FundReceiptRow(*row) for row in self._rows(statement)]


class GainApprovals(Reader):
    """Gains the committee let through, until they are posted."""

    projection = FundsProjection()

    def by_claims(self, ids: Iterable[UUID]) -> dict[UUID, ApprovalRow]:
        """Return the approvals of some gains, PAGE_MAX at most."""
        wanted = list(ids)[:PAGE_MAX]
        found = self._rows(
            lambda t: select(t["approvals"]).where(t["approvals"].c.claim_id.in_(wanted))
        )
        return {row.claim_id: ApprovalRow(*row) for row in found}

    def waiting(self, limit: int = PAGE_MAX, after: int = 0) -> list[ApprovalRow]:
        """Return what is to be posted, the earliest approved first, for the posting job."""

        def statement(t: Tables) -> Select[Any]:
            c = t["approvals"].c
            chosen = select(t["approvals"]).where(c.position > after)
            return chosen.order_by(c.position).limit(bounded(limit))

        return [ApprovalRow(*row) for row in self._rows(statement)]


def _months(begin: str, last: str, rows: dict[str, Any]) -> Iterator[FundMonth]:
    """Go from month to month, empty ones included, and carry on how things stand."""
    face_value_fen = points = budget_fen = 0
    month = begin
    while month <= last:
        row = rows.get(month)
        sums = {name: row[name] if row else 0 for name in SUMS}
        face_value_fen = (row["face_value_fen"] if row else 0) or face_value_fen
        points += _change(sums)
        budget_fen += sum(sums[it] for it in SOURCES) - sums["redeemed_fen"]
        yield FundMonth(
            month=month,
            **sums,
            face_value_fen=face_value_fen,
            outstanding_points=points,
            budget_fen=budget_fen,
        )
        month = _next(month)


def _change(sums: dict[str, int]) -> int:
    came = sums["gained"] + sums["reversed"] + sums["moved"]
    gone = ("deducted", "expired", "forfeited", "redeemed_points")
    return came - sum(sums[it] for it in gone)


def _next(month: str) -> str:
    year, number = int(month[:4]), int(month[5:])
    return f"{year + number // 12}-{number % 12 + 1:02}"
