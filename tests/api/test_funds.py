"""The money behind points at the door: who writes down, who takes back, who lets gains through."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from ledger.kernel.clock import local_date
from ledger.kernel.ids import new_id
from ledger.moral.claim import Claim
from ledger.moral.notice_commands import PublishNotice
from ledger.shop.fund_commands import MeasureFund
from ledger.shop.fund_kinds import AMOUNT_FEN_MAX, FACE_VALUE_FEN_MAX
from people.directory import Person
from people.roles import Role
from tests.api.house import House, fresh_key
from tests.support.claims import home, put, reviewed
from tests.support.village import COMMUNITY

DONOR = "盛乐镇供销社"


@pytest.fixture
def village(house_on_both: House) -> House:
    """A house whose village has a fund, and households with 50 points."""
    house = house_on_both
    house.village.credit(house.village.household_wallet, 50)
    assert house.post("/fund", Role.CLERK, {}).status_code == 201
    return house.project()


def income(house: House, **more: Any) -> dict[str, Any]:
    day = local_date(house.now).isoformat()
    return {"source": "collective", "amount_fen": 10_000, "received_on": day} | more


def receive(house: House, who: Role | str = Role.CLERK, **more: Any) -> Any:
    answer = house.post("/fund/receipts", who, income(house, **more))
    house.project()
    return answer


def another(house: House, role: Role, unit: str = COMMUNITY) -> str:
    who = new_id()
    house.services.directory.enrol([Person(who, "巴特尔", unit)])
    return house.token(role, who, unit=unit)


def waiting(house: House, **more: Any) -> Claim:
    """A gain whose notice has ended, in a village whose money is spoken for."""
    there = home("0901", new_id(), unit_code=COMMUNITY)
    claim = reviewed(there.id, unit_code=COMMUNITY, **more)
    put(house.ledger, there, claim)
    at = house.now - timedelta(days=30)
    of = {"unit_code": COMMUNITY, "published_by": new_id(), "number_from": 1}
    house.ledger.execute(PublishNotice(key=fresh_key(), at=at, claim_ids=(claim.id,), **of))
    measure(house, 10**6)
    return claim


def measure(house: House, points: int) -> None:
    said = {"outstanding_points": points, "redeemed_fen": 0}
    house.ledger.execute(MeasureFund(key=fresh_key(), at=house.now, unit_code=COMMUNITY, **said))
    house.project()


def test_the_meter_says_what_is_promised_and_what_is_there(village: House) -> None:
    receive(village)
    receive(village, source="partner", amount_fen=2_500)
    fund = village.get("/fund", Role.CLERK).json
    assert (fund["outstanding_points"], fund["promised_fen"]) == (50, 5_000)
    assert (fund["collective_fen"], fund["partner_fen"], fund["received_fen"]) == (
        10_000,
        2_500,
        12_500,
    )
    assert (fund["budget_fen"], fund["permille"], fund["room_points"]) == (12_500, 400, 75)
    assert (fund["is_warned"], fund["is_at_limit"], fund["runs_out_on"]) == (False, False, None)


def test_a_village_without_a_fund_says_so(house_on_both: House) -> None:
    answer = house_on_both.get("/fund", Role.CLERK)
    assert (answer.status_code, answer.json["code"]) == (404, "fund_not_found")
    answer = receive(house_on_both)
    assert (answer.status_code, answer.json["code"]) == (404, "fund_not_found")


def test_a_fund_is_opened_once(village: House) -> None:
    again = village.post("/fund", Role.CLERK, {"face_value_fen": 50})
    assert (again.status_code, again.json["code"]) == (409, "fund_open")


@pytest.mark.parametrize(
    "more",
    [
        {"amount_fen": 0},
        {"amount_fen": -1},
        {"amount_fen": 1.5},
        {"amount_fen": AMOUNT_FEN_MAX + 1},
        {"amount_fen": "100"},
        {"source": "loan"},
        {"received_on": "2026-02-30"},
        {"donor": "名" * 61},
        {"note": "unknown"},
    ],
)
def test_what_is_no_receipt_is_not_read(village: House, more: dict[str, Any]) -> None:
    answer = receive(village, **more)
    assert (answer.status_code, answer.json["code"]) == (422, "request_invalid")
    assert village.get("/fund", Role.CLERK).json["received_fen"] == 0


@pytest.mark.parametrize("value", [0, -5, FACE_VALUE_FEN_MAX + 1, 0.5])
def test_a_point_is_worth_a_fen_at_least_and_a_thousand_yuan_at_most(
    village: House, value: float
) -> None:
    headers = {"Idempotency-Key": fresh_key()}
    body = {"face_value_fen": value}
    answer = village.ask("PUT", "/fund/face-value", Role.SUPERVISOR, json=body, headers=headers)
    assert answer.status_code == 422


def test_the_committee_says_what_a_point_is_worth(village: House) -> None:
    receive(village)
    headers = {"Idempotency-Key": fresh_key()}
    said = {"json": {"face_value_fen": 200}, "headers": headers}
    assert village.ask("PUT", "/fund/face-value", Role.CLERK, **said).status_code == 403
    assert village.ask("PUT", "/fund/face-value", Role.SUPERVISOR, **said).status_code == 200
    fund = village.project().get("/fund", Role.STREET, query_string={"unit": COMMUNITY}).json
    assert (fund["face_value_fen"], fund["permille"], fund["is_warned"]) == (200, 1_000, True)


def test_donors_are_named_to_those_who_keep_the_books(village: House) -> None:
    words = {"words": "捐赠协议 3 号", "donor": DONOR, "thanks_donor": True}
    receive(village, source="donation", **words)
    (row,) = village.get("/fund/receipts", Role.SUPERVISOR).json["items"]
    assert (row["donor"], row["thanks_donor"], row["words"]) == (DONOR, True, "捐赠协议 3 号")
    assert row["recorded_by"] == str(village.persons[Role.CLERK])
    for role in (Role.STREET, Role.COUNTY, Role.RESIDENT, Role.SHOP_KEEPER):
        assert village.get("/fund/receipts", role).json["code"] == "role_required"
    text = village.get("/fund", Role.STREET).text
    assert DONOR not in text


def test_no_name_of_a_donor_is_in_the_log(village: House) -> None:
    receive(village, source="donation", donor=DONOR, words="见协议")
    stored = village.ledger.store.select_notifications(1, 10_000)
    assert all(DONOR.encode() not in it.state for it in stored)


def test_a_refused_receipt_leaves_no_words_behind(village: House) -> None:
    texts: list[UUID] = []
    keep = village.services.texts.keep

    def keeping(*args: Any, **values: Any) -> Any:
        texts.append(values["text_id"])
        return keep(*args, **values)

    village.services.texts.keep = keeping  # type: ignore[method-assign]
    answer = receive(village, words="单子", donor=DONOR, received_on="2020-01-01")
    assert (answer.status_code, answer.json["code"]) == (422, "received_day_invalid")
    assert len(texts) == 2
    assert village.services.texts.read(texts) == {}


def test_who_wrote_money_down_does_not_take_it_back(village: House) -> None:
    receipt = receive(village).json["receipt_id"]
    address, body = f"/fund/receipts/{receipt}/return", {"cause": "mistake", "words": "多写一个零"}
    own = village.post(address, Role.CLERK, body)
    assert (own.status_code, own.json["code"]) == (403, "own_proposal")
    done = village.post(address, another(village, Role.CLERK), body)
    assert (done.status_code, done.json["amount_fen"]) == (201, 10_000)
    (row,) = village.project().get("/fund/receipts", Role.CLERK).json["items"]
    assert (row["counts"], row["cause"], row["return_words"]) == (False, "mistake", "多写一个零")
    again = village.post(address, Role.SUPERVISOR, body)
    assert (again.status_code, again.json["code"]) == (409, "fund_receipt_returned")
    assert village.get("/fund", Role.CLERK).json["received_fen"] == 0


def test_a_receipt_of_another_village_is_not_there(village: House) -> None:
    receipt = receive(village).json["receipt_id"]
    stranger = another(village, Role.SUPERVISOR, "150104003006")
    body = {"cause": "mistake", "words": "不是我们村的"}
    for it in (receipt, uuid4()):
        answer = village.post(f"/fund/receipts/{it}/return", stranger, body)
        assert (answer.status_code, answer.json["code"]) == (404, "fund_receipt_not_found")
    assert village.get("/fund", stranger).json["code"] == "fund_not_found"
    elsewhere = village.get("/fund", stranger, query_string={"unit": COMMUNITY})
    assert elsewhere.json["code"] == "outside_unit"


def test_the_same_request_writes_money_down_once(village: House) -> None:
    key, body = fresh_key(), income(village, donor=DONOR)
    first = village.post("/fund/receipts", Role.CLERK, body, key=key)
    second = village.post("/fund/receipts", Role.CLERK, body, key=key)
    assert first.json == second.json
    assert village.project().get("/fund", Role.CLERK).json["received_fen"] == 10_000


def test_lists_are_paged(village: House) -> None:
    for n in range(3):
        receive(village, amount_fen=n + 1)
    first = village.get("/fund/receipts?limit=2", Role.CLERK).json
    rest = village.get(f"/fund/receipts?limit=2&cursor={first['next']}", Role.CLERK).json
    assert [it["amount_fen"] for it in first["items"] + rest["items"]] == [3, 2, 1]
    assert rest["next"] is None


def test_the_committee_lets_a_waiting_gain_through_and_nobody_else_does(village: House) -> None:
    receive(village)
    claim = waiting(village)
    (row,) = village.get("/fund/gains", Role.CLERK).json["items"]
    assert (row["claim_id"], row["points"], row["is_approved"]) == (str(claim.id), 5, False)
    address = f"/fund/gains/{claim.id}/approval"
    for role in (Role.CLERK, Role.REVIEWER, Role.STREET, Role.RESIDENT):
        assert village.post(address, role, {}).json["code"] == "role_required"
    assert village.post(address, Role.SUPERVISOR, {}).status_code == 201
    (row,) = village.project().get("/fund/gains", Role.SUPERVISOR).json["items"]
    assert row["is_approved"]
    again = village.post(address, Role.SUPERVISOR, {})
    assert (again.status_code, again.json["code"]) == (409, "gain_approved")


def test_a_proposer_on_the_committee_does_not_let_the_own_proposal_through(
    village: House,
) -> None:
    receive(village)
    claim = waiting(village, proposed_by=village.persons[Role.SUPERVISOR])
    answer = village.post(f"/fund/gains/{claim.id}/approval", Role.SUPERVISOR, {})
    assert (answer.status_code, answer.json["code"]) == (403, "reviewer_recused")


def test_nothing_is_approved_while_there_is_money(village: House) -> None:
    receive(village)
    claim = waiting(village)
    measure(village, 0)
    answer = village.post(f"/fund/gains/{claim.id}/approval", Role.SUPERVISOR, {})
    assert (answer.status_code, answer.json["code"]) == (422, "budget_free")
    unknown = village.post(f"/fund/gains/{uuid4()}/approval", Role.SUPERVISOR, {})
    assert (unknown.status_code, unknown.json["code"]) == (422, "gain_not_waiting")


def test_months_come_without_gaps_and_within_five_years(village: House) -> None:
    receive(village)
    asked = {"first": "2026-09", "last": f"{local_date(village.now):%Y-%m}"}
    months = village.get("/fund/months", Role.STREET, query_string=asked).json["months"]
    assert [it["month"] for it in months][:2] == ["2026-09", "2026-10"]
    assert (months[-1]["collective_fen"], months[-1]["budget_fen"]) == (10_000, 10_000)
    assert (months[-1]["gained"], months[-1]["outstanding_points"]) == (50, 50)
    for wrong in (
        {"first": "2026-12", "last": "2026-11"},
        {"first": "2020-01", "last": "2026-11"},
        {"first": "2026-13", "last": "2026-12"},
    ):
        answer = village.get("/fund/months", Role.STREET, query_string=wrong)
        assert answer.json["code"] == "request_invalid"
