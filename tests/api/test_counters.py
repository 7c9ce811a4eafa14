"""Counters: vouchers taken along, handed out offline, sent once and again, given back."""

from datetime import timedelta
from hashlib import pbkdf2_hmac
from typing import Any
from uuid import UUID, uuid4

import pytest

from ledger.kernel.ids import new_id, subject_of
from ledger.shop.voucher import AT_COUNTER_HOURS_MAX
from people.roles import Role
from projections.shop.views import VoucherRow
from qr.kinds import Kind
from tests.api.house import House, fresh_key

HERE, THERE = new_id(), new_id()


@pytest.fixture
def house(house_on_both: House) -> House:
    """A house on each store, whose household has points for some vouchers."""
    house_on_both.village.credit(house_on_both.village.household_wallet, 100)
    return house_on_both


def take(house: House, counter: UUID = HERE) -> Any:
    house.project()
    path = f"/shops/{house.village.shop}/counter/take"
    answer = house.post(path, Role.SHOP_KEEPER, {"counter_id": str(counter)})
    house.project()
    return answer


def digits(house: House, voucher: UUID) -> str:
    return house.services.maker.pickup(Kind.VOUCHER, subject_of(voucher))


def handed(house: House, voucher: UUID, counter: UUID = HERE, **more: Any) -> dict[str, Any]:
    """Return one hand-over as a counter keeps it."""
    return {
        "key": fresh_key(),
        "voucher_id": str(voucher),
        "counter_id": str(counter),
        "digits": digits(house, voucher),
        "handed_at": house.now.isoformat(),
    } | more


def send(house: House, *hand_overs: Any) -> list[dict[str, Any]]:
    answer = house.post("/hand-overs/bulk", Role.SHOP_KEEPER, {"hand_overs": hand_overs})
    assert answer.status_code == 200
    house.project()
    return list(answer.json["answers"])


def row(house: House, voucher: UUID) -> VoucherRow:
    house.project()
    found = house.services.views.vouchers.of(voucher)
    assert found is not None
    return found


def test_what_waits_is_taken_along_with_what_a_counter_needs_and_no_digits(house: House) -> None:
    voucher = house.village.reserve(quantity=2)
    told = take(house).json
    (mine,) = told["vouchers"]
    assert mine["voucher_id"] == str(voucher)
    assert [(it["quantity"], it["points"]) for it in mine["lines"]] == [(2, mine["amount"])]
    typed, salt = digits(house, voucher).encode(), f"{HERE}/{voucher}".encode()
    expected = pbkdf2_hmac("sha256", typed, salt, told["digits_rounds"]).hex()
    assert mine["digits_hash"] == expected
    assert digits(house, voucher) not in str(mine)
    assert row(house, voucher).counter_id == HERE
    assert row(house, voucher).counter_until == house.now + timedelta(hours=AT_COUNTER_HOURS_MAX)


def test_no_other_counter_takes_along_or_hands_out_what_one_has(house: House) -> None:
    voucher = house.village.reserve()
    take(house)
    assert take(house, THERE).json["vouchers"] == []
    (no,) = send(house, handed(house, voucher, THERE))
    assert (no["status"], no["body"]["code"]) == (409, "voucher_at_counter")
    body = {"digits": digits(house, voucher)}
    plain = house.post(f"/vouchers/{voucher}/collection", Role.SHOP_KEEPER, body)
    assert plain.json["code"] == "voucher_at_counter"
    (yes,) = send(house, handed(house, voucher))
    assert yes["status"] == 200


def test_what_was_handed_out_offline_counts_once_however_often_it_is_sent(house: House) -> None:
    vouchers = [house.village.reserve() for _ in range(3)]
    take(house)
    earlier = house.now
    kept = [handed(house, it, relation="neighbour", collector_name="李婶") for it in vouchers]
    house.now += timedelta(minutes=10)
    first, again = send(house, *kept), send(house, *kept)
    assert [it["status"] for it in first] == [200, 200, 200]
    assert [it["duplicate"] for it in again] == [True, True, True]
    assert [it["body"] for it in again] == [it["body"] for it in first]
    stands = row(house, vouchers[0])
    assert (stands.state, stands.relation, stands.ended_at) == ("collected", "neighbour", earlier)
    item = house.services.views.items.of(house.village.item)
    assert item is not None
    assert item.reserved == 0
    (twice,) = send(house, handed(house, vouchers[0]))
    assert (twice["status"], twice["body"]["code"]) == (409, "voucher_already_collected")


def test_a_bad_hand_over_spoils_no_other(house: House) -> None:
    good, other = house.village.reserve(), house.village.reserve()
    take(house)
    wrong = f"{(int(digits(house, other)) + 1) % 10_000:04d}"
    answers = send(
        house,
        "no object",
        handed(house, good, digits="12"),
        handed(house, other, digits=wrong),
        handed(house, other, relation="neighbour"),
        handed(house, good),
    )
    codes = [it["body"].get("code") for it in answers]
    assert codes == [
        "request_invalid",
        "request_invalid",
        "pickup_digits_wrong",
        "relation_required",
        None,
    ]
    assert (row(house, good).state, row(house, other).state) == ("collected", "reserved")


def test_what_is_given_back_any_counter_hands_out(house: House) -> None:
    voucher = house.village.reserve()
    take(house)
    path = f"/shops/{house.village.shop}/counter/give-back"
    back = house.post(path, Role.SHOP_KEEPER, {"counter_id": str(HERE)})
    assert back.json["given_back"] == 1
    assert [it["voucher_id"] for it in take(house, THERE).json["vouchers"]] == [str(voucher)]


def test_after_half_a_day_it_is_anybodys_again(house: House) -> None:
    voucher = house.village.reserve()
    take(house)
    house.now += timedelta(hours=AT_COUNTER_HOURS_MAX, minutes=1)
    house.village.now = house.now
    assert [it["voucher_id"] for it in take(house, THERE).json["vouchers"]] == [str(voucher)]


def test_a_keeper_takes_nothing_along_in_another_shop(house: House) -> None:
    path = f"/shops/{uuid4()}/counter/take"
    answer = house.post(path, Role.SHOP_KEEPER, {"counter_id": str(HERE)})
    assert answer.status_code == 403
