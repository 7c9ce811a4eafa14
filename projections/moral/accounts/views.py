"""What can be asked about public accounts."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Select, func, select, tuple_

from ledger.moral.account_figures import Statement
from ledger.moral.quarters import months_of
from projections.moral.accounts.projection import AccountsProjection
from projections.moral.accounts.tables import MONTHS
from projections.projection import Tables
from projections.reader import Reader, bounded


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


def _account(row: Any) -> AccountRow:
    named = {it: getattr(row, it) for it in AccountRow.__dataclass_fields__}
    return AccountRow(**named | {"statement": msgspec.json.decode(row.statement, type=Statement)})


def _quarter(row: Any) -> QuarterRow:
    versions = zip(months_of(row.quarter), MONTHS, strict=True)
    months = {it: getattr(row, name) for it, name in versions if it >= row.first_month}
    return QuarterRow(row.unit_code, row.quarter, months, row.position, row.is_due)
