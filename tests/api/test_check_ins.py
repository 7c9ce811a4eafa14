"""What a phone kept, with a wrong clock, with gaps, too long; and what a visit was for (A23)."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from ledger.kernel.clock import local_date
from ledger.kernel.ids import new_id
from ledger.stations.commands import RegisterRider
from ledger.stations.visit_day import VisitDay
from ledger.stations.visit_windows import Purpose
from people.directory import Person
from people.roles import Role
from qr.kinds import Kind
from tests.api.house import House, fresh_key
from tests.api.test_scans import somebody
from tests.support.check_ins import tell_purpose
from tests.support.village import CITY, COMMUNITY

FAST = timedelta(minutes=7, seconds=12)
SYNCED = datetime(2026, 11, 20, 7, 5, tzinfo=UTC)
"""15:05:00 in Hohhot; the station's phone says 15:12:12."""
KEPT = 38
PHONE = str(uuid4())


def riders(house: House, many: int) -> list[UUID]:
    """Register riders; return their IDs."""
    ids = [new_id() for _ in range(many)]
    house.services.directory.enrol([Person(it, "白音", CITY) for it in ids])
    for n, it in enumerate(ids):
        house.village.do(RegisterRider, person_id=it, number=f"R9{n:05d}", unit_code=CITY)
    return ids


def kept_scans(house: House, many: int = KEPT) -> list[dict[str, Any]]:
    """What the station's phone kept from 13:40 by its own clock, a scan every two minutes."""
    scans = []
    for n, rider in enumerate(riders(house, many)):
        at = SYNCED.replace(hour=5, minute=32, second=48) + n * timedelta(minutes=2)
        scans.append(
            {
                "key": fresh_key(),
                "token": house.code(Kind.PERSON, rider, at),
                "occurred_at": (at + FAST).isoformat(),
                "device_id": PHONE,
                "sequence": n + 1,
            }
        )
    house.now = SYNCED
    return scans


def upload(
    house: House, scans: list[dict[str, Any]], off: timedelta = FAST, who: Any = Role.STATION_KEEPER
) -> list[dict[str, Any]]:
    body = {"device_time": (house.now + off).isoformat(), "scans": scans}
    answer = house.post("/scans/bulk", who, body)
    assert answer.status_code == 200, answer.json
    return answer.json["answers"]  # type: ignore[no-any-return]


def counted(house: House) -> list[Any]:
    found = house.ledger.recorder.select_notifications(1, 10_000)
    events = (house.ledger.mapper.to_domain_event(it) for it in found)
    return [it for it in events if isinstance(it, VisitDay.VisitCounted)]


def test_a23_a_fast_phone_is_set_right_and_sent_again_adds_nothing(house_on_both: House) -> None:
    house = house_on_both
    scans = kept_scans(house)
    assert scans[0]["occurred_at"] == "2026-11-20T05:40:00+00:00", "13:40 by the phone"

    answers = upload(house, scans)
    assert [it["status"] for it in answers] == [200] * KEPT
    visits = counted(house)
    assert len(visits) == KEPT
    assert min(it.occurred_at for it in visits) == datetime(2026, 11, 20, 5, 32, 48, tzinfo=UTC)

    house.now += timedelta(minutes=3)
    again = upload(house, scans)
    assert [it["duplicate"] for it in again] == [True] * KEPT
    assert [it["body"] for it in again] == [it["body"] for it in answers]
    assert counted(house) == visits


def test_a23_a_jump_from_16_to_18_is_a_gap_people_see_until_it_closes(
    house_on_both: House,
) -> None:
    house = house_on_both
    scans = kept_scans(house, 18)
    upload(house, [it for it in scans if it["sequence"] != 17])
    (gap,) = house.project().get("/phone-gaps", Role.STATION_KEEPER).json["items"]
    assert (gap["missing"], gap["scans"], gap["device_id"]) == (["17"], 1, PHONE)
    assert house.get("/phone-gaps", Role.STREET).json["items"] == [gap]
    upload(house, scans)
    assert house.project().get("/phone-gaps", Role.STREET).json["items"] == []
    assert len(counted(house)) == 18


def test_a_gap_of_a_riders_own_phone_reaches_the_street_of_its_last_station(
    house_on_both: House,
) -> None:
    house = house_on_both
    off = timedelta(0)
    code = house.code(Kind.STATION, house.village.station)
    made = {"token": code, "occurred_at": house.now.isoformat(), "device_id": PHONE}
    mine = house.token(Role.RIDER, house.village.riders[0], unit=CITY)
    upload(house, [{**made, "key": fresh_key(), "sequence": it} for it in (1, 3)], off, mine)
    (gap,) = house.project().get("/phone-gaps", Role.STREET).json["items"]
    assert (gap["missing"], gap["person_id"]) == (["2"], str(house.village.riders[0]))
    assert gap["unit_code"] == COMMUNITY
    elsewhere = house.token(Role.STREET, somebody(house), unit="150102001")
    assert house.get("/phone-gaps", elsewhere).json["items"] == []
    assert house.get("/phone-gaps", Role.CITY).json["items"] == [], "somebody nearer asks for it"
    assert house.get("/phone-gaps", Role.STATION_KEEPER).json["items"] == []


def test_a_gap_of_a_phone_that_was_at_no_station_is_the_citys(house: House) -> None:
    scan = {"token": "NONSENSE", "occurred_at": house.now.isoformat(), "device_id": PHONE}
    mine = house.token(Role.RIDER, house.village.riders[0], unit=CITY)
    upload(house, [{**scan, "key": fresh_key(), "sequence": 2}], timedelta(0), mine)
    (gap,) = house.project().get("/phone-gaps", Role.CITY).json["items"]
    assert (gap["missing"], gap["unit_code"]) == (["1"], CITY)
    assert house.get("/phone-gaps", Role.STREET).json["items"] == []
    assert house.get("/doubtful-visits", Role.CITY).status_code == 403


@pytest.mark.parametrize(
    "off", [timedelta(minutes=15, seconds=1), -timedelta(minutes=15, seconds=1)]
)
def test_a23_a_clock_more_than_a_quarter_of_an_hour_off_waits_for_people(
    house_on_both: House, off: timedelta
) -> None:
    house = house_on_both
    (scan,) = kept_scans(house, 1)
    right = datetime.fromisoformat(scan["occurred_at"]) - FAST
    scan["occurred_at"] = (right + off).isoformat()
    (answer,) = upload(house, [scan], off)
    assert (answer["status"], answer["body"]["code"]) == (422, "scan_needs_review")
    assert counted(house) == []
    (row,) = house.project().get("/doubtful-visits", Role.STREET).json["items"]
    assert datetime.fromisoformat(row["device_at"]) == right + off
    assert datetime.fromisoformat(row["occurred_at"]) == right
    assert datetime.fromisoformat(row["recorded_at"]) == SYNCED


def test_a_doubtful_visit_is_decided_by_somebody_else_who_is_near(house: House) -> None:
    (scan,) = kept_scans(house, 1)
    house.now += timedelta(hours=80)
    (answer,) = upload(house, [scan])
    path = f"/doubtful-visits/{answer['body']['doubtful_id']}/settlement"
    house.project()
    own = house.post(path, Role.STATION_KEEPER, {"accepted": True})
    assert (own.status_code, own.json["code"]) == (403, "own_proposal")
    elsewhere = house.token(Role.STREET, somebody(house), unit="150102001")
    far = house.post(path, elsewhere, {"accepted": True})
    assert (far.status_code, far.json["code"]) == (404, "doubtful_visit_not_found")
    done = house.post(path, Role.STREET, {"accepted": True})
    assert (done.status_code, done.json["result"], done.json["points"]) == (201, "visit_counted", 1)
    again = house.post(path, Role.STREET, {"accepted": False})
    assert (again.status_code, again.json["code"]) == (409, "doubtful_visit_settled")
    assert house.project().get("/doubtful-visits", Role.STREET).json["items"] == []
    assert len(counted(house)) == 1


def test_a_keeper_sees_only_what_waits_at_the_own_station(house: House) -> None:
    at = house.now - timedelta(hours=80)
    for station in (house.village.station, house.village.other_station):
        code = house.code(Kind.PLATE, station)
        answer = house.scan(Role.RIDER, code, occurred_at=at.isoformat())
        assert answer.json["code"] == "scan_needs_review"
    house.project()
    rows = house.get("/doubtful-visits", Role.STATION_KEEPER).json["items"]
    assert [it["station_id"] for it in rows] == [str(house.village.station)]
    assert len(house.get("/doubtful-visits", Role.STREET).json["items"]) == 2
    assert rows[0]["display_name"] == "张**三"


def test_a_fast_phone_that_scans_online_is_set_right_too(house: House) -> None:
    text = house.code(Kind.STATION, house.village.station)
    said = (house.now + FAST).isoformat()
    answer = house.scan(Role.RIDER, text, occurred_at=said, device_time=said)
    assert answer.json["result"] == "visit_counted"
    assert [it.occurred_at for it in counted(house)] == [house.now]


def test_what_was_tried_alone_may_be_sent_again_at_another_time_with_a_number(
    house: House,
) -> None:
    """The answer was lost: the phone keeps the scan, numbers it, and its clock has moved on."""
    scan = {
        "token": house.code(Kind.STATION, house.village.station),
        "occurred_at": house.now.isoformat(),
        "device_id": PHONE,
    }
    key = fresh_key()
    first = house.scan(Role.RIDER, key=key, device_time=house.now.isoformat(), **scan)
    house.now += timedelta(minutes=30)
    kept = {"key": key, **scan, "sequence": 1}
    (again,) = upload(house, [kept], timedelta(seconds=2), Role.RIDER)
    assert (again["status"], again["duplicate"], again["body"]) == (200, True, first.json)
    assert len(counted(house)) == 1


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00+00:00", "9999-12-31T23:59:59+00:00"])
def test_a_phone_at_the_end_of_the_calendar_is_refused_and_spoils_nothing(
    house: House, moment: str
) -> None:
    (scan,) = kept_scans(house, 1)
    body = {"scans": [scan | {"occurred_at": moment}], "device_time": "5000-01-01T00:00:00+00:00"}
    (answer,) = house.post("/scans/bulk", Role.STATION_KEEPER, body).json["answers"]
    assert answer["body"]["code"] == "scan_needs_review"
    assert house.project().get("/doubtful-visits", Role.STREET).json["items"] == []


@pytest.mark.parametrize("sequence", [0, -1, 2**31, "17", 1.5, True])
def test_a_number_that_is_none_spoils_only_its_own_scan(house: House, sequence: Any) -> None:
    scans = kept_scans(house, 2)
    answers = upload(house, [scans[0], scans[1] | {"sequence": sequence}])
    assert [it["status"] for it in answers] == [200, 422]


def test_a_card_is_a_method_of_its_own(house: House) -> None:
    code = house.code(Kind.CARD, house.village.riders[1])
    assert house.scan(Role.STATION_KEEPER, code).json["points"] == 1
    assert [it.method for it in counted(house)] == ["card"]


def test_what_a_visit_was_for_is_one_tap_and_counted_by_station(house: House) -> None:
    key = fresh_key()
    house.scan(Role.RIDER, house.code(Kind.STATION, house.village.station), key=key)
    for purpose in ("water", "water", "charge"):
        told = house.post(f"/scans/{key}/purpose", Role.RIDER, {"purpose": purpose})
        assert (told.status_code, told.json["purpose"]) == (200, purpose)
    counted = house.project().services.views.purposes
    today = local_date(house.now)
    assert counted.of_station(house.village.station, today, today) == {"charge": 1}


def test_a_purpose_told_fewer_than_five_times_is_as_if_it_had_not_been(house: House) -> None:
    village, first = house.village, house.now - timedelta(days=3)  # from Tuesday to Friday
    for n in range(5):
        visit = village.visit(village.riders[0], at=first + n * timedelta(hours=4))
        tell_purpose(village, visit, Purpose.CHARGE)
    others = [village.riders[1], *riders(house, 2)]
    for it in others:
        tell_purpose(village, village.visit(it, at=first), Purpose.MEDICINE)
    path = f"/stations/{village.station}/purposes"
    four = house.project().get(path, Role.STATION_KEEPER).json
    assert four["purposes"] == {}, "of four riders one can tell who it was"
    village.visit(*riders(house, 1), at=first)
    keeper = house.project().get(path, Role.STATION_KEEPER).json
    assert (keeper["first"], keeper["last"]) == ("2026-11-01", "2026-11-30")
    assert keeper["purposes"] == {"charge": 5}
    week = house.get(f"{path}?span=week", Role.STREET).json
    assert (week["first"], week["last"], week["purposes"]) == (
        "2026-11-16",
        "2026-11-22",
        {"charge": 5},
    )
    day = house.get(f"{path}?span=day&on={local_date(first)}", Role.STREET).json
    assert day["purposes"] == {}, "four of the five"
    elsewhere = house.token(Role.STREET, somebody(house), unit="150102001")
    assert house.get(path, elsewhere).status_code == 403


def test_only_the_own_visit_has_a_purpose(house: House) -> None:
    key = fresh_key()
    house.scan(Role.STATION_KEEPER, house.code(Kind.CARD, house.village.riders[0]), key=key)
    unknown = house.post(f"/scans/{key}/purpose", Role.RIDER, {"purpose": "rest"})
    assert (unknown.status_code, unknown.json["code"]) == (404, "visit_not_found")
    nonsense = house.post(f"/scans/{key}/purpose", Role.RIDER, {"purpose": "sleep"})
    assert nonsense.status_code == 422
    keeper = house.post(f"/scans/{key}/purpose", Role.STATION_KEEPER, {"purpose": "rest"})
    assert (keeper.status_code, keeper.json["code"]) == (403, "role_required")


def test_a_repeated_scan_may_say_what_it_was_for_too(house: House) -> None:
    house.scan(Role.RIDER, house.code(Kind.STATION, house.village.station))
    house.now += timedelta(minutes=2)
    key = fresh_key()
    answer = house.scan(Role.RIDER, house.code(Kind.STATION, house.village.station), key=key)
    assert (answer.status_code, answer.json["code"]) == (409, "visit_already_counted")
    assert house.post(f"/scans/{key}/purpose", Role.RIDER, {"purpose": "rest"}).status_code == 200


def test_a_batch_from_a_device_of_the_station_has_a_gap_too(house: House) -> None:
    scans = kept_scans(house, 3)
    upload(house, [scans[0], scans[2]], FAST, Role.SCREEN)
    (gap,) = house.project().get("/phone-gaps", Role.STATION_KEEPER).json["items"]
    assert (gap["missing"], gap["person_id"], gap["unit_code"]) == (["2"], None, COMMUNITY)
