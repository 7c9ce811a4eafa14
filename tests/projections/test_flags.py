"""Flags: what looks odd is told with its facts, and nothing is dropped or blocked."""

from datetime import timedelta
from typing import Any

import pytest

from ledger.kernel.ids import derive_subject, new_id
from ledger.registry.errors import ReviewerRecusedError
from ledger.stations.visit_day import Method
from ledger.stations.visit_detail import ForgetVisitDetail
from ledger.volunteering.commands import ProposeSupplement
from ledger.volunteering.errors import FlagReviewedError
from ledger.volunteering.evidence import Evidence
from ledger.volunteering.flag_handlers import ReviewFlag
from ledger.volunteering.flag_review import FlagKind, Outcome
from ledger.volunteering.supplement import SupplementReason
from projections.check import check
from projections.volunteering.flags.growing import FlagState
from projections.volunteering.flags.rules import OPERATOR_MINUTES_MAX
from projections.volunteering.flags.views import FlagRow
from tests.projections.setting import Setting
from tests.support.oddities import (
    CONFIRMER,
    ENTERER,
    FAR_COMMUNITY,
    LATE,
    OTHER_COMMUNITY,
    PHONE,
    be_in_two_places,
    enter,
    hold,
    others,
    scan,
    share_a_phone,
    surroundings,
)
from tests.support.village import CITY, COMMUNITY, DISTRICT, MORNING, STREET, Village

SUPERVISOR = derive_subject("person", "supervisor")
FINDS_ALL = 2_000


def told(setting: Setting, kind: FlagKind | None = None, unit: str = CITY) -> list[FlagRow]:
    """The open flags of a unit and below."""
    return setting.project().flags.page(unit, FlagState.OPEN, kind)


def review(village: Village, flag: FlagRow, by: Any = SUPERVISOR, **more: Any) -> None:
    """Say that a flag is explained."""
    values = {
        "flag_id": flag.flag_id,
        "kind": FlagKind(flag.kind),
        "unit_code": flag.unit_code,
        "outcome": Outcome.EXPLAINED,
        "seen_position": flag.grown_position,
        "involved": (),
        "reviewed_by": by,
    }
    village.do(ReviewFlag, **(values | more))


# A7: one device for several people ----------------------------------------------


def test_a7_a_device_used_for_another_person_counts_once_each_and_is_flagged(
    setting: Setting, village: Village
) -> None:
    first, second = village.volunteers
    share_a_phone(village, [first])
    assert told(setting) == []
    share_a_phone(village, [second, second])
    (flag,) = told(setting)
    assert (flag.kind, flag.activity_id, flag.device_id) == (
        FlagKind.SHARED_DEVICE,
        village.activity,
        PHONE,
    )
    assert (flag.grounds, flag.unit_code) == (2, COMMUNITY)
    views = setting.views()
    assert {it.person_id for it in views.flags.grounds(flag.flag_id)} == {first, second}
    assert len(views.attendances.roll(village.activity)) == 2, "accepted once per person"


def test_the_same_phone_at_another_activity_or_a_leaders_phone_is_no_flag(
    setting: Setting, village: Village
) -> None:
    first, second = village.volunteers
    share_a_phone(village, [first])
    elsewhere = hold(village, COMMUNITY, village.now)
    scan(village, elsewhere, second, village.now, device_id=PHONE)
    by_leader = {"evidence": Evidence.STAFF_SCAN, "recorded_by": village.keeper}
    scan(village, village.activity, second, village.now, device_id=PHONE, **by_leader)
    assert told(setting) == []


# Two places at once ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("unit", "minutes", "flagged", "supervised_by"),
    [
        (FAR_COMMUNITY, 20, True, CITY),
        (FAR_COMMUNITY, 21, False, CITY),
        (OTHER_COMMUNITY, 5, True, DISTRICT),
        (OTHER_COMMUNITY, 6, False, DISTRICT),
        (f"{STREET}006", 1, False, STREET),
        (DISTRICT, 1, False, DISTRICT),
    ],
)
def test_nobody_is_in_another_county_in_twenty_minutes_or_another_street_in_five(
    setting: Setting,
    village: Village,
    unit: str,
    minutes: int,
    flagged: bool,
    supervised_by: str,
) -> None:
    surroundings(village)
    person = village.volunteers[0]
    be_in_two_places(village, person, unit, timedelta(minutes=minutes))
    flags = told(setting, FlagKind.IMPOSSIBLE_TRAVEL)
    assert [it.person_id for it in flags] == [person] * flagged
    assert [it.unit_code for it in flags] == [supervised_by] * flagged, "who has both below"
    assert [it.unit_code for it in told(setting, unit=COMMUNITY)] == []


def test_a_scan_that_is_uploaded_later_is_compared_by_when_it_happened(
    setting: Setting, village: Village
) -> None:
    surroundings(village)
    person = village.volunteers[0]
    here, there = (hold(village, it, village.now) for it in (COMMUNITY, FAR_COMMUNITY))
    scan(village, here, person, village.now + timedelta(minutes=90))
    assert told(setting) == []
    late = village.now + timedelta(hours=30)
    scan(village, there, person, village.now + timedelta(minutes=75), arrives_at=late)
    (flag,) = told(setting)
    assert (flag.first_at, flag.last_at) == (
        village.now + timedelta(minutes=75),
        village.now + timedelta(minutes=90),
    )


def test_stations_count_as_places_but_printed_plates_prove_nothing(
    setting: Setting, village: Village
) -> None:
    surroundings(village)
    rider = village.riders[0]
    far = village.register_station("远处的驿站", FAR_COMMUNITY)
    village.visit(rider)
    village.visit(rider, far, at=village.now + timedelta(minutes=3), method=Method.PLATE)
    assert told(setting) == []
    other = village.register_station("也在远处", FAR_COMMUNITY)
    village.visit(rider, other, at=village.now + timedelta(minutes=7))
    (flag,) = told(setting)
    assert (flag.person_id, flag.grounds, flag.with_visits) == (rider, 2, True)


def test_flags_that_rest_on_visits_go_with_them(setting: Setting, village: Village) -> None:
    surroundings(village)
    far = village.register_station("远处的驿站", FAR_COMMUNITY)
    village.visit(village.riders[0])
    village.visit(village.riders[0], far, at=village.now + timedelta(minutes=3))
    share_a_phone(village, village.volunteers)
    assert len(told(setting)) == 2
    village.do(ForgetVisitDetail, before=(MORNING + timedelta(days=1)).date())
    assert [it.kind for it in told(setting)] == [FlagKind.SHARED_DEVICE]
    assert setting.rows()["flags.sightings"] == []
    assert check(setting.ledger, setting.store) == []


# What people enter ----------------------------------------------------------------


def test_five_hours_that_people_entered_within_two_minutes_are_flagged(
    setting: Setting, village: Village
) -> None:
    (person,) = others(village, 1)
    at = MORNING + timedelta(days=3)
    enter(village, person, 150, at)
    before = at - timedelta(hours=12)
    enter(village, person, 149, at + timedelta(minutes=2), ended=before)
    assert told(setting, FlagKind.SUDDEN_MINUTES) == [], "299 minutes"
    enter(village, person, 1, at + timedelta(minutes=2), ended=before - timedelta(hours=5))
    (flag,) = told(setting, FlagKind.SUDDEN_MINUTES)
    assert (flag.person_id, flag.minutes, flag.grounds) == (person, 300, 3)
    assert set(setting.views().flags.involved(flag.flag_id)) == {person, ENTERER, CONFIRMER}


def test_hours_that_were_scanned_are_not_flagged_however_they_arrive(
    setting: Setting, village: Village
) -> None:
    village.serve(village.volunteers[0], 400)
    assert told(setting) == []


def test_what_one_hand_enters_in_a_month_is_flagged_beyond_the_cap(
    setting: Setting, village: Village
) -> None:
    people = others(village, 11)
    month = MORNING.replace(day=1)
    for n, person in enumerate(people):
        minutes = 280 if n < 10 else OPERATOR_MINUTES_MAX - 2_800
        enter(village, person, minutes, month + timedelta(days=n))
    assert told(setting, FlagKind.OPERATOR_MINUTES) == [], "as much as the cap"
    enter(village, people[0], 1, month + timedelta(days=20))
    (flag,) = told(setting, FlagKind.OPERATOR_MINUTES)
    assert (flag.person_id, flag.period, flag.minutes) == (ENTERER, "2026-11", 3_001)


def test_minutes_that_rest_on_ticks_count_for_whoever_ticked(
    setting: Setting, village: Village
) -> None:
    witness = village.volunteers[0]
    ticked = {"evidence": Evidence.WITNESS, "recorded_by": village.keeper, "witness_id": witness}
    for n, person in enumerate(others(village, 7)):
        starts_at = MORNING.replace(day=2) + timedelta(days=n)
        activity = hold(village, COMMUNITY, starts_at, 8)
        scan(village, activity, witness, starts_at)
        scan(village, activity, person, starts_at, **ticked)
        scan(village, activity, person, starts_at + timedelta(hours=8), **ticked)
    (flag,) = told(setting, FlagKind.OPERATOR_MINUTES)
    assert (flag.person_id, flag.minutes, flag.grounds) == (village.keeper, 7 * 480, 7)
    assert {village.keeper, witness} <= set(setting.views().flags.involved(flag.flag_id))


def test_the_eleventh_late_entry_of_a_month_is_flagged(setting: Setting, village: Village) -> None:
    people, at = others(village, LATE), MORNING + timedelta(days=30)
    for n, person in enumerate(people):
        starts_at = at - timedelta(days=20 + n)
        assert told(setting, FlagKind.LATE_ENTRIES) == [], n
        village.do(
            ProposeSupplement,
            at=at,
            activity_id=hold(village, COMMUNITY, starts_at),
            person_id=person,
            minutes=60,
            reason=SupplementReason.OTHER,
            recorded_by=ENTERER,
        )
    (flag,) = told(setting, FlagKind.LATE_ENTRIES)
    assert (flag.person_id, flag.grounds, flag.period) == (ENTERER, LATE, "2026-12")


# Looking at them ------------------------------------------------------------------


def test_a_review_settles_a_flag_until_more_comes_in(setting: Setting, village: Village) -> None:
    people = others(village, 3)
    share_a_phone(village, people[:2])
    (flag,) = told(setting)
    review(village, flag)
    views = setting.project()
    assert (told(setting), views.flags.count_open(CITY)) == ([], 0)
    (settled,) = views.flags.page(CITY, FlagState.REVIEWED)
    assert settled.flag_id == flag.flag_id
    assert [it.outcome for it in views.flags.reviews(flag.flag_id)] == ["explained"]

    scan(village, village.activity, people[1], village.now + timedelta(hours=1), device_id=PHONE)
    assert told(setting) == [], "the same person again is no more than before"
    scan(village, village.activity, people[2], village.now + timedelta(hours=1), device_id=PHONE)
    (again,) = told(setting)
    assert (again.flag_id, again.grounds) == (flag.flag_id, 3)
    review(village, again, outcome=Outcome.REFERRED)
    assert [it.outcome for it in setting.project().flags.reviews(flag.flag_id)] == [
        "referred",
        "explained",
    ]


def test_what_came_in_while_somebody_looked_leaves_the_flag_open(
    setting: Setting, village: Village
) -> None:
    people = others(village, 3)
    share_a_phone(village, people[:2])
    (flag,) = told(setting)
    scan(village, village.activity, people[2], village.now + timedelta(hours=1), device_id=PHONE)
    review(village, flag)
    assert [it.grounds for it in told(setting)] == [3]


def test_nobody_reviews_what_names_them_and_nobody_reviews_twice(
    setting: Setting, village: Village
) -> None:
    share_a_phone(village, village.volunteers)
    (flag,) = told(setting)
    involved = tuple(setting.views().flags.involved(flag.flag_id))
    for person in village.volunteers:
        with pytest.raises(ReviewerRecusedError):
            review(village, flag, by=person, involved=involved)
    review(village, flag, involved=involved)
    with pytest.raises(FlagReviewedError):
        review(village, flag, by=new_id(), involved=involved)


def test_a_review_of_nothing_changes_nothing(setting: Setting, village: Village) -> None:
    share_a_phone(village, village.volunteers)
    (flag,) = told(setting)
    with_other_id = {"flag_id": new_id()}
    review(village, flag, **with_other_id)
    assert told(setting) == [flag]
    assert setting.rows()["flags.reviews"] == []
