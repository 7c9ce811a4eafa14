"""Activity: what volunteers come together for (志愿服务活动)."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from eventsourcing.domain import Aggregate, event

from ledger.volunteering.errors import ActivityTimesError
from ledger.volunteering.service_points import RATE_MINUTES, RATE_POINTS

TITLE_LENGTH_MAX = 60
PLACE_LENGTH_MAX = 80
LENGTH_MAX = timedelta(hours=24)
RISK_LEVEL_MAX = 2
ADULTS_ONLY_RISK = 2
"""``risk_level`` 0 is none to speak of, 1 needs care; 2 (heights, traffic, fire) is for adults."""


class Activity(Aggregate):
    """A published activity with its planned times.

    Only ``is_volunteer_service`` makes minutes (VH-15, Order 67 art. 19).
    """

    TOPIC = "activity"

    class Event(Aggregate.Event):
        pass

    class Created(Event, Aggregate.Created):
        TOPIC = "activity.created"

    class Published(Created):
        TOPIC = "activity.published"
        class_version = 2
        unit_code: str
        team_id: UUID | None
        title: str
        place: str
        starts_at: datetime
        ends_at: datetime
        is_volunteer_service: bool
        led_by: UUID | None
        risk_level: int

        @staticmethod
        def upcast_v1_v2(state: dict[str, Any]) -> None:
            """v2 says how risky it is; before, activities were for everybody."""
            state["risk_level"] = 0

    @event(Published)
    def __init__(
        self,
        unit_code: str,
        starts_at: datetime,
        ends_at: datetime,
        is_volunteer_service: bool,
        led_by: UUID | None,
        risk_level: int,
    ) -> None:
        self.unit_code = unit_code
        self.starts_at = starts_at
        self.ends_at = ends_at
        self.is_volunteer_service = is_volunteer_service
        self.led_by = led_by
        self.risk_level = risk_level
        self.rate_points = RATE_POINTS
        self.rate_minutes = RATE_MINUTES

    def refuse_unless_open(self) -> None:
        """Refuse what is only a draft, or does not take place."""


def check_times(starts_at: datetime, ends_at: datetime) -> None:
    """Refuse an activity that ends before it starts, or lasts more than a day."""
    if not timedelta(0) < ends_at - starts_at <= LENGTH_MAX:
        raise ActivityTimesError(starts_at=starts_at.isoformat(), ends_at=ends_at.isoformat())
