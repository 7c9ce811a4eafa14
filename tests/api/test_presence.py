"""Presence without a phone's scan: six digits, a tick with a witness, and taking a scan back."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from werkzeug.test import TestResponse

from api.rates import quotas
from api.rates.limiter import RateLimits, Verdict
from ledger.kernel.ids import new_id, subject_of
from people.directory import Person
from people.roles import Role
from qr.kinds import Kind
from tests.api.house import House, fresh_key
from tests.support.village import CITY

LEADER, VOLUNTEER, CLERK = Role.TEAM_LEADER, Role.VOLUNTEER, Role.CLERK


def shown(house: House, activity: UUID | None = None) -> str:
    """The digits that stand beside an activity's code now."""
    subject = subject_of(activity or house.village.activity)
    return house.services.maker.digits(Kind.ACTIVITY, subject, at=house.now)


def me(house: House) -> str:
    """A volunteer who does not lead the village's activity."""
    return house.token(VOLUNTEER, house.village.volunteers[1])


def type_digits(house: House, digits: str, **more: Any) -> TestResponse:
    return house.post("/scans/typed", me(house), {"digits": digits, **more})


def wrong(house: House) -> str:
    """Digits that are surely not shown: none of the window."""
    steps = (timedelta(seconds=30 * it) for it in (-2, -1, 0, 1))
    subject = subject_of(house.village.activity)
    good = {house.services.maker.digits(Kind.ACTIVITY, subject, at=house.now + it) for it in steps}
    return next(it for it in ("000000", "111111", "222222", "333333", "444444") if it not in good)


def own(house: House, who: UUID | None = None) -> Any:
    """The attendance of the volunteer at the village's activity."""
    mine = who or house.village.volunteers[1]
    found = house.project().services.views.attendances.of_person(mine)
    return found[0] if found else None


# Six digits ------------------------------------------------------------------


def test_a_volunteer_types_the_digits_when_coming_and_leaving(house_on_both: House) -> None:
    house = house_on_both
    came = type_digits(house, shown(house))
    assert (came.status_code, came.json["result"]) == (200, "checked_in"), came.text
    assert came.json["place"]["id"] == str(house.village.activity)
    house.now += timedelta(minutes=60)
    left = type_digits(house, shown(house), activity_id=str(house.village.activity))
    assert (left.json["result"], left.json["minutes"]) == ("checked_out", 60)
    row = own(house)
    assert (row.evidence, row.is_supplementary) == ("own_code", False)


def test_who_leads_comes_as_a_volunteer_by_code_and_by_digits_alike(house: House) -> None:
    code = house.code(Kind.ACTIVITY, house.village.activity)
    scanned = house.scan(LEADER, code)
    assert (scanned.status_code, scanned.json["code"]) == (422, "qr_kind_mismatch")
    typed = house.post("/scans/typed", LEADER, {"digits": shown(house)})
    assert (typed.status_code, typed.json["code"]) == (403, "role_required")
    person = house.persons[LEADER]
    house.village.register_volunteer(person, "NM-0000-0099")
    as_volunteer = house.token(VOLUNTEER, person)
    came = house.post("/scans/typed", as_volunteer, {"digits": shown(house)})
    assert (came.status_code, came.json["result"]) == (200, "checked_in"), came.text


def test_wrong_digits_are_refused_and_recorded(house_on_both: House) -> None:
    house = house_on_both
    told = type_digits(house, wrong(house))
    assert (told.status_code, told.json["code"]) == (422, "activity_code_wrong")
    assert own(house) is None
    refused = house.services.views.refused_scans.of_person(house.village.volunteers[1])
    assert [it.refusal for it in refused] == ["activity_code_wrong"]


def test_digits_of_a_minute_and_a_half_ago_are_too_old(house: House) -> None:
    typed = shown(house)
    house.now += timedelta(seconds=90)
    assert type_digits(house, typed).json["code"] == "activity_code_wrong"


def test_digits_are_tried_for_activities_that_run_now_only(house: House) -> None:
    later = house.village.publish("下午的活动", starts_at=house.now + timedelta(hours=6))
    house.project()
    assert type_digits(house, shown(house, later)).json["code"] == "activity_code_wrong"
    named = type_digits(house, shown(house, later), activity_id=str(later))
    assert named.json["code"] == "activity_not_started"
    house.project()
    nowhere = type_digits(house, shown(house), activity_id=str(new_id()))
    assert nowhere.json["code"] == "activity_not_found"


def test_the_same_digits_sent_twice_are_one_scan(house: House) -> None:
    key, body = fresh_key(), {"digits": shown(house)}
    first = house.post("/scans/typed", me(house), body, key=key)
    house.now += timedelta(minutes=10)
    again = house.post("/scans/typed", me(house), body, key=key)
    assert first.json == again.json
    assert again.headers["Duplicate"] == "true"


def test_a_person_guesses_ten_times_in_a_quarter_of_an_hour_and_no_more(house: House) -> None:
    for _ in range(quotas.TYPED_CODES_MAX):
        assert type_digits(house, wrong(house)).json["code"] == "activity_code_wrong"
    told = type_digits(house, shown(house))
    assert (told.status_code, told.json["quota"]) == (429, "typed_codes")
    assert quotas.WINDOW_S < told.json["retry_after_s"] <= quotas.TYPED_WINDOW_S
    scanned = house.scan(me(house), house.code(Kind.ACTIVITY, house.village.activity))
    assert scanned.json["result"] == "checked_in", "the picture can still be scanned"


def test_an_activity_that_many_guess_at_takes_no_digits_any_more(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = quotas.Quota("wrong_codes", 3, 3, quotas.TYPED_WINDOW_S)
    monkeypatch.setattr("api.scans.typed.WRONG_CODES", few)
    for _ in range(3):
        type_digits(house, wrong(house))
    other = house.tokens[VOLUNTEER]
    told = house.post("/scans/typed", other, {"digits": shown(house)})
    assert told.json["code"] == "activity_code_wrong"


def test_nobody_guesses_while_no_counter_answers(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(RateLimits, "count", lambda *_: Verdict(answered=False))
    assert type_digits(house, shown(house)).status_code == 429


@pytest.mark.parametrize("digits", ["12345", "1234567", "12345x", "１２３４５６", ""])
def test_what_is_not_six_digits_is_not_looked_at(quiet_house: House, digits: str) -> None:
    assert type_digits(quiet_house, digits).json["code"] == "request_invalid"


def test_only_volunteers_type_digits(quiet_house: House) -> None:
    told = quiet_house.post("/scans/typed", Role.RIDER, {"digits": "123456"})
    assert told.json["code"] == "role_required"


# Ticks -----------------------------------------------------------------------


def tick(house: House, person: UUID, witness: UUID, who: Role | str = LEADER) -> TestResponse:
    body = {"person_id": str(person), "witness_id": str(witness)}
    return house.post(f"/activities/{house.village.activity}/ticks", who, body)


def test_a_leader_ticks_somebody_with_a_witness_who_is_there(house_on_both: House) -> None:
    house = house_on_both
    witness, person = house.village.volunteers
    assert tick(house, person, witness).json["code"] == "witness_required", "nobody is there"
    house.scan(VOLUNTEER, house.code(Kind.ACTIVITY, house.village.activity))
    came = tick(house, person, witness)
    assert (came.status_code, came.json["result"]) == (200, "checked_in"), came.text
    house.now += timedelta(minutes=30)
    left = tick(house, person, witness, CLERK)
    assert (left.json["result"], left.json["minutes"]) == ("checked_out", 30)
    row = own(house, person)
    assert (row.evidence, row.is_supplementary) == ("witness", True)
    scans = house.services.views.attendances.scans(row.attendance_id)
    assert [it.recorded_by for it in scans] == [house.persons[LEADER], house.persons[CLERK]]
    assert {it.witness_id for it in scans} == {witness}


def test_nobody_is_witness_for_themselves_nor_ticks_and_witnesses(house: House) -> None:
    _, person = house.village.volunteers
    house.scan(VOLUNTEER, house.code(Kind.ACTIVITY, house.village.activity))
    assert tick(house, person, person).json["code"] == "witness_required"
    assert tick(house, person, house.persons[LEADER]).json["code"] == "witness_required"


def test_somebody_who_is_on_no_list_is_scanned_not_ticked(house: House) -> None:
    stranger = new_id()
    house.services.directory.enrol([Person(stranger, "外地人", CITY)])
    house.scan(VOLUNTEER, house.code(Kind.ACTIVITY, house.village.activity))
    told = tick(house, stranger, house.village.volunteers[0])
    assert (told.status_code, told.json["code"]) == (404, "person_not_found")


# Undo ------------------------------------------------------------------------


def undo(house: House, key: str, who: Role | None = None) -> TestResponse:
    return house.post(f"/scans/{key}/undo", who or me(house), {})


def scan(house: House) -> tuple[str, TestResponse]:
    key = fresh_key()
    code = house.code(Kind.ACTIVITY, house.village.activity)
    return key, house.scan(me(house), code, key=key)


def test_a_wrong_scan_is_taken_back_by_the_phone_that_made_it(house_on_both: House) -> None:
    house = house_on_both
    scan(house)
    house.now += timedelta(minutes=60)
    key, left = scan(house)
    assert left.json["minutes"] == 60
    assert left.json["undo_until"] == (house.now + timedelta(minutes=15)).isoformat()
    house.now += timedelta(minutes=14)
    told = undo(house, key)
    assert (told.status_code, told.json["result"], told.json["minutes"]) == (200, "scan_undone", 0)
    assert own(house).left_at is None
    assert undo(house, key).json["code"] == "nothing_to_undo"
    house.now += timedelta(minutes=10)
    assert scan(house)[1].json["minutes"] == 84


def test_after_a_quarter_of_an_hour_a_scan_stands(house: House) -> None:
    key, _ = scan(house)
    house.now += timedelta(minutes=15, seconds=1)
    assert undo(house, key).json["code"] == "undo_too_late"


def test_a_scan_that_another_one_followed_stands(house: House) -> None:
    first, _ = scan(house)
    house.now += timedelta(minutes=6)
    second, _ = scan(house)
    assert undo(house, first).json["code"] == "nothing_to_undo"
    assert undo(house, second).json["result"] == "scan_undone"


def test_a_key_of_somebody_else_takes_nothing_back(house: House) -> None:
    key, _ = scan(house)
    assert undo(house, key, LEADER).json["code"] == "nothing_to_undo"
    assert undo(house, fresh_key()).json["code"] == "nothing_to_undo"
    refused_key = fresh_key()
    house.scan(me(house), "x", key=refused_key)
    assert undo(house, refused_key).json["code"] == "nothing_to_undo"


def test_a_leader_takes_back_what_the_leader_scanned(house: House) -> None:
    card = house.code(Kind.CARD, house.village.volunteers[1])
    place = {"kind": "activity", "id": str(house.village.activity)}
    key = fresh_key()
    house.scan(LEADER, card, key=key, place=place)
    assert undo(house, key, LEADER).json["result"] == "scan_undone"
