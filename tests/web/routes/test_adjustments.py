"""Entries on the wrong account in browsers: the clerk asks, the committee decides (A18)."""

from uuid import UUID

import pytest

from ledger.kernel.ids import new_id
from people.roles import Role
from tests.api.house import House
from tests.support.books import GREAT, Books
from tests.support.claims import home, put
from tests.support.ledgers import UNIT, Village, hohhot
from tests.support.rules import enact_rules
from tests.web.routes.conftest import Open
from tests.web.routes.plain import Document, PlainBrowser
from web.messages_zh import refusal

NOON = hohhot("2026-11-17 12:00")


class Wrong:
    """Forty points on the account of 0002 that belong to 0001; thirty of them are spent."""

    def __init__(self, house: House, resident_in: str = "0001") -> None:
        self.house = house
        enact_rules(house.village.do, UNIT, hohhot("2026-10-01 09:00"), extra=[GREAT])
        resident = house.persons[Role.RESIDENT]
        self.wrong, self.right = (
            home(it, *([resident] if it == resident_in else [])) for it in ("0002", "0001")
        )
        put(house.ledger, self.wrong, self.right)
        self.books = Books(house.ledger)
        self.entry = UUID(str(self.books.post(self.wrong.id, GREAT, 40, NOON)["entry_id"]))
        house.project()

    def spend(self, points: int) -> None:
        """Let the wrong household fetch something for its points."""
        shop = Village(self.house.ledger, NOON)
        item_id = shop.item(price=points, stock=1)
        shop.buy(item_id, self.books.wallet(self.wrong.id).id)
        self.house.project()

    @property
    def balances(self) -> tuple[int, int]:
        views = self.house.services.views.balances
        wrong, right = (views.of_owner(it.id) for it in (self.wrong, self.right))
        return sum(it.available for it in wrong), sum(it.available for it in right)


@pytest.fixture
def village(house: House) -> Wrong:
    return Wrong(house)


def ask(village: Wrong, clerk: PlainBrowser) -> Document:
    """Look at what it comes to with the right household, then ask."""
    clerk.open(f"/desk/adjustments/new?entry={village.entry}")
    clerk.submit("/desk/adjustments", right="0001", step="look")
    return clerk.submit(
        "/desk/adjustments", words="户号看错了一位", evidence="第 3 张纸单", step=""
    )


def test_a18_from_the_clerks_desk_to_the_households_score(village: Wrong, browser_of: Open) -> None:
    village.spend(30)
    clerk = browser_of(Role.CLERK)
    assert "/desk/adjustments" in clerk.open("/").links
    found = clerk.open("/desk/adjustments?number=0002")
    assert f"/desk/adjustments/new?entry={village.entry}" in found.links
    shown = clerk.open(f"/desk/adjustments/new?entry={village.entry}")
    assert "0002 户现在可用" in shown.text
    shown = clerk.submit("/desk/adjustments", right="0001", step="look")
    for said in ("能收回 −10 分", "差额，村里担 30 分", "记给 0001 户以后 40 分"):
        assert said in " ".join(shown.text.split()), said
    waits = clerk.submit(
        "/desk/adjustments", words="户号看错了一位", evidence="第 3 张纸单", step=""
    )
    assert "等委员会批准" in waits.text
    assert "批准更正" not in waits.text, "the clerk does not decide"
    assert village.balances == (10, 0), "nothing moves before it is approved"

    member = browser_of(Role.SUPERVISOR)
    assert "/adjustments" in member.open("/").links
    member.open("/adjustments")
    assert "/adjustments/1" in member.page.links
    one = member.open("/adjustments/1")
    for said in ("户号看错了一位", "凭据：第 3 张纸单", "村里担 30 分"):
        assert said in one.text, said
    done = member.submit("/adjustments/1/approval")
    assert "已更正" in done.text
    assert village.balances == (0, 40)
    assert "没有等您批准的更正" in member.open("/adjustments").text
    assert "/adjustments/1" in member.open("/adjustments?tab=done").links

    resident = browser_of(Role.RESIDENT)
    score = resident.open("/household/score")
    assert "为什么是 140 分" in score.text
    assert "这一笔原来入错了户，现在记到您家" in score.text
    assert "0002" not in score.text, "another household is nobody's business"
    assert "有一笔错账更正了" in resident.open("/me/messages").text


def test_the_household_it_was_taken_from_reads_why(house: House, browser_of: Open) -> None:
    village = Wrong(house, resident_in="0002")
    village.spend(30)
    ask(village, browser_of(Role.CLERK))
    resident = browser_of(Role.RESIDENT)
    waiting = resident.open("/household/score")
    assert "等监督委员会批准。没批准前分数不变" in waiting.text
    member = browser_of(Role.SUPERVISOR)
    member.open("/adjustments/1")
    member.submit("/adjustments/1/approval")
    score = resident.open("/household/score")
    assert "为什么是 100 分" in score.text
    assert "这一笔入错了，退回 10 分。不够的 30 分由村里担，您家不欠分" in score.text
    assert "有一笔错账更正了" in resident.open("/me/messages").text


def test_more_short_than_was_seen_is_refused_and_shown_anew(
    village: Wrong, browser_of: Open
) -> None:
    ask(village, browser_of(Role.CLERK))
    member = browser_of(Role.SUPERVISOR)
    member.open("/adjustments/1")
    village.spend(30)
    page = member.submit("/adjustments/1/approval")
    assert refusal("adjustment_changed").headline in page.text
    assert "批准更正，村里担 30 分" in page.text
    assert village.balances == (10, 0)
    member.submit("/adjustments/1/approval")
    assert village.balances == (0, 40)


def test_the_committee_may_leave_it_and_says_why(village: Wrong, browser_of: Open) -> None:
    clerk = browser_of(Role.CLERK)
    ask(village, clerk)
    member = browser_of(Role.SUPERVISOR)
    member.open("/adjustments/1")
    page = member.submit("/adjustments/1/rejection", words="单子对过了，户号没有错")
    assert "不更正" in page.text
    assert "单子对过了，户号没有错" in page.text
    assert village.balances == (40, 0)
    assert "/adjustments/1" in clerk.open("/desk/adjustments?tab=done").links
    again = clerk.open("/desk/adjustments?number=0002")
    assert f"/desk/adjustments/new?entry={village.entry}" in again.links, "it can be asked anew"


def test_figures_of_an_unseen_household_are_not_confirmed(village: Wrong, browser_of: Open) -> None:
    clerk = browser_of(Role.CLERK)
    clerk.open(f"/desk/adjustments/new?entry={village.entry}")
    page = clerk.submit("/desk/adjustments", right="0001", words="看错了", evidence="纸单", step="")
    assert "记给 0001 户以后" in page.text, "first it is shown what it comes to"
    page = clerk.submit("/desk/adjustments", right="7777", step="")
    assert "村里没有这个户号" in page.text
    assert "没有等批准的更正" in clerk.open("/desk/adjustments").text


def test_a_member_of_the_household_does_not_decide(
    village: Wrong, house: House, browser_of: Open
) -> None:
    kin = home("0003", house.persons[Role.SUPERVISOR])
    put(house.ledger, kin)
    house.project()
    clerk = browser_of(Role.CLERK)
    clerk.open(f"/desk/adjustments/new?entry={village.entry}")
    clerk.submit("/desk/adjustments", right="0003", step="look")
    clerk.submit("/desk/adjustments", words="看错了", evidence="纸单", step="")
    member = browser_of(Role.SUPERVISOR)
    member.open("/adjustments/1")
    for path in ("approval", "rejection"):
        page = member.submit(f"/adjustments/1/{path}", **({"words": "x"} if path[0] == "r" else {}))
        assert refusal("reviewer_recused").headline in page.text
    assert village.balances == (40, 0)


def test_an_entry_of_another_village_is_not_found(village: Wrong, browser_of: Open) -> None:
    clerk = browser_of(Role.CLERK)
    clerk.open(f"/desk/adjustments/new?entry={new_id()}")
    assert clerk.status == 404
    clerk.open("/adjustments/77")
    assert clerk.status == 404
    assert village.balances == (40, 0)
