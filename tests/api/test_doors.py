"""What each door gives to whom, from a village's first shop to a voucher's end."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from ledger.kernel.ids import subject_of
from people.roles import Role
from people.schema import persons
from qr.devices import DeviceSecret
from qr.kinds import Kind
from qr.tokens import url
from tests.api.house import House, projecting
from tests.support.village import CITY, COMMUNITY, DISTRICT


def test_codes_are_drawn_as_they_are_read(house: House) -> None:
    cast = house.village
    cast.credit(cast.household_wallet, 50)
    voucher = cast.reserve()
    house.project()
    picture = house.get(f"/vouchers/{voucher}/qr.svg", Role.RESIDENT)
    assert picture.mimetype == "image/svg+xml"
    etag = {"If-None-Match": picture.headers["ETag"]}
    address = f"/vouchers/{voucher}/qr.svg"
    assert house.get(address, Role.RESIDENT, headers=etag).status_code == 304
    poster = house.get(f"/stations/{cast.station}/poster.svg", Role.CLERK)
    assert poster.mimetype == "image/svg+xml"
    assert "大召红蜂驿站" in poster.text
    assert "大召社区" in poster.text


@pytest.mark.parametrize(
    ("path", "who", "kind"),
    [
        ("/stations/{station}/screen-secret", Role.SCREEN, Kind.STATION),
        ("/activities/{activity}/screen-secret", Role.TEAM_LEADER, Kind.ACTIVITY),
        ("/me/code", Role.RIDER, Kind.PERSON),
    ],
)
def test_a_device_makes_the_very_codes_of_the_server(
    house: House, path: str, who: Role, kind: Kind
) -> None:
    cast = house.village
    answer = house.get(path.format(station=cast.station, activity=cast.activity), who)
    assert answer.headers["Cache-Control"] == "no-store"
    body = answer.json
    secret = DeviceSecret.from_text(body["secret"])
    assert (secret.kind, secret.subject.hex(), secret.key_id) == (
        kind,
        body["subject"],
        body["key_id"],
    )
    device = house.services.access.find(house.tokens[Role.SCREEN], now=house.now)
    assert device is not None
    subjects = {
        Kind.STATION: device.token_id,
        Kind.ACTIVITY: cast.activity,
        Kind.PERSON: cast.riders[0],
    }
    later = house.now + timedelta(minutes=5)
    assert secret.make(later) == house.code(kind, subjects[kind], later)
    assert body["url"] == url(body["host"], body["token"])
    assert secret.subject == subject_of(subjects[kind])


def test_a_screen_polls_cheaply(house: House) -> None:
    cast, path = house.village, f"/stations/{house.village.station}/visits"
    empty = house.get(path, Role.SCREEN)
    told = {"visits_today": 0, "riders_today": 0, "last_visit_at": None, "position": 0}
    assert empty.json | told == empty.json
    etag = {"If-None-Match": empty.headers["ETag"]}
    assert house.get(path, Role.SCREEN, headers=etag).status_code == 304
    cast.visit(cast.riders[0])
    house.project()
    seen = house.get(path, Role.SCREEN, headers=etag)
    assert (seen.status_code, seen.json["visits_today"], seen.json["riders_today"]) == (200, 1, 1)
    path = f"/activities/{cast.activity}/attendance"
    cast.scan_activity(cast.activity, cast.volunteers[0], house.now)
    house.project()
    seen = house.get(path, Role.TEAM_LEADER)
    assert (seen.json["checked_in"], seen.json["checked_out"]) == (1, 0)
    etag = {"If-None-Match": seen.headers["ETag"]}
    assert house.get(path, Role.TEAM_LEADER, headers=etag).status_code == 304


def test_a_volunteer_is_enrolled_with_a_login(house: House) -> None:
    body = {
        "unit_code": COMMUNITY,
        "display_name": "赵 六",
        "number": "V123456",
        "passcode": "春天2026",
        "team_id": str(house.village.team),
    }
    answer = house.post("/volunteers", Role.CLERK, body)
    person_id = UUID(answer.json["person_id"])
    login = house.services.logins.check("V123456", "春天2026", now=house.now)
    assert (login.person_id, login.role) == (person_id, Role.VOLUNTEER)
    rows = house.project().get("/volunteers?limit=200", Role.CLERK).json["items"]
    assert {"赵*六"} == {row["display_name"] for row in rows if row["person_id"] == str(person_id)}
    twice = house.post("/volunteers", Role.CLERK, body)
    assert (twice.status_code, twice.json["code"]) == (409, "already_registered")


def test_whoever_the_ledger_refuses_is_not_kept_among_the_people(house: House) -> None:
    body = {
        "unit_code": COMMUNITY,
        "display_name": "周九",
        "number": "V99",
        "team_id": str(uuid4()),
    }
    answer = house.post("/volunteers", Role.CLERK, body)
    assert (answer.status_code, answer.json["code"]) == (404, "team_not_found")
    with house.people.reading() as connection:
        everybody = connection.execute(select(persons.c.person_id)).scalars().all()
    names = house.services.directory.names(everybody).values()
    assert len(names) > 5
    assert "周九" not in names


def test_a_login_of_somebody_else_is_refused_and_nothing_is_kept(house: House) -> None:
    body = {"unit_code": COMMUNITY, "number": "X1", "passcode": "secret1", "display_name": "吴一"}
    assert house.post("/riders", Role.CLERK, body).status_code == 201
    before = house.ledger.recorder.max_notification_id()
    answer = house.post("/volunteers", Role.CLERK, {**body, "display_name": "郑二"})
    assert (answer.status_code, answer.json["code"]) == (409, "login_taken")
    assert house.ledger.recorder.max_notification_id() == before
    assert house.services.logins.check("X1", "secret1", now=house.now).role is Role.RIDER


def test_activities_are_listed_by_time(house: House) -> None:
    cast = house.village
    cast.publish("明天", starts_at=house.now + timedelta(days=1))
    cast.publish("昨天", starts_at=house.now - timedelta(days=1))
    house.project()
    for when, titles in (("today", ["清扫楼道"]), ("upcoming", ["明天"]), ("past", ["昨天"])):
        rows = house.get(f"/activities?when={when}", Role.RIDER).json["items"]
        assert [row["title"] for row in rows] == titles
    activity = house.get(f"/activities/{cast.activity}", Role.RIDER).json
    assert (activity["title"], activity["unit_code"]) == ("清扫楼道", COMMUNITY)


def test_a_leader_leads_what_they_publish(house: House) -> None:
    body = {
        "unit_code": COMMUNITY,
        "title": "夜巡",
        "place": "小区",
        "starts_at": "2026-11-20T20:00:00+08:00",
        "ends_at": "2026-11-20T19:00:00+08:00",
    }
    answer = house.post("/activities", Role.TEAM_LEADER, body)
    assert (answer.status_code, answer.json["code"]) == (422, "activity_times_invalid")
    body["ends_at"] = "2026-11-20T22:00:00+08:00"
    done = house.post("/activities", Role.TEAM_LEADER, body)
    house.project()
    row = house.services.views.activities.of(UUID(done.json["activity_id"]))
    assert row is not None
    assert row.led_by == house.persons[Role.TEAM_LEADER]
    assert row.starts_at.isoformat() == "2026-11-20T12:00:00+00:00"


def test_boards_name_only_who_agreed_and_ranks_stay_true(house: House) -> None:
    cast = house.village
    cast.serve(cast.volunteers[1], 180)
    cast.serve(cast.volunteers[0], 60)
    house.project()
    path = f"/leaderboards/minutes?unit={COMMUNITY}"
    assert house.get(path).json["items"] == []
    agreed = house.ask("PATCH", "/me", Role.VOLUNTEER, json={"listed": True})
    assert agreed.json["listed"] is True
    board = house.get(path)
    assert board.json["items"] == [{"rank": 2, "name": "张**三", "value": 60}]
    etag = {"If-None-Match": board.headers["ETag"]}
    assert house.get(path, headers=etag).status_code == 304
    place = house.get(f"/leaderboards/minutes/me?unit={DISTRICT}", Role.VOLUNTEER).json
    assert place == {"rank": 2, "value": 60}
    assert house.get("/leaderboards/riders/me", Role.VOLUNTEER).json == {
        "rank": None,
        "value": None,
    }
    month = house.get(f"{path}&period=2026-11").json
    assert (month["period"], len(month["items"])) == ("2026-11", 1)
    assert house.get(f"{path}&period=2026-10").json["items"] == []
    cast.visit(cast.riders[0])
    house.project()
    stations = house.get("/leaderboards/stations").json["items"]
    assert [(it["name"], it["value"]) for it in stations] == [("大召红蜂驿站", 1)]
    units = house.get("/leaderboards/units").json["items"]
    assert [(it["name"], it["value"]) for it in units] == [("大召社区", 240)]


def test_units_are_walked_from_the_city_down(quiet_house: House) -> None:
    house = quiet_house
    rows = house.get(f"/units?parent={CITY}", Role.RIDER).json["items"]
    assert [(row["code"], row["name"]) for row in rows] == [(DISTRICT, "玉泉区")]
    assert house.get(f"/units?parent={CITY}&q=新城", Role.RIDER).json["items"] == []
    assert house.get(f"/units/{COMMUNITY}", Role.SCREEN).json["name"] == "大召社区"
    for code in ("999", "x" * 100, "%00"):
        answer = house.get(f"/units/{code}", Role.RIDER)
        assert (answer.status_code, answer.json["code"]) == (404, "unit_not_found")


@pytest.mark.parametrize("limit", [1, 3, 7, 200])
def test_pages_cover_everything_once(house: House, limit: int) -> None:
    cast = house.village
    names = [f"站{n:03d}" for n in range(10)]
    for name in names:
        cast.register_station(name)
    for n in range(5):
        cast.credit(cast.household_wallet, n + 1)
    house.project()
    stations = walk(house, f"/stations?unit={COMMUNITY}&limit={limit}", None, limit)
    assert sorted(it["name"] for it in stations) == sorted([*names, "大召红蜂驿站", "玉泉红蜂驿站"])
    entries = walk(house, f"/me/entries?limit={limit}", Role.RESIDENT, limit)
    assert [it["amount"] for it in entries] == [5, 4, 3, 2, 1]


def walk(house: House, path: str, who: Role | None, limit: int) -> list[dict[str, str]]:
    items: list[dict[str, str]] = []
    cursor = ""
    while cursor is not None:
        page = house.get(path + (f"&cursor={cursor}" if cursor else ""), who).json
        assert len(page["items"]) <= limit
        items += page["items"]
        cursor = page["next"]
    return items


def test_a_read_waits_for_what_was_written(house: House) -> None:
    body = {"unit_code": COMMUNITY, "name": "红队"}
    position = house.post("/teams", Role.CLERK, body).json["position"]
    behind = house.get(f"/teams?after={position}", Role.CLERK)
    assert (behind.status_code, behind.json["code"]) == (503, "read_model_behind")
    assert behind.headers["Retry-After"] == "1"
    with projecting(house):
        teams = house.get(f"/teams?after={position}", Role.CLERK).json["items"]
    assert "红队" in [team["name"] for team in teams]


def test_nobody_waits_for_what_was_never_written(house: House) -> None:
    waits: list[float] = []
    positions = house.services.views.positions
    wait_for = positions.wait_for

    def noted(position: int, timeout_s: float) -> bool:
        waits.append(timeout_s)
        return wait_for(position, timeout_s)

    positions.wait_for = noted  # type: ignore[method-assign]
    answer = house.get("/stations?after=1000000")
    assert (answer.status_code, list(answer.json["errors"])) == (422, ["after"])
    assert waits == [0]


def test_a_person_sees_who_they_are(quiet_house: House) -> None:
    me = quiet_house.get("/me", Role.RIDER)
    assert (me.json["role"], me.json["role_name"]) == ("rider", "骑手")
    assert me.json["display_name"] == "张rider三"
    assert me.headers["Cache-Control"] == "no-store"
