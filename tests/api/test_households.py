"""Households through the doors: the register, two people for a merge, privacy."""

from uuid import UUID, uuid4

import pytest

from ledger.wallets.wallet import Wallet, WalletKind
from people.directory import Person
from people.roles import Role
from qr.kinds import Kind
from tests.api.house import House
from tests.api.households import CLERK, RESIDENT, STREET, done, new, own, people, refused, register
from tests.support.pictures import form_of, jpeg
from tests.support.village import COMMUNITY


def test_a_clerk_registers_a_household_and_sees_masked_names(house_on_both: House) -> None:
    house = house_on_both
    made = register(house, "0147", new("王桂兰"), new("王小明", "child"))
    shown = done(house.get(f"/households/{made}", CLERK), 200)
    assert (shown["number"], shown["members"], shown["head_name"]) == ("0147", 2, "王*兰")
    assert [it["display_name"] for it in shown["people"]] == ["王*兰", "王*明"]
    assert shown["available"] == 0
    body = {"number": "0147", "members": [new("李四")]}
    refused(house.post("/households", CLERK, body), "household_number_taken", 409)
    found = done(house.get("/households?number=01", STREET), 200)["items"]
    assert [it["number"] for it in found] == ["0147"]


def test_a_refused_registration_leaves_nobodys_name_behind(house_on_both: House) -> None:
    house = house_on_both
    own(house)
    me = {"person_id": str(house.persons[RESIDENT]), "relation": "head"}
    key = "household-refused-1"
    body = {"number": "0148", "members": [me, new("张三", "child")]}
    answer = house.post("/households", CLERK, body, key=key)
    refused(answer, "lives_in_other_household", 409)
    house.project()
    assert house.services.views.households.by_number(COMMUNITY, "0148") is None


def test_the_same_request_registers_nobody_twice(house_on_both: House) -> None:
    house = house_on_both
    body = {"number": "0147", "members": [new("王桂兰")]}
    first = done(house.post("/households", CLERK, body, key="household-key-1"))
    again = house.post("/households", CLERK, body, key="household-key-1")
    assert (done(again), again.headers["Duplicate"]) == (first, "true")
    house.project()
    assert len(people(house, first["household_id"])) == 1


def test_a19_a_merge_needs_a_second_person(house_on_both: House) -> None:
    house = house_on_both
    one, two = register(house, "0148", new("王明")), register(house, "0149", new("王强"))
    body = {"into_id": one, "reason": "marriage"}
    refused(house.post(f"/households/{two}/merge", CLERK, body), "heads_agreement_required", 422)
    itself = {"into_id": two, "reason": "marriage", "words": "两户户主都签了字"}
    refused(house.post(f"/households/{two}/merge", CLERK, itself), "household_merge_self", 422)
    told = done(house.post(f"/households/{two}/merge", CLERK, {**itself, "into_id": one}))
    change = f"/households/{two}/changes/{told['number']}"
    refused(house.post(f"{change}/confirmation", CLERK, {}), "own_proposal", 403)
    house.project()
    (waiting,) = done(house.get("/household-changes", STREET), 200)["items"]
    assert (waiting["household_number"], waiting["other_number"]) == ("0149", "0148")
    assert (waiting["words"], waiting["is_own"]) == ("两户户主都签了字", False)
    done(house.post(f"{change}/confirmation", STREET, {}))
    house.project()
    assert done(house.get("/household-changes", STREET), 200)["items"] == []
    assert len(people(house, one)) == 2
    gone = done(house.get(f"/households/{two}", CLERK), 200)
    assert (gone["state"], gone["merged_into"]) == ("merged", one)


def test_whoever_confirms_a_merge_sees_what_the_heads_signed(house: House) -> None:
    one, two = register(house, "0148", new("王明")), register(house, "0149", new("王强"))
    sending = {"headers": {"Idempotency-Key": "signed-by-both"}, **form_of(jpeg())}
    signed = str(house.ask("POST", "/photos", CLERK, **sending).json["photo_id"])  # type: ignore[index]
    body = {"into_id": one, "reason": "marriage", "photo_id": signed}
    foreign = body | {"photo_id": str(uuid4())}
    refused(house.post(f"/households/{two}/merge", CLERK, foreign), "photo_not_found", 404)
    done(house.post(f"/households/{two}/merge", CLERK, body))
    house.project()
    assert house.get(f"/photos/{signed}", STREET).status_code == 200
    refused(house.get(f"/photos/{signed}", Role.SUPERVISOR), "photo_not_found", 404)
    assert house.services.photos.drop(UUID(signed)) is False, "it is evidence now"


@pytest.mark.parametrize(("stays", "leaves"), [(0, 1), (1, 0)])
def test_a_ratio_of_nothing_is_refused(house_on_both: House, stays: int, leaves: int) -> None:
    house = house_on_both
    made = own(house)
    child = people(house, made)[1]["person_id"]
    body = {
        "new_number": "0325",
        "members": [{"person_id": child, "relation": "head"}],
        "stays": stays,
        "leaves": leaves,
        "reason": "register",
        "words": "户口簿分户",
    }
    refused(house.post(f"/households/{made}/split", CLERK, body), "split_ratio_invalid", 422)


def test_households_of_another_village_are_as_good_as_none(house_on_both: House) -> None:
    house = house_on_both
    made = own(house)
    far = house.token(CLERK, house.persons[CLERK], unit="150102001001")
    refused(house.get(f"/households/{made}", far), "household_not_found", 404)
    body = {"into_id": made, "reason": "marriage", "words": "x"}
    refused(house.post(f"/households/{made}/merge", far, body), "household_not_found", 404)
    assert done(house.get("/households", far), 200)["items"] == []


def test_a_resident_sees_the_own_household_only_and_turns_the_switch(
    house_on_both: House,
) -> None:
    house = house_on_both
    refused(house.get("/me/household", RESIDENT), "household_not_found", 404)
    made = own(house)
    shown = done(house.get("/me/household", RESIDENT), 200)
    assert (shown["household_id"], shown["publishes"]) == (made, False)
    refused(
        house.post("/me/household/publication", RESIDENT, {"publishes": True}),
        "scheme_not_joined",
        422,
    )
    done(house.post("/me/household/scheme", RESIDENT, {"publishes": False}))
    done(house.post("/me/household/publication", RESIDENT, {"publishes": True}))
    house.project()
    assert done(house.get("/me/household", RESIDENT), 200)["publishes"] is True
    done(house.post("/me/household/publication", RESIDENT, {"publishes": False}))
    house.project()
    assert done(house.get("/me/household", RESIDENT), 200)["publishes"] is False
    refused(house.get(f"/households/{made}", RESIDENT), "role_required", 403)


def test_a_minor_does_not_agree_for_the_household(house_on_both: House) -> None:
    house = house_on_both
    made = own(house)
    child = people(house, made)[1]["person_id"]
    body = {"agreed_by": child, "publishes": True}
    refused(house.post(f"/households/{made}/scheme", CLERK, body), "household_adult_required", 422)
    body["agreed_by"] = str(house.persons[RESIDENT])
    done(house.post(f"/households/{made}/scheme", CLERK, body))


def test_what_somebody_served_as_a_volunteer_never_shows_in_the_household(
    house_on_both: House,
) -> None:
    house = house_on_both
    volunteer = house.persons[Role.VOLUNTEER]
    house.village.serve(volunteer, 120)
    me = {"person_id": str(house.persons[RESIDENT]), "relation": "head"}
    other = {"person_id": str(volunteer), "relation": "spouse"}
    made = register(house, "0147", me, other)
    mine = done(house.get("/me/household", RESIDENT), 200)
    kinds = {it["kind"] for it in done(house.get("/me/household/history", RESIDENT), 200)["items"]}
    assert kinds == {"registered", "joined"}
    assert mine["available"] == 0
    member = next(it for it in mine["people"] if it["person_id"] == str(volunteer))
    assert set(member) == {"person_id", "display_name", "relation", "is_head", "joined_on"}
    assert made


def test_a_member_asks_and_the_clerk_answers(house_on_both: House) -> None:
    house = house_on_both
    own(house)
    body = {"kind": "split", "words": "儿子成家了"}
    done(house.post("/me/household/requests", RESIDENT, body))
    refused(house.post("/me/household/requests", RESIDENT, body), "household_request_pending", 409)
    house.project()
    (waiting,) = done(house.get("/household-requests", CLERK), 200)["items"]
    assert (waiting["household_number"], waiting["words"]) == ("0147", "儿子成家了")
    address = f"/household-requests/{waiting['person_id']}/{waiting['number']}/answer"
    done(house.post(address, CLERK, {"is_done": False, "words": "请带户口簿来"}))
    house.project()
    (mine,) = done(house.get("/me/household/requests", RESIDENT), 200)["items"]
    assert (mine["state"], mine["answer"]) == ("declined", "请带户口簿来")


def test_a_card_or_a_number_names_who_joins(house_on_both: House) -> None:
    house = house_on_both
    made = own(house)
    volunteer = house.persons[Role.VOLUNTEER]
    house.services.directory.enrol([Person(volunteer, "欧阳云", COMMUNITY)])
    card = house.code(Kind.CARD, volunteer)
    done(house.post(f"/households/{made}/members", CLERK, {"person": card, "relation": "spouse"}))
    house.project()
    assert [it["relation"] for it in people(house, made)] == ["head", "child", "spouse"]
    nobody = {"person": "V-000", "relation": "sibling"}
    refused(house.post(f"/households/{made}/members", CLERK, nobody), "person_not_found", 404)


def test_a_member_spends_the_points_of_the_household(house_on_both: House) -> None:
    house = house_on_both
    made = own(house)
    wallet = Wallet.create_id(UUID(made), WalletKind.HOUSEHOLD)
    house.village.credit(wallet, 20)
    house.project()
    body = {"item_id": str(house.village.item), "quantity": 1}
    voucher = done(house.post("/vouchers", RESIDENT, body))["voucher_id"]
    house.project()
    (mine,) = done(house.get("/me/vouchers", RESIDENT), 200)["items"]
    assert mine["voucher_id"] == voucher
    (account,) = done(house.get("/me/accounts", RESIDENT), 200)["items"]
    assert account["wallet_id"] == str(wallet)
    assert done(house.get(f"/vouchers/{voucher}", RESIDENT), 200)["token"]
    keeper = {"person_id": str(house.persons[Role.SHOP_KEEPER]), "relation": "sibling"}
    done(house.post(f"/households/{made}/members", CLERK, keeper))
    house.project()
    answer = house.post(f"/vouchers/{voucher}/collection", Role.SHOP_KEEPER, {})
    refused(answer, "keeper_own_household", 403)
