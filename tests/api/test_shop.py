"""Points at the door: earned, reserved, handed over, taken back."""

from uuid import uuid4

from api.shop.vouchers import MISSES_MAX
from people.roles import Role
from tests.api.house import House, projecting
from tests.support.village import CITY, COMMUNITY


def test_a_clerk_opens_a_shop_and_a_resident_buys(house: House) -> None:
    cast = house.village
    cast.credit(cast.household_wallet, 50)
    with projecting(house):
        shop = {"unit_code": COMMUNITY, "name": "二店"}
        shop_id = house.post("/shops", Role.CLERK, shop).json["shop_id"]
        item = {"name": "毛巾", "category": "日用品", "price_points": 8}
        item_id = house.post(f"/shops/{shop_id}/items", Role.CLERK, item).json["item_id"]
        received = house.post(f"/items/{item_id}/receipts", Role.CLERK, {"quantity": 2})
        assert received.json["on_hand"] == 2
        body = {"item_id": item_id, "quantity": 2}
        voucher = house.post("/vouchers", Role.RESIDENT, body).json
        assert (voucher["amount"], voucher["available"]) == (16, 34)
        path = f"/vouchers/{voucher['voucher_id']}"
        seen = house.get(f"{path}?after={voucher['position']}", Role.RESIDENT).json
        assert (seen["state"], seen["shop_name"]) == ("reserved", "二店")
        assert [(it["name"], it["quantity"]) for it in seen["lines"]] == [("毛巾", 2)]
        assert seen["pickup_code"] == voucher["pickup_code"]
        assert (seen["token"], seen["url"]) == (voucher["token"], voucher["url"])
        gone = house.post("/vouchers", Role.RESIDENT, {**body, "quantity": 1})
        assert (gone.status_code, gone.json["code"]) == (409, "out_of_stock")
        back = house.post(f"{path}/cancellation", Role.RESIDENT, {})
        assert (back.status_code, back.json["state"]) == (200, "cancelled")
        seen = house.get(f"{path}?after={back.json['position']}", Role.RESIDENT).json
        assert (seen["state"], seen["token"]) == ("cancelled", None)
        assert house.get("/me/vouchers", Role.RESIDENT).json["items"][0]["state"] == "cancelled"


def test_a_voucher_is_not_there_for_strangers(house: House) -> None:
    cast = house.village
    cast.credit(cast.household_wallet, 50)
    voucher = cast.reserve()
    house.project()
    other_keeper = house.token(Role.SHOP_KEEPER, cast.volunteers[1], place=uuid4())
    for who in (Role.VOLUNTEER, Role.RIDER, other_keeper):
        for address in (
            f"/vouchers/{voucher}",
            f"/vouchers/{voucher}/qr.svg",
            f"/vouchers/{uuid4()}",
        ):
            answer = house.get(address, who)
            assert (answer.status_code, answer.json["code"]) == (404, "voucher_not_found")
    answer = house.post(f"/vouchers/{voucher}/cancellation", Role.VOLUNTEER, {})
    assert (answer.status_code, answer.json["code"]) == (404, "voucher_not_found")
    seen = house.get(f"/vouchers/{voucher}", Role.SHOP_KEEPER).json
    assert (seen["state"], seen["token"], seen["url"]) == ("reserved", None, None)
    assert seen["pickup_code"] is None


def test_the_keeper_finds_what_waits_by_its_digits(house: House) -> None:
    cast = house.village
    cast.credit(cast.household_wallet, 50)
    voucher = cast.reserve()
    house.project()
    path = f"/shops/{cast.shop}/vouchers"
    row = house.get(path, Role.SHOP_KEEPER).json["items"][0]
    assert row["voucher_id"] == str(voucher)
    assert "pickup_code" not in row, "only the owner knows them"
    digits = house.get(f"/vouchers/{voucher}", Role.RESIDENT).json["pickup_code"]
    found = house.get(f"{path}?pickup_code={digits}", Role.SHOP_KEEPER).json["items"]
    assert [it["voucher_id"] for it in found] == [str(voucher)]
    other = f"{(int(digits) + 1) % 10_000:04d}"
    assert house.get(f"{path}?pickup_code={other}", Role.SHOP_KEEPER).json["items"] == []
    for _ in range(MISSES_MAX - 1):
        house.get(f"{path}?pickup_code={other}", Role.SHOP_KEEPER)
    paused = house.get(f"{path}?pickup_code={digits}", Role.SHOP_KEEPER)
    assert paused.json["code"] == "pickup_locked", "who guesses much waits"


def test_another_ones_wallet_pays_nothing(house: House) -> None:
    cast = house.village
    cast.credit(cast.household_wallet, 50)
    house.project()
    body = {"item_id": str(cast.item), "quantity": 1, "wallet_id": str(cast.household_wallet)}
    answer = house.post("/vouchers", Role.VOLUNTEER, body)
    assert (answer.status_code, answer.json["code"]) == (404, "wallet_not_found")


def test_points_are_awarded_and_taken_back_within_the_unit(house: House) -> None:
    cast = house.village
    path = f"/wallets/{cast.household_wallet}/credits"
    entry = house.post(path, Role.CLERK, {"amount": 9, "reason": "award"}).json["entry_id"]
    body = {"wallet_id": str(cast.household_wallet)}
    own = house.post(f"/entries/{entry}/reversal", Role.CLERK, body)
    assert (own.status_code, own.json["code"]) == (403, "own_entry"), "nobody undoes what they did"
    undone = house.post(f"/entries/{entry}/reversal", Role.SUPERVISOR, body)
    assert undone.status_code == 201
    twice = house.post(f"/entries/{entry}/reversal", Role.SUPERVISOR, body)
    assert (twice.status_code, twice.json["code"]) == (409, "already_reversed")
    house.project()
    balance = house.get("/trial-balance", Role.AUDITOR).json
    assert (balance["unit_code"], balance["issued"], balance["difference"]) == (CITY, 0, 0)
    other = house.token(Role.CLERK, house.persons[Role.CLERK], unit="150102001001")
    for address, sent in (
        (path, {"amount": 1, "reason": "award"}),
        (f"/entries/{entry}/reversal", body),
    ):
        answer = house.post(address, other, sent)
        assert (answer.status_code, answer.json["status"]) == (404, 404)
    entries = house.get("/me/entries", Role.RESIDENT).json["items"]
    assert [(it["kind"], it["amount"]) for it in entries] == [("reverse", -9), ("credit", 9)]
    stranger = house.get(f"/me/entries?wallet_id={cast.household_wallet}", Role.RIDER)
    assert (stranger.status_code, stranger.json["code"]) == (404, "wallet_not_found")
