"""How events become the money behind points.

Points are those of households only. What is handed out is valued when it is: at the face value of
that moment, and only from the opening of the fund on. A fund that never got money has no limit.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from ledger.kernel.clock import local_date
from ledger.shop.fund import Fund
from ledger.shop.fund_meter import Meter
from ledger.wallets.kinds import WalletKind
from ledger.wallets.wallet import Wallet
from projections.projection import Fold, LogEvent, folds
from projections.rows import Record
from projections.shop.funds.tables import SOURCES, SUMS
from projections.wallets.steps import STEPS, step_of

_MOVED = [it for it in STEPS if it is not Wallet.Refunded]
_NAMES = {"earned": "gained", "redeemed": "redeemed_points"}
"""Sums that are called otherwise beside money."""


class FundsFold(Fold):
    """One batch of what concerns money and points of villages."""

    def load(self, batch: Sequence[LogEvent]) -> None:
        """Read the wallets, villages, months and receipts that the batch touches."""
        events = [log.event for log in batch]
        wallets = self.rows["wallets"]
        wallets.load(it.originator_id for it in events if isinstance(it, Wallet.Event))
        units = {it.unit_code for it in events if hasattr(it, "unit_code")}
        units |= {it["unit_code"] for it in wallets.held()}
        self.rows["units"].load(units)
        months = {_month(it) for it in events if hasattr(it, "occurred_at")}
        self.rows["months"].load((unit, month) for unit in units for month in months)
        back = (it.hold_id for it in events if isinstance(it, Wallet.Refunded))
        self.rows["redeemed"].load(back)
        self.rows["receipts"].load(
            it.receipt_id for it in events if isinstance(it, Fund.MoneyReturned)
        )

    @folds(Wallet.Opened)
    def _wallet_opened(self, log: LogEvent) -> None:
        event = log.event
        if event.kind == WalletKind.HOUSEHOLD:
            known = {"wallet_id": event.originator_id, "unit_code": event.unit_code}
            self.rows["wallets"].put(known)
            self._unit(event.unit_code)

    @folds(*_MOVED)
    def _moved(self, log: LogEvent) -> None:
        event = log.event
        wallet = self.rows["wallets"].get(event.originator_id)
        if wallet is None:
            return
        step, amount, moved = step_of(event)
        field = _NAMES.get(step, step)
        unit = self._unit(wallet["unit_code"])
        unit["outstanding_points"] += moved
        sums = {field: amount}
        if field == "redeemed_points" and unit["is_open"]:
            each = {"hold_id": event.hold_id, "face_value_fen": unit["face_value_fen"]}
            self.rows["redeemed"].put(each)
            value_fen = event.amount * unit["face_value_fen"]
            unit["redeemed_points"] += event.amount
            unit["redeemed_fen"] += value_fen
            sums["redeemed_fen"] = value_fen
        self._add(log, unit["unit_code"], sums)
        self._settle(log, unit)

    @folds(Wallet.Refunded)
    def _refunded(self, log: LogEvent) -> None:
        """Promise again what was handed out and is back, at what it had been worth.

        A month's report tells of it as reversed: what it states as redeemed may be closed.
        """
        event = log.event
        wallet = self.rows["wallets"].get(event.originator_id)
        if wallet is None:
            return
        unit = self._unit(wallet["unit_code"])
        unit["outstanding_points"] += event.amount
        sums = {"redeemed_points": -event.amount}
        spent = self.rows["redeemed"].get(event.hold_id)
        if spent is not None:
            value_fen = event.amount * spent["face_value_fen"]
            unit["redeemed_points"] -= event.amount
            unit["redeemed_fen"] -= value_fen
            sums["redeemed_fen"] = -value_fen
        self._add(log, unit["unit_code"], sums)
        self._settle(log, unit)

    @folds(Fund.Opened)
    def _opened(self, log: LogEvent) -> None:
        self._unit(log.event.unit_code)["is_open"] = True
        self._value(log)

    @folds(Fund.FaceValueSet)
    def _value(self, log: LogEvent) -> None:
        event = log.event
        unit = self._unit(event.unit_code)
        unit["face_value_fen"] = event.face_value_fen
        self._add(log, event.unit_code, {})["face_value_fen"] = event.face_value_fen
        self._settle(log, unit)

    @folds(Fund.MoneyReceived)
    def _received(self, log: LogEvent) -> None:
        event = log.event
        same = (
            *("receipt_id", "unit_code", "source", "amount_fen", "received_on", "text_id"),
            *("donor_text_id", "thanks_donor", "recorded_by"),
        )
        self.rows["receipts"].put(
            {name: getattr(event, name) for name in same}
            | dict.fromkeys(("returned_by", "return_text_id", "returned_at"))
            | {"position": log.position, "recorded_at": event.occurred_at, "cause": ""}
        )
        self._unit(event.unit_code)["receipts"] += 1
        self._money(log, event.amount_fen)

    @folds(Fund.MoneyReturned)
    def _returned(self, log: LogEvent) -> None:
        event = log.event
        row = self.rows["receipts"].change(event.receipt_id)
        row |= {"cause": event.cause, "returned_by": event.returned_by}
        row |= {"return_text_id": event.text_id, "returned_at": event.occurred_at}
        self._money(log, -event.amount_fen)

    @folds(Fund.LimitReached, Fund.LimitCleared)
    def _limit(self, log: LogEvent) -> None:
        unit = self._unit(log.event.unit_code)
        unit["is_at_limit"] = isinstance(log.event, Fund.LimitReached)
        unit["limit_at"] = log.event.occurred_at
        self._settle(log, unit)

    @folds(Fund.GainApproved)
    def _approved(self, log: LogEvent) -> None:
        event = log.event
        same = "claim_id", "unit_code", "approved_by"
        self.rows["approvals"].put(
            {name: getattr(event, name) for name in same}
            | {"position": log.position, "approved_at": event.occurred_at}
        )

    @folds(Fund.ApprovalUsed)
    def _used(self, log: LogEvent) -> None:
        self.rows["approvals"].remove(log.event.claim_id)

    def _money(self, log: LogEvent, amount_fen: int) -> None:
        event = log.event
        unit, source = self._unit(event.unit_code), f"{event.source}_fen"
        unit["received_fen"] += amount_fen
        unit[source] += amount_fen
        self._add(log, event.unit_code, {source: amount_fen})
        self._settle(log, unit)

    def _add(self, log: LogEvent, unit_code: str, amounts: dict[str, int]) -> Record:
        start = {"unit_code": unit_code, "month": _month(log.event), "face_value_fen": 0}
        return self.rows["months"].add(start, **(dict.fromkeys(SUMS, 0) | amounts))

    def _unit(self, unit_code: str) -> Record:
        units = self.rows["units"]
        if units.get(unit_code) is None:
            flags = dict.fromkeys(("is_open", "is_at_limit", "is_crossing"), False)
            start: Record = {"unit_code": unit_code, "position": 0, "limit_at": None} | flags
            units.put(start | dict.fromkeys(_FIGURES, 0))
        return units.change(unit_code)

    @staticmethod
    def _settle(log: LogEvent, unit: Record) -> None:
        """Tell whether the limit was crossed and nobody stated it yet."""
        unit["position"] = log.position
        is_reached = unit["receipts"] > 0 and _meter(unit).is_reached
        unit["is_crossing"] = unit["is_open"] and is_reached != unit["is_at_limit"]


_FIGURES = (
    *("face_value_fen", "outstanding_points", "redeemed_points", "redeemed_fen"),
    *("received_fen", *SOURCES, "receipts"),
)


def _meter(unit: Record) -> Meter:
    names: Iterable[str] = Meter.__dataclass_fields__
    return Meter(**{name: unit[name] for name in names})


def _month(event: Any) -> str:
    return f"{local_date(event.occurred_at):%Y-%m}"
