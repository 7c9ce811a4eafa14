"""The desks without scripts: many claims at once, each with its answer, and few questions."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from people.roles import Role
from tests.api.claims import ClaimVillage
from tests.api.house import House
from tests.web.routes.conftest import Open
from web.desk_menu import MENU, desk_menu
from web.messages_zh import refusal

DESK = "/desk/claims"


@pytest.fixture
def village(house: House) -> ClaimVillage:
    return ClaimVillage(house)


@contextmanager
def asked(house: House) -> Iterator[list[Any]]:
    """Count what is asked of the read models."""
    questions: list[Any] = []
    read = house.read_store.read

    def counting(*of: Any, **more: Any) -> Any:
        questions.append(of)
        return read(*of, **more)

    house.read_store.read = counting  # type: ignore[method-assign]
    try:
        yield questions
    finally:
        house.read_store.read = read  # type: ignore[method-assign]


def several(village: ClaimVillage, many: int) -> list[str]:
    """File some acts of the other household."""
    of = {"household_id": str(village.other.id), "item_code": "65", "evidence": []}
    return [village.filed(Role.GRID_WORKER, **of) for _ in range(many)]


def test_many_are_passed_and_the_one_that_is_refused_does_not_stop_the_rest(
    village: ClaimVillage, browser_of: Open
) -> None:
    first, second, gone = several(village, 3)
    village.act(gone, "return", Role.CLERK, words="报错了")
    clerk = browser_of(Role.CLERK)
    clerk.open(DESK)
    page = clerk.submit(DESK, claim_id=[first, gone, second])  # type: ignore[arg-type]
    assert "1 条没有通过" in page.text
    assert refusal("claim_step_wrong").headline in page.text
    shown = clerk.open(f"{DESK}?tab=panel").text
    assert first[-4:].upper() in shown
    assert second[-4:].upper() in shown


def test_many_are_sent_back_with_one_reason_and_none_without(
    village: ClaimVillage, browser_of: Open
) -> None:
    first, second = several(village, 2)
    clerk = browser_of(Role.CLERK)
    clerk.open(DESK)
    page = clerk.submit(DESK, claim_id=[first, second], step="return", words=" ")  # type: ignore[arg-type]
    assert refusal("reason_required").headline in page.text
    page = clerk.submit(DESK, claim_id=[first, second], step="return", words="看不清")  # type: ignore[arg-type]
    assert "2 条退回了" in page.text
    assert "看不清" in browser_of(Role.GRID_WORKER).open(f"/claims/{second}").text


def test_a_screening_is_taken_back_at_the_desk_until_somebody_has_voted(
    village: ClaimVillage, browser_of: Open
) -> None:
    first, second = several(village, 2)
    clerk = browser_of(Role.CLERK)
    clerk.open(DESK)
    page = clerk.submit(DESK, claim_id=[first, second])  # type: ignore[arg-type]
    assert "2 条送评议了" in page.text
    assert f"{DESK}?tab=panel" in page.links
    village.votes(second, "for")
    clerk.open(f"{DESK}?tab=panel")
    source = clerk.answer.get_data(as_text=True)
    assert f'value="{first}"' in source
    assert f'value="{second}"' not in source, "somebody has voted on it"
    page = clerk.submit(f"{DESK}?tab=panel", claim_id=first, step="take_back")
    assert "1 条的初审撤回了" in page.text
    clerk.open(DESK)
    assert f'value="{first}"' in clerk.answer.get_data(as_text=True)
    assert "撤回了核实" in clerk.open(f"/claims/{first}").text


def test_a_screening_is_taken_back_through_the_door(village: ClaimVillage) -> None:
    (claim_id,) = several(village, 1)
    path = "screening/withdrawal"
    told = village.act(claim_id, path, Role.CLERK)
    assert (told.status_code, told.json["code"]) == (409, "claim_step_wrong")
    village.act(claim_id, "screening", Role.CLERK)
    told = village.act(claim_id, path, Role.BUILDING_LEADER)
    assert (told.status_code, told.json["code"]) == (409, "screening_final")
    told = village.act(claim_id, path, Role.CLERK)
    assert (told.status_code, told.json["state"]) == (201, "proposed")


def test_what_is_beside_the_table_is_the_claim_asked_for(
    village: ClaimVillage, browser_of: Open
) -> None:
    first, second = several(village, 2)
    clerk = browser_of(Role.CLERK)
    for it in (first, second):
        clerk.open(f"{DESK}?claim={it}")
        beside = clerk.answer.get_data(as_text=True).partition('id="shown"')[2]
        assert f"<h2>{it[-4:].upper()} " in beside


def test_the_desk_asks_no_more_for_many_claims_than_for_few(
    village: ClaimVillage, browser_of: Open
) -> None:
    clerk = browser_of(Role.CLERK)
    questions = []
    for more in (2, 30):
        several(village, more)
        clerk.open(DESK)  # what is remembered of roles is read again after an act
        with asked(village.house) as of_one_page:
            page = clerk.open(DESK)
        questions.append(len(of_one_page))
    assert "共 32 条" in page.text
    assert questions[0] == questions[1] > 0


def test_the_menu_shows_what_a_role_may_open_and_nothing_else(browser_of: Open) -> None:
    known = {it.address for entries in MENU.values() for it in entries}
    for role, page in ((Role.CLERK, DESK), (Role.SUPERVISOR, "/desk/alarms")):
        browser = browser_of(role)
        links = set(browser.open(page).links)
        mine = {it.address for _, entries in desk_menu(role.value) for it in entries}
        assert links & known == mine
        for address in mine:
            browser.open(address)
            assert browser.answer.status_code == 200, address


@pytest.mark.parametrize("role", list(Role))
def test_no_two_pages_of_a_role_hear_to_the_same_letter(role: Role) -> None:
    letters = [it.letter for _, entries in desk_menu(role.value) for it in entries]
    assert len(letters) == len(set(letters))
    assert "G" not in letters, "that is the way home"
