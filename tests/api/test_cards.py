"""Paper cards: all that a phone does, done by staff with a card, and told to the person."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from ledger.kernel.ids import new_id, subject_of
from ledger.wallets.commands import OpenWallet
from ledger.wallets.wallet import WalletKind
from people.audit import AuditAction
from people.roles import Role
from qr.kinds import Kind
from tests.api.house import House
from tests.support.village import COMMUNITY


def refused(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json["code"]


def issue(house: House, person_id: UUID) -> Any:
    return house.post(f"/persons/{person_id}/card", Role.CLERK, {})


def token_on(answer: Any) -> str:
    return str(answer.json["url"]).rpartition("/")[2]


def at_activity(house: House) -> dict[str, Any]:
    return {"place": {"kind": "activity", "id": str(house.village.activity)}}


def own_history(house: House, person_id: UUID, role: Role) -> list[tuple[str, str, str]]:
    house.project()
    rows = house.get("/me/proxies", house.token(role, person_id)).json["items"]
    return [(it["act"], it["consent"], it["operator_name"]) for it in reversed(rows)]


def digits_on(house: House, card: str) -> str:
    """Read the four digits on the back of a card."""
    token = house.services.reader.read(card, at=house.now)
    return house.services.maker.pickup(Kind.CARD, token.subject)


def walk_volunteer(house: House) -> None:
    person_id = house.village.volunteers[1]
    card = token_on(issue(house, person_id))
    came = house.scan(Role.TEAM_LEADER, card, **at_activity(house))
    assert (came.status_code, came.json["result"]) == (200, "checked_in")
    house.now += timedelta(minutes=90)
    left = house.scan(Role.TEAM_LEADER, card, **at_activity(house))
    assert (left.json["result"], left.json["minutes"] > 0) == ("checked_out", True)

    wallet = house.village.wallet_of(person_id)
    house.village.credit(wallet, 40)
    house.project()
    body = {"item_id": str(house.village.item), "consent": "present_with_card", "card": card}
    reserved = house.post("/proxy/vouchers", Role.SHOP_KEEPER, body)
    assert reserved.status_code == 201, reserved.json
    house.project()
    path = f"/vouchers/{reserved.json['voucher_id']}/collection"
    collected = house.post(
        path, Role.SHOP_KEEPER, {"card": card, "card_digits": digits_on(house, card)}
    )
    assert (collected.status_code, collected.json["state"]) == (200, "collected")

    with_card = "present_with_card"
    assert own_history(house, person_id, Role.VOLUNTEER) == [
        ("check_in", with_card, "张**三"),
        ("check_out", with_card, "张**三"),
        ("reserve", with_card, "张**三"),
        ("collect", with_card, "张**三"),
    ]


def walk_rider(house: House) -> None:
    rider = house.village.riders[1]
    house.now += timedelta(days=1)
    card = token_on(issue(house, rider))
    visit = house.scan(Role.STATION_KEEPER, card)
    assert (visit.status_code, visit.json["result"]) == (200, "visit_counted")
    assert visit.json["points"] == 1
    assert own_history(house, rider, Role.RIDER) == [("visit", "present_with_card", "张**三")]


def test_a_card_does_all_that_a_phone_does(house: House) -> None:
    walk_volunteer(house)
    walk_rider(house)


def test_a_card_does_all_that_a_phone_does_on_postgres(twins: tuple[House, House]) -> None:
    walk_volunteer(twins[0])
    walk_rider(twins[0])


def test_a_person_keeps_one_card_until_it_is_lost(house: House) -> None:
    person_id = house.village.volunteers[1]
    first, again = issue(house, person_id).json, issue(house, person_id).json
    assert first == again
    new = house.post(f"/cards/{first['card_id']}/replacement", Role.CLERK, {})
    assert new.status_code == 201
    assert new.json["serial"] != first["serial"]
    lost = first["url"].rpartition("/")[2]
    answer = house.scan(Role.TEAM_LEADER, lost, **at_activity(house))
    assert refused(answer) == (422, "card_revoked")
    good = house.scan(Role.TEAM_LEADER, token_on(new), **at_activity(house))
    assert good.status_code == 200
    twice = house.post(f"/cards/{first['card_id']}/replacement", Role.CLERK, {})
    assert refused(twice) == (404, "card_not_found")
    entries = [it.entry for it in house.services.audit.about(person_id)]
    assert [it.action for it in entries if it.action.startswith("card")] == [
        AuditAction.CARD_ISSUED,
        AuditAction.CARD_REVOKED,
        AuditAction.CARD_ISSUED,
    ]


def test_a_lost_card_buys_nothing(house: House) -> None:
    person_id = house.village.volunteers[1]
    first = issue(house, person_id)
    house.post(f"/cards/{first.json['card_id']}/replacement", Role.CLERK, {})
    body = {
        "item_id": str(house.village.item),
        "consent": "present_with_card",
        "card": token_on(first),
    }
    assert refused(house.post("/proxy/vouchers", Role.SHOP_KEEPER, body)) == (422, "card_revoked")


def test_a_card_nobody_was_given_is_no_code_of_ours(house: House) -> None:
    for stranger in (new_id(), house.village.volunteers[1]):
        text = house.services.maker.make(Kind.CARD, subject_of(stranger))
        answer = house.scan(Role.TEAM_LEADER, text, **at_activity(house))
        assert refused(answer) == (422, "qr_invalid")


def test_a_card_goes_with_its_person(house: House) -> None:
    person_id = house.village.volunteers[1]
    card = token_on(issue(house, person_id))
    house.services.directory.erase(person_id)
    house.now += timedelta(seconds=6)
    answer = house.scan(Role.TEAM_LEADER, card, **at_activity(house))
    assert refused(answer) == (422, "qr_invalid")


def test_nobody_acts_for_themselves(house: House) -> None:
    card = house.code(Kind.CARD, house.persons[Role.SHOP_KEEPER])
    body = {"item_id": str(house.village.item), "consent": "present_with_card", "card": card}
    keeper = house.persons[Role.SHOP_KEEPER]
    house.village.do(OpenWallet, owner_id=keeper, kind=WalletKind.HOUSEHOLD, unit_code=COMMUNITY)
    house.village.credit(house.village.wallet_of(keeper, WalletKind.HOUSEHOLD), 40)
    house.project()
    answer = house.post("/proxy/vouchers", Role.SHOP_KEEPER, body)
    assert refused(answer) == (422, "proxy_for_self")


def test_the_desk_acts_by_telephone_and_paper_and_a_counter_does_not(house: House) -> None:
    person_id = house.village.volunteers[1]
    house.village.credit(house.village.wallet_of(person_id), 40)
    house.project()
    body = {"item_id": str(house.village.item), "person_id": str(person_id)}
    for consent in ("by_telephone", "paper_form"):
        answer = house.post("/proxy/vouchers", Role.SHOP_KEEPER, body | {"consent": consent})
        assert refused(answer) == (422, "proxy_consent_required")
    by_card = house.post("/proxy/vouchers", Role.CLERK, body | {"consent": "present_with_card"})
    assert refused(by_card) == (422, "proxy_consent_required")
    answer = house.post("/proxy/vouchers", Role.CLERK, body | {"consent": "by_telephone"})
    assert answer.status_code == 201, answer.json
    assert own_history(house, person_id, Role.VOLUNTEER)[0][:2] == ("reserve", "by_telephone")
    missing = house.post("/proxy/vouchers", Role.CLERK, body)
    assert refused(missing) == (422, "request_invalid")


def test_another_persons_card_collects_nothing(house: House) -> None:
    owner, other = house.village.volunteers[1], house.village.riders[1]
    house.village.credit(house.village.wallet_of(owner), 40)
    house.project()
    item = str(house.village.item)
    body = {"item_id": item, "consent": "present_with_card", "card": house.code(Kind.CARD, owner)}
    voucher = house.post("/proxy/vouchers", Role.SHOP_KEEPER, body).json["voucher_id"]
    house.project()
    path = f"/vouchers/{voucher}/collection"
    answer = house.post(
        path, Role.SHOP_KEEPER, {"card": house.code(Kind.CARD, other), "signed": True}
    )
    assert refused(answer) == (404, "voucher_not_found")


def test_cards_are_for_people_within_reach(house: House) -> None:
    far = house.token(Role.CLERK, house.persons[Role.CLERK], unit="150102001001")
    person_id = house.village.volunteers[1]
    assert refused(house.post(f"/persons/{person_id}/card", far, {})) == (404, "unknown_person")
    card_id = issue(house, person_id).json["card_id"]
    for unknown in (card_id, str(uuid4())):
        answer = house.post(f"/cards/{unknown}/replacement", far, {})
        assert refused(answer) == (404, "card_not_found")


@pytest.mark.parametrize("kind", [Kind.PERSON, Kind.STATION])
def test_only_a_card_is_a_card(house: House, kind: Kind) -> None:
    text = house.services.maker.make(kind, subject_of(house.village.volunteers[1]), at=house.now)
    body = {"item_id": str(house.village.item), "consent": "present_with_card", "card": text}
    answer = house.post("/proxy/vouchers", Role.SHOP_KEEPER, body)
    assert refused(answer) == (422, "qr_kind_mismatch")


def test_a_screen_that_reads_a_card_acts_for_nobody(house: House) -> None:
    rider = house.village.riders[1]
    assert house.scan(Role.SCREEN, house.code(Kind.CARD, rider)).status_code == 200
    assert own_history(house, rider, Role.RIDER) == []
