"""Consents: each purpose alone, as easily withdrawn as given, and at once."""

from datetime import timedelta
from uuid import UUID

import pytest

from api.consents.effects import follow
from ledger.registry.consent_purposes import SWITCHES, Purpose
from people.consent_index import ConsentIndex, Followed
from people.directory import Person
from people.notices import NOTICES
from people.roles import Role
from projections.positions import ReadModelBehindError
from qr.kinds import Kind
from tests.api.house import House
from tests.api.minors import morning, put
from tests.support.village import COMMUNITY

ID_NUMBER = "11010519491231002X"
RANKING = f"/leaderboards/minutes?unit={COMMUNITY}"


def switch(house: House, purpose: str, *, given: bool, who: Role | str = Role.VOLUNTEER) -> int:
    answer = put(house, "/me/consents", who, {"purpose": purpose, "given": given})
    house.project()
    return answer.status_code


def states(house: House, who: Role | str = Role.VOLUNTEER) -> dict[str, str]:
    items = house.get("/me/consents", who).json["items"]
    return {it["purpose"]: it["state"] for it in items}


def test_every_switch_is_off_until_somebody_turns_it_on(quiet_house: House) -> None:
    answer = quiet_house.get("/me/consents", Role.RIDER).json
    assert answer["notice_version"] == 2
    assert [it["purpose"] for it in answer["items"]] == [it.value for it in SWITCHES]
    assert {(it["state"], it["given"], it["separate"]) for it in answer["items"]} == {
        ("off", False, True)
    }
    assert {it["article"] for it in answer["items"]} == {"23", "25", "29"}


@pytest.mark.parametrize("purpose", [it.value for it in SWITCHES])
def test_withdrawing_is_one_request_like_giving(house: House, purpose: str) -> None:
    assert switch(house, purpose, given=True) == 200
    assert states(house)[purpose] == "on"
    assert switch(house, purpose, given=False) == 200
    assert states(house)[purpose] == "off"
    history = house.get("/me/consents/history", Role.VOLUNTEER).json["items"]
    assert [(it["purpose"], it["given"]) for it in history] == [(purpose, False), (purpose, True)]


def test_what_is_no_switch_is_refused(quiet_house: House) -> None:
    for body in (
        {"purpose": "minor", "given": True},
        {"purpose": "base_service", "given": False},
        {"purpose": "ranking", "given": "yes"},
        {"purpose": "ranking"},
    ):
        answer = put(quiet_house, "/me/consents", Role.VOLUNTEER, body)
        assert (answer.status_code, answer.json["code"]) == (422, "request_invalid")


def test_nothing_asks_for_a_consent_to_sign_up_scan_and_have_points(house: House) -> None:
    body = {"unit_code": COMMUNITY, "display_name": "赵六", "number": "V9", "passcode": "246813"}
    person = UUID(house.post("/volunteers", Role.CLERK, body).json["person_id"])
    phone = house.token(Role.VOLUNTEER, person)
    activity = house.village.publish("清扫楼道")
    house.project()
    house.scan(phone, house.code(Kind.ACTIVITY, activity))
    house.now += timedelta(hours=1)
    assert house.scan(phone, house.code(Kind.ACTIVITY, activity)).json["points"] == 2
    house.project()
    assert set(states(house, phone).values()) == {"off"}
    assert house.get("/me/accounts", phone).json["items"][0]["available"] == 2


def test_who_withdraws_is_off_the_board_at_the_next_look(house: House) -> None:
    house.village.serve(house.persons[Role.VOLUNTEER], 60)
    switch(house, "ranking", given=True)
    assert [it["name"] for it in house.get(RANKING).json["items"]] == ["张**三"]
    body = {"purpose": "ranking", "given": False}
    assert put(house, "/me/consents", Role.VOLUNTEER, body).status_code == 200
    assert house.get(RANKING).json["items"] == [], "before any read model has seen it"
    assert house.get("/me", Role.VOLUNTEER).json["listed"] is False


def test_the_old_door_is_the_same_switch(house: House) -> None:
    house.ask("PATCH", "/me", Role.VOLUNTEER, json={"listed": True})
    house.project()
    assert states(house)["ranking"] == "on"


def test_withdrawing_destroys_the_id_number_and_its_index(house: House) -> None:
    person_id, directory = house.persons[Role.VOLUNTEER], house.services.directory
    directory.enrol([Person(person_id, "张三", COMMUNITY, id_number=ID_NUMBER)])
    switch(house, "id_number", given=True)
    assert directory.find_by_id_number(ID_NUMBER) == [person_id]
    switch(house, "id_number", given=False)
    found = directory.find(person_id)
    assert found is not None
    assert found.id_number is None
    assert directory.find_by_id_number(ID_NUMBER) == []


def test_an_id_number_is_kept_only_while_its_consent_stands(house: House) -> None:
    def keep(number: str) -> tuple[int, object]:
        answer = put(house, "/me/id-number", Role.VOLUNTEER, {"id_number": number})
        return answer.status_code, answer.json.get("code") or answer.json["id_number"]

    assert keep(ID_NUMBER) == (422, "consent_required")
    switch(house, "id_number", given=True)
    assert keep("110105194912310021") == (422, "id_number_invalid")
    assert keep("11010519491231002x") == (200, "110105********002X")
    switch(house, "id_number", given=False)
    assert keep(ID_NUMBER) == (422, "consent_required")
    found = house.services.directory.find(house.persons[Role.VOLUNTEER])
    assert found is not None
    assert found.id_number is None


def test_visits_of_earlier_days_tell_their_station_only_with_consent(house: House) -> None:
    house.village.visit(house.persons[Role.RIDER])
    house.project()
    station = str(house.village.station)

    def told() -> str | None:
        return str(house.get("/me/visits", Role.RIDER).json["items"][0]["station_id"])

    assert told() == station, "of the day itself, for the rule of four hours"
    house.now += timedelta(days=1)
    assert told() == "None"
    switch(house, "station", given=True, who=Role.RIDER)
    assert told() == station
    switch(house, "station", given=False, who=Role.RIDER)
    assert told() == "None"


def test_points_of_earlier_days_tell_their_station_only_with_consent(house: House) -> None:
    house.village.visit(house.persons[Role.RIDER])
    house.project()
    station = str(house.village.station)

    def told() -> str:
        entries = house.get("/me/entries", Role.RIDER).json["items"]
        return str(next(it["source_id"] for it in entries if it["reason"] == "visit"))

    assert told() == station
    house.now += timedelta(days=1)
    assert told() == "None"
    switch(house, "station", given=True, who=Role.RIDER)
    assert told() == station


def test_a_purpose_that_changed_is_asked_for_again(house: House) -> None:
    house.now = morning(2026, 2, 10)
    phone = house.token(Role.VOLUNTEER, house.persons[Role.VOLUNTEER])
    for purpose in ("station", "ranking"):
        switch(house, purpose, given=True, who=phone)
    assert states(house, phone)["station"] == "on"
    house.now = morning(2026, 3, 1)
    assert (states(house, phone)["station"], states(house, phone)["ranking"]) == ("changed", "on")
    switch(house, "station", given=True, who=phone)
    assert states(house, phone)["station"] == "on"


def test_the_notices_name_purposes_there_are(quiet_house: House) -> None:
    today = quiet_house.now.date()
    for notice in NOTICES.known(today):
        assert notice.changed <= {it.value for it in Purpose}


def test_what_follows_from_consents_is_made_up_from_the_log(house: House) -> None:
    """A process died between the ledger and the people, or the people came from a copy."""
    first, second = house.village.volunteers
    house.village.agree(first, Purpose.RANKING)
    house.village.agree(second, Purpose.RANKING)
    house.village.withdraw(second, Purpose.RANKING)
    house.services.directory.set_listed(second, listed=True)
    house.project()
    assert follow(house.services) == 2
    listed = house.services.directory.listed_names([first, second])
    assert list(listed) == [first]
    assert follow(house.services) == 0, "what was acted on is not looked at again"
    house.services.directory.set_listed(first, listed=False)
    ConsentIndex(house.people).forget()
    follow(house.services)
    assert list(house.services.directory.listed_names([first, second])) == [first]
    assert ConsentIndex(house.people).read().notice_version == 2


def test_who_withdraws_while_the_log_is_followed_stays_off_the_boards(house: House) -> None:
    """The read model still says yes: nobody is listed again by what is already over."""
    person_id = house.persons[Role.VOLUNTEER]
    switch(house, "ranking", given=True)
    body = {"purpose": "ranking", "given": False}
    assert put(house, "/me/consents", Role.VOLUNTEER, body).status_code == 200
    with pytest.raises(ReadModelBehindError):
        follow(house.services)
    assert house.services.directory.listed_names([person_id]) == {}
    house.project()
    follow(house.services)
    assert house.services.directory.listed_names([person_id]) == {}


def test_a_new_notice_ends_what_it_changed_among_the_people(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    person_id = house.persons[Role.VOLUNTEER]
    house.village.agree(person_id, Purpose.RANKING, notice_version=1)
    house.project()
    follow(house.services)
    changed = {"ranking": 2}
    monkeypatch.setattr(NOTICES, "changed_in", lambda purpose, _day: changed.get(purpose, 1))
    ConsentIndex(house.people).keep(
        Followed(ConsentIndex(house.people).read().position, notice_version=1)
    )
    assert follow(house.services) == 1
    assert house.services.directory.listed_names([person_id]) == {}


def test_a_form_on_paper_names_who_signed_and_who_typed(house: House) -> None:
    person_id, clerk = house.persons[Role.RESIDENT], house.persons[Role.CLERK]
    body = {"person_id": str(person_id), "purpose": "red_board", "given": True}
    answer = house.post("/consents", Role.CLERK, body)
    assert answer.status_code == 201
    house.project()
    (row,) = house.services.views.consents.history(person_id)
    assert (row.method, row.decided_by, row.operator_id) == ("paper", person_id, clerk)
    assert states(house, Role.RESIDENT)["red_board"] == "on"
    own = house.post("/consents", Role.CLERK, body | {"person_id": str(clerk)})
    assert own.json["code"] == "own_guardianship"


def test_consents_are_shown_to_the_desk_of_the_own_unit_and_that_is_noted(house: House) -> None:
    person_id = house.persons[Role.RESIDENT]
    shown = house.get(f"/persons/{person_id}/consents", Role.CLERK)
    assert [it["state"] for it in shown.json["items"]] == ["off"] * len(SWITCHES)
    (entry,) = house.services.audit.about(person_id)
    assert (entry.entry.action, entry.entry.actor_id) == (
        "consents_read",
        house.persons[Role.CLERK],
    )
    elsewhere = house.token(Role.CLERK, house.persons[Role.CLERK], unit="150102001001")
    for who in (person_id, UUID(int=9)):
        answer = house.get(f"/persons/{who}/consents", elsewhere)
        assert (answer.status_code, answer.json["code"]) == (404, "unknown_person")
    body = {"person_id": str(person_id), "purpose": "red_board", "given": True}
    assert house.post("/consents", elsewhere, body).status_code == 404


def test_two_processes_on_one_database_agree(twins: tuple[House, House]) -> None:
    first, second = twins
    first.village.serve(first.persons[Role.VOLUNTEER], 60)
    switch(first, "ranking", given=True)
    assert len(second.get(RANKING).json["items"]) == 1
    switch(second, "ranking", given=False)
    assert first.get(RANKING).json["items"] == []
