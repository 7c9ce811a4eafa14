"""Hand-overs through the doors: digits, parts, gates, counters, and other villages."""

from datetime import timedelta
from uuid import uuid4

from api.households.gates import gate_subject
from people.directory import Person
from qr.kinds import Kind
from tests.api.shop.sale import (
    ELSEWHERE,
    KEEPER,
    RESIDENT,
    Sale,
    done,
    household_with,
    other_digits,
    refused,
)
from tests.support.ledgers import read_log
from tests.support.village import COMMUNITY


def test_three_wrong_digits_lock_a_voucher_and_change_nothing(sale: Sale) -> None:
    before = len(read_log(sale.house.services.ledger))
    wrong = other_digits(sale.digits)
    first = sale.collect(digits=wrong)
    assert refused(first) == (422, "pickup_digits_wrong")
    assert first.json["left"] == 2  # type: ignore[index]
    assert refused(sale.collect(digits=wrong)) == (422, "pickup_digits_wrong")
    assert refused(sale.collect(digits=wrong)) == (422, "pickup_locked")
    assert refused(sale.collect(digits=sale.digits)) == (422, "pickup_locked")
    assert len(read_log(sale.house.services.ledger)) == before
    assert sale.balance() == (70, 30)
    sale.house.now += timedelta(minutes=15, seconds=1)
    assert done(sale.collect(digits=sale.digits))["state"] == "collected"


def test_right_digits_start_counting_from_nothing(sale: Sale) -> None:
    wrong = other_digits(sale.digits)
    for _ in range(2):
        assert refused(sale.collect(digits=wrong)) == (422, "pickup_digits_wrong")
    basket = [{"item_id": str(sale.village.item), "quantity": 3}]
    assert refused(sale.collect(digits=sale.digits, basket=basket)) == (422, "not_reserved")
    assert refused(sale.collect(digits=wrong)) == (422, "pickup_digits_wrong")
    assert done(sale.collect(digits=sale.digits))["state"] == "collected"


def test_part_of_a_basket_is_handed_out_and_the_rest_comes_back(sale: Sale) -> None:
    basket = [{"item_id": str(sale.village.item), "quantity": 1}]
    assert done(sale.collect(digits=sale.digits, basket=basket))["amount"] == 15
    assert sale.balance() == (85, 0)
    seen = done(sale.house.get(f"/vouchers/{sale.voucher}", RESIDENT))
    assert [(it["quantity"], it["handed"]) for it in seen["lines"]] == [(2, 1)]
    assert (seen["state"], seen["amount"], seen["pickup_code"]) == ("collected", 15, None)


def test_a_gate_says_who_it_is_and_confirms_nothing(sale: Sale) -> None:
    house, village = sale.house, sale.village
    row = household_with(house, 40)
    assert row.head_id is not None
    body = {
        "basket": [{"item_id": str(village.item), "quantity": 1}],
        "gate": house.services.maker.make(Kind.GATE, gate_subject(row)),
    }
    path = f"/shops/{village.shop}/redemptions"
    assert refused(house.post(path, KEEPER, body)) == (422, "confirmation_required")
    stranger = {"code": house.code(Kind.PERSON, village.volunteers[1])}
    assert refused(house.post(path, KEEPER, body | stranger)) == (404, "voucher_not_found")
    member = {"code": house.code(Kind.PERSON, row.head_id)}
    told = done(house.post(path, KEEPER, body | member), 201)
    assert (told["amount"], told["available"]) == (15, 25)


def test_a_counter_says_which_it_is_to_hand_out_what_it_has_along(sale: Sale) -> None:
    counter, other = str(uuid4()), str(uuid4())
    path = f"/shops/{sale.village.shop}/counter/take"
    done(sale.house.post(path, KEEPER, {"counter_id": counter}))
    for elsewhere in ({}, {"counter_id": other}):
        answer = sale.collect(digits=sale.digits, **elsewhere)
        assert refused(answer) == (409, "voucher_at_counter")
    assert done(sale.collect(digits=sale.digits, counter_id=counter))["state"] == "collected"


def test_whoever_stands_there_redeems_with_the_own_code(sale: Sale) -> None:
    house, buyer = sale.house, sale.village.volunteers[1]
    house.services.directory.enrol([Person(buyer, "乌云", COMMUNITY)])
    sale.village.credit(sale.village.wallet_of(buyer), 40)
    house.project()
    body = {"basket": [{"item_id": str(sale.village.item), "quantity": 1}]}
    path = f"/shops/{sale.village.shop}/redemptions"
    assert refused(house.post(path, KEEPER, body)) == (404, "voucher_not_found")
    code = {"code": house.code(Kind.PERSON, buyer)}
    told = done(house.post(path, KEEPER, body | code), 201)
    assert (told["amount"], told["available"]) == (15, 25)
    card = {"card": house.code(Kind.CARD, buyer)}
    assert refused(house.post(path, KEEPER, body | card)) == (422, "confirmation_required")


def test_a16_a_shop_of_another_village_learns_nothing(sale: Sale) -> None:
    house = sale.house
    stranger = house.token(KEEPER, sale.village.volunteers[1], place=uuid4(), unit=ELSEWHERE)
    before = len(read_log(house.services.ledger))
    answers = [
        house.scan(stranger, house.code(Kind.VOUCHER, sale.voucher)),
        sale.collect(stranger, digits=sale.digits),
        sale.undo(stranger, digits=sale.digits),
        house.get(f"/vouchers/{sale.voucher}", stranger),
    ]
    assert [refused(it) for it in answers] == [
        (422, "village_mismatch"),
        (422, "village_mismatch"),
        (422, "village_mismatch"),
        (404, "voucher_not_found"),
    ]
    for said in answers:
        words = said.get_data(as_text=True)
        assert "张" not in words
        assert "70" not in words
    assert sale.balance() == (70, 30)
    new = [type(it).__qualname__ for it in read_log(house.services.ledger)[before:]]
    assert set(new) == {"RefusedScan.Recorded"}
