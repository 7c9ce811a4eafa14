"""Rows of activities, sign-ups and rates, as they are read."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ledger.volunteering.activity_kinds import State
from ledger.volunteering.plan import QUOTA_MAX
from projections.volunteering.activities.fold import WAITING


@dataclass(frozen=True, slots=True)
class ActivityRow:
    """An activity with its plan, and where it is in its life."""

    activity_id: UUID
    unit_code: str
    team_id: UUID | None
    title: str
    place: str
    starts_at: datetime
    ends_at: datetime
    is_volunteer_service: bool
    led_by: UUID | None
    risk_level: int
    kind: str
    category: str
    campaigns: tuple[str, ...]
    insurance_policy: str
    quota: int
    """Places; 0 if anybody may sign up."""
    sign_up_until: datetime
    text_id: UUID | None
    series_id: UUID | None
    rate_points: int
    rate_minutes: int
    state: str
    cancel_reason: str | None
    ended_at: datetime | None
    recorded: bool
    planned_by: UUID | None

    @property
    def is_draft(self) -> bool:
        """Tell whether only those who plan it see it."""
        return self.state == State.DRAFT

    @property
    def over_at(self) -> datetime:
        """Return when it was ended, or when it is to end."""
        return self.ended_at or self.ends_at

    @property
    def is_open(self) -> bool:
        """Tell whether it is announced and neither called off nor over."""
        return self.state == State.PUBLISHED


@dataclass(frozen=True, slots=True)
class SignUpRow:
    """One person who means to come, or waits for a place."""

    activity_id: UUID
    person_id: UUID
    state: str
    number: int
    asked_at: datetime
    companion_id: UUID | None

    @property
    def waits(self) -> bool:
        """Tell whether there is no place yet."""
        return self.state == WAITING


@dataclass(frozen=True, slots=True)
class SignUpCount:
    """How many have a place at an activity, and how many wait."""

    activity_id: UUID
    signed_up: int = 0
    waiting: int = 0

    def free(self, activity: ActivityRow) -> int:
        """Return how many places are left."""
        return max(0, (activity.quota or QUOTA_MAX) - self.signed_up)


@dataclass(frozen=True, slots=True)
class RateRow:
    """The rate a unit has set."""

    unit_code: str
    rate_points: int
    rate_minutes: int
    set_by: UUID | None
    set_at: datetime
