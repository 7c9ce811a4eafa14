"""Round: a grid worker's way past the gates of a village, a month at a time (巡格)."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from eventsourcing.domain import Aggregate, event

from ledger.kernel.ids import derive
from ledger.moral.round_errors import GateAlreadyCheckedError


class Found(StrEnum):
    """What was found at a gate. Kinds are added, never renamed."""

    GOOD = "good"
    """Every point of the list holds: a claim is proposed."""
    NOT_YET = "not_yet"
    """Something is still to be done; nobody loses anything by it."""
    ABSENT = "absent"
    """Nobody at home: come again."""


class Round(Aggregate):
    """One stream a grid worker, village and month: some gates, some items."""

    TOPIC = "round"

    class Event(Aggregate.Event):
        pass

    class Created(Event, Aggregate.Created):
        TOPIC = "round.created"

    class Begun(Created):
        TOPIC = "round.begun"
        unit_code: str
        month: str
        walked_by: UUID

    class Checked(Event):
        """``checked_at`` is what the phone says, as far as it can be believed."""

        TOPIC = "round.checked"
        unit_code: str
        month: str
        walked_by: UUID
        household_id: UUID
        item_code: str
        found: str
        ticked: int
        points_of_list: int
        claim_id: UUID | None
        photo_ids: list[UUID]
        checked_at: datetime
        occurred_at: datetime

    @staticmethod
    def create_id(unit_code: str, walked_by: UUID, month: str) -> UUID:
        """One stream a grid worker, village and month."""
        return derive("round", unit_code, walked_by, month)

    @event(Begun)
    def __init__(self, unit_code: str, month: str, walked_by: UUID) -> None:
        self.unit_code, self.month, self.walked_by = unit_code, month, walked_by
        self.good: set[tuple[UUID, str]] = set()

    def require_open_gate(self, household_id: UUID, item_code: str) -> None:
        """Refuse a gate that was found good for an item already."""
        if (household_id, item_code) in self.good:
            raise GateAlreadyCheckedError(item_code=item_code)

    def check(  # noqa: PLR0913 - a check has as many facts
        self,
        *,
        household_id: UUID,
        item_code: str,
        found: Found,
        ticked: int,
        points_of_list: int,
        claim_id: UUID | None,
        photo_ids: list[UUID],
        checked_at: datetime,
        at: datetime,
    ) -> None:
        """Write down what was found at a gate."""
        self.require_open_gate(household_id, item_code)
        self.trigger_event(
            self.Checked,
            unit_code=self.unit_code,
            month=self.month,
            walked_by=self.walked_by,
            household_id=household_id,
            item_code=item_code,
            found=found.value,
            ticked=ticked,
            points_of_list=points_of_list,
            claim_id=claim_id,
            photo_ids=photo_ids,
            checked_at=checked_at,
            occurred_at=at,
        )

    @event(Checked)
    def _checked(self, household_id: UUID, item_code: str, found: str) -> None:
        if found == Found.GOOD:
            self.good.add((household_id, item_code))
