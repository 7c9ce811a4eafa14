"""How closed months make an account due, and how published ones are kept."""

from collections.abc import Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection

from ledger.moral.account import PublicAccount
from ledger.moral.period import VillagePeriod
from ledger.moral.quarters import months_of, quarter_of_month
from ledger.shop.item import Item
from ledger.shop.voucher import Voucher
from projections.moral.accounts.goods import MOVED, GoodsRows
from projections.moral.accounts.tables import MONTHS, STATED
from projections.projection import Fold, LogEvent, Tables, folds
from projections.rows import Record


class AccountsFold(Fold):
    """One batch of closings and accounts."""

    def __init__(self, connection: Connection, tables: Tables) -> None:
        super().__init__(connection, tables)
        self._goods = GoodsRows(self.rows)

    def load(self, batch: Sequence[LogEvent]) -> None:
        """Read the villages, quarters and pieces that the batch touches."""
        every: list[Any] = [log.event for log in batch]
        closing = VillagePeriod.Event, PublicAccount.Event
        events: list[Any] = [it for it in every if isinstance(it, closing)]
        self.rows["villages"].load({it.unit_code for it in events})
        self.rows["quarters"].load(
            (it.unit_code, getattr(it, "quarter", "") or quarter_of_month(it.period))
            for it in events
        )
        self._goods.load(every)

    @folds(Item.Listed)
    def _listed(self, log: LogEvent) -> None:
        self._goods.list(log.event)

    @folds(Item.Described)
    def _described(self, log: LogEvent) -> None:
        self._goods.describe(log.event)

    @folds(*MOVED)
    def _moved(self, log: LogEvent) -> None:
        self._goods.move(log.event, log.position)

    @folds(Voucher.Reserved)
    def _reserved(self, log: LogEvent) -> None:
        self._goods.reserve(log.event)

    @folds(Voucher.Collected)
    def _collected(self, log: LogEvent) -> None:
        self._goods.hand_out(log.event)

    @folds(Voucher.Cancelled, Voucher.Expired)
    def _ended(self, log: LogEvent) -> None:
        self._goods.drop(log.event)

    @folds(VillagePeriod.Locked)
    def _locked(self, log: LogEvent) -> None:
        event, villages = log.event, self.rows["villages"]
        village = villages.get(event.unit_code)
        if village is None or not village["first_closed"]:
            villages.put({"unit_code": event.unit_code, "first_closed": event.period})
        self._month(log, event.version)

    @folds(VillagePeriod.Reopened)
    def _reopened(self, log: LogEvent) -> None:
        """Wait for the month again; the first of a village may then be another one."""
        event, villages = log.event, self.rows["villages"]
        village = villages.get(event.unit_code)
        if village is not None and village["first_closed"] == event.period:
            villages.change(event.unit_code)["first_closed"] = ""
        self._month(log, 0)

    def _month(self, log: LogEvent, version: int) -> None:
        event, quarter = log.event, quarter_of_month(log.event.period)
        row = self._quarter(event.unit_code, quarter)
        months = months_of(quarter)
        village = self.rows["villages"].get(event.unit_code)
        first = village["first_closed"] if village else ""
        if first or not row["first_month"]:
            row["first_month"] = first if first in months else months[0]
        row[MONTHS[months.index(event.period)]] = version
        row["position"] = log.position
        _settle(row)

    @folds(PublicAccount.Published)
    def _published(self, log: LogEvent) -> None:
        event = log.event
        self.rows["accounts"].put(
            {
                "unit_code": event.unit_code,
                "quarter": event.quarter,
                "version": event.version,
                "statement": msgspec.json.encode(event.statement).decode(),
                "position": event.position,
                "statement_hash": event.statement_hash,
                "log_position": log.position,
                "published_at": event.occurred_at,
            }
        )
        self._goods.state(event)
        row = self._quarter(event.unit_code, event.quarter)
        stated = event.statement.months_closed
        for name, month in zip(STATED, months_of(event.quarter), strict=True):
            row[name] = stated.get(month, 0)
        _settle(row)

    def _quarter(self, unit_code: str, quarter: str) -> Record:
        quarters = self.rows["quarters"]
        if quarters.get((unit_code, quarter)) is None:
            start: Record = {"unit_code": unit_code, "quarter": quarter, "first_month": ""}
            none = dict.fromkeys((*MONTHS, *STATED, "position"), 0)
            quarters.put(start | none | {"is_due": False})
        return quarters.change((unit_code, quarter))


def _settle(row: Record) -> None:
    """Tell whether all months are closed, and other versions of them than the account states."""
    months = zip(months_of(row["quarter"]), MONTHS, strict=True)
    is_closed = all(row[name] for month, name in months if month >= row["first_month"])
    is_new = any(row[it] != row[of] for it, of in zip(MONTHS, STATED, strict=True))
    row["is_due"] = is_closed and is_new
