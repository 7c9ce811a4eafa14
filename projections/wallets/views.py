"""What can be asked about wallets."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, literal, select, tuple_

from projections.projection import Tables
from projections.reader import Reader, Scope, below, bounded
from projections.wallets.projection import WalletsProjection


@dataclass(frozen=True, slots=True)
class Balance:
    """One wallet's points: available ones, held ones, and all that ever came and went."""

    wallet_id: UUID
    owner_id: UUID
    kind: str
    unit_code: str
    available: int
    held: int
    credited: int
    redeemed: int
    expired: int
    reversed: int
    forfeited: int
    deducted: int
    """Taken by deductions, less what came back."""
    moved_in: int
    moved_out: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a wallet's history.

    ``kind`` is credit, hold, capture, void, expire, forfeit, reverse, deduct, restore,
    move_in or move_out.
    ``amount`` is what it did to the available points (a capture: nothing), ``points`` how many
    points it was about, unsigned. ``reason`` is the coded why, "expiry" for an expire, "erasure"
    for a forfeit and "" where the event names none.
    """

    position: int
    wallet_id: UUID
    kind: str
    amount: int
    points: int
    reason: str
    source_id: UUID | None
    entry_id: UUID | None
    occurred_at: datetime
    recorded_at: datetime
    balance_after: int


@dataclass(frozen=True, slots=True)
class Lot:
    """Points of a wallet that count up to the end of a day."""

    wallet_id: UUID
    expires_on: date
    amount: int
    reminded_days: int
    """How long before its end somebody was told of it last; a very large figure for never."""


@dataclass(frozen=True, slots=True)
class EndingLot:
    """Points of a household that end soon."""

    wallet_id: UUID
    expires_on: date
    owner_id: UUID
    reminded_days: int


@dataclass(frozen=True, slots=True)
class TrialBalance:
    """Where all points of a unit went: issued is the sum of all the others."""

    unit_code: str
    issued: int
    available: int
    held: int
    redeemed: int
    expired: int
    forfeited: int
    deducted: int

    @property
    def difference(self) -> int:
        """Points that appeared (below zero) or vanished (above); zero when in balance."""
        gone = self.redeemed + self.expired + self.forfeited + self.deducted
        return self.issued - self.available - self.held - gone


class WalletReader(Reader):
    """Reads the tables of wallets."""

    projection = WalletsProjection()


class Balances(WalletReader):
    """Balances of wallets. Points of a lot whose day is over count until the expiry job ran."""

    def of(self, wallet_id: UUID) -> Balance | None:
        """Return a wallet's balance."""
        row = self._row(
            lambda t: select(t["balances"]).where(t["balances"].c.wallet_id == wallet_id)
        )
        return Balance(*row) if row else None

    def of_owner(self, owner_id: UUID) -> list[Balance]:
        """Return the balances of an owner, at most one of a kind."""
        rows = self._rows(
            lambda t: (
                select(t["balances"])
                .where(t["balances"].c.owner_id == owner_id)
                .order_by(t["balances"].c.kind)
            )
        )
        return [Balance(*row) for row in rows]

    def of_households(self, unit_code: str) -> tuple[int, int]:
        """Return how many wallets the households of a unit have, and all their points."""

        def statement(t: Tables) -> Select[Any]:
            c = t["balances"].c
            sums = select(func.count(), func.coalesce(func.sum(c.available + c.held), 0))
            return sums.where(c.unit_code == unit_code, c.kind == "household")

        row = self._row(statement)
        return int(row[0]), int(row[1])


class Entries(WalletReader):
    """History of wallets, newest first."""

    def page(
        self, wallet_id: UUID, limit: int = 50, before_position: int | None = None
    ) -> list[Entry]:
        """Return entries older than a position."""

        def statement(t: Tables) -> Select[Any]:
            entries = t["entries"]
            chosen = select(entries).where(entries.c.wallet_id == wallet_id)
            if before_position is not None:
                chosen = chosen.where(entries.c.position < before_position)
            return chosen.order_by(entries.c.position.desc()).limit(bounded(limit))

        return [Entry(*row) for row in self._rows(statement)]


class Lots(WalletReader):
    """Open lots, for pages and for the expiry job."""

    def of(self, wallet_id: UUID) -> list[Lot]:
        """Return the open lots of a wallet, soonest to expire first."""
        rows = self._rows(
            lambda t: (
                select(t["lots"])
                .where(t["lots"].c.wallet_id == wallet_id)
                .order_by(t["lots"].c.expires_on)
            )
        )
        return [Lot(*row) for row in rows]

    def ending(self, after: tuple[date, UUID], last: date, limit: int = 100) -> list[EndingLot]:
        """Return lots of households that end by a day, in the order of days, from a place on."""

        def statement(t: Tables) -> Select[Any]:
            lots, owners = t["lots"], t["balances"]
            place = tuple_(lots.c.expires_on, lots.c.wallet_id)
            begin = tuple_(
                literal(after[0], lots.c.expires_on.type), literal(after[1], lots.c.wallet_id.type)
            )
            chosen = select(
                lots.c.wallet_id, lots.c.expires_on, owners.c.owner_id, lots.c.reminded_days
            ).join(owners, owners.c.wallet_id == lots.c.wallet_id)
            chosen = chosen.where(place > begin, lots.c.expires_on <= last)
            chosen = chosen.where(owners.c.kind == "household")
            return chosen.order_by(lots.c.expires_on, lots.c.wallet_id).limit(bounded(limit))

        return [EndingLot(*row) for row in self._rows(statement)]

    def overdue(
        self, day: date, limit: int = 100, after: tuple[date, UUID] | None = None
    ) -> list[tuple[date, UUID]]:
        """Return lots whose last day was before ``day``, longest overdue first, from a place on."""

        def statement(t: Tables) -> Select[Any]:
            lots = t["lots"].c
            chosen = select(lots.expires_on, lots.wallet_id).where(lots.expires_on < day)
            if after is not None:
                begin = (
                    literal(after[0], lots.expires_on.type),
                    literal(after[1], lots.wallet_id.type),
                )
                chosen = chosen.where(tuple_(lots.expires_on, lots.wallet_id) > tuple_(*begin))
            return chosen.order_by(lots.expires_on, lots.wallet_id).limit(bounded(limit))

        return [(row.expires_on, row.wallet_id) for row in self._rows(statement)]


class TrialBalances(WalletReader):
    """Proof that no point appeared or vanished."""

    def of(self, scope: Scope | str) -> TrialBalance:
        """Return the sums of a unit and all units below it."""
        columns = ("issued", "available", "held", "redeemed", "expired", "forfeited", "deducted")
        row = self._row(
            lambda t: select(
                *(func.coalesce(func.sum(t["trial_balance"].c[name]), 0) for name in columns)
            ).where(below(t["trial_balance"].c.unit_code, scope))
        )
        assert row is not None, "a sum always has a row"
        code = scope if isinstance(scope, str) else scope.unit_code
        return TrialBalance(code, *map(int, row))
