"""What can be asked about teams, requests, files, stars and spot checks, on both databases."""

from datetime import date, timedelta
from typing import Any

from ledger.kernel.clock import local_date
from ledger.kernel.ids import new_id
from ledger.volunteering.file_commands import (
    ApplyForStar,
    DeclareSkills,
    DeclineStar,
    DrawSpotCheck,
    GrantStar,
    RecordHonour,
    RecordTraining,
    WithdrawRecord,
)
from ledger.volunteering.stars import StarDecline
from ledger.volunteering.team import TeamKind
from ledger.volunteering.team_commands import (
    ApproveMembership,
    DeclineMembership,
    DissolveTeam,
    FormTeam,
    LeaveTeam,
    PlaceTeam,
    RenameTeam,
    RequestMembership,
    SetNationalNumbers,
)
from ledger.volunteering.volunteer import DeclineReason
from projections.volunteering.files.views import Declared
from tests.projections.setting import Setting
from tests.support.village import COMMUNITY, DISTRICT, MORNING, Village

TODAY = date(2026, 11, 20)


def test_a_team_counts_its_members_and_knows_what_is_below_it(
    setting: Setting, village: Village
) -> None:
    corps = village.made(
        "team_id", FormTeam, unit_code=DISTRICT, name="巾帼团", kind=TeamKind.CORPS
    )
    village.do(PlaceTeam, team_id=village.team, parent_id=corps)
    village.do(LeaveTeam, person_id=village.volunteers[0], team_id=village.team)
    village.do(RenameTeam, team_id=village.team, name="红蜂队")

    teams = setting.project().teams

    (team,) = teams.children(corps)
    assert team == teams.of(village.team)
    assert (team.name, team.kind, team.parent_id, team.members) == ("红蜂队", "team", corps, 1)
    assert teams.of_person(village.volunteers[0]) == []
    assert [it.person_id for it in teams.members(village.team)] == village.volunteers[1:]

    village.do(DissolveTeam, team_id=village.team, dissolved_by=None)
    teams = setting.project().teams
    assert (teams.children(corps), teams.of_person(village.volunteers[1])) == ([], [])
    assert [it.team_id for it in teams.page(DISTRICT)] == [corps]
    gone = teams.of(village.team)
    assert gone is not None
    assert gone.is_dissolved


def test_requests_wait_for_the_unit_until_they_are_answered(
    setting: Setting, village: Village
) -> None:
    person = village.volunteers[1]
    teams = [
        village.made("team_id", FormTeam, unit_code=COMMUNITY, name=f"{n}队") for n in range(3)
    ]
    for it in teams:
        village.do(RequestMembership, person_id=person, team_id=it)
        village.now += timedelta(minutes=1)
    memberships = setting.project().memberships
    page = memberships.waiting(DISTRICT, 2)
    rest = memberships.waiting(DISTRICT, 2, page[-1].request_id)
    assert [it.team_id for it in (*page, *rest)] == teams
    assert (memberships.count_waiting(COMMUNITY), memberships.count_waiting("150105")) == (3, 0)

    village.do(ApproveMembership, person_id=person, team_id=teams[0], decided_by=None)
    reason = DeclineReason.TEAM_FULL
    village.do(
        DeclineMembership, person_id=person, team_id=teams[1], reason=reason, decided_by=None
    )
    village.do(LeaveTeam, person_id=person, team_id=teams[2])

    memberships = setting.project().memberships
    told = [(it.team_id, it.state, it.reason) for it in memberships.of_person(person)]
    states = ["approved", "declined", "withdrawn"]
    reasons = ["", "team_full", ""]
    assert told == list(zip(teams, states, reasons, strict=True))[::-1]
    assert memberships.waiting(COMMUNITY) == []


def test_a_file_lists_what_was_declared_learned_and_granted(
    setting: Setting, village: Village
) -> None:
    person, text_id = village.volunteers[0], new_id()
    files = setting.project().service_files
    assert files.declared(person) == Declared()
    village.do(DeclareSkills, person_id=person, skills=("law",), categories=("health",))
    values: dict[str, Any] = {"person_id": person, "text_id": text_id, "unit_code": COMMUNITY}
    for day in (TODAY, TODAY - timedelta(days=1)):
        village.do(RecordTraining, **values, minutes=90, held_on=day, recorded_by=None)
    honour = village.made(
        "record_id", RecordHonour, **values, level="city", granted_on=TODAY, recorded_by=None
    )
    village.do(WithdrawRecord, person_id=person, record_id=honour, withdrawn_by=None)

    files = setting.project().service_files

    assert files.declared(person) == Declared(("law",), ("health",))
    trainings = files.trainings(person)
    assert [it.on_day for it in trainings] == [TODAY, TODAY - timedelta(days=1)]
    assert files.trainings(person, 1, trainings[0].record_id) == trainings[1:]
    (row,) = files.honours(person)
    assert (row.level, row.text_id, row.is_withdrawn) == ("city", text_id, True)


def test_stars_are_applied_for_and_answered(setting: Setting, village: Village) -> None:
    person = village.volunteers[1]
    for _ in range(25):
        village.serve(person, 240)
        village.now += timedelta(days=1)
    star = {"person_id": person, "level": 1}
    first = village.made("application_id", ApplyForStar, **star)
    stars = setting.project().stars
    assert [it.application_id for it in stars.waiting(DISTRICT)] == [first]
    assert (stars.count_waiting(COMMUNITY), stars.level_of(person)) == (1, 0)
    said = {"person_id": person, "application_id": first}
    village.do(DeclineStar, **said, reason=StarDecline.RECORD_OPEN, declined_by=None)
    second = village.made("application_id", ApplyForStar, **star)
    village.do(GrantStar, person_id=person, application_id=second, granted_by=None)

    stars = setting.project().stars

    assert stars.level_of(person) == 1
    told = {it.application_id: (it.state, it.reason, it.minutes) for it in stars.of_person(person)}
    assert told == {first: ("declined", "record_open", 6_000), second: ("granted", "", 6_000)}
    assert stars.waiting(COMMUNITY) == []


def test_many_volunteers_are_read_at_once(setting: Setting, village: Village) -> None:
    first, second = village.volunteers
    village.serve(second, 90)
    nobody, views = new_id(), setting.project()
    found = views.volunteers.by_persons([first, second, nobody, first])
    assert found == {it: views.volunteers.of(it) for it in (first, second)}
    minutes = views.totals.minutes_of([first, second, nobody])
    assert minutes == {it: views.totals.of(it).minutes for it in (first, second, nobody)}
    assert minutes[second] == 90


def test_many_attendances_are_read_at_once(setting: Setting, village: Village) -> None:
    for person in village.volunteers:
        village.serve(person, 90, village.activity)
    attendances = setting.project().attendances
    roll = attendances.roll(village.activity)
    ids = [it.attendance_id for it in roll]
    assert len(ids) == len(village.volunteers)
    assert attendances.several([*ids, new_id(), ids[0]]) == dict(zip(ids, roll, strict=True))
    assert attendances.several([]) == {}


def test_national_numbers_find_whoever_bears_them(setting: Setting, village: Village) -> None:
    first, second = village.volunteers
    village.do(SetNationalNumbers, numbers=((first, "150104000001"),), set_by=None)
    volunteers = setting.project().volunteers
    assert {
        number: it.person_id for number, it in volunteers.by_numbers(["V000001", "V2"]).items()
    } == {"V000001": first}
    found = volunteers.by_national_numbers(["150104000001"])
    assert [it.person_id for it in found.values()] == [first]
    of_second = volunteers.of(second)
    assert of_second is not None
    assert of_second.national_number == ""


def test_a_draw_is_listed_and_samples_are_of_the_unit_and_its_days(
    setting: Setting, village: Village
) -> None:
    served = []
    for _ in range(3):
        village.serve(village.volunteers[1], 60)
        served.append(local_date(village.now))
        village.now += timedelta(days=1)
    drawn = {"seed": 7, "records": 1, "drawn_from": 3, "digest": "ab", "read_to": 9}
    check = village.made(
        "check_id",
        DrawSpotCheck,
        unit_code=COMMUNITY,
        first_day=TODAY,
        last_day=TODAY,
        drawn_by=village.keeper,
        **drawn,
    )
    views = setting.project()
    assert [it.check_id for it in views.spot_checks.page(DISTRICT)] == [check]
    assert views.spot_checks.page(DISTRICT, after_id=check) == []
    row = views.spot_checks.of(check)
    assert row is not None
    assert (row.seed, row.drawn_by, row.first_day) == (7, village.keeper, TODAY)

    ids = list(views.samples.ids(COMMUNITY, served[0], served[1], 100))
    assert [it.served_on for it in views.samples.rows(ids)] == served[:2]
    assert list(views.samples.ids("150105", served[0], served[-1], 100)) == []


def test_samples_are_read_in_pages_to_their_end(
    setting: Setting, village: Village, monkeypatch: Any
) -> None:
    for _ in range(5):
        village.serve(village.volunteers[1], 60)
        village.now += timedelta(days=1)
    views, last = setting.project(), local_date(village.now)
    whole = list(views.samples.ids(DISTRICT, TODAY, last, 100))
    monkeypatch.setattr("projections.volunteering.files.spot_checks.SAMPLE_PAGE", 2)
    assert list(views.samples.ids(DISTRICT, TODAY, last, 100)) == whole
    assert len(whole) == 5
    assert MORNING.date() == TODAY
