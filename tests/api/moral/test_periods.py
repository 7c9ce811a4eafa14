"""Months through their doors: two people close, two others reopen, adjustments need a second."""

from typing import Any
from uuid import UUID

import pytest

from ledger.kernel.ids import new_id
from people.directory import Person
from people.roles import Role
from tests.api.house import House
from tests.support.books import GREAT, Books
from tests.support.claims import home, put
from tests.support.ledgers import UNIT, hohhot
from tests.support.rules import enact_rules
from tests.support.village import CITY, COMMUNITY

NOON = hohhot("2026-11-17 12:00")
assert UNIT == COMMUNITY


@pytest.fixture
def books(house: House) -> Books:
    return Books(house.ledger)


def read(house: House, period: str = "2026-11") -> dict[str, Any]:
    told = house.get(f"/periods/{period}", Role.CLERK)
    assert told.status_code == 200, told.json
    found: dict[str, Any] = told.json
    return found


def post(
    house: House, path: str, role: Role | str, body: dict[str, Any]
) -> tuple[int, dict[str, Any]]:
    told = house.post(path, role, body)
    house.project()
    return told.status_code, told.json


def close(house: House) -> dict[str, Any]:
    seen = {"figures_hash": read(house)["figures_hash"]}
    status, signed = post(house, "/periods/2026-11/signature", Role.CLERK, seen)
    assert status == 201, signed
    body = {"report_hash": signed["report_hash"]}
    status, locked = post(house, "/periods/2026-11/lock", Role.SUPERVISOR, body)
    assert status == 201, locked
    return locked


def test_a24_clerk_and_supervisor_close_a_month_that_two_administrators_reopen(
    house_on_both: House,
) -> None:
    house = house_on_both
    books = Books(house.ledger)
    household = books.home("0147")
    books.post(household, GREAT, 60, NOON)
    house.project()
    early = {"figures_hash": read(house)["figures_hash"]}
    assert post(house, "/periods/2026-11/signature", Role.CLERK, early)[1]["code"] == (
        "period_not_over"
    )
    house.now = hohhot("2026-12-01 00:00")
    locked = close(house)
    assert locked["version"] == 1
    found = read(house)
    assert {it["state"] for it in found["checks"]} == {"met"}
    assert found["reports"][0]["report_hash"] == locked["report_hash"]
    assert found["figures"]["closing"] == found["reports"][0]["figures"]["closing"]
    address = f"/units/{UNIT}/periods/2026-11/reopening"
    status, _ = post(house, address, Role.SYSTEM_ADMINISTRATOR, {"words": "月报少了一页"})
    assert status == 201
    status, own = post(house, f"{address}/approval", Role.SYSTEM_ADMINISTRATOR, {})
    assert (status, own["code"]) == (403, "period_second_signer_required")
    (asked,) = house.services.views.periods.asked(UNIT)
    assert (asked.period, house.services.views.periods.count_asked(UNIT)) == ("2026-11", 1)
    other = new_id()
    house.services.directory.enrol([Person(other, "李四", COMMUNITY)])
    second = house.token(Role.SYSTEM_ADMINISTRATOR, other, unit=CITY)
    status, opened = post(house, f"{address}/approval", second, {})
    assert (status, opened["version"]) == (201, 1)
    assert house.services.views.periods.asked(UNIT) == []
    assert close(house)["version"] == 2
    versions = [(it["version"], it["state"]) for it in read(house)["reports"]]
    assert versions == [(2, "locked"), (1, "reopened")], "the first stays as it was signed"


def test_figures_that_moved_while_the_clerk_looked_are_refused(house: House, books: Books) -> None:
    household = books.home("0147")
    books.post(household, GREAT, 60, NOON)
    house.project()
    house.now = hohhot("2026-12-01 00:00")
    seen = {"figures_hash": read(house)["figures_hash"]}
    books.post(household, GREAT, 5, hohhot("2026-11-30 23:59"))
    house.project()
    status, refused = post(house, "/periods/2026-11/signature", Role.CLERK, seen)
    assert (status, refused["code"]) == (409, "period_figures_outdated")


def test_a18_the_clerk_asks_and_the_committee_approves(house_on_both: House) -> None:
    house = house_on_both
    enact_rules(house.village.do, UNIT, hohhot("2026-10-01 09:00"), extra=[GREAT])
    wrong, right = home("0002"), home("0001")
    put(house.ledger, wrong, right)
    books = Books(house.ledger)
    entry = UUID(str(books.post(wrong.id, GREAT, 40, NOON)["entry_id"]))
    house.project()
    body = {
        "household_id": str(wrong.id),
        "entry_id": str(entry),
        "right_household_id": str(right.id),
        "words": "户号看错了",
    }
    status, asked = post(house, "/adjustments", Role.CLERK, body)
    assert status == 201, asked
    (waiting,) = house.get("/adjustments", Role.SUPERVISOR).json["items"]
    assert (waiting["entry_id"], waiting["state"]) == (str(entry), "waiting")
    address = f"/adjustments/{asked['number']}/approval"
    status, done = post(house, address, Role.SUPERVISOR, {})
    assert (status, done["amount"], done["shortfall"]) == (201, 40, 0)
    assert (books.balance(wrong.id), books.balance(right.id)) == (0, 40)
    (decided,) = house.get("/adjustments?waiting=false", Role.CLERK).json["items"]
    assert (decided["state"], decided["amount"]) == ("approved", 40)
    known = house.services.views.adjustments.by_entries([entry])
    assert known[entry].number == asked["number"]


def test_a_month_that_cannot_be_is_refused(quiet_house: House) -> None:
    for given in ("2026-13", "2026-1", "heute", "1999-01"):
        assert quiet_house.get(f"/periods/{given}", Role.CLERK).status_code == 422


def test_a_difference_is_explained_in_words_outside_the_log(house: House) -> None:
    house.now = hohhot("2026-12-01 00:00")
    body = {"check": "sealed", "words": "洗衣粉少 2 袋，包装破损"}
    status, told = post(house, "/periods/2026-11/explanations", Role.CLERK, body)
    assert (status, told["check"]) == (201, "sealed")
    found = house.services.views.periods.explained(UNIT, "2026-11")
    assert set(found) == {"sealed"}
    assert house.services.texts.read(found.values()) == {found["sealed"]: body["words"]}


def test_nothing_is_asked_of_an_entry_that_is_not_there(house: House) -> None:
    home_id = Books(house.ledger).home("0147")
    house.project()
    body = {"household_id": str(home_id), "entry_id": str(new_id()), "words": "没有这笔"}
    status, refused = post(house, "/adjustments", Role.CLERK, body)
    assert (status, refused["code"]) == (404, "score_entry_not_found")
