"""PointRate: by which rate minutes give points in a unit (VH-20)."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from eventsourcing.domain import Aggregate, event

from ledger.kernel.ids import derive
from ledger.volunteering.errors import RateAboveSymbolicError, RateInvalidError
from ledger.volunteering.service_points import RATE_MINUTES, RATE_POINTS

FACE_VALUE_FEN = 100
"""What a point is worth at the counter, at most."""
HOURLY_FEN_MAX = 200
"""``hour_value_max``: a reward above two yuan an hour is no longer symbolic."""
RATE_POINTS_MAX = 100
RATE_MINUTES_MIN, RATE_MINUTES_MAX = 1, 600
CITY_CODE_LENGTH = 4


class Rate(NamedTuple):
    """So many points for every full so many minutes; no points at all is a rate as well."""

    points: int
    minutes: int

    def check(self) -> None:
        """Refuse a rate that is none, or that would make a reward of service pay."""
        if not (
            0 <= self.points <= RATE_POINTS_MAX
            and RATE_MINUTES_MIN <= self.minutes <= RATE_MINUTES_MAX
        ):
            raise RateInvalidError(points_max=RATE_POINTS_MAX, minutes_max=RATE_MINUTES_MAX)
        if self.points * FACE_VALUE_FEN * 60 > HOURLY_FEN_MAX * self.minutes:
            raise RateAboveSymbolicError(hourly_fen_max=HOURLY_FEN_MAX)


DEFAULT_RATE = Rate(RATE_POINTS, RATE_MINUTES)


class PointRate(Aggregate):
    """The rate of one unit; the last one set holds for what is published from then on."""

    TOPIC = "point_rate"

    class Event(Aggregate.Event):
        pass

    class Created(Event, Aggregate.Created):
        TOPIC = "point_rate.created"

    class Opened(Created):
        TOPIC = "point_rate.opened"
        unit_code: str

    class Set(Event):
        TOPIC = "point_rate.set"
        unit_code: str
        rate_points: int
        rate_minutes: int
        set_by: UUID | None
        occurred_at: datetime

    @staticmethod
    def create_id(unit_code: str) -> UUID:
        """One unit, one stream."""
        return derive("point-rate", unit_code)

    @event(Opened)
    def __init__(self, unit_code: str) -> None:
        self.unit_code = unit_code
        self.rate = DEFAULT_RATE

    def set(self, rate: Rate, set_by: UUID | None, at: datetime) -> None:
        """Set the rate."""
        rate.check()
        self.trigger_event(
            self.Set,
            unit_code=self.unit_code,
            rate_points=rate.points,
            rate_minutes=rate.minutes,
            set_by=set_by,
            occurred_at=at,
        )

    @event(Set)
    def _set(self, rate_points: int, rate_minutes: int) -> None:
        self.rate = Rate(rate_points, rate_minutes)
