"""The catalogue and stock at the door: who may, and what is refused."""

from datetime import timedelta
from typing import Any

import pytest

from ledger.kernel.clock import local_date
from ledger.shop.commands import CountStock
from people.roles import Role
from tests.api.house import House, projecting

KEEPER, CLERK, COMMITTEE = Role.SHOP_KEEPER, Role.CLERK, Role.SUPERVISOR


def a_variance(house: House) -> str:
    told = house.post(
        f"/items/{house.village.item}/counts",
        KEEPER,
        {"counted": 19, "reason": "broken", "words": "搬运时摔破一瓶"},
    )
    assert (told.status_code, told.json["waits"]) == (201, True)
    house.project()
    count_id: str = told.json["count_id"]
    return count_id


def test_a_batch_is_received_and_its_donor_is_no_part_of_the_log(house_on_both: House) -> None:
    house = house_on_both
    item, soon = house.village.item, local_date(house.now) + timedelta(days=20)
    batch = {"quantity": 4, "source": "donation", "donor": "供销社", "thanks_donor": True}
    batch |= {"cost_fen": 1250, "best_before": soon.isoformat()}
    told = house.post(f"/items/{item}/receipts", KEEPER, batch)
    assert (told.status_code, told.json["on_hand"]) == (201, 24)
    house.project()
    (row,) = house.services.views.stock.near_best_before(soon, shop_id=house.village.shop)
    assert (row.left, row.cost_fen, row.source) == (4, 1250, "donation")
    assert row.donor_text_id is not None
    assert house.services.texts.read([row.donor_text_id]) == {row.donor_text_id: "供销社"}


def test_a_count_that_differs_waits_for_somebody_else(house_on_both: House) -> None:
    house = house_on_both
    item = house.village.item
    count_id = a_variance(house)
    decision = f"/counts/{count_id}/decision"
    assert house.post(decision, KEEPER, {"agrees": True}).status_code == 403
    again = house.post(f"/items/{item}/counts", KEEPER, {"counted": 20})
    assert (again.status_code, again.json["code"]) == (409, "count_pending")
    agreed = house.post(decision, COMMITTEE, {"agrees": True})
    assert (agreed.status_code, agreed.json["on_hand"]) == (201, 19)
    twice = house.post(decision, COMMITTEE, {"agrees": True})
    assert (twice.status_code, twice.json["code"]) == (409, "no_count_pending")


def test_the_committee_does_not_decide_its_own_count(house: House) -> None:
    village = house.village
    body = {"counted": 21, "reason": "receipt_not_entered"}
    told = house.post(f"/items/{village.item}/counts", COMMITTEE, body)
    house.project()
    decision = f"/counts/{told.json['count_id']}/decision"
    own = house.post(decision, COMMITTEE, {"agrees": True})
    assert (own.status_code, own.json["code"]) == (403, "own_proposal")
    assert CountStock.__doc__


def test_a_rejected_count_is_listed_and_leaves_the_book(house_on_both: House) -> None:
    house = house_on_both
    count_id = a_variance(house)
    house.post(f"/counts/{count_id}/decision", COMMITTEE, {"agrees": False})
    house.project()
    (row,) = house.get(f"/shops/{house.village.shop}/counts", CLERK).json["items"]
    assert (row["state"], row["book"], row["counted"]) == ("rejected", 20, 19)
    moves = house.get(f"/items/{house.village.item}/moves", KEEPER).json["items"]
    assert [it["kind"] for it in moves] == ["received"]


@pytest.mark.parametrize(
    ("path", "body", "status", "code"),
    [
        ("receipts", {"quantity": 0}, 422, "request_invalid"),
        ("receipts", {"quantity": -3}, 422, "request_invalid"),
        ("receipts", {"quantity": 2.5}, 422, "request_invalid"),
        ("receipts", {"quantity": 3, "best_before": "2020-01-01"}, 422, "best_before_past"),
        ("receipts", {"quantity": 3, "cost_fen": -1}, 422, "request_invalid"),
        ("counts", {"counted": -1}, 422, "request_invalid"),
        ("counts", {"counted": 18}, 422, "count_without_reason"),
        ("write-offs", {"quantity": 21, "reason": "broken"}, 409, "not_enough_free"),
        ("write-offs", {"quantity": 1, "reason": "past_best_before"}, 422, "not_gone_off"),
        ("write-offs", {"quantity": 1, "reason": "eaten"}, 422, "request_invalid"),
    ],
)
def test_bad_input_is_refused_and_changes_nothing(
    house: House, path: str, body: dict[str, Any], status: int, code: str
) -> None:
    item = house.village.item
    refused = house.post(f"/items/{item}/{path}", KEEPER, body)
    assert (refused.json["code"], refused.status_code) == (code, status)
    house.project()
    row = house.services.views.items.of(item)
    assert row is not None
    assert (row.on_hand, row.free, row.waiting_count_id) == (20, 20, None)


def test_what_points_may_not_buy_is_refused_with_the_law(house: House) -> None:
    item = {"name": "白酒", "category": "食品", "price_points": 20}
    refused = house.post(f"/shops/{house.village.shop}/items", CLERK, item)
    assert (refused.status_code, refused.json["code"]) == (422, "offer_infringes_rights")
    assert refused.json["article"]
    changed = {"offer": {"category": "日用品", "hint": "可以折现"}}
    refused = house.post(f"/items/{house.village.item}/changes", CLERK, changed)
    assert refused.json["code"] == "offer_infringes_rights"
    for price in (0, -1, 1.5):
        body = {"price_points": price}
        refused = house.post(f"/items/{house.village.item}/changes", CLERK, body)
        assert refused.json["code"] == "request_invalid"


def test_an_item_is_repriced_withdrawn_and_offered_again(house_on_both: House) -> None:
    house = house_on_both
    path = f"/items/{house.village.item}"
    with projecting(house):
        changed = house.post(f"{path}/changes", COMMITTEE, {"price_points": 18})
        assert changed.json["price_points"] == 18
        gone = house.post(f"{path}/withdrawal", CLERK, {})
        seen = house.get(f"{path}?after={gone.json['position']}", Role.RESIDENT).json
        assert (seen["price_points"], seen["is_offered"]) == (18, False)
        assert house.post(f"{path}/relisting", CLERK, {}).json["is_offered"] is True
    assert house.post(f"{path}/changes", KEEPER, {"price_points": 1}).status_code == 403


def test_another_shops_stock_is_not_the_keepers(house_on_both: House) -> None:
    house = house_on_both
    stranger = house.token(KEEPER, house.village.volunteers[1], place=house.village.station)
    item = house.village.item
    for path, body in (("receipts", {"quantity": 1}), ("counts", {"counted": 20})):
        refused = house.post(f"/items/{item}/{path}", stranger, body)
        assert (refused.status_code, refused.json["code"]) == (403, "outside_unit")
    assert house.get(f"/items/{item}/moves", stranger).status_code == 403


def test_what_has_gone_off_is_on_nobodys_shelf(house_on_both: House) -> None:
    house = house_on_both
    house.village.credit(house.village.household_wallet, 100)
    fresh = {"name": "鲜奶", "price_points": 5, "category": "食品"}
    path = f"/shops/{house.village.shop}/items"
    item_id = house.post(path, CLERK, fresh).json["item_id"]
    house.project()
    for quantity, days in ((3, 1), (2, 60)):
        batch = {"quantity": quantity, "source": "donation"}
        last = (house.now + timedelta(days=days)).date().isoformat()
        answer = house.post(f"/items/{item_id}/receipts", KEEPER, batch | {"best_before": last})
        assert answer.status_code == 201
    house.project()

    def free() -> int:
        rows = house.get(path, Role.RESIDENT).json["items"]
        (row,) = [it for it in rows if it["item_id"] == item_id]
        one: int = house.get(f"/items/{item_id}", Role.RESIDENT).json["free"]
        assert row["free"] == one
        return one

    assert free() == 5
    house.now += timedelta(days=2)
    assert free() == 2
    answer = house.post("/vouchers", Role.RESIDENT, {"item_id": item_id, "quantity": 3})
    assert (answer.status_code, answer.json["code"]) == (409, "out_of_stock")
    assert answer.json["available"] == 2
