"""Activities as people find them, and sign-ups as leaders see them."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from ledger.kernel.ids import new_id
from ledger.volunteering.activity_commands import (
    AmendActivity,
    CancelActivity,
    DraftActivity,
    EndActivity,
    PlanSeries,
    PublishActivity,
    PublishDraft,
    SetServicePointRate,
)
from ledger.volunteering.activity_kinds import CancelReason
from ledger.volunteering.point_rate import Rate
from ledger.volunteering.sign_up_commands import SignOff, SignUp
from projections.volunteering.activities.rows import SignUpCount
from projections.volunteering.activities.views import Choice
from tests.projections.setting import Setting
from tests.support.village import COMMUNITY, DISTRICT, MORNING, Village

START = MORNING + timedelta(days=2)
PLAN: dict[str, Any] = {
    "title": "清洁家园",
    "place": "九龙湾街",
    "starts_at": START,
    "ends_at": START + timedelta(hours=2),
}


def publish(village: Village, **more: Any) -> UUID:
    return village.made("activity_id", PublishActivity, unit_code=COMMUNITY, **PLAN | more)


def test_a_draft_and_what_was_called_off_are_not_found(setting: Setting, village: Village) -> None:
    draft = village.made("activity_id", DraftActivity, unit_code=COMMUNITY, **PLAN)
    cancelled = publish(village)
    village.do(CancelActivity, activity_id=cancelled, reason=CancelReason.TOO_FEW)
    views = setting.project()
    assert views.activities.upcoming(DISTRICT, MORNING) == []
    everything = Choice(states=("draft", "cancelled"))
    found = views.activities.upcoming(DISTRICT, MORNING, choice=everything)
    assert {it.activity_id for it in found} == {draft, cancelled}
    row = views.activities.of(cancelled)
    assert row is not None
    assert (row.state, row.cancel_reason) == ("cancelled", "too_few")

    village.do(PublishDraft, activity_id=draft)
    (found,) = setting.project().activities.upcoming(DISTRICT, MORNING)
    assert (found.activity_id, found.rate_points, found.rate_minutes) == (draft, 2, 60)


def test_activities_are_chosen_by_what_they_are_about(setting: Setting, village: Village) -> None:
    leader = village.volunteers[0]
    patrol = publish(village, category="patrol", campaigns=("party_helps", "waste_sorting"))
    lecture = publish(village, category="lecture", led_by=leader)
    later = publish(
        village,
        category="patrol",
        starts_at=START + timedelta(days=1),
        ends_at=START + timedelta(days=1, hours=1),
    )
    activities = setting.project().activities

    def found(**which: Any) -> list[UUID]:
        rows = activities.upcoming(DISTRICT, MORNING, choice=Choice(**which))
        return [it.activity_id for it in rows]

    assert found(category="patrol") == [patrol, later]
    assert found(campaign="waste_sorting") == [patrol]
    assert found(led_by=leader) == [lecture]
    assert found(category="patrol", day=(START + timedelta(days=1)).date()) == [later]
    assert found(category="haircut") == []


def test_a_change_takes_the_place_of_what_was_planned(setting: Setting, village: Village) -> None:
    activity_id = publish(village, campaigns=("party_helps",), quota=3)
    before = setting.project().activities.of(activity_id)
    assert before is not None
    changed = PLAN | {"place": "石头巷", "campaigns": ("lei_feng",), "quota": 5}
    village.do(AmendActivity, activity_id=activity_id, **changed)
    activities = setting.project().activities
    after = replace(before, place="石头巷", campaigns=("lei_feng",), quota=5)
    assert activities.of(activity_id) == after
    gone = Choice(campaign="party_helps")
    assert activities.upcoming(DISTRICT, MORNING, choice=gone) == []


def test_shifts_of_a_series_stand_together(setting: Setting, village: Village) -> None:
    week = timedelta(weeks=1)
    further = ((PLAN["starts_at"] + week, PLAN["ends_at"] + week),)
    told = village.do(PlanSeries, unit_code=COMMUNITY, **PLAN, further=further)
    found = setting.project().activities.of_series(UUID(told["series_id"]))
    assert [str(it.activity_id) for it in found] == told["activity_ids"]


def test_what_nobody_ended_is_to_be_ended(setting: Setting, village: Village) -> None:
    activity_id = publish(village)
    end = PLAN["ends_at"]
    activities = setting.project().activities
    assert activity_id not in activities.to_end(end - timedelta(seconds=1))
    assert activity_id in activities.to_end(end)
    village.do(EndActivity, activity_id=activity_id, at=end + timedelta(hours=2))
    activities = setting.project().activities
    assert activity_id not in activities.to_end(end)
    row = activities.of(activity_id)
    assert row is not None
    assert (row.state, row.ended_at) == ("ended", end)


def test_sign_ups_are_counted_and_listed_in_order(setting: Setting, village: Village) -> None:
    people = [new_id() for _ in range(3)]
    for number, it in enumerate(people):
        village.register_volunteer(it, f"V1{number:05d}")
    activity_id, open_to_all = publish(village, quota=1), publish(village)
    for it in people:
        village.do(SignUp, activity_id=activity_id, person_id=it, wait=True)
    sign_ups = setting.project().sign_ups
    counts = sign_ups.counts([activity_id, open_to_all])
    assert counts == {
        activity_id: SignUpCount(activity_id, 1, 2),
        open_to_all: SignUpCount(open_to_all),
    }
    assert [it.person_id for it in sign_ups.of_activity(activity_id)] == people
    last = sign_ups.state_of(activity_id, people[2])
    assert last is not None
    assert last.waits
    assert sign_ups.waiting_place(last) == 2
    first = sign_ups.of_activity(activity_id, 1)[0]
    rest = sign_ups.of_activity(activity_id, 5, (first.state, first.number))
    assert [it.person_id for it in rest] == people[1:]

    village.do(SignOff, activity_id=activity_id, person_id=people[0])
    sign_ups = setting.project().sign_ups
    assert sign_ups.state_of(activity_id, people[0]) is None
    assert [it.state for it in sign_ups.of_activity(activity_id)] == ["signed_up", "waiting"]
    assert sign_ups.counts([activity_id])[activity_id] == SignUpCount(activity_id, 1, 1)


def test_the_own_shifts_come_soonest_first_and_tell_what_was_called_off(
    setting: Setting, village: Village
) -> None:
    person_id = village.volunteers[0]
    day = timedelta(days=1)
    later = publish(village, starts_at=START + day, ends_at=START + day + timedelta(hours=1))
    sooner = publish(village)
    for it in (later, sooner):
        village.do(SignUp, activity_id=it, person_id=person_id)
    village.do(CancelActivity, activity_id=later, reason=CancelReason.WEATHER)
    sign_ups = setting.project().sign_ups
    shifts = sign_ups.of_person(person_id, MORNING)
    assert [(it.activity_id, it.state) for it, _ in shifts] == [
        (sooner, "published"),
        (later, "cancelled"),
    ]
    assert [it.activity_id for it, _ in sign_ups.of_person(person_id, PLAN["ends_at"])] == [later]


def test_a_unit_without_a_rate_of_its_own_has_that_of_its_city(
    setting: Setting, village: Village
) -> None:
    assert setting.project().point_rates.in_force(COMMUNITY) == Rate(2, 60)
    village.do(SetServicePointRate, unit_code="1501", rate_points=1, rate_minutes=60)
    assert setting.project().point_rates.in_force(COMMUNITY) == Rate(1, 60)
    village.do(SetServicePointRate, unit_code=COMMUNITY, rate_points=1, rate_minutes=30)
    assert setting.project().point_rates.in_force(COMMUNITY) == Rate(1, 30)
