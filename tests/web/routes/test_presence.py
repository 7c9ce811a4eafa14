"""Pages of presence in a browser without scripts: scan, tick, make up, confirm, look."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import event

from ledger.kernel.ids import subject_of
from ledger.volunteering.commands import CloseAttendance
from ledger.volunteering.sign_up_commands import SignUp
from people.audit import AuditAction
from people.roles import Role
from qr.kinds import Kind
from tests.api.house import House
from tests.web.routes.conftest import Open

LEADER, CLERK, VOLUNTEER = Role.TEAM_LEADER, Role.CLERK, Role.VOLUNTEER


@pytest.fixture
def activity(house: House) -> UUID:
    """An activity that runs now, which none of the village's volunteers leads."""
    made = publish(house)
    house.project()
    return made


def publish(house: House, hours: int = 2) -> UUID:
    """An activity from now on that the leader of the house leads."""
    body = {
        "unit_code": "150104003005",
        "title": "河道清理",
        "place": "大黑河",
        "starts_at": house.now.isoformat(),
        "ends_at": (house.now + timedelta(hours=hours)).isoformat(),
    }
    return UUID(house.post("/activities", LEADER, body).json["activity_id"])


def scan(house: House, activity: UUID, person: UUID) -> str:
    told = house.village.scan_activity(activity, person, house.now)
    house.project()
    return str(told["attendance_id"])


@contextmanager
def statements(house: House) -> Iterator[list[str]]:
    """Listen to what is asked of the read models."""
    seen: list[str] = []

    def remember(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        seen.append(" ".join(statement.split()))

    engine = house.read_store._engine
    event.listen(engine, "before_cursor_execute", remember)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", remember)


def close(house: House, activity: UUID, person: UUID) -> None:
    house.now += timedelta(hours=5)
    house.village.do(CloseAttendance, at=house.now, activity_id=activity, person_id=person)
    house.project()


# Scans -----------------------------------------------------------------------


def test_a_volunteer_types_the_digits_and_takes_them_back(
    house: House, browser_of: Open, activity: UUID
) -> None:
    browser = browser_of(VOLUNTEER)
    browser.open(f"/scan?activity={activity}")
    digits = house.services.maker.digits(Kind.ACTIVITY, subject_of(activity), at=house.now)
    page = browser.submit("/scan/digits", digits=f"{digits[:3]} {digits[3:]}")
    assert "签到好了" in page.text
    assert "09:15 以前可以撤销" in page.text
    undo = next(it.action for it in page.forms if it.action.endswith("/undo"))
    page = browser.submit(undo)
    assert "撤销好了" in page.text
    house.project()
    rows = house.services.views.attendances.of_person(house.persons[VOLUNTEER])
    assert [it.came_at for it in rows] == [None]


def test_wrong_digits_are_told_kindly(browser_of: Open, activity: UUID) -> None:
    browser = browser_of(VOLUNTEER)
    browser.open(f"/scan?activity={activity}")
    page = browser.submit("/scan/digits", digits="12345")
    assert "这 6 位数不对" in page.text
    assert browser.status == 422


def test_a_scan_that_was_kept_has_a_page_too(
    house: House, browser_of: Open, activity: UUID
) -> None:
    browser = browser_of(VOLUNTEER)
    code = house.code(Kind.ACTIVITY, activity)
    for _ in range(2):
        browser.open(f"/q/{code}")
        page = browser.submit(f"/q/{code}")
        house.now += timedelta(seconds=30)
        code = house.code(Kind.ACTIVITY, activity)
    assert "您已经签到了" in page.text


# The roll --------------------------------------------------------------------


def test_the_roll_says_who_is_here_and_what_it_comes_to(
    house: House, browser_of: Open, activity: UUID
) -> None:
    scan(house, activity, house.village.volunteers[1])
    house.now += timedelta(minutes=72)
    browser = browser_of(LEADER)
    page = browser.open(f"/activities/{activity}/roll")
    assert "欧阳娜娜" in page.text
    assert "在场" in page.text
    assert "72" in page.text
    assert "12 月 4 日" in page.text
    assert f"/scan?activity={activity}" in page.links


def test_who_signed_up_and_is_not_here_is_on_the_roll(
    house: House, browser_of: Open, activity: UUID
) -> None:
    person = house.village.volunteers[1]
    starts_at = house.now + timedelta(hours=3)
    later = house.village.publish("下午的活动", starts_at=starts_at)
    house.village.do(SignUp, activity_id=later, person_id=person)
    house.project()
    browser = browser_of(LEADER)
    page = browser.open(f"/activities/{later}/roll?filter=missing")
    assert "未到" in page.text
    assert any(f"tick?person={person}" in it for it in page.links)


@pytest.mark.parametrize("signs_up", [True, False])
def test_whoever_has_minutes_made_up_without_a_scan_waits_on_the_roll(
    house: House, browser_of: Open, activity: UUID, *, signs_up: bool
) -> None:
    person = house.village.volunteers[1]
    where = house.village.publish("下午的活动", starts_at=house.now + timedelta(hours=3))
    if signs_up:
        house.village.do(SignUp, activity_id=where, person_id=person)
    house.project()
    house.now += timedelta(hours=6)
    body = {"person_id": str(person), "minutes": 60, "reason": "no_phone"}
    assert house.post(f"/activities/{where}/supplements", LEADER, body).status_code == 201
    house.project()
    page = browser_of(LEADER).open(f"/activities/{where}/roll?filter=todo")
    assert "补录待确认" in page.text
    assert "没有扫码，事后补录" in page.text
    assert not any("make-up?person=" in it for it in page.links)
    assert page.links.count("/supplements") == 2, "beside the name, and under what is to be done"
    page = browser_of(LEADER).open(f"/activities/{where}/roll?filter=missing")
    assert "未到 0" in page.text


def test_the_roll_reads_each_list_once(house: House, browser_of: Open, activity: UUID) -> None:
    browser = browser_of(LEADER)
    scan(house, activity, house.village.volunteers[1])
    for address in ("roll", "roll/live"):
        with statements(house) as seen:
            browser.open(f"/activities/{activity}/{address}")
        for table in ("attendances", "supplements", "doubts"):
            asked = [it for it in seen if f"FROM presence_{table}" in it]
            assert len(asked) == 1, (address, table, asked)


def test_full_names_are_read_of_those_only_who_are_on_the_screen(
    house: House, browser_of: Open, activity: UUID
) -> None:
    person = house.village.volunteers[1]
    scan(house, activity, person)
    browser = browser_of(LEADER)
    read = partial(house.services.audit.page, action=AuditAction.PERSON_READ)
    assert "欧阳娜娜" not in browser.open(f"/activities/{activity}/roll?filter=missing").text
    assert read() == []
    assert "欧阳娜娜" in browser.open(f"/activities/{activity}/roll").text
    assert [it.entry.target_id for it in read()] == [person]


def test_the_roll_is_the_same_until_something_changes(
    house: House, browser_of: Open, activity: UUID
) -> None:
    browser = browser_of(LEADER)
    address = f"/activities/{activity}/roll/live"
    first = browser._client.get(address)
    same = {"If-None-Match": first.headers["ETag"]}
    assert browser._client.get(address, headers=same).status_code == 304
    scan(house, activity, house.village.volunteers[1])
    changed = browser._client.get(address, headers=same)
    assert changed.status_code == 200
    assert "在场" in changed.text


def test_a_leader_ticks_somebody_and_takes_the_tick_back(
    house: House, browser_of: Open, activity: UUID
) -> None:
    witness, person = house.village.volunteers
    browser = browser_of(LEADER)
    address = f"/activities/{activity}/tick"
    assert "还没有人能作证" in browser.open(f"{address}?person={person}").text
    scan(house, activity, witness)
    browser.open(f"{address}?person={person}")
    page = browser.submit(address, witness=str(witness))
    assert "签到好了" in page.text
    undo = next(it.action for it in page.forms if it.action.endswith("/undo"))
    page = browser.submit(undo)
    assert browser.address.startswith(f"/activities/{activity}/roll")
    assert "撤销了" in page.text
    house.project()
    row = house.services.views.attendances.of_person(person)[0]
    assert row.came_at is None


def test_a_tick_without_a_witness_asks_for_one(
    house: House, browser_of: Open, activity: UUID
) -> None:
    witness, person = house.village.volunteers
    scan(house, activity, witness)
    browser = browser_of(LEADER)
    browser.open(f"/activities/{activity}/tick?person={person}")
    browser.submit(f"/activities/{activity}/tick", witness="")
    assert browser.status == 422
    browser.open(f"/activities/{activity}/tick")
    page = browser.submit(f"/activities/{activity}/tick", number="V000404", witness=str(witness))
    assert "没找到这个人" in page.text


# Made-up minutes -------------------------------------------------------------


def test_minutes_are_made_up_and_confirmed_in_bulk(
    house: House, browser_of: Open, activity: UUID
) -> None:
    person = house.village.volunteers[1]
    attendance = scan(house, activity, person)
    close(house, activity, person)
    leader = browser_of(LEADER)
    assert "/make-up" in leader.open("/").links
    assert any("make-up?person=" in it for it in leader.open("/make-up").links)
    leader.open(f"/attendances/{attendance}/make-up")
    action = f"/activities/{activity}/make-up"
    page = leader.submit(action, minutes="900", reason="no_phone", note="王*看见")
    assert "补录不能超过计划时长" in page.text
    page = leader.submit(action, minutes="110", reason="no_phone", note="王*看见")
    assert "补录待确认" in page.text

    own = leader.open("/supplements")
    assert "您录的，要另一人确认" in own.text
    clerk = browser_of(CLERK)
    assert "/supplements" in clerk.open("/").links
    page = clerk.open("/supplements")
    assert "王*看见" in page.text
    (row,) = house.services.views.supplements.waiting("150104003005")
    page = clerk.submit("/supplements", pick=str(row.supplement_id), decision="accept")
    assert "记了 110 分钟" in page.text
    assert "没有等着确认的补录" in page.text

    volunteer = house.token(VOLUNTEER, person)
    told = house.get("/me/service-record", volunteer).json
    assert told["minutes"] == 110
    page = clerk.open(f"/attendances/{attendance}")
    assert "事后补录" in page.text
    assert "确认过" in page.text


def test_each_of_many_is_answered_alone(house: House, browser_of: Open) -> None:
    first, second = publish(house, 11), publish(house, 2)
    house.project()
    person = house.village.volunteers[1]
    scan(house, first, person)
    house.now += timedelta(hours=10)
    long = scan(house, first, person)
    clerk = browser_of(CLERK)
    page = clerk.open("/held-minutes")
    assert "120" in page.text
    form = next(it for it in page.forms if it.action == "/held-minutes")
    key = form.fields[f"idempotency_key:{long}"]
    form.fields[f"idempotency_key:{second}"] = f"{key}-2"
    form.fields["decision"] = "accept"
    data = {**form.fields, "pick": [long, str(second)]}
    answer = clerk._client.post("/held-minutes", data=data)
    assert "120 分钟还要一个人确认" in answer.text
    assert "没有办" in answer.text
    house.project()
    with statements(house) as seen:
        assert "您确认过了，还要一个人" in clerk.open("/held-minutes").text
    assert sum("FROM presence_confirmations" in it for it in seen) == 1, "for the one row"


def test_homes_count_what_waits_without_reading_it(house: House, browser_of: Open) -> None:
    clerk = browser_of(CLERK)
    with statements(house) as seen:
        clerk.open("/")
    waiting = ("corrections_requests", "corrections_complaints", "presence_supplements")
    asked = [it for it in seen if any(f"FROM {table}" in it for table in waiting)]
    assert asked
    assert all(it.startswith("SELECT count(*)") for it in asked), asked


def test_a_doubtful_scan_shows_both_times_and_is_settled(
    house: House, browser_of: Open, activity: UUID
) -> None:
    made_at = house.now
    house.now += timedelta(hours=73)
    token = house.token(VOLUNTEER, house.village.volunteers[1])
    code = house.code(Kind.ACTIVITY, activity, made_at)
    kept = house.scan(token, code, occurred_at=made_at.isoformat())
    house.project()
    clerk = browser_of(CLERK)
    page = clerk.open("/doubtful-scans")
    assert "手机上的时间 11月20日 09:00" in page.text
    assert "传到的时间 11月23日 10:00" in page.text
    page = clerk.submit("/doubtful-scans", pick=kept.json["doubtful_id"], decision="accept")
    assert "签到好了" in page.text
    assert "没有等着核对的扫码" in page.text


# The end ---------------------------------------------------------------------


def test_an_activity_is_recorded_from_its_roll(
    house: House, browser_of: Open, activity: UUID
) -> None:
    person = house.village.volunteers[1]
    attendance = scan(house, activity, person)
    close(house, activity, person)
    leader = browser_of(LEADER)
    leader.open(f"/activities/{activity}/roll")
    page = leader.submit(f"/activities/{activity}/record")
    assert "还有没办完的" in page.text
    leader.open(f"/attendances/{attendance}/make-up")
    page = leader.submit(f"/attendances/{attendance}/zero")
    assert "记 0 分钟" in page.text
    leader.submit(f"/activities/{activity}/record")
    assert leader.status == 200


# One attendance --------------------------------------------------------------


def test_a_volunteer_opens_one_time_of_the_record(
    house: House, browser_of: Open, activity: UUID
) -> None:
    person = house.persons[VOLUNTEER]
    attendance = scan(house, activity, person)
    house.now += timedelta(minutes=60)
    scan(house, activity, person)
    browser = browser_of(VOLUNTEER)
    assert f"/attendances/{attendance}" in browser.open("/me/service-record").links
    page = browser.open(f"/attendances/{attendance}")
    assert "本人扫码" in page.text
    assert "60" in page.text
    assert "记好了" in page.text
    assert f"/attendances/{attendance}/correction" in page.links


def test_an_attendance_of_somebody_else_is_nowhere(
    house: House, browser_of: Open, activity: UUID
) -> None:
    attendance = scan(house, activity, house.village.volunteers[1])
    browser = browser_of(VOLUNTEER)
    browser.open(f"/attendances/{attendance}")
    assert browser.status == 404
    browser_of(LEADER).open(f"/attendances/{attendance}")
