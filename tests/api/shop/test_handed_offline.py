"""A counter without a network: what it takes along, and what it sends when the network is back."""

from datetime import timedelta
from hashlib import pbkdf2_hmac
from typing import Any
from uuid import uuid4

import pytest

from api.shop.taking_along import DIGITS_ROUNDS
from tests.api.house import House
from tests.api.shop.sale import KEEPER, Sale, done, other_digits, refused


class Market(Sale):
    """A sale whose voucher a counter has along."""

    def __init__(self, house: House) -> None:
        super().__init__(house)
        self.counter = str(uuid4())
        self.list = done(self.take())
        house.project()

    def take(self, counter: str | None = None) -> Any:
        path = f"/shops/{self.village.shop}/counter/take"
        return self.house.post(path, KEEPER, {"counter_id": counter or self.counter})

    def one(self, key: str, **more: Any) -> dict[str, Any]:
        at = self.house.now.isoformat()
        said = {"voucher_id": str(self.voucher), "counter_id": self.counter, "handed_at": at}
        return {"key": key, "digits": self.digits, **said, **more}

    def send(self, *hand_overs: Any) -> list[tuple[int, bool]]:
        sent = done(self.house.post("/hand-overs/bulk", KEEPER, {"hand_overs": list(hand_overs)}))
        return [(it["status"], it["duplicate"]) for it in sent["answers"]]


@pytest.fixture
def market(house_on_both: House) -> Market:
    return Market(house_on_both)


def test_the_list_has_no_digits_and_no_full_name_but_what_lets_a_tablet_check(
    market: Market,
) -> None:
    (voucher,) = market.list["vouchers"]
    salt = f"{market.counter}/{market.voucher}".encode()
    expected = pbkdf2_hmac("sha256", market.digits.encode(), salt, DIGITS_ROUNDS).hex()
    assert (voucher["digits_hash"], market.list["digits_rounds"]) == (expected, DIGITS_ROUNDS)
    assert "pickup_code" not in voucher
    assert market.digits not in {str(it) for it in voucher.values()}
    assert "*" in voucher["masked_name"]


def test_a_queue_that_is_sent_twice_counts_once_and_a_bad_one_spoils_no_other(
    market: Market,
) -> None:
    good = market.one("offline-key-0001")
    stranger = market.one("offline-key-0002", voucher_id=str(uuid4()))
    bad = ["no object", {"key": "offline-key-0003"}, market.one("x")]
    told = market.send(*bad, stranger, good)
    assert [status for status, _ in told[:3]] == [422, 422, 400]
    assert told[3:] == [(404, False), (200, False)]
    assert market.send(good, good) == [(200, True), (200, True)]
    assert market.send(market.one("offline-key-0004")) == [(409, False)]
    assert market.balance() == (70, 0)


def test_what_was_handed_out_counts_from_then_and_digits_are_checked_once_more(
    market: Market,
) -> None:
    handed_at = market.house.now + timedelta(minutes=3)
    market.house.now += timedelta(hours=2)
    wrong = market.one("offline-key-0011", digits=other_digits(market.digits))
    assert market.send(wrong) == [(422, False)]
    assert market.balance() == (70, 30)
    assert market.send(market.one("offline-key-0012", handed_at=handed_at.isoformat()))[0][0] == 200
    market.house.project()
    voucher = market.house.services.views.vouchers.of(market.voucher)
    assert voucher is not None
    assert (voucher.ended_at, voucher.state) == (handed_at, "collected")


def test_what_left_before_it_was_taken_along_is_refused_and_said_so(market: Market) -> None:
    market.house.now += timedelta(hours=2)
    early = market.house.now - timedelta(hours=3)
    told = done(
        market.house.post(
            "/hand-overs/bulk",
            KEEPER,
            {"hand_overs": [market.one("offline-key-0013", handed_at=early.isoformat())]},
        )
    )
    (answer,) = told["answers"]
    assert (answer["status"], answer["body"]["code"]) == (422, "handed_outside_lease")
    lone = {"counter_id": market.counter, "handed_at": early.isoformat()}
    alone = market.collect(digits=market.digits, **lone)
    assert refused(alone) == (422, "handed_outside_lease")
    assert market.balance() == (70, 30)
    in_time = (market.house.now - timedelta(hours=1)).isoformat()
    assert market.send(market.one("offline-key-0014", handed_at=in_time)) == [(200, False)]
    assert market.balance() == (70, 0)


def test_another_counter_gets_it_only_when_it_was_given_back(market: Market) -> None:
    other = str(uuid4())
    assert done(market.take(other))["vouchers"] == []
    assert market.send(market.one("offline-key-0021", counter_id=other)) == [(409, False)]
    give_back = f"/shops/{market.village.shop}/counter/give-back"
    told = done(market.house.post(give_back, KEEPER, {"counter_id": market.counter}))
    assert told["given_back"] == 1
    market.house.project()
    assert len(done(market.take(other))["vouchers"]) == 1
    sent = market.collect(digits=market.digits, counter_id=market.counter)
    assert refused(sent) == (409, "voucher_at_counter")
    assert done(market.collect(digits=market.digits, counter_id=other))["state"] == "collected"


def test_a_request_holds_no_more_than_500(market: Market) -> None:
    body = {"hand_overs": [market.one(f"offline-key-{n:04d}") for n in range(501)]}
    assert market.house.post("/hand-overs/bulk", KEEPER, body).status_code == 422
