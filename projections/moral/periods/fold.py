"""How entries of households become sums by village and month.

An entry belongs to the month it was posted in, or, if that is closed, to the first open one; what
was recorded after the position a report states belongs to the next month too. So a closed month
never changes, whatever comes in which order.
"""

from collections.abc import Iterable, Sequence
from itertools import product
from typing import Any

from sqlalchemy import Connection, select

from ledger.moral.adjustments import VillageAdjustments
from ledger.moral.claim import Claim
from ledger.moral.period import VillagePeriod
from ledger.moral.period_finding import month_after, month_before, month_of
from ledger.moral.score_year import ScoreYear
from ledger.wallets.kinds import Reason, WalletKind
from ledger.wallets.wallet import Wallet
from projections.moral.periods.closings import ClosingRows
from projections.moral.periods.gains import GainRows
from projections.moral.periods.tables import BROUGHT, GAIN, SHORTFALL, SUMS
from projections.projection import Fold, LogEvent, Tables, folds
from projections.rows import Record
from projections.wallets.steps import STEPS, step_of


class PeriodsFold(Fold):
    """One batch of what concerns a village's books."""

    def __init__(self, connection: Connection, tables: Tables) -> None:
        super().__init__(connection, tables)
        self._connection, self._tables = connection, tables
        self._closings = ClosingRows(self.rows)
        self._gains = GainRows(self.rows)

    def load(self, batch: Sequence[LogEvent]) -> None:
        """Read the households, villages and months that the batch touches."""
        events = [log.event for log in batch]
        homes = self.rows["homes"]
        homes.load(it.originator_id for it in events if isinstance(it, Wallet.Event))
        ids = {it.originator_id for it in events}
        units = {it.unit_code for it in events if hasattr(it, "unit_code")}
        units |= {home["unit_code"] for it in ids if (home := homes.get(it))}
        villages = self.rows["villages"]
        villages.load(units)
        months = {month_of(it.occurred_at) for it in events if hasattr(it, "occurred_at")}
        months |= {it.period for it in events if hasattr(it, "period")}
        closed = [row["closed_through"] for it in units if (row := villages.get(it))]
        months |= {month_after(it) for it in (*closed, *months) if it}
        self.rows["sums"].load(product(units, months))
        self._closings.load(events)
        self._gains.load(events, months)

    @folds(Wallet.Opened)
    def _opened(self, log: LogEvent) -> None:
        event = log.event
        if event.kind == WalletKind.HOUSEHOLD:
            home = {"wallet_id": event.originator_id, "unit_code": event.unit_code, "balance": 0}
            self.rows["homes"].put(home)
            self._village(event.unit_code, log)

    @folds(*STEPS)
    def _moved(self, log: LogEvent) -> None:
        event = log.event
        if self.rows["homes"].get(event.originator_id) is None:
            return
        field, amount, moved = step_of(event)
        beside = 0
        if isinstance(event, Wallet.Credited) and event.reason == Reason.OPENING:
            field = BROUGHT
        if field == "deducted":
            beside = event.uncollected
        home = self.rows["homes"].change(event.originator_id)
        home["balance"] += moved
        unit_code = home["unit_code"]
        entry = {"unit_code": unit_code, "field": field, "amount": amount, "uncollected": beside}
        entry |= {"kind": "", "home_id": None}
        self._enter(log, entry, self._village(unit_code, log))
        if isinstance(event, Wallet.Credited):
            self._gained(log)
        if isinstance(event, Wallet.Deducted) and event.reason == Reason.SHORTFALL:
            covered = entry | {"field": SHORTFALL, "amount": -event.amount}
            self._enter(log, covered, self._village(unit_code, log))

    @folds(Claim.Proposed)
    def _proposed(self, log: LogEvent) -> None:
        self._gains.know(log.event)

    @folds(Claim.Rejected, Claim.Withdrawn)
    def _dropped(self, log: LogEvent) -> None:
        self._gains.drop(log.event.originator_id)

    def _gained(self, log: LogEvent) -> None:
        """Count how points were earned; it moves no points, and so no village's position."""
        entry = self._gains.entry_of(log.event)
        if entry is not None:
            closed = (self.rows["villages"].get(entry["unit_code"]) or {}).get("closed_through", "")
            self._enter(log, entry, {"closed_through": closed})

    def _enter(self, log: LogEvent, entry: Record, village: Record) -> None:
        period = month_of(log.event.occurred_at)
        if period <= village["closed_through"]:
            period = month_after(village["closed_through"])
        kept = entry | {"position": log.position, "period": period}
        self.rows["recent"].put(kept)
        self._count(kept, period, 1)

    def _count(self, entry: Record, period: str, sign: int) -> None:
        if entry["field"] == GAIN:
            self._gains.add(entry, period, sign)
        else:
            self._add(entry, period, sign)

    def _add(self, entry: Record, period: str, sign: int) -> None:
        start = {"unit_code": entry["unit_code"], "period": period}
        amount = sign * entry["amount"]
        amounts = dict.fromkeys(SUMS, 0) | {
            entry["field"]: amount,
            "uncollected": sign * entry["uncollected"],
            "entries": 0 if entry["field"] == SHORTFALL else sign,
        }
        if entry["field"] == BROUGHT:
            amounts["earned"] = amount
        self.rows["sums"].add(start, **amounts)

    def _village(self, unit_code: str, log: LogEvent) -> Record:
        if self.rows["villages"].get(unit_code) is None:
            start: Record = {"unit_code": unit_code, "first_closed": "", "closed_through": ""}
            self.rows["villages"].put(start | {"position": log.position})
        village = self.rows["villages"].change(unit_code)
        village["position"] = log.position
        return village

    @folds(VillageAdjustments.ShortfallBooked)
    def _short(self, log: LogEvent) -> None:
        event = log.event
        start = {"unit_code": event.unit_code, "period": event.period}
        none = dict.fromkeys(SUMS, 0)
        self.rows["sums"].add(start, **(none | {SHORTFALL: event.shortfall}))
        self._village(event.unit_code, log)

    @folds(ScoreYear.Added, ScoreYear.Deducted)
    def _scored(self, log: LogEvent) -> None:
        event = log.event
        self._gained(log)
        occurred = f"{event.occurred_on:%Y-%m}"
        if occurred == event.period:
            return
        self.rows["late"].append(
            {
                "position": log.position,
                "unit_code": event.unit_code,
                "period": event.period,
                "occurred_period": occurred,
                "occurred_on": event.occurred_on,
                "item_code": event.item_code,
                "points": event.points,
                "is_deduction": event.is_deduction,
            }
        )

    @folds(VillagePeriod.Explained)
    def _explained(self, log: LogEvent) -> None:
        event = log.event
        self.rows["explained"].append(
            {
                "position": log.position,
                "unit_code": event.unit_code,
                "period": event.period,
                "check_code": event.check,
                "text_id": event.text_id,
            }
        )

    @folds(VillagePeriod.DrawnUp)
    def _drawn_up(self, log: LogEvent) -> None:
        event = log.event
        self._closings.draw_up(event, self.rows["sums"].get((event.unit_code, event.period)))

    @folds(VillagePeriod.Locked)
    def _locked(self, log: LogEvent) -> None:
        """Close the month, and move to the next one what came after the report was drawn up."""
        event = log.event
        moved, following = list(self._after(event)), month_after(event.period)
        self._gains.load_moved(moved, (event.period, following))
        for entry in moved:
            self._count(entry, event.period, -1)
            self._count(entry, following, 1)
            self.rows["recent"].put(entry | {"period": following})
        village = self._village(event.unit_code, log)
        village["closed_through"] = event.period
        village["first_closed"] = village["first_closed"] or event.period
        sums = self.rows["sums"].get((event.unit_code, event.period))
        self._closings.lock(event, sums)

    def _after(self, event: Any) -> Iterable[Record]:
        """Yield the entries of a month that were recorded after the report; drop all older."""
        table, rows = self._tables["recent"], self.rows["recent"]
        stored = select(table.c.position, table.c.field).where(
            table.c.unit_code == event.unit_code, table.c.period <= event.period
        )
        rows.load(tuple(it) for it in self._connection.execute(stored).all())
        for entry in rows.held():
            if entry["unit_code"] == event.unit_code and entry["period"] <= event.period:
                if entry["period"] == event.period and entry["position"] > event.position:
                    yield entry
                else:
                    rows.remove((entry["position"], entry["field"]))

    @folds(VillagePeriod.ReopeningRequested)
    def _reopening(self, log: LogEvent) -> None:
        self._closings.ask_reopening(log.event)

    @folds(VillagePeriod.Reopened)
    def _reopened(self, log: LogEvent) -> None:
        event = log.event
        village = self._village(event.unit_code, log)
        if village["first_closed"] == event.period:
            village["first_closed"] = village["closed_through"] = ""
        else:
            village["closed_through"] = month_before(event.period)
        self._closings.reopen(event)
