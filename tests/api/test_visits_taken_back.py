"""A rider takes a visit back, online or from what a phone kept, whatever arrives first."""

from datetime import timedelta
from typing import Any

from werkzeug.test import TestResponse

from ledger.kernel.clock import local_date
from people.roles import Role
from qr.kinds import Kind
from tests.api.house import House, fresh_key
from tests.api.test_check_ins import PHONE, upload
from tests.ledger.test_relying import before_the_next_append

SOON = timedelta(minutes=5)


def scan(house: House, key: str, **more: Any) -> TestResponse:
    return house.scan(Role.RIDER, house.code(Kind.STATION, house.village.station), key=key, **more)


def undo(house: House, key: str, **body: Any) -> TestResponse:
    return house.post(f"/scans/{key}/undo", Role.RIDER, body)


def seen(house: House) -> tuple[int, int, dict[str, int]]:
    """Visits, points and purposes as everybody reads them."""
    station, today = house.village.station, local_date(house.now)
    views = house.project().services.views
    visits = house.get("/me/visits", Role.RIDER).json["items"]
    (wallet,) = house.services.views.balances.of_owner(house.village.riders[0])
    purposes = views.purposes.of_station(station, today, today)
    assert views.stations.live(station, today).visits == len(visits)
    assert sum(views.visit_hours.of("1501", today, today)) == len(visits)
    return len(visits), wallet.available, purposes


def test_a_visit_its_point_and_its_purpose_go_and_the_next_scan_counts(
    house_on_both: House,
) -> None:
    house, key = house_on_both, fresh_key()
    told = scan(house, key).json
    assert told["undo_until"] == (house.now + 3 * SOON).isoformat()
    assert house.post(f"/scans/{key}/purpose", Role.RIDER, {"purpose": "rest"}).status_code == 200
    assert seen(house) == (1, 1, {"rest": 1})
    house.now += SOON
    gone = undo(house, key).json
    assert (gone["result"], gone["points"], gone["visits_today"]) == ("scan_undone", -1, 0)
    assert undo(house, key).json["points"] == 0, "twice is once"
    assert seen(house) == (0, 0, {})
    again = scan(house, fresh_key()).json
    assert (again["result"], again["points"]) == ("visit_counted", 1)
    assert seen(house) == (1, 1, {})


def test_after_fifteen_minutes_the_visit_stands(house: House) -> None:
    key = fresh_key()
    scan(house, key)
    house.now += timedelta(minutes=15, seconds=1)
    late = undo(house, key)
    assert (late.status_code, late.json["code"]) == (422, "visit_undo_too_late")
    assert late.json["minutes_max"] == 15
    assert seen(house)[:2] == (1, 1)


def test_what_a_phone_kept_is_none_whichever_comes_first(house_on_both: House) -> None:
    house = house_on_both
    code = house.code(Kind.STATION, house.village.station)
    made = {"token": code, "occurred_at": house.now.isoformat(), "device_id": PHONE}
    off = timedelta(minutes=-7)
    undone = {"occurred_at": (house.now + SOON + off).isoformat()}
    made["occurred_at"] = (house.now + off).isoformat()
    first, second = fresh_key(), fresh_key()
    house.now += timedelta(hours=2)
    clock = {"device_time": (house.now + off).isoformat()}
    assert undo(house, first, **undone, **clock).json["result"] == "scan_undone"
    scans = [{"key": it, "sequence": n + 1, **made} for n, it in enumerate((first, second))]
    answers = upload(house, scans, off, Role.RIDER)
    results = [it["body"]["result"] for it in answers]
    assert results == ["scan_undone", "visit_counted"]
    assert undo(house, second, **undone, **clock).json["points"] == -1
    assert seen(house) == (0, 0, {})
    assert house.services.views.phone_gaps.open("1501") == [], "its number came all the same"
    assert [it["body"] for it in upload(house, scans, off, Role.RIDER)] == [
        it["body"] for it in answers
    ]
    assert seen(house) == (0, 0, {})


def test_a_visit_that_waits_for_people_leaves_their_list(house: House) -> None:
    key, off = fresh_key(), timedelta(minutes=20)
    now = {"device_time": (house.now + off).isoformat()}
    kept = scan(house, key, occurred_at=(house.now + off).isoformat(), **now)
    assert (kept.json["code"], kept.json["undo_until"]) == (
        "scan_needs_review",
        (house.now + 3 * SOON).isoformat(),
    )
    assert len(house.project().get("/doubtful-visits", Role.STATION_KEEPER).json["items"]) == 1
    house.now += SOON
    said = {
        "occurred_at": (house.now + off).isoformat(),
        "device_time": (house.now + off).isoformat(),
    }
    assert undo(house, key, **said).json["result"] == "scan_undone"
    assert house.project().get("/doubtful-visits", Role.STATION_KEEPER).json["items"] == []


def test_nobody_takes_back_what_they_did_not_scan(house: House) -> None:
    key = fresh_key()
    answer = house.scan(
        Role.STATION_KEEPER, house.code(Kind.CARD, house.village.riders[0]), key=key
    )
    assert "undo_until" not in answer.json
    assert undo(house, key).json["result"] == "scan_undone", "it may still arrive, from this rider"
    assert house.project().services.views.visits.of_rider(house.village.riders[0])
    keeper = house.post(f"/scans/{key}/undo", Role.STATION_KEEPER, {})
    assert (keeper.status_code, keeper.json["code"]) == (403, "role_required")
    refused = fresh_key()
    house.scan(Role.RIDER, "NONSENSE", key=refused)
    assert undo(house, refused).json["code"] == "nothing_to_undo"


def test_a_scan_that_arrives_while_its_taking_back_is_noted_is_none(
    twins: tuple[House, House],
) -> None:
    house, other = twins
    key = fresh_key()
    before_the_next_append(house.ledger.store, lambda: scan(other, key))
    assert undo(house, key).json["points"] == -1
    assert seen(house) == (0, 0, {})


def test_the_month_tells_of_no_visit_that_was_taken_back(house_on_both: House) -> None:
    house = house_on_both
    for wrong in (True, False):
        key = fresh_key()
        scan(house, key)
        house.now += SOON
        if wrong:
            undo(house, key)
    month = house.project().get(f"/me/statements/{local_date(house.now):%Y-%m}", Role.RIDER).json
    assert (month["gained"], month["spent"], month["closing"]) == (1, 0, 1)
    assert month["sources"] == [{"reason": "visit", "times": 1, "amount": 1}]
    assert month["spending"] == []
