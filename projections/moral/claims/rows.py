"""Rows of claims."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from ledger.moral.claim_kinds import CLOSED, ClaimState


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A claim as it stands. ``points`` is what it is worth now, positive also for deductions."""

    claim_id: UUID
    position: int
    unit_code: str
    household_id: UUID
    item_code: str
    version: int
    kind: str
    proposed_points: int
    points: int
    is_deduction: bool
    is_safety: bool
    notice_days: int
    occurred_on: date
    person_id: UUID | None
    proposed_by: UUID
    proposer_role: str
    entered_by: UUID | None
    source: str
    text_id: UUID | None
    photo_ids: tuple[str, ...]
    photo_hashes: tuple[str, ...]
    evidence: tuple[str, ...]
    filed_at: datetime
    state: str
    changed_at: datetime
    screened_by: UUID | None
    warned_by: UUID | None
    put_right_until: date | None
    is_panel_short: bool
    votes_for: int
    votes_against: int
    recused: int
    reason: str
    reason_text_id: UUID | None
    notice_id: UUID | None
    closes_at: datetime | None
    posted_at: datetime | None
    taken: int

    @property
    def is_closed(self) -> bool:
        """Tell whether nothing more is decided about it."""
        return ClaimState(self.state) in CLOSED

    @property
    def hands(self) -> frozenset[UUID]:
        """Who had a hand in it before the panel: none of them screens or votes."""
        known = (self.proposed_by, self.entered_by, self.warned_by, self.screened_by)
        return frozenset(it for it in known if it is not None)

    def needs_warning(self, today: date) -> bool:
        """Tell whether its household has to be warned first, or still has days left."""
        if not self.is_deduction or self.is_safety:
            return False
        return self.put_right_until is None or today <= self.put_right_until


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step of a claim, with its day; ``until`` is how long it lasts."""

    position: int
    claim_id: UUID
    kind: str
    detail: str
    by: UUID | None
    text_id: UUID | None
    points: int
    until: datetime | None
    occurred_at: datetime
