"""What can be asked about public accounts."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import Select, case, func, select, tuple_

from ledger.moral.account_figures import Goods, Statement
from ledger.moral.quarters import months_of
from projections.moral.accounts.projection import AccountsProjection
from projections.moral.accounts.tables import MONTHS
from projections.projection import Tables
from projections.reader import Reader, bounded

GOODS_READ_MAX = 2_000
"""Items of a village that are added up; a shop has some dozens."""


@dataclass(frozen=True, slots=True)
class AccountRow:
    """One version of a quarter's account."""

    unit_code: str
    quarter: str
    version: int
    statement: Statement
    position: int
    """How far the log had been read for its figures."""
    statement_hash: str
    log_position: int
    """Where in the log it stands itself."""
    published_at: datetime


@dataclass(frozen=True, slots=True)
class AccountLine:
    """A quarter of which an account is public, and its latest version."""

    quarter: str
    version: int
    published_at: datetime


@dataclass(frozen=True, slots=True)
class QuarterRow:
    """A quarter of a village: which version of each month is closed, 0 where none is."""

    unit_code: str
    quarter: str
    months: dict[str, int]
    """Only those that are waited for."""
    position: int
    """Of the last closing of one of them."""
    is_due: bool

    @property
    def open_months(self) -> list[str]:
        """Name the months that are not closed."""
        return [month for month, version in self.months.items() if not version]


class Accounts(Reader):
    """Accounts of villages."""

    projection = AccountsProjection()

    def lines(self, unit_code: str, limit: int = 50, before: str = "") -> list[AccountLine]:
        """Return the quarters of which a village published an account, the latest first."""

        def statement(t: Tables) -> Select[Any]:
            c = t["accounts"].c
            latest = func.max(c.version), func.max(c.published_at)
            chosen = select(c.quarter, *latest).where(c.unit_code == unit_code)
            if before:
                chosen = chosen.where(c.quarter < before)
            return chosen.group_by(c.quarter).order_by(c.quarter.desc()).limit(bounded(limit))

        return [AccountLine(*row) for row in self._rows(statement)]

    def versions(self, unit_code: str, quarter: str, limit: int = 20) -> list[AccountRow]:
        """Return the versions of one account, the latest first."""

        def statement(t: Tables) -> Select[Any]:
            c = t["accounts"].c
            chosen = select(t["accounts"]).where(c.unit_code == unit_code, c.quarter == quarter)
            return chosen.order_by(c.version.desc()).limit(bounded(limit))

        return [_account(row) for row in self._rows(statement)]

    def quarter(self, unit_code: str, quarter: str) -> QuarterRow | None:
        """Return how far the months of a quarter are closed; None if none ever was."""

        def statement(t: Tables) -> Select[Any]:
            c = t["quarters"].c
            return select(t["quarters"]).where(c.unit_code == unit_code, c.quarter == quarter)

        row = self._row(statement)
        return _quarter(row) if row else None

    def due(
        self, limit: int = 50, after: tuple[str, str] = ("", ""), of: str = ""
    ) -> list[QuarterRow]:
        """Return quarters whose months are closed and whose account does not say so yet.

        By unit and quarter; with ``of`` only those of one village.
        """

        def statement(t: Tables) -> Select[Any]:
            c = t["quarters"].c
            chosen = select(t["quarters"]).where(c.is_due)
            if of:
                chosen = chosen.where(c.unit_code == of)
            chosen = chosen.where(tuple_(c.unit_code, c.quarter) > tuple_(*after))
            return chosen.order_by(c.unit_code, c.quarter).limit(bounded(limit))

        return [_quarter(row) for row in self._rows(statement)]


class AccountGoods(Reader):
    """Stock of villages by month, as accounts state it."""

    projection = AccountsProjection()

    def between(self, unit_code: str, first: str, last: str) -> list[Goods]:
        """Return what each item came to from one month to another, the most handed out first.

        Items of which there was nothing all the while are left out.
        """

        def statement(t: Tables) -> Select[Any]:
            c, items = t["goods"].c, t["items"].c
            before, within = c.month < first, c.month >= first
            net = c.received - c.issued + c.corrected
            sums = [
                func.coalesce(func.sum(case((when, what), else_=0)), 0).label(name)
                for name, when, what in (
                    ("opening", before, net),
                    ("received", within, c.received),
                    ("issued", within, c.issued),
                    ("corrected", within, c.corrected),
                )
            ]
            named = items.item_id, items.name, items.measure
            chosen = select(*named, *sums).join_from(
                t["goods"], t["items"], c.item_id == items.item_id
            )
            chosen = chosen.where(c.unit_code == unit_code, c.month <= last)
            return (
                chosen.group_by(*named)
                .order_by(sums[2].desc(), items.name, items.item_id)
                .limit(GOODS_READ_MAX)
            )

        found = [_goods(row) for row in self._rows(statement)]
        return [it for it in found if it.opening or it.received or it.issued or it.corrected]

    def donors(self, unit_code: str, first: str, last: str) -> list[UUID]:
        """Return the texts of who gave goods and agreed to be thanked, the first first."""

        def statement(t: Tables) -> Select[Any]:
            c = t["gifts"].c
            mine = c.unit_code == unit_code, c.month >= first, c.month <= last
            return select(c.text_id).where(*mine).order_by(c.position).limit(GOODS_READ_MAX)

        return [row.text_id for row in self._rows(statement)]


def _goods(row: Any) -> Goods:
    opening, received, issued, corrected = (int(it) for it in row[3:])
    return Goods(
        item_id=row.item_id,
        name=row.name,
        measure=row.measure,
        opening=opening,
        received=received,
        issued=issued,
        corrected=corrected,
        closing=opening + received - issued + corrected,
    )


def _account(row: Any) -> AccountRow:
    named = {it: getattr(row, it) for it in AccountRow.__dataclass_fields__}
    return AccountRow(**named | {"statement": msgspec.json.decode(row.statement, type=Statement)})


def _quarter(row: Any) -> QuarterRow:
    versions = zip(months_of(row.quarter), MONTHS, strict=True)
    months = {it: getattr(row, name) for it, name in versions if it >= row.first_month}
    return QuarterRow(row.unit_code, row.quarter, months, row.position, row.is_due)
