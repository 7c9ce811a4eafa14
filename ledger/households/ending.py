"""How households become one, become two, or end: what is stated on their streams."""

from datetime import datetime
from uuid import UUID

from ledger.households.agreeing import join_scheme, withdraw_publication
from ledger.households.household import Household
from ledger.households.kinds import CloseReason


def merge_into(gone: Household, stays: Household, points: int, at: datetime) -> None:
    """State that a household, its members gone already, became part of another one.

    Whoever joined the scheme stays in it. What is published must have been agreed to by both.
    """
    heads = (gone.head_id, stays.head_id)
    assert gone.is_open, heads
    assert stays.is_open, heads
    gone.trigger_event(Household.Merged, into_id=stays.id, points=points, occurred_at=at)
    stays.trigger_event(Household.TookIn, from_id=gone.id, points=points, occurred_at=at)
    if gone.in_scheme and stays.head_id is not None:
        join_scheme(stays, stays.head_id, None, at)
    if not gone.publishes:
        withdraw_publication(stays, None, None, at)


def divide(
    stays: Household, new: Household, ratio: tuple[int, int], points: int, at: datetime
) -> None:
    """State that a household became two; the new one agrees to publication for itself, or not."""
    stays.trigger_event(
        Household.Divided,
        new_id=new.id,
        stays=ratio[0],
        leaves=ratio[1],
        points=points,
        occurred_at=at,
    )
    if stays.in_scheme and new.head_id is not None:
        join_scheme(new, new.head_id, None, at)


def close(household: Household, reason: CloseReason, by: UUID | None, at: datetime) -> None:
    """State that a household is no more; its members are gone already."""
    household.require_open()
    assert not household.members, "members are let go first"
    household.trigger_event(Household.Closed, reason=reason.value, closed_by=by, occurred_at=at)
