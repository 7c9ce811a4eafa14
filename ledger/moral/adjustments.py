"""VillageAdjustments: what undoing could not take back from a household (调整账户, A18).

The household never owes it; the village carries it, with the supervision committee's approval.
"""

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

import msgspec
from eventsourcing.domain import Aggregate, event

from ledger.kernel.ids import derive
from ledger.kernel.session import Session
from ledger.moral.score_errors import (
    AdjustmentNotFoundError,
    AdjustmentOpenError,
    OwnAdjustmentError,
)


def rightful_entry(entry_id: UUID, household_id: UUID) -> UUID:
    """Name the entry by which a household gets what stood on another's account."""
    return derive("rightful", entry_id, household_id)


class Asked(msgspec.Struct, frozen=True):
    """A posting error somebody wants undone, and who gets the points instead, if anybody."""

    entry_id: UUID
    household_id: UUID
    right_household_id: UUID | None
    claim_id: UUID | None
    requested_by: UUID


class VillageAdjustments(Aggregate):
    """One stream a village: what was asked for, who approved it, and what stayed short."""

    TOPIC = "village_adjustments"
    STATE: ClassVar[dict[str, Any]] = {
        "unit_code": str,
        "asked": dict[int, Asked],
        "last_number": int,
        "shortfall": int,
    }

    class Event(Aggregate.Event):
        pass

    class Created(Event, Aggregate.Created):
        TOPIC = "village_adjustments.created"

    class Opened(Created):
        TOPIC = "village_adjustments.opened"
        unit_code: str

    class Requested(Event):
        TOPIC = "village_adjustments.requested"
        number: int
        unit_code: str
        entry_id: UUID
        household_id: UUID
        right_household_id: UUID | None
        claim_id: UUID | None
        text_id: UUID | None
        requested_by: UUID
        occurred_at: datetime

    class Approved(Event):
        TOPIC = "village_adjustments.approved"
        number: int
        unit_code: str
        entry_id: UUID
        household_id: UUID
        right_household_id: UUID | None
        amount: int
        shortfall: int
        approved_by: UUID
        occurred_at: datetime

    class Declined(Event):
        TOPIC = "village_adjustments.declined"
        number: int
        unit_code: str
        declined_by: UUID
        text_id: UUID | None
        occurred_at: datetime

    class ShortfallBooked(Event):
        TOPIC = "village_adjustments.shortfall_booked"
        unit_code: str
        entry_id: UUID
        reverses: UUID
        household_id: UUID
        shortfall: int
        reason: str
        period: str
        approved_by: UUID
        occurred_at: datetime

    @staticmethod
    def create_id(unit_code: str) -> UUID:
        """One stream for each village."""
        return derive("village-adjustments", unit_code)

    @event(Opened)
    def __init__(self, unit_code: str) -> None:
        self.unit_code = unit_code
        self.asked: dict[int, Asked] = {}
        self.last_number = 0
        self.shortfall = 0

    def request(self, wanted: Asked, text_id: UUID | None, at: datetime) -> int:
        """Ask that an entry be undone; return the number under which it waits."""
        if any(it.entry_id == wanted.entry_id for it in self.asked.values()):
            raise AdjustmentOpenError
        self.trigger_event(
            self.Requested,
            number=self.last_number + 1,
            unit_code=self.unit_code,
            text_id=text_id,
            occurred_at=at,
            **msgspec.structs.asdict(wanted),
        )
        return self.last_number

    def waiting(self, number: int) -> Asked:
        """Return what waits under a number, or refuse."""
        found = self.asked.get(number)
        if found is None:
            raise AdjustmentNotFoundError(number=number)
        return found

    def require_approver(self, number: int, approved_by: UUID, hands: frozenset[UUID]) -> Asked:
        """Refuse whoever asked for it, or had a hand in the entry."""
        found = self.waiting(number)
        if approved_by == found.requested_by or approved_by in hands:
            raise OwnAdjustmentError
        return found

    def approve(
        self, number: int, *, amount: int, shortfall: int, approved_by: UUID, at: datetime
    ) -> None:
        """State that it is done; the points have moved in the same save."""
        found = self.waiting(number)
        self.trigger_event(
            self.Approved,
            number=number,
            unit_code=self.unit_code,
            entry_id=found.entry_id,
            household_id=found.household_id,
            right_household_id=found.right_household_id,
            amount=amount,
            shortfall=shortfall,
            approved_by=approved_by,
            occurred_at=at,
        )

    def decline(self, number: int, declined_by: UUID, text_id: UUID | None, at: datetime) -> None:
        """Leave the entry as it is; who may decide, ``require_approver`` has said."""
        self.waiting(number)
        self.trigger_event(
            self.Declined,
            number=number,
            unit_code=self.unit_code,
            declined_by=declined_by,
            text_id=text_id,
            occurred_at=at,
        )

    def book(
        self,
        *,
        entry_id: UUID,
        reverses: UUID,
        household_id: UUID,
        shortfall: int,
        reason: str,
        period: str,
        approved_by: UUID,
        at: datetime,
    ) -> None:
        """Carry what a household had not got any more."""
        assert shortfall > 0
        self.trigger_event(
            self.ShortfallBooked,
            unit_code=self.unit_code,
            entry_id=entry_id,
            reverses=reverses,
            household_id=household_id,
            shortfall=shortfall,
            reason=reason,
            period=period,
            approved_by=approved_by,
            occurred_at=at,
        )

    # Evolution: believe the event ---------------------------------------------

    @event(Requested)
    def _requested(
        self,
        number: int,
        entry_id: UUID,
        household_id: UUID,
        right_household_id: UUID | None,
        claim_id: UUID | None,
        requested_by: UUID,
    ) -> None:
        self.last_number = number
        self.asked[number] = Asked(
            entry_id, household_id, right_household_id, claim_id, requested_by
        )

    @event(Approved)
    def _approved(self, number: int) -> None:
        del self.asked[number]

    @event(Declined)
    def _declined(self, number: int) -> None:
        del self.asked[number]

    @event(ShortfallBooked)
    def _booked(self, shortfall: int) -> None:
        self.shortfall += shortfall


def adjustments_of(session: Session, unit_code: str) -> VillageAdjustments:
    """Load the adjustments of a village; open them if there were none."""
    identifier = VillageAdjustments.create_id(unit_code)
    session.require(identifier)
    found = session.find(VillageAdjustments, identifier)
    if found is None:
        found = VillageAdjustments(unit_code=unit_code)
        session.add(found)
    return found
