"""Whatever scans arrive in whatever order: no minute twice, none beyond the clock, caps held."""

import random
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise
from uuid import UUID, uuid5

from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.kernel.clock import day_end, local_date
from ledger.volunteering.activity import Activity
from ledger.volunteering.allotting import DAY_AUTO_MAX_MINUTES, SESSION_AUTO_MAX_MINUTES
from ledger.volunteering.attendance import Attendance, Evidence, Seen
from ledger.volunteering.counting import offer
from ledger.volunteering.evidence import weakest
from ledger.volunteering.minutes import OVERRUN_GRACE, counted_interval
from ledger.volunteering.service_year import ServiceYear
from tests.support.activities import an_activity
from tests.support.ledgers import hohhot

MINUTE = timedelta(minutes=1)
FIRST = hohhot("2026-03-05 00:00")
PERSON = uuid5(UUID(int=0), "person")
SCANNED = (Evidence.OWN_SCAN, Evidence.OWN_CODE, Evidence.STAFF_SCAN)

# An activity: when it begins (minutes after FIRST), how long it lasts, and when it is scanned
# (seconds after its doors open).
PLANS = st.lists(
    st.tuples(
        st.integers(0, 3 * 24 * 60),
        st.integers(10, 16 * 60),
        st.lists(st.tuples(st.integers(0, 20 * 3600), st.sampled_from(SCANNED)), max_size=5),
    ),
    min_size=1,
    max_size=5,
)


def planned(plans: Sequence[tuple[int, int, list[tuple[int, Evidence]]]]) -> list[Activity]:
    """Make the activities; their IDs follow from their place, so that runs can be compared."""
    return [
        an_activity(
            FIRST + timedelta(minutes=begins),
            FIRST + timedelta(minutes=begins + length),
            activity_id=uuid5(UUID(int=0), f"activity {n}"),
        )
        for n, (begins, length, _) in enumerate(plans)
    ]


class Year:
    """The way of the handlers without their store: attendances, and the year they count in."""

    def __init__(self) -> None:
        self.attendances: dict[UUID, Attendance] = {}
        self.book = ServiceYear(person_id=PERSON, year=2026)

    def scan(self, activity: Activity, moment: datetime, evidence: Evidence) -> None:
        seen = Seen(occurred_at=moment, recorded_at=moment, evidence=evidence)
        attendance = self.attendances.get(activity.id)
        if attendance is None:
            self.attendances[activity.id] = Attendance.begin(activity, PERSON, seen)
            return
        if not attendance.scan(activity, seen):
            return
        stay = attendance.stay(activity.ends_at)
        if stay.came is None or stay.left is None:
            return
        first, last = counted_interval(
            stay.came.occurred_at,
            stay.left.occurred_at,
            starts_at=activity.starts_at,
            ends_at=activity.ends_at,
        )
        grade = weakest(stay.came.evidence, stay.left.evidence)
        offered = offer(activity, self.book, first, last, grade)
        self.book.count(Attendance.create_id(activity.id, PERSON), offered, moment)

    @property
    def told(self) -> dict[str, tuple[object, ...]]:
        """What the year says in the end."""
        return {
            key: (it.minutes, it.held_minutes, it.counted_from, it.counted_to, it.evidence)
            for key, it in self.book.sessions.items()
        }


@given(PLANS, st.randoms(use_true_random=False))
@settings(max_examples=200, deadline=None)
def test_minutes_hold_every_rule_and_do_not_depend_on_the_order_of_upload(
    plans: list[tuple[int, int, list[tuple[int, Evidence]]]], shuffler: random.Random
) -> None:
    activities = planned(plans)
    scans = [
        (activity, moment, evidence)
        for activity, (_, _, offsets) in zip(activities, plans, strict=True)
        for seconds, evidence in offsets
        if (moment := activity.starts_at - timedelta(hours=1) + timedelta(seconds=seconds))
        <= activity.ends_at + timedelta(hours=2)
    ]
    one, other = Year(), Year()
    for scan in scans:
        one.scan(*scan)
    shuffler.shuffle(scans)
    for scan in scans:
        other.scan(*scan)

    assert one.told == other.told
    sessions = sorted(one.book.sessions.values(), key=lambda it: it.counted_from)
    by_id = {it.id: it for it in activities}
    for it in sessions:
        activity = by_id[it.activity_id]
        stay = one.attendances[activity.id].stay(activity.ends_at)
        assert stay.came is not None
        assert stay.left is not None
        wall = (stay.left.occurred_at - stay.came.occurred_at).total_seconds() // 60
        assert it.minutes + it.held_minutes <= wall
        assert it.counted_from >= activity.starts_at
        assert it.counted_to <= max(activity.ends_at + OVERRUN_GRACE, it.counted_from)
        assert it.minutes <= SESSION_AUTO_MAX_MINUTES
    for before, after in pairwise(sessions):
        if before.counted_to > before.counted_from and after.counted_to > after.counted_from:
            assert after.counted_from >= before.counted_to, "two sessions overlap"
    days: dict[date, int] = {}
    for it in sessions:
        for day, minutes in _surely_on(it.minutes, it.counted_from, it.counted_to):
            days[day] = days.get(day, 0) + minutes
    assert all(minutes <= DAY_AUTO_MAX_MINUTES for minutes in days.values())


def _surely_on(minutes: int, first: datetime, last: datetime) -> list[tuple[date, int]]:
    """Return how much of a session must lie on each day it touches, whichever part counts."""
    midnight = day_end(local_date(first))
    before = min(last, midnight) - first
    after = last - min(last, midnight)
    return [
        (local_date(first), max(0, minutes - after // MINUTE)),
        (local_date(midnight), max(0, minutes - before // MINUTE - 1)),
    ]


@given(PLANS)
@settings(max_examples=60, deadline=None)
def test_replay_comes_to_the_same_year(
    plans: list[tuple[int, int, list[tuple[int, Evidence]]]],
) -> None:
    year = Year()
    for activity, (_, _, offsets) in zip(planned(plans), plans, strict=True):
        for seconds, evidence in offsets:
            moment = activity.starts_at + timedelta(seconds=seconds)
            if moment <= activity.ends_at + timedelta(hours=2):
                year.scan(activity, moment, evidence)
    replayed = None
    for event in year.book.pending_events:
        replayed = event.mutate(replayed)  # type: ignore[func-returns-value]
    assert replayed is not None
    assert vars(replayed)["sessions"] == year.book.sessions
