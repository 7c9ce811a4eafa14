"""How events become balances, lots, holds, entries and the trial balance."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from ledger.stations.visit_detail import VisitDetail
from ledger.wallets.lots import Part
from ledger.wallets.wallet import Reason, Wallet
from projections.projection import Fold, LogEvent, Tables, folds
from projections.rows import Record
from projections.visit_horizon import DETAIL, forgotten_before, move_horizon
from projections.wallets.visit_entries import day_only, forget, is_forgotten

EXPIRY = "expiry"
"""Reason of an expire entry; the event needs none."""

ERASURE = "erasure"
"""Reason of a forfeit entry; the event needs none."""

NOT_REMINDED = 9_999
"""Days before its end at which nobody was told of a lot yet."""

_TOTALS = (
    *("available", "held", "credited", "redeemed", "expired", "reversed", "forfeited"),
    "deducted",
    *("moved_in", "moved_out"),
)


class WalletsFold(Fold):
    """One batch of wallet events."""

    def __init__(self, connection: Connection, tables: Tables) -> None:
        super().__init__(connection, tables)
        self._connection, self._entries = connection, tables["entries"]
        self._forgets = False

    def load(self, batch: Sequence[LogEvent]) -> None:
        """Read the wallets touched, their lots touched, and the trial balances of their units."""
        balances = self.rows["balances"]
        wallet_ids = {log.event.originator_id for log in batch}
        balances.load(wallet_ids)
        self.rows["lots"].load(
            (log.event.originator_id, day) for log in batch for day in _days(log.event)
        )
        units = {log.event.unit_code for log in batch if isinstance(log.event, Wallet.Opened)}
        known = (balances.get(wallet_id) for wallet_id in wallet_ids)
        self.rows["trial_balance"].load(units | {it["unit_code"] for it in known if it})
        self.rows["visit_detail"].load([DETAIL])

    def write(self) -> None:
        """Write every table back, and leave of points for old visits only the day."""
        super().write()
        if self._forgets:
            forget(self._connection, self._entries, self._forgotten_before)

    @folds(VisitDetail.Forgotten)
    def _forget_visits(self, log: LogEvent) -> None:
        move_horizon(self.rows["visit_detail"], log.event.before)
        self._forgets = True

    @property
    def _forgotten_before(self) -> date:
        return forgotten_before(self.rows["visit_detail"])

    @folds(Wallet.Opened)
    def _opened(self, log: LogEvent) -> None:
        event = log.event
        record = {
            "wallet_id": event.originator_id,
            "owner_id": event.owner_id,
            "kind": event.kind,
            "unit_code": event.unit_code,
        }
        self.rows["balances"].put(record | dict.fromkeys(_TOTALS, 0))

    @folds(Wallet.Credited)
    def _credited(self, log: LogEvent) -> None:
        event = log.event
        wallet_id, amount = event.originator_id, event.amount
        self._put_lots(wallet_id, [Part(event.expires_on, amount)])
        balance = self._post(wallet_id, available=amount, credited=amount)
        self._sum(balance, issued=amount, available=amount)
        self._enter(log, balance, "credit", amount, event.reason, event.source_id, event.entry_id)

    @folds(Wallet.Held)
    def _held(self, log: LogEvent) -> None:
        event = log.event
        wallet_id, amount = event.originator_id, event.amount
        self._pull_lots(wallet_id, event.parts)
        self.rows["holds"].put({"hold_id": event.hold_id, "wallet_id": wallet_id, "amount": amount})
        balance = self._post(wallet_id, available=-amount, held=amount)
        self._sum(balance, available=-amount, held=amount)
        self._enter(log, balance, "hold", -amount, event.reason, event.hold_id, event.hold_id)

    @folds(Wallet.Captured)
    def _captured(self, log: LogEvent) -> None:
        event = log.event
        amount = event.amount
        self.rows["holds"].remove(event.hold_id)
        balance = self._post(event.originator_id, held=-amount, redeemed=amount)
        self._sum(balance, held=-amount, redeemed=amount)
        reason = Reason.REDEMPTION.value
        self._enter(log, balance, "capture", 0, reason, event.hold_id, event.hold_id)

    @folds(Wallet.Voided)
    def _voided(self, log: LogEvent) -> None:
        event = log.event
        wallet_id, amount = event.originator_id, event.amount
        self._put_lots(wallet_id, event.parts)
        self.rows["holds"].remove(event.hold_id)
        balance = self._post(wallet_id, available=amount, held=-amount)
        self._sum(balance, available=amount, held=-amount)
        self._enter(log, balance, "void", amount, event.reason, event.hold_id, event.hold_id)

    @folds(Wallet.PartReleased)
    def _part_released(self, log: LogEvent) -> None:
        event = log.event
        wallet_id, amount = event.originator_id, event.amount
        self._put_lots(wallet_id, event.parts)
        hold = {"hold_id": event.hold_id, "wallet_id": wallet_id}
        self.rows["holds"].put(hold | {"amount": sum(it.amount for it in event.held)})
        balance = self._post(wallet_id, available=amount, held=-amount)
        self._sum(balance, available=amount, held=-amount)
        self._enter(log, balance, "void", amount, event.reason, event.hold_id, event.hold_id)

    @folds(Wallet.Refunded)
    def _refunded(self, log: LogEvent) -> None:
        """Give spent points back: they were issued once, and are spent less."""
        event = log.event
        wallet_id, amount = event.originator_id, event.amount
        self._put_lots(wallet_id, event.parts)
        balance = self._post(wallet_id, available=amount, redeemed=-amount)
        self._sum(balance, available=amount, redeemed=-amount)
        self._enter(log, balance, "refund", amount, event.reason, event.hold_id, event.entry_id)

    @folds(Wallet.Expired)
    def _expired(self, log: LogEvent) -> None:
        event = log.event
        wallet_id, amount = event.originator_id, event.amount
        self._pull_lots(wallet_id, event.parts)
        balance = self._post(wallet_id, available=-amount, expired=amount)
        self._sum(balance, available=-amount, expired=amount)
        self._enter(log, balance, "expire", -amount, EXPIRY, None, None)

    @folds(Wallet.Forfeited)
    def _forfeited(self, log: LogEvent) -> None:
        event = log.event
        wallet_id, amount = event.originator_id, event.amount
        self._pull_lots(wallet_id, event.parts)
        balance = self._post(wallet_id, available=-amount, forfeited=amount)
        self._sum(balance, available=-amount, forfeited=amount)
        self._enter(log, balance, "forfeit", -amount, ERASURE, None, None)

    @folds(Wallet.MovedOut)
    def _moved_out(self, log: LogEvent) -> None:
        """Take points to another wallet of the unit: merge or split, nothing comes or goes."""
        event = log.event
        wallet_id, amount = event.originator_id, event.amount
        self._pull_lots(wallet_id, event.parts)
        balance = self._post(wallet_id, available=-amount, moved_out=amount)
        self._sum(balance, available=-amount)
        self._enter(log, balance, "move_out", -amount, event.reason, event.source_id, None)

    @folds(Wallet.MovedIn)
    def _moved_in(self, log: LogEvent) -> None:
        event = log.event
        wallet_id, amount = event.originator_id, event.amount
        self._put_lots(wallet_id, event.parts)
        balance = self._post(wallet_id, available=amount, moved_in=amount)
        self._sum(balance, available=amount)
        self._enter(log, balance, "move_in", amount, event.reason, event.source_id, None)

    @folds(Wallet.Reversed)
    def _reversed(self, log: LogEvent) -> None:
        event = log.event
        wallet_id, amount = event.originator_id, event.amount
        self._pull_lots(wallet_id, event.parts)
        balance = self._post(wallet_id, available=-amount, reversed=amount)
        self._sum(balance, issued=-amount, available=-amount)
        self._enter(log, balance, "reverse", -amount, event.reason, event.reverses, event.entry_id)

    @folds(Wallet.Deducted)
    def _deducted(self, log: LogEvent) -> None:
        event = log.event
        wallet_id, amount = event.originator_id, event.amount
        self._pull_lots(wallet_id, event.parts)
        balance = self._post(wallet_id, available=-amount, deducted=amount)
        self._sum(balance, available=-amount, deducted=amount)
        self._enter(log, balance, "deduct", -amount, event.reason, event.source_id, event.entry_id)

    @folds(Wallet.ExpiryReminded)
    def _reminded(self, log: LogEvent) -> None:
        event = log.event
        lot = self.rows["lots"].get((event.originator_id, event.expires_on))
        if lot is not None:
            self.rows["lots"].change((event.originator_id, event.expires_on))["reminded_days"] = (
                event.days
            )

    @folds(Wallet.Restored)
    def _restored(self, log: LogEvent) -> None:
        event = log.event
        wallet_id, amount = event.originator_id, event.amount
        self._put_lots(wallet_id, event.parts)
        balance = self._post(wallet_id, available=amount, deducted=-amount)
        self._sum(balance, available=amount, deducted=-amount)
        self._enter(log, balance, "restore", amount, event.reason, event.reverses, event.entry_id)

    def _post(self, wallet_id: UUID, **amounts: int) -> Record:
        balance = self.rows["balances"].change(wallet_id)
        for name, amount in amounts.items():
            balance[name] += amount
        return balance

    def _sum(self, balance: Record, **amounts: int) -> None:
        """Add to the trial balance of the wallet's unit."""
        start = {
            "unit_code": balance["unit_code"],
            "issued": 0,
            "available": 0,
            "held": 0,
            "redeemed": 0,
            "expired": 0,
            "forfeited": 0,
            "deducted": 0,
        }
        self.rows["trial_balance"].add(start, **amounts)

    def _put_lots(self, wallet_id: UUID, parts: Iterable[Part]) -> None:
        for part in parts:
            start = {
                "wallet_id": wallet_id,
                "expires_on": part.expires_on,
                "reminded_days": NOT_REMINDED,
            }
            self.rows["lots"].add(start, amount=part.amount)

    def _pull_lots(self, wallet_id: UUID, parts: Iterable[Part]) -> None:
        lots = self.rows["lots"]
        for part in parts:
            key = (wallet_id, part.expires_on)
            if lots.change(key)["amount"] == part.amount:
                lots.remove(key)
            else:
                lots.change(key)["amount"] -= part.amount

    def _enter(
        self,
        log: LogEvent,
        balance: Record,
        kind: str,
        amount: int,
        reason: str,
        source_id: UUID | None,
        entry_id: UUID | None,
    ) -> None:
        entry = {
            "position": log.position,
            "wallet_id": log.event.originator_id,
            "kind": kind,
            "amount": amount,
            "points": log.event.amount,
            "reason": reason,
            "source_id": source_id,
            "entry_id": entry_id,
            "occurred_at": log.event.occurred_at,
            "recorded_at": log.event.timestamp,
            "balance_after": balance["available"],
        }
        forgotten = is_forgotten(entry, self._forgotten_before)
        self.rows["entries"].append(day_only(entry) if forgotten else entry)


def _days(event: Any) -> list[Any]:
    """Return the last days of the lots that an event touches."""
    if isinstance(event, Wallet.Credited | Wallet.ExpiryReminded):
        return [event.expires_on]
    return [part.expires_on for part in getattr(event, "parts", ())]
