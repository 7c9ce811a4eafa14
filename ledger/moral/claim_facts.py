"""What events of a claim have in common."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from ledger.moral.claim_kinds import CLOSED, ClaimState, Vote

ACT = (
    *("points", "is_deduction", "is_safety", "notice_days", "occurred_on"),
    *("person_id", "proposed_by", "entered_by"),
)
"""What a claim keeps of its proposal."""


@dataclass(frozen=True)
class About:
    """Every event says whose act it is and by which item, so that read models look no further."""

    household_id: UUID
    unit_code: str
    item_code: str


class Standing:
    """What a claim tells of itself."""

    household_id: UUID
    unit_code: str
    item_code: str
    rule_version: int
    points: int
    points_before: int = 0
    """Points before it was screened; 0 if it was not, or in a snapshot that did not know them."""
    is_deduction: bool
    is_safety: bool
    notice_days: int
    occurred_on: date
    person_id: UUID | None
    proposed_by: UUID
    entered_by: UUID | None
    state: ClaimState
    publicised_on: date
    screened_by: UUID | None
    warned_by: UUID | None
    objected_by: UUID | None
    objection_entered_by: UUID | None
    votes: dict[str, Vote]

    @property
    def about(self) -> dict[str, Any]:
        """What every event of a claim carries."""
        return {
            "household_id": self.household_id,
            "unit_code": self.unit_code,
            "item_code": self.item_code,
        }

    @property
    def is_closed(self) -> bool:
        """Tell whether nothing more is decided about it."""
        return self.state in CLOSED

    def early_hands(self) -> frozenset[UUID]:
        """Return whoever took a step with it before the panel: none of them votes."""
        known = (self.proposed_by, self.entered_by, self.warned_by, self.screened_by)
        return frozenset(it for it in known if it is not None)

    def hands(self) -> frozenset[UUID]:
        """Return whoever took part so far: none of them decides about it later."""
        return self.early_hands() | {UUID(it) for it in self.votes}
