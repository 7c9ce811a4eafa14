"""What events of a claim have in common."""

from dataclasses import dataclass
from uuid import UUID

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
