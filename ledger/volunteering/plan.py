"""Plan: what is planned for an activity, and what has to hold before anybody is asked to come."""

from dataclasses import dataclass, field, fields
from datetime import datetime, timedelta
from uuid import UUID

from ledger.volunteering.activity_kinds import ActivityKind, Category
from ledger.volunteering.errors import (
    ActivityLongOverError,
    ActivityTimesError,
    InsuranceRequiredError,
    SignUpTermsError,
)
from ledger.volunteering.point_rate import DEFAULT_RATE

TITLE_LENGTH_MAX = 60
PLACE_LENGTH_MAX = 80
INSURANCE_LENGTH_MAX = 40
LENGTH_MAX = timedelta(hours=24)
QUOTA_MAX = 2000
"""Places of one activity; larger gatherings are several shifts, or need no sign-up."""
RISK_LEVEL_MAX = 2
ADULTS_ONLY_RISK = 2
"""``risk_level`` 0 is none to speak of, 1 needs care; 2 (heights, traffic, fire) is for adults."""
PUBLISHED_AFTER_MAX = timedelta(hours=72)
"""So long after its end an activity that nobody planned can still be published."""
SAID_FROM_V3: dict[str, object] = {
    "kind": ActivityKind.ACTIVITY.value,
    "category": Category.OTHER.value,
    "campaigns": [],
    "insurance_policy": "",
    "quota": None,
    "sign_up_until": None,
    "text_id": None,
    "series_id": None,
    "rate_points": DEFAULT_RATE.points,
    "rate_minutes": DEFAULT_RATE.minutes,
    "published_by": None,
}
"""What activities published before there were sign-ups did not say."""


@dataclass(frozen=True)
class Planned:
    """What an event that begins an activity says of it."""

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
    campaigns: list[str]
    insurance_policy: str
    quota: int | None
    sign_up_until: datetime | None
    text_id: UUID | None
    series_id: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What, where, when and for whom; codes as ``activity_kinds`` lists them."""

    title: str
    place: str
    starts_at: datetime
    ends_at: datetime
    is_volunteer_service: bool = True
    risk_level: int = 0
    kind: str = ActivityKind.ACTIVITY.value
    category: str = Category.OTHER.value
    campaigns: list[str] = field(default_factory=list)
    insurance_policy: str = ""
    """The organiser's, which covers everybody who comes."""
    quota: int | None = None
    """Places; None if anybody may sign up."""
    sign_up_until: datetime | None = None
    """None if one may sign up until the start."""
    text_id: UUID | None = None
    """The description, which lives in ``people/``."""

    @classmethod
    def of(cls, source: object) -> "Plan":
        """Take the plan out of an event or a command, whose fields have the same names."""
        values = {name: getattr(source, name) for name in PLAN_FIELDS}
        return cls(**values | {"campaigns": list(values["campaigns"])})

    def values(self) -> dict[str, object]:
        """Return the plan as fields of an event."""
        return {name: getattr(self, name) for name in PLAN_FIELDS}

    def changed(self, other: "Plan") -> list[str]:
        """Name what another plan has differently."""
        return [name for name in PLAN_FIELDS if getattr(self, name) != getattr(other, name)]

    @property
    def places(self) -> int:
        """Return how many people can sign up."""
        return QUOTA_MAX if self.quota is None else self.quota

    @property
    def sign_up_closes_at(self) -> datetime:
        """Return until when one can sign up."""
        return self.sign_up_until or self.starts_at

    def check(self) -> None:
        """Refuse times and terms that cannot be."""
        check_times(self.starts_at, self.ends_at)
        few = self.quota is not None and not 0 < self.quota <= QUOTA_MAX
        if few or self.sign_up_closes_at > self.starts_at:
            starts_at = self.starts_at.isoformat()
            raise SignUpTermsError(quota_max=QUOTA_MAX, starts_at=starts_at)

    def check_for_publishing(self, at: datetime) -> None:
        """Refuse likewise, what is risky without insurance (条例 art. 17), and what is long over.

        Snow is cleared first and written down after; a week later nobody can vouch for it.
        """
        self.check()
        if at - self.ends_at > PUBLISHED_AFTER_MAX:
            raise ActivityLongOverError(ends_at=self.ends_at.isoformat())
        if self.risk_level >= ADULTS_ONLY_RISK and not self.insurance_policy:
            raise InsuranceRequiredError(risk_level=self.risk_level)


PLAN_FIELDS = tuple(it.name for it in fields(Plan))


def check_times(starts_at: datetime, ends_at: datetime) -> None:
    """Refuse an activity that ends before it starts, or lasts more than a day."""
    if not timedelta(0) < ends_at - starts_at <= LENGTH_MAX:
        raise ActivityTimesError(starts_at=starts_at.isoformat(), ends_at=ends_at.isoformat())
