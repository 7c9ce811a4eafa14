from datetime import date, timedelta

from ledger.volunteering.commands import CloseAttendance, PublishActivity, UndoScan
from projections.volunteering.presence.views import ServiceTotal
from tests.projections.setting import Setting
from tests.support.village import COMMUNITY, DISTRICT, MORNING, Village

TODAY = date(2026, 11, 20)


def test_a_team_lists_its_members(setting: Setting, village: Village) -> None:
    views = setting.project()
    members = views.teams.members(village.team)
    assert {it.person_id for it in members} == set(village.volunteers)
    assert views.teams.members(village.team, 1) == members[:1]
    assert views.teams.members(village.team, 5, members[0].person_id) == members[1:]
    assert [it.name for it in views.teams.of_person(village.volunteers[0])] == ["红蜂志愿服务队"]
    assert views.teams.page(DISTRICT) == [views.teams.of(village.team)]


def test_a_volunteer_is_found_by_id_and_number(setting: Setting, village: Village) -> None:
    volunteers = setting.project().volunteers
    first = volunteers.of(village.volunteers[0])
    assert first is not None
    assert first == volunteers.by_number("V000001")
    assert volunteers.by_number("V999999") is None
    page = volunteers.page(COMMUNITY, 1)
    assert page == [first]
    assert [it.number for it in volunteers.page(COMMUNITY, 1, first.person_id)] == ["V000002"]


def test_activities_are_paged_by_time(setting: Setting, village: Village) -> None:
    later = [village.publish(f"明天{n}", starts_at=MORNING + timedelta(days=n)) for n in (1, 2, 3)]
    earlier = village.publish("昨天", starts_at=MORNING - timedelta(days=1))
    activities = setting.project().activities
    now = MORNING + timedelta(hours=1)
    page = activities.upcoming(DISTRICT, now, 2)
    assert [it.activity_id for it in page] == later[:2]
    rest = activities.upcoming(DISTRICT, now, 2, after_id=page[-1].activity_id)
    assert [it.activity_id for it in rest] == later[2:]
    assert [it.activity_id for it in activities.of_day(COMMUNITY, TODAY)] == [village.activity]
    assert [it.activity_id for it in activities.past(COMMUNITY, now)] == [earlier]
    assert activities.upcoming("150105", now) == []


def test_an_activity_over_midnight_is_on_both_days(setting: Setting, village: Village) -> None:
    night = village.publish("夜巡", starts_at=MORNING + timedelta(hours=13), hours=5)
    activities = setting.project().activities
    days = [TODAY, TODAY + timedelta(days=1), TODAY + timedelta(days=2)]
    assert [
        night in {it.activity_id for it in activities.of_day(COMMUNITY, it)} for it in days
    ] == [
        True,
        True,
        False,
    ]


def test_an_attendance_is_open_until_the_second_scan(setting: Setting, village: Village) -> None:
    first = village.volunteers[0]
    village.scan_activity(village.activity, first, village.now)
    (here,) = setting.project().attendances.roll(village.activity)
    assert (here.person_id, here.left_at, here.minutes, here.evidence_out) == (first, None, 0, None)
    village.scan_activity(village.activity, first, village.now + timedelta(minutes=130))
    (gone,) = setting.project().attendances.roll(village.activity)
    assert (gone.minutes, gone.points, gone.evidence_out) == (130, 4, "own_scan")
    assert gone.left_at == village.now + timedelta(minutes=130)
    assert gone == setting.project().attendances.of(gone.attendance_id)


def test_a_service_record_is_paged_latest_first(setting: Setting, village: Village) -> None:
    person = village.volunteers[0]
    for minutes in (60, 70, 80):
        village.serve(person, minutes)
        village.now += timedelta(days=1)
    attendances = setting.project().attendances
    page = attendances.of_person(person, 2)
    assert [it.minutes for it in page] == [80, 70]
    rest = attendances.of_person(person, 2, after_id=page[-1].attendance_id)
    assert [it.minutes for it in rest] == [60]


def test_service_totals_add_up_minutes_and_sessions(setting: Setting, village: Village) -> None:
    person = village.volunteers[0]
    village.serve(person, 61)
    village.now += timedelta(days=1)
    village.serve(person, 62)
    totals = setting.project().totals
    assert totals.of(person) == ServiceTotal(person, 123, 0, 0, 2)
    assert totals.of(village.keeper) == ServiceTotal(village.keeper, 0, 0, 0, 0)
    assert totals.by_evidence(person) == {"own_scan": 123}


def test_a_check_out_that_was_taken_back_is_made_up_like_any_other(
    setting: Setting, village: Village
) -> None:
    """VH-5: what counts for nothing any more waits for the leader, and is in no total."""
    person, begun = village.volunteers[0], village.now
    village.scan_activity(village.activity, person, begun)
    village.scan_activity(village.activity, person, begun + timedelta(minutes=60))
    undone = {"activity_id": village.activity, "person_id": person, "undone_by": person}
    village.do(UndoScan, at=begun + timedelta(minutes=65), **undone)
    here = {"activity_id": village.activity, "person_id": person}
    village.do(CloseAttendance, at=begun + timedelta(hours=4), **here)
    views = setting.project()
    (row,) = views.attendances.wanting(COMMUNITY)
    assert (row.person_id, row.evidence, row.minutes) == (person, None, 0)
    assert views.totals.of(person) == ServiceTotal(person, 0, 0, 0, 0)
    assert views.totals.by_evidence(person) == {}


def test_what_is_no_volunteer_service_is_never_closed_nor_made_up(
    setting: Setting, village: Village
) -> None:
    talk = village.made(
        "activity_id",
        PublishActivity,
        unit_code=COMMUNITY,
        title="主题党日",
        place="党群服务中心",
        starts_at=village.now,
        ends_at=village.now + timedelta(hours=2),
        is_volunteer_service=False,
    )
    village.scan_activity(talk, village.volunteers[0], village.now)
    views = setting.project()
    assert views.attendances.to_close(village.now + timedelta(days=1)) == []
