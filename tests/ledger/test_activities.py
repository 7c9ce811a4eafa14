"""The life of an activity: draft, published, changed, called off, ended, and at which rate."""

from datetime import timedelta
from uuid import UUID

import pytest

from ledger.kernel.ids import new_id
from ledger.volunteering.activity import AMEND_CLOSES, ENDS_BY_ITSELF, Activity
from ledger.volunteering.activity_commands import (
    AmendActivity,
    CancelActivity,
    DraftActivity,
    EndActivity,
    PublishActivity,
    PublishDraft,
    SetServicePointRate,
)
from ledger.volunteering.activity_kinds import CancelReason
from ledger.volunteering.errors import (
    ActivityCancelledError,
    ActivityEndedError,
    ActivityFixedError,
    ActivityLongOverError,
    ActivityNotFoundError,
    ActivityNotStartedError,
    ActivityPublishedError,
    ActivityStartedError,
    ActivityTimesError,
    InsuranceRequiredError,
    QuotaBelowSignUpsError,
    RateAboveSymbolicError,
    RateInvalidError,
    SignUpTermsError,
)
from ledger.volunteering.plan import QUOTA_MAX
from ledger.volunteering.stays import CHECK_IN_OPENS, NO_CHECK_OUT_CLOSES
from tests.ledger.activities import (
    DAYS_BEFORE,
    END,
    PLAN,
    START,
    publish,
    sign_up,
    sign_ups_of,
)
from tests.support.ledgers import UNIT, Village, hohhot, read_log

LEADER = new_id()
HOUR = timedelta(hours=1)


def draft(village: Village, **more: object) -> UUID:
    values = {"unit_code": UNIT, **PLAN, **more}
    told = village.tell(DraftActivity, at=DAYS_BEFORE, drafted_by=LEADER, **values)
    return UUID(told.answer["activity_id"])


def last_event(village: Village, cls: type) -> object:
    return [it for it in read_log(village.ledger) if isinstance(it, cls)][-1]


def test_what_the_rules_of_other_wings_rest_on() -> None:
    assert AMEND_CLOSES == CHECK_IN_OPENS, "a plan may change only while nobody can have come"
    assert ENDS_BY_ITSELF == NO_CHECK_OUT_CLOSES


def test_nobody_finds_a_draft_and_nobody_checks_in_there(village: Village) -> None:
    activity_id, person_id = draft(village), village.volunteer()
    with pytest.raises(ActivityNotFoundError):
        village.scan(activity_id, person_id, START)
    with pytest.raises(ActivityNotFoundError):
        sign_up(village, activity_id, person_id)
    village.tell(PublishDraft, activity_id=activity_id, at=DAYS_BEFORE)
    assert village.scan(activity_id, person_id, START).answer["result"] == "checked_in"
    with pytest.raises(ActivityPublishedError):
        village.tell(PublishDraft, activity_id=activity_id, at=DAYS_BEFORE)


def test_a_draft_that_is_over_is_not_published(village: Village) -> None:
    with pytest.raises(ActivityEndedError):
        village.tell(PublishDraft, activity_id=draft(village), at=END)


def test_what_is_risky_needs_insurance_when_it_is_published(village: Village) -> None:
    with pytest.raises(InsuranceRequiredError):
        publish(village, risk_level=2)
    activity_id = draft(village, risk_level=2)
    with pytest.raises(InsuranceRequiredError):
        village.tell(PublishDraft, activity_id=activity_id, at=DAYS_BEFORE)
    insured = {**PLAN, "risk_level": 2, "insurance_policy": "PICC-2026-0018"}
    village.tell(AmendActivity, at=DAYS_BEFORE, activity_id=activity_id, **insured)
    village.tell(PublishDraft, activity_id=activity_id, at=DAYS_BEFORE)
    assert village.load(activity_id).plan.insurance_policy == "PICC-2026-0018"


@pytest.mark.parametrize(
    ("more", "refusal"),
    [
        ({"ends_at": START}, ActivityTimesError),
        ({"ends_at": START + timedelta(hours=25)}, ActivityTimesError),
        ({"quota": 0}, SignUpTermsError),
        ({"quota": QUOTA_MAX + 1}, SignUpTermsError),
        ({"sign_up_until": START + timedelta(seconds=1)}, SignUpTermsError),
    ],
)
def test_what_cannot_be_is_not_planned(village: Village, more: dict, refusal: type) -> None:
    with pytest.raises(refusal):
        publish(village, **more)
    with pytest.raises(refusal):
        draft(village, **more)


def test_a_change_tells_what_changed(village: Village) -> None:
    activity_id = publish(village)
    moved = {**PLAN, "place": "石头巷", "quota": 8}
    told = village.tell(AmendActivity, at=DAYS_BEFORE, activity_id=activity_id, **moved)
    assert told.answer["changed"] == ["place", "quota"]
    assert last_event(village, Activity.Amended).changed == ["place", "quota"]  # type: ignore[attr-defined]
    assert village.load(activity_id).plan.place == "石头巷"

    village.tell(AmendActivity, at=DAYS_BEFORE, activity_id=activity_id, **moved)
    assert village.load(activity_id).version == 2, "the same again is no change"


def test_a_published_plan_stands_from_an_hour_before_the_start(village: Village) -> None:
    activity_id = publish(village)
    late = {"activity_id": activity_id, **PLAN, "place": "石头巷"}
    with pytest.raises(ActivityStartedError):
        village.tell(AmendActivity, at=START - HOUR, **late)
    village.tell(AmendActivity, at=START - HOUR - timedelta(seconds=1), **late)


@pytest.mark.parametrize(
    "change", [{"is_volunteer_service": False}, {"risk_level": 1}, {"kind": "theme_day"}]
)
def test_what_people_relied_on_does_not_change(village: Village, change: dict) -> None:
    values = {"at": DAYS_BEFORE, **PLAN, **change}
    with pytest.raises(ActivityFixedError):
        village.tell(AmendActivity, activity_id=publish(village), **values)
    village.tell(AmendActivity, activity_id=draft(village), **values)


def test_a_larger_quota_moves_up_who_waits_and_a_smaller_one_sends_nobody_away(
    village: Village,
) -> None:
    activity_id = publish(village, quota=2)
    people = [village.volunteer() for _ in range(4)]
    for it in people:
        sign_up(village, activity_id, it, wait=True)
    with pytest.raises(QuotaBelowSignUpsError):
        village.tell(AmendActivity, at=DAYS_BEFORE, activity_id=activity_id, **PLAN, quota=1)
    village.tell(AmendActivity, at=DAYS_BEFORE, activity_id=activity_id, **PLAN, quota=3)
    assert sign_ups_of(village, activity_id).signed_up == people[:3]
    assert sign_ups_of(village, activity_id).waiting == people[3:]


def test_a_cancelled_activity_takes_nobody(village: Village) -> None:
    activity_id, person_id = publish(village), village.volunteer()
    cancel = {"activity_id": activity_id, "reason": CancelReason.WEATHER, "cancelled_by": LEADER}
    village.tell(CancelActivity, at=DAYS_BEFORE, **cancel)
    assert village.tell(CancelActivity, at=DAYS_BEFORE, **cancel).answer, "again is no mistake"
    with pytest.raises(ActivityCancelledError):
        sign_up(village, activity_id, person_id)
    with pytest.raises(ActivityCancelledError):
        village.tell(AmendActivity, at=DAYS_BEFORE, activity_id=activity_id, **PLAN, quota=5)
    kept = village.scan(activity_id, person_id, START)
    assert kept.answer["kept_as"] == "activity_cancelled", "it may yet have taken place"
    assert last_event(village, Activity.Cancelled).reason_code == "weather"  # type: ignore[attr-defined]


def test_what_has_begun_is_ended_and_not_called_off(village: Village) -> None:
    activity_id = publish(village)
    cancel = {"activity_id": activity_id, "reason": CancelReason.OTHER}
    with pytest.raises(ActivityStartedError):
        village.tell(CancelActivity, at=START, **cancel)
    end = {"activity_id": activity_id, "ended_by": LEADER}
    with pytest.raises(ActivityNotStartedError):
        village.tell(EndActivity, at=START - timedelta(seconds=1), **end)
    village.tell(EndActivity, at=START + HOUR, **end)
    village.tell(EndActivity, at=START + 2 * HOUR, **end)
    ended: Activity = village.load(activity_id)
    assert (ended.state, ended.ended_at, ended.ends_at) == ("ended", START + HOUR, END)
    with pytest.raises(ActivityEndedError):
        village.tell(CancelActivity, at=START + 2 * HOUR, **cancel)
    with pytest.raises(ActivityEndedError):
        village.tell(AmendActivity, at=DAYS_BEFORE, activity_id=activity_id, **PLAN, quota=5)


def test_an_early_end_keeps_late_scans_welcome(village: Village) -> None:
    activity_id, person_id = publish(village), village.volunteer()
    village.scan(activity_id, person_id, START)
    village.tell(EndActivity, at=START + HOUR, activity_id=activity_id, ended_by=LEADER)
    assert village.scan(activity_id, person_id, START + HOUR).answer["minutes"] == 60


def test_an_activity_nobody_ended_ends_by_itself_two_hours_later(village: Village) -> None:
    activity_id = publish(village)
    with pytest.raises(ActivityNotStartedError):
        village.tell(
            EndActivity, at=END + ENDS_BY_ITSELF - timedelta(seconds=1), activity_id=activity_id
        )
    village.tell(EndActivity, at=END + ENDS_BY_ITSELF, activity_id=activity_id)
    assert village.load(activity_id).ended_at == END, "that is when it was over, as far as known"


def set_rate(village: Village, unit_code: str, points: int, minutes: int) -> None:
    rate = {"rate_points": points, "rate_minutes": minutes, "set_by": LEADER}
    village.tell(SetServicePointRate, unit_code=unit_code, **rate)


def rate_of(village: Village, activity_id: UUID) -> tuple[int, int]:
    activity: Activity = village.load(activity_id)
    return activity.rate_points, activity.rate_minutes


def test_an_activity_keeps_the_rate_it_was_published_at(village: Village) -> None:
    before, waiting = publish(village), draft(village)
    set_rate(village, UNIT[:4], 1, 60)
    by_city = publish(village)
    set_rate(village, UNIT, 1, 40)
    by_unit = publish(village)
    village.tell(PublishDraft, activity_id=waiting, at=DAYS_BEFORE)
    found = [rate_of(village, it) for it in (before, by_city, by_unit, waiting)]
    assert found == [(2, 60), (1, 60), (1, 40), (1, 40)]


def test_points_follow_the_rate_of_the_activity(village: Village) -> None:
    set_rate(village, UNIT, 1, 40)
    activity_id, person_id = publish(village), village.volunteer()
    village.scan(activity_id, person_id, START)
    assert village.scan(activity_id, person_id, END).answer["points"] == 3


def test_points_for_hours_stay_symbolic(village: Village) -> None:
    set_rate(village, UNIT, 2, 60)
    set_rate(village, UNIT, 1, 30)
    set_rate(village, UNIT, 0, 60)
    for points, minutes in ((3, 60), (2, 59), (1, 29)):
        with pytest.raises(RateAboveSymbolicError):
            set_rate(village, UNIT, points, minutes)
    for points, minutes in ((-1, 60), (1, 0), (1, 601)):
        with pytest.raises(RateInvalidError):
            set_rate(village, UNIT, points, minutes)


def test_what_nobody_planned_is_published_for_three_days_and_no_longer(village: Village) -> None:
    starts_at, ends_at = hohhot("2026-03-05 06:00"), hohhot("2026-03-05 08:00")
    said = {"unit_code": UNIT, "title": "清雪", "place": "大召前街"}
    times = {"starts_at": starts_at, "ends_at": ends_at}
    village.tell(PublishActivity, at=ends_at + timedelta(hours=72), **said, **times)
    for moment in (timedelta(hours=72, seconds=1), timedelta(days=30)):
        with pytest.raises(ActivityLongOverError):
            village.tell(PublishActivity, at=ends_at + moment, **said, **times)


def test_a_published_activity_is_not_moved_into_the_past(village: Village) -> None:
    starts_at = hohhot("2026-03-10 09:00")
    activity_id = village.activity(starts_at, starts_at + timedelta(hours=2))
    earlier = hohhot("2026-03-05 08:00")
    with pytest.raises(ActivityStartedError):
        village.tell(
            AmendActivity,
            activity_id=activity_id,
            title="清扫楼道",
            place="大召社区",
            starts_at=earlier,
            ends_at=earlier + timedelta(hours=2),
        )
