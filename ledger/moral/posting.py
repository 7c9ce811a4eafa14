"""Posting: the one way points of a claim reach a household, and the one way back.

Wallet, score and, for what is not there to take back, the village's adjustments change in one
save. Whatever concerns the act (rule, caps, score, the lot's last day) follows the day of the act;
whatever concerns the books follows the day of posting (A24, decision 0063).
"""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from ledger.households.finding import household_of
from ledger.households.household import Household
from ledger.households.living import open_wallet
from ledger.kernel.ids import derive
from ledger.kernel.session import Session
from ledger.moral.adjustments import adjustments_of
from ledger.moral.items import Item
from ledger.moral.period_finding import period_for
from ledger.moral.score_finding import score_year_of, score_year_with
from ledger.moral.undoing import Undoing, give_back, take_back
from ledger.wallets import lots
from ledger.wallets.kinds import Reason

__all__ = ["Posted", "Undone", "post_deduction", "post_gain", "reverse_posting"]


@dataclass(frozen=True, slots=True)
class Posted:
    """What came of posting: ``points`` of the score, ``taken`` of the wallet if a deduction."""

    entry_id: UUID
    points: int
    taken: int
    uncollected: int
    period: str


@dataclass(frozen=True, slots=True)
class Undone:
    """What came of undoing: points that moved, and those that were not there to move."""

    entry_id: UUID
    amount: int
    shortfall: int
    points: int
    is_deduction: bool
    period: str


def post_gain(  # noqa: PLR0913 - a posting has as many facts
    session: Session,
    *,
    household: Household,
    claim_id: UUID | None,
    entry_id: UUID,
    item: Item,
    points: int,
    occurred_on: date,
    posted_at: datetime,
    at: datetime,
) -> Posted:
    """Add points to the score and the wallet, as far as the item's caps leave room.

    ``occurred_on`` is the day of the act, ``posted_at`` when the points became due.
    """
    period = period_for(session, household.unit_code, posted_at, at)
    year = score_year_of(session, household, occurred_on.year)
    counted = year.add(
        item,
        points,
        entry_id=entry_id,
        claim_id=claim_id,
        occurred_on=occurred_on,
        period=period.name,
        occurred_at=period.moment,
    )
    open_wallet(session, household).credit(
        entry_id=entry_id,
        amount=counted,
        reason=Reason.DEED,
        occurred_at=period.moment,
        source_id=claim_id,
        expires_on=lots.expiry_of_day(occurred_on),
    )
    return Posted(entry_id, counted, 0, 0, period.name)


def post_deduction(  # noqa: PLR0913 - a posting has as many facts
    session: Session,
    *,
    household: Household,
    claim_id: UUID | None,
    entry_id: UUID,
    item: Item,
    points: int,
    occurred_on: date,
    posted_at: datetime,
    at: datetime,
) -> Posted:
    """Take points off the score, and off the wallet as far as they are there (A12)."""
    assert item.is_deduction
    period = period_for(session, household.unit_code, posted_at, at)
    counted = score_year_of(session, household, occurred_on.year).deduct(
        item,
        points,
        entry_id=entry_id,
        claim_id=claim_id,
        occurred_on=occurred_on,
        period=period.name,
        occurred_at=period.moment,
    )
    taken = open_wallet(session, household).deduct(
        entry_id=entry_id,
        amount=counted,
        reason=Reason.BROKEN_RULE,
        at=period.moment,
        source_id=claim_id,
    )
    return Posted(entry_id, counted, taken, counted - taken, period.name)


def reverse_posting(
    session: Session,
    *,
    household_id: UUID,
    entry_id: UUID,
    reason: Reason,
    at: datetime,
    reversed_by: UUID,
) -> Undone:
    """Undo what was posted, by a new entry of today's month (A11, A18).

    A gain is taken back as far as it is there; the rest is booked to the village's adjustments,
    approved by ``reversed_by``. A deduction gives back what it took; what expired meanwhile counts
    30 more days. Who may approve it, the caller has decided.
    """
    household = household_of(session, household_id)
    year = score_year_with(session, household, household_id, entry_id, at)
    reversal_id = derive("reversal", entry_id)
    period = period_for(session, household.unit_code, at, at)
    known = year.reverse(
        entry_id, entry_id=reversal_id, reason=reason.value, period=period.name, at=at
    )
    undoing = Undoing(entry_id, reversal_id, reason, at, reversed_by)
    wallet = open_wallet(session, household)
    if known.is_deduction:
        amount, shortfall = give_back(session, wallet, household_id, undoing), 0
    else:
        shortfall = take_back(session, wallet, household_id, undoing)
        amount = known.points - shortfall
    if shortfall:
        adjustments_of(session, household.unit_code).book(
            entry_id=reversal_id,
            reverses=entry_id,
            household_id=household.id,
            shortfall=shortfall,
            reason=reason.value,
            period=period.name,
            approved_by=reversed_by,
            at=at,
        )
    return Undone(reversal_id, amount, shortfall, known.points, known.is_deduction, period.name)
