"""Commands of activities: publish, draft, change, call off, end; the rate of a unit."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ledger.kernel.commands import Command
from ledger.volunteering.activity_kinds import ActivityKind, CancelReason, Category


@dataclass(frozen=True, kw_only=True)
class PlannedCommand:
    """What is planned for an activity; as ``Plan``, whose fields have the same names."""

    title: str
    place: str
    starts_at: datetime
    ends_at: datetime
    is_volunteer_service: bool = True
    risk_level: int = 0
    kind: str = ActivityKind.ACTIVITY.value
    category: str = Category.OTHER.value
    campaigns: tuple[str, ...] = ()
    insurance_policy: str = ""
    quota: int | None = None
    sign_up_until: datetime | None = None
    text_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishActivity(PlannedCommand, Command):
    """Publish an activity that people can come to."""

    unit_code: str
    team_id: UUID | None = None
    led_by: UUID | None = None
    published_by: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftActivity(PlannedCommand, Command):
    """Write an activity down that nobody sees yet."""

    unit_code: str
    team_id: UUID | None = None
    led_by: UUID | None = None
    drafted_by: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishDraft(Command):
    """Make a draft known."""

    activity_id: UUID
    published_by: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AmendActivity(PlannedCommand, Command):
    """Change the plan of an activity; everything is said again, changed or not."""

    activity_id: UUID
    amended_by: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelActivity(Command):
    """Call an activity off before it begins."""

    activity_id: UUID
    reason: CancelReason
    cancelled_by: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EndActivity(Command):
    """End an activity: by its leader, or long after its planned end by nobody."""

    activity_id: UUID
    ended_by: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SetServicePointRate(Command):
    """Set by which rate minutes give points in a unit, for what is published from now on."""

    unit_code: str
    rate_points: int
    rate_minutes: int
    set_by: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanSeries(PlannedCommand, Command):
    """Publish or draft several shifts at once: the planned times are those of the first."""

    unit_code: str
    further: tuple[tuple[datetime, datetime], ...]
    """Start and end of every other shift."""
    is_draft: bool = False
    team_id: UUID | None = None
    led_by: UUID | None = None
    planned_by: UUID | None = None
