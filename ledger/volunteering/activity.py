"""Activity: what volunteers come together for (志愿服务活动); what the field calls a shift."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from eventsourcing.domain import Aggregate, event

from ledger.volunteering.activity_kinds import CancelReason, State
from ledger.volunteering.errors import (
    ActivityCancelledError,
    ActivityEndedError,
    ActivityFixedError,
    ActivityNotFoundError,
    ActivityNotStartedError,
    ActivityPublishedError,
    ActivityRecordedError,
    ActivityStartedError,
    SupplementTooEarlyError,
)
from ledger.volunteering.plan import ADULTS_ONLY_RISK, SAID_FROM_V3, Plan, Planned
from ledger.volunteering.point_rate import DEFAULT_RATE, Rate

__all__ = ["ADULTS_ONLY_RISK", "Activity"]

AMEND_CLOSES = timedelta(minutes=60)
"""A published plan stands from here on: check-in opens, and somebody may have come."""
ENDS_BY_ITSELF = timedelta(minutes=120)
"""An activity that nobody ended is over so long after its planned end (VH-5)."""
FIXED = ("is_volunteer_service", "risk_level", "kind")
"""What people relied on when they signed up; another one of these is another activity."""


class Activity(Aggregate):
    """An activity with its plan, from draft to the end of its paperwork.

    Only ``is_volunteer_service`` makes minutes (VH-15, Order 67 art. 19). The rate by which they
    give points is fixed when it is published.
    """

    TOPIC = "activity"

    class Event(Aggregate.Event):
        pass

    class Created(Event, Aggregate.Created):
        TOPIC = "activity.created"

    class Published(Planned, Created):
        TOPIC = "activity.published"
        class_version = 3
        rate_points: int
        rate_minutes: int
        published_by: UUID | None

        @staticmethod
        def upcast_v1_v2(state: dict[str, Any]) -> None:
            """v2 says how risky it is; before, activities were for everybody."""
            state["risk_level"] = 0

        @staticmethod
        def upcast_v2_v3(state: dict[str, Any]) -> None:
            """v3 has terms of signing up and a rate; before, one came without, for the default."""
            state |= SAID_FROM_V3

        def apply(self, aggregate: Any) -> None:
            """Take the plan and the rate."""
            aggregate.plan = Plan.of(self)
            aggregate.state = State.PUBLISHED
            aggregate.rate_points, aggregate.rate_minutes = self.rate_points, self.rate_minutes

    class Drafted(Planned, Created):
        TOPIC = "activity.drafted"
        drafted_by: UUID | None

        def apply(self, aggregate: Any) -> None:
            """Take the plan."""
            aggregate.plan = Plan.of(self)

    class DraftPublished(Event):
        TOPIC = "activity.draft_published"
        rate_points: int
        rate_minutes: int
        published_by: UUID | None
        occurred_at: datetime

    class Amended(Event):
        TOPIC = "activity.amended"
        title: str
        place: str
        starts_at: datetime
        ends_at: datetime
        is_volunteer_service: bool
        risk_level: int
        kind: str
        category: str
        campaigns: list[str]
        insurance_policy: str
        quota: int | None
        sign_up_until: datetime | None
        text_id: UUID | None
        changed: list[str]
        amended_by: UUID | None
        occurred_at: datetime

        def apply(self, aggregate: Any) -> None:
            """Take the new plan."""
            aggregate.plan = Plan.of(self)

    class Cancelled(Event):
        TOPIC = "activity.cancelled"
        reason_code: str
        cancelled_by: UUID | None
        occurred_at: datetime

    class Ended(Event):
        TOPIC = "activity.ended"
        ended_at: datetime
        ended_by: UUID | None

    class RecordDueReminded(Event):
        TOPIC = "activity.record_due_reminded"
        workday: int
        occurred_at: datetime

    class Recorded(Event):
        TOPIC = "activity.recorded"
        recorded_by: UUID | None
        due_on: date | None
        is_late: bool
        occurred_at: datetime

    @event(Published)
    def __init__(
        self,
        unit_code: str,
        team_id: UUID | None,
        led_by: UUID | None,
        series_id: UUID | None,
    ) -> None:
        self.plan: Plan
        self.unit_code = unit_code
        self.team_id = team_id
        self.led_by = led_by
        self.series_id = series_id
        self.state = State.DRAFT
        self.rate_points, self.rate_minutes = DEFAULT_RATE.points, DEFAULT_RATE.minutes
        self.ended_at: datetime | None = None
        self.reminded: list[int] = []
        self.recorded = False

    @property
    def starts_at(self) -> datetime:
        """Return the planned start."""
        return self.plan.starts_at

    @property
    def ends_at(self) -> datetime:
        """Return the planned end."""
        return self.plan.ends_at

    @property
    def is_volunteer_service(self) -> bool:
        """Tell whether it makes minutes."""
        return self.plan.is_volunteer_service

    @property
    def risk_level(self) -> int:
        """Return how risky it is."""
        return self.plan.risk_level

    def refuse_unless_open(self) -> None:
        """Refuse what is only a draft, or does not take place."""
        if self.state == State.CANCELLED:
            raise ActivityCancelledError(activity_id=self.id)
        if self.state == State.DRAFT:
            raise ActivityNotFoundError(activity_id=self.id)

    def publish(self, rate: Rate, published_by: UUID | None, at: datetime) -> None:
        """Make a draft known."""
        if self.state != State.DRAFT:
            self.refuse_unless_open()
            raise ActivityPublishedError(activity_id=self.id)
        self.plan.check_for_publishing(at)
        if at >= self.ends_at:
            raise ActivityEndedError(ends_at=self.ends_at.isoformat())
        self.trigger_event(
            self.DraftPublished,
            rate_points=rate.points,
            rate_minutes=rate.minutes,
            published_by=published_by,
            occurred_at=at,
        )

    def amend(self, plan: Plan, amended_by: UUID | None, at: datetime) -> None:
        """Change the plan: a draft's at will, a published one's while nobody can have come."""
        changed = self.plan.changed(plan)
        if not changed:
            return
        if self.state == State.DRAFT:
            plan.check()
        else:
            self._refuse_amending(changed, at)
            if at >= plan.starts_at:
                raise ActivityStartedError(starts_at=plan.starts_at.isoformat())
            plan.check_for_publishing(at)
        self.trigger_event(
            self.Amended, **plan.values(), changed=changed, amended_by=amended_by, occurred_at=at
        )

    def cancel(self, reason: CancelReason, cancelled_by: UUID | None, at: datetime) -> None:
        """Call it off before it begins; again changes nothing."""
        if self.state == State.CANCELLED:
            return
        self._refuse_ended()
        if self.state == State.PUBLISHED and at >= self.starts_at:
            raise ActivityStartedError(starts_at=self.starts_at.isoformat())
        self.trigger_event(
            self.Cancelled, reason_code=reason.value, cancelled_by=cancelled_by, occurred_at=at
        )

    def end(self, ended_by: UUID | None, at: datetime) -> None:
        """End it: its leader once it has begun, or nobody long after its planned end."""
        self.refuse_unless_open()
        if self.state == State.ENDED:
            return
        if at < (self.starts_at if ended_by else self.ends_at + ENDS_BY_ITSELF):
            raise ActivityNotStartedError(starts_at=self.starts_at.isoformat())
        ended_at = at if ended_by else self.ends_at
        self.trigger_event(self.Ended, ended_at=ended_at, ended_by=ended_by)

    @property
    def over_at(self) -> datetime:
        """When it was over: as somebody said, else as planned; from here the ten days count."""
        return self.ended_at or self.ends_at

    def record(
        self, recorded_by: UUID, due_on: date | None, *, is_late: bool, at: datetime
    ) -> None:
        """Say that the paperwork is done; late after the tenth working day (VH-8)."""
        self.refuse_unless_open()
        if self.recorded:
            raise ActivityRecordedError
        if at < self.over_at:
            raise SupplementTooEarlyError(ends_at=self.ends_at.isoformat())
        self.trigger_event(
            self.Recorded,
            recorded_by=recorded_by,
            due_on=due_on,
            is_late=is_late,
            occurred_at=at,
        )

    def _refuse_amending(self, changed: list[str], at: datetime) -> None:
        self.refuse_unless_open()
        self._refuse_ended()
        if at >= self.starts_at - AMEND_CLOSES:
            raise ActivityStartedError(starts_at=self.starts_at.isoformat())
        if fixed := [it for it in changed if it in FIXED]:
            raise ActivityFixedError(fields=fixed)

    def _refuse_ended(self) -> None:
        if self.state == State.ENDED:
            raise ActivityEndedError(ends_at=self.ends_at.isoformat())

    @event(DraftPublished)
    def _draft_published(self, rate_points: int, rate_minutes: int) -> None:
        self.state = State.PUBLISHED
        self.rate_points, self.rate_minutes = rate_points, rate_minutes

    @event(Cancelled)
    def _cancelled(self) -> None:
        self.state = State.CANCELLED

    @event(Ended)
    def _ended(self, ended_at: datetime) -> None:
        self.state = State.ENDED
        self.ended_at = ended_at

    @event(RecordDueReminded)
    def _record_due_reminded(self, workday: int) -> None:
        self.reminded.append(workday)

    @event(Recorded)
    def _recorded(self) -> None:
        self.recorded = True
