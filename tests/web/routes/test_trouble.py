"""When a store is away or a request makes no sense, a person still gets a page that helps."""

from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from people.roles import Role
from tests.api.house import House
from tests.web.routes.conftest import Open


@pytest.mark.parametrize("address", ["/", "/me", "/boards/minutes"])
def test_without_the_people_store_a_page_says_so_and_when_to_try_again(
    browser_of: Open, tmp_path: Path, address: str
) -> None:
    browser = browser_of(Role.VOLUNTEER)
    engine = create_engine(f"sqlite:///{tmp_path / 'people.sqlite3'}")
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE persons RENAME TO away"))
        connection.execute(text("ALTER TABLE access_tokens RENAME TO away_too"))
    engine.dispose()
    browser.open(address)
    assert browser.status == 503
    assert int(browser.answer.headers["Retry-After"]) > 0
    assert 'role="alert"' in browser.answer.text


def test_a_page_that_is_asked_for_too_early_says_to_wait(house: House, browser_of: Open) -> None:
    browser = browser_of(Role.VOLUNTEER)
    house.village.credit(house.village.household_wallet, 1)
    page = browser.open(f"/me/entries?after={house.village.position}")
    assert "刚交的正在登记" in page.text
    assert browser.status == 503


@pytest.mark.parametrize("after", ["x", "-1", "0", "9" * 30, ""])
def test_a_position_that_is_none_is_passed_over(looker_of: Open, after: str) -> None:
    browser = looker_of(Role.VOLUNTEER)
    browser.open(f"/me/entries?after={after}")
    assert browser.status == 200


def test_an_address_that_takes_forms_only_keeps_allow(looker_of: Open) -> None:
    browser = looker_of()
    browser.open("/logout")
    assert browser.status == 405
    assert "POST" in browser.answer.headers["Allow"]


def test_a_form_that_is_far_too_large_is_refused(looker_of: Open) -> None:
    browser = looker_of()
    assert browser.post("/login/number", login="x" * (2 << 20), passcode="") == 413
    assert "内容太大" in browser.answer.text


@pytest.mark.parametrize(
    "address",
    [
        "/items?shop=nonsense",
        "/activities?after_id=nonsense",
        "/me/service-record?after_id=nonsense",
        "/me/entries?before=nonsense",
        "/stations?after_id=nonsense",
        "/board?unit=nonsense",
        "/boards/minutes?unit=%F0%9F%90%9D",
    ],
)
def test_nonsense_in_a_query_shows_the_first_page(looker_of: Open, address: str) -> None:
    browser = looker_of(Role.VOLUNTEER)
    browser.open(address)
    assert browser.status == 200


@pytest.mark.parametrize(
    "address",
    [
        "/items/00000000-0000-0000-0000-000000000000",
        "/vouchers/00000000-0000-0000-0000-000000000000",
        "/activities/00000000-0000-0000-0000-000000000000",
        "/boards/nothing",
        "/scans/never-was",
        "/scans/x",
    ],
)
def test_what_does_not_exist_is_told_kindly(looker_of: Open, address: str) -> None:
    browser = looker_of(Role.VOLUNTEER)
    browser.open(address)
    assert browser.status == 404
    assert 'role="alert"' in browser.answer.text


def test_the_api_keeps_answering_with_problems(looker_of: Open) -> None:
    browser = looker_of()
    browser.open("/api/v1/nothing")
    assert browser.answer.mimetype == "application/problem+json"
