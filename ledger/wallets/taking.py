"""Taking points away and giving them back: deductions and reversals (A11, A12, A18).

Nothing here makes a debt: what a wallet has not got is stated beside what was taken.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import msgspec

from ledger.kernel.clock import local_date
from ledger.wallets import lots, postings, shortfalls
from ledger.wallets.errors import AlreadyReversedError, EntryNotFoundError
from ledger.wallets.kinds import Reason
from ledger.wallets.lots import Part
from ledger.wallets.postings import Posting


class Taken(msgspec.Struct, frozen=True):
    """What one deduction took, and when: as long as it can be given back."""

    day: date
    parts: list[Part]


@dataclass(frozen=True)
class Deduction:
    """What was taken of a deduction, and what was not there to take: nobody ever owes it."""

    entry_id: UUID
    amount: int
    uncollected: int
    parts: list[Part]
    reason: str
    source_id: UUID | None
    occurred_at: datetime

    def apply(self, aggregate: Any) -> None:
        """Take it out of the lots, and remember from which."""
        lots.pull(aggregate.open_lots, self.parts)
        day = local_date(self.occurred_at)
        aggregate.deductions[str(self.entry_id)] = Taken(day, self.parts)
        postings.forget(aggregate.deductions, aggregate.reversed, day)
        if self.reason == Reason.SHORTFALL and self.source_id is not None:
            shortfalls.pay(aggregate.short, self.source_id, self.amount)
        elif self.reason != Reason.BROKEN_RULE:
            at = self.occurred_at
            shortfalls.remember(aggregate.short, self.entry_id, self.uncollected, at)


@dataclass(frozen=True)
class Restoring:
    """What a deduction took comes back, each part to its lot or, if that is over, for a while."""

    entry_id: UUID
    reverses: UUID
    amount: int
    parts: list[Part]
    reason: str
    occurred_at: datetime
    reversed_by: UUID | None

    def apply(self, aggregate: Any) -> None:
        """Put it back; the deduction is over for good."""
        lots.put(aggregate.open_lots, self.parts)
        aggregate.reversed.add(str(self.reverses))


@dataclass(frozen=True)
class Reminder:
    """Whoever may spend them was told that points end, so many days before (VP-9)."""

    expires_on: date
    amount: int
    days: int
    told: list[UUID]
    occurred_at: datetime

    def apply(self, aggregate: Any) -> None:
        """Remember it as long as there is such a lot."""
        kept = {day: it for day, it in aggregate.reminded.items() if day in aggregate.open_lots}
        aggregate.reminded = kept | {self.expires_on: self.days}


class Taking:
    """The decisions of a wallet that is deducted from, and whose entries are undone."""

    open_lots: dict[date, int]
    credits: dict[str, Posting]
    deductions: dict[str, Taken]
    reversed: set[str]
    trigger_event: Any
    Expired: Any
    Forfeited: Any
    Deducted: Any
    Restored: Any
    Reversed: Any

    @property
    def parts(self) -> list[Part]:
        """The open lots."""
        return [Part(day, amount) for day, amount in self.open_lots.items()]

    def expire(self, at: datetime) -> int:
        """Let lots go whose day is over; return how many points. Nothing, if there are none."""
        gone = lots.overdue(self.parts, at)
        amount = lots.total(gone)
        if gone:
            self.trigger_event(self.Expired, amount=amount, parts=gone, occurred_at=at)
        return amount

    def forfeit(self, at: datetime) -> int:
        """Give up whatever is unspent, for its owner is forgotten (A21); return how many points."""
        gone = sorted(self.parts, key=lambda it: it.expires_on)
        amount = lots.total(gone)
        if amount:
            self.trigger_event(self.Forfeited, amount=amount, parts=gone, occurred_at=at)
        return amount

    def deduct(
        self,
        *,
        entry_id: UUID,
        amount: int,
        reason: Reason,
        at: datetime,
        source_id: UUID | None = None,
    ) -> int:
        """Take points, soonest expiry first, as far as they are there (A12); return how many."""
        assert amount > 0
        self.expire(at)
        taken = min(amount, lots.total(self.parts))
        self.trigger_event(
            self.Deducted,
            entry_id=entry_id,
            amount=taken,
            uncollected=amount - taken,
            parts=lots.take(self.parts, taken),
            reason=reason.value,
            source_id=source_id,
            occurred_at=at,
        )
        return taken

    def restore(
        self,
        entry_id: UUID,
        *,
        reverses: UUID,
        reason: Reason,
        at: datetime,
        reversed_by: UUID | None = None,
        taken: Taken | None = None,
    ) -> int:
        """Give back what a deduction took (A11); what expired meanwhile counts 30 more days.

        ``taken`` is what it took of another wallet, whose owner became part of this one's.
        """
        taken = taken or self.deductions.get(str(reverses))
        if taken is None:
            raise EntryNotFoundError(entry_id=reverses)
        if str(reverses) in self.reversed:
            raise AlreadyReversedError(entry_id=reverses)
        back = lots.returned(taken.parts, at, by_timeout=False)
        self.trigger_event(
            self.Restored,
            entry_id=entry_id,
            reverses=reverses,
            amount=lots.total(back),
            parts=back,
            reason=reason.value,
            occurred_at=at,
            reversed_by=reversed_by,
        )
        return lots.total(back)

    def posted_by(self, entry_id: UUID) -> UUID | None:
        """Tell who posted a credit by hand, as long as it can be reversed."""
        return posting.credited_by if (posting := self.credits.get(str(entry_id))) else None

    def reverse(
        self,
        entry_id: UUID,
        *,
        reverses: UUID,
        reason: Reason,
        at: datetime,
        reversed_by: UUID | None = None,
    ) -> int:
        """Undo a credit as far as points are there; return the shortfall, never a debt (A18)."""
        posting = postings.reversible(self.credits, self.reversed, reverses)
        amount = min(posting.amount, sum(self.open_lots.values()))
        self.trigger_event(
            self.Reversed,
            entry_id=entry_id,
            reverses=reverses,
            amount=amount,
            shortfall=posting.amount - amount,
            parts=lots.take_first(posting.expires_on, self.open_lots, amount),
            reason=reason.value,
            occurred_at=at,
            reversed_by=reversed_by,
        )
        return posting.amount - amount
