"""One door for every code: what counts, what is refused, and that nothing is lost."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from prometheus_client import CollectorRegistry

from ledger.kernel.ids import new_id
from ledger.registry.refused_scan import RefusedScan
from people.directory import Person
from people.roles import Role
from qr.keys import Keyring
from qr.kinds import Kind
from qr.tokens import TokenMaker, TokenReader
from tests.api.house import KEYRING, House, fresh_key
from tests.support.village import CITY, MORNING


def refused(house: House) -> list[RefusedScan.Recorded]:
    notifications = house.ledger.recorder.select_notifications(1, 10_000)
    events = (house.ledger.mapper.to_domain_event(it) for it in notifications)
    return [it for it in events if isinstance(it, RefusedScan.Recorded)]


def count(registry: CollectorRegistry, kind: str, outcome: str) -> float:
    labels = {"kind": kind, "outcome": outcome}
    return registry.get_sample_value("redbee_scans_total", labels) or 0


def test_a_riders_scan_of_the_screen_counts_a_visit(house: House) -> None:
    answer = house.scan(Role.RIDER, house.code(Kind.STATION, house.village.station))
    assert answer.status_code == 200
    assert answer.json["kind"] == "station"
    assert answer.json["result"] == "visit_counted"
    assert answer.json["points"] == 1
    assert answer.json["place"]["name"] == "大召红蜂驿站"
    assert answer.json["code"] is None
    house.project()
    after = answer.json["position"]
    assert house.get(f"/me/accounts?after={after}", Role.RIDER).json["items"][0]["available"] == 1
    assert house.get("/me/visits", Role.RIDER).json["items"][0]["method"] == "screen"


def test_an_address_in_any_case_is_the_same_code(house: House) -> None:
    token = house.code(Kind.STATION, house.village.station)
    answer = house.scan(Role.RIDER, f"https://127.0.0.1:8000/q/{token.lower()}")
    assert answer.json["result"] == "visit_counted"


def test_a_printed_code_declares_a_visit_without_points(house: House) -> None:
    answer = house.scan(Role.RIDER, house.code(Kind.PLATE, house.village.station))
    assert (answer.json["result"], answer.json["points"]) == ("visit_declared", 0)


def test_a_volunteer_scans_in_and_out(house: House) -> None:
    activity = house.village.activity
    first = house.scan(Role.VOLUNTEER, house.code(Kind.ACTIVITY, activity))
    assert (first.status_code, first.json["result"]) == (200, "checked_in")
    assert first.json["place"] == {"kind": "activity", "id": str(activity)}
    again = house.scan(Role.VOLUNTEER, house.code(Kind.ACTIVITY, activity))
    assert (again.status_code, again.json["code"]) == (409, "already_checked_in")
    house.now += timedelta(minutes=60)
    last = house.scan(Role.VOLUNTEER, house.code(Kind.ACTIVITY, activity))
    assert (last.json["result"], last.json["minutes"]) == ("checked_out", 60)
    assert house.project().get("/me/service-record", Role.VOLUNTEER).json["minutes"] == 60


@pytest.mark.parametrize("who", [Role.STATION_KEEPER, Role.SCREEN])
@pytest.mark.parametrize("kind", [Kind.PERSON, Kind.CARD])
def test_a_keeper_scans_a_riders_own_code(house: House, who: Role, kind: Kind) -> None:
    answer = house.scan(who, house.code(kind, house.village.riders[1]))
    assert (answer.json["result"], answer.json["place"]["id"]) == (
        "visit_counted",
        str(house.village.station),
    )


def test_a_leader_scans_a_volunteer_at_an_activity(house: House) -> None:
    code = house.code(Kind.CARD, house.village.volunteers[1])
    place = {"kind": "activity", "id": str(house.village.activity)}
    answer = house.scan(Role.TEAM_LEADER, code, place=place)
    assert answer.json["result"] == "checked_in"
    assert (
        house.project()
        .get(f"/activities/{place['id']}/roll", Role.TEAM_LEADER)
        .json["items"][0]["evidence_in"]
        == "staff_scan"
    )


def test_a_leader_of_another_unit_is_refused(house: House) -> None:
    leader = house.token(Role.TEAM_LEADER, somebody(house), unit="150102001001")
    code = house.code(Kind.CARD, house.village.volunteers[1])
    place = {"kind": "activity", "id": str(house.village.activity)}
    answer = house.scan(leader, code, place=place)
    assert (answer.status_code, answer.json["code"]) == (403, "outside_unit")
    assert [it.refusal for it in refused(house)] == ["outside_unit"]


def somebody(house: House) -> UUID:
    person_id = uuid4()
    house.services.directory.enrol([Person(person_id, "王五", CITY)])
    return person_id


def test_a_keeper_finds_a_voucher_and_hands_over(house: House) -> None:
    cast = house.village
    cast.credit(cast.household_wallet, 100)
    house.project()
    body = {"item_id": str(cast.item), "quantity": 2}
    reserved = house.post("/vouchers", Role.RESIDENT, body).json
    answer = house.project().scan(Role.SHOP_KEEPER, reserved["url"])
    voucher = answer.json["voucher"]
    assert (answer.json["result"], voucher["voucher_id"]) == (
        "voucher_found",
        reserved["voucher_id"],
    )
    assert [it["name"] for it in voucher["lines"]] == ["洗衣液"]
    assert (voucher["quantity"], voucher["amount"]) == (2, 30)
    assert "pickup_code" not in voucher
    assert voucher["owner_name"] == "张**三"
    path = f"/vouchers/{voucher['voucher_id']}/collection"
    nothing = house.post(path, Role.SHOP_KEEPER, {})
    assert (nothing.status_code, nothing.json["code"]) == (422, "confirmation_required")
    shown = {"digits": reserved["pickup_code"]}
    done = house.post(path, Role.SHOP_KEEPER, shown)
    assert (done.status_code, done.json["state"]) == (200, "collected")
    assert house.post(path, Role.SHOP_KEEPER, shown).json["code"] == "voucher_already_collected"


def test_a_voucher_of_another_shop_is_refused_and_recorded(house: House) -> None:
    cast = house.village
    cast.credit(cast.household_wallet, 100)
    voucher = cast.reserve()
    house.project()
    stranger = house.token(Role.SHOP_KEEPER, cast.keeper, place=uuid4())
    answer = house.scan(stranger, house.code(Kind.VOUCHER, voucher))
    assert (answer.status_code, answer.json["code"]) == (422, "village_mismatch")
    assert "voucher" not in answer.json
    assert refused(house)[0].subject_id == voucher


# What is refused -------------------------------------------------------------------


def flawed(house: House) -> dict[str, tuple[str, str]]:
    """A text for each flaw, and the code it is refused with."""
    station, good = house.village.station, house.code(Kind.STATION, house.village.station)
    foreign = TokenMaker(Keyring.generate(MORNING))
    forged = foreign.make(Kind.STATION, station.bytes[:8], at=house.now)
    early = house.code(Kind.STATION, station, house.now + timedelta(minutes=3))
    old = house.code(Kind.STATION, station, house.now - timedelta(minutes=3))
    other = "A" if good[-3] != "A" else "B"
    return {
        "forged": (forged, "qr_invalid"),
        "altered": (good[:-3] + other + good[-2:], "qr_invalid"),
        "foreign": ("https://example.com/menu?x=1\nand more", "qr_invalid"),
        "essay": ("x" * 5000, "qr_invalid"),
        "expired": (old, "qr_expired"),
        "early": (early, "qr_expired"),
        "activity": (house.code(Kind.ACTIVITY, house.village.activity), "qr_kind_mismatch"),
        "voucher": (house.code(Kind.VOUCHER, station), "qr_kind_mismatch"),
    }


@pytest.mark.parametrize(
    "which", ["forged", "altered", "foreign", "essay", "expired", "early", "activity", "voucher"]
)
def test_a_flawed_code_is_refused_recorded_and_counted(house: House, which: str) -> None:
    text, code = flawed(house)[which]
    key = fresh_key()
    answer = house.scan(Role.RIDER, text, key=key)
    assert (answer.status_code, answer.json["code"]) == (422, code)
    assert answer.content_type == "application/problem+json"
    kept = refused(house)
    assert [(it.refusal, it.person_id) for it in kept] == [(code, house.village.riders[0])]
    assert (kept[0].subject_id is None) == (code == "qr_invalid")
    kind = kept[0].kind or "unknown"
    assert count(house.services.metrics.registry, kind, code) == 1
    again = house.scan(Role.RIDER, text, key=key)
    assert (again.data, again.headers["Duplicate"]) == (answer.data, "true")
    assert len(refused(house)) == 1
    house.project()
    counts = house.get("/refused-scans/counts", Role.CLERK).json["items"]
    assert [(it["refusal"], it["count"]) for it in counts] == [(code, 1)]
    assert house.get("/refused-scans", Role.AUDITOR).json["items"][0]["refusal"] == code


def test_a_code_under_a_revoked_key_is_refused(house: House) -> None:
    text = house.code(Kind.STATION, house.village.station)
    ring = KEYRING.rotate(MORNING)
    reader = TokenReader(ring.revoke(KEYRING.active.id))
    object.__setattr__(house.services, "reader", reader)
    answer = house.scan(Role.RIDER, text)
    assert (answer.status_code, answer.json["code"]) == (422, "qr_revoked")
    assert refused(house)[0].subject_id is None


def test_a_forged_code_costs_no_question_to_the_read_models(house: House) -> None:
    def asked(*_: Any) -> Any:
        raise AssertionError("a forged code was looked up")

    assert house.get("/me", Role.SHOP_KEEPER).status_code == 200, "the keeper's term is known now"
    house.read_store.read = asked  # type: ignore[method-assign]
    answer = house.scan(Role.SHOP_KEEPER, flawed(house)["forged"][0])
    assert answer.json["code"] == "qr_invalid"


def test_a_visit_within_four_hours_is_told_when_it_counts_again(house: House) -> None:
    house.scan(Role.RIDER, house.code(Kind.STATION, house.village.station))
    house.now += timedelta(hours=1)
    answer = house.scan(Role.RIDER, house.code(Kind.STATION, house.village.station))
    assert (answer.status_code, answer.json["code"]) == (409, "visit_already_counted")
    assert answer.json["again_from"] == "2026-11-20T05:00:00+00:00"


def test_an_unknown_station_is_not_found_and_recorded(house: House) -> None:
    answer = house.scan(Role.RIDER, house.code(Kind.STATION, new_id()))
    assert (answer.status_code, answer.json["code"]) == (404, "station_not_found")
    assert [it.refusal for it in refused(house)] == ["station_not_found"]


def test_a_subject_that_is_no_half_of_an_id_is_no_code_of_ours(house: House) -> None:
    text = house.services.maker.make(Kind.STATION, b"\xff" * 8, at=house.now)
    assert house.scan(Role.RIDER, text).json["code"] == "qr_invalid"


@pytest.mark.parametrize("role", [Role.CLERK, Role.AUDITOR, Role.STREET])
def test_some_roles_do_not_scan_at_all(house: House, role: Role) -> None:
    answer = house.scan(role, house.code(Kind.STATION, house.village.station))
    assert (answer.status_code, answer.json["code"]) == (403, "role_required")
