"""Pages of months and of lots, opened by their links."""

import pytest

from people.roles import Role
from tests.api.house import House
from tests.support.books import FALL, GAIN, GREAT, Books
from tests.support.claims import home, put
from tests.support.ledgers import UNIT, hohhot
from tests.web.routes.conftest import Open

NOON = hohhot("2026-11-17 12:00")


@pytest.fixture
def books(house: House) -> Books:
    resident = house.persons[Role.RESIDENT]
    own = home("0147", resident)
    put(house.ledger, own)
    books = Books(house.ledger)
    books.post(own.id, GREAT, 60, NOON)
    books.post(own.id, FALL, 10, NOON)
    books.post(own.id, GAIN, 5, NOON, on=hohhot("2025-06-01 10:00"))
    house.project()
    return books


def test_a_clerk_signs_and_the_committee_locks_from_their_homes(
    house: House, books: Books, browser_of: Open
) -> None:
    assert books
    house.now = hohhot("2026-12-01 00:10")
    clerk, second = browser_of(Role.CLERK), browser_of(Role.SUPERVISOR)
    assert "/desk/close" in clerk.open("/").links
    shown = clerk.open("/desk/close")
    assert "2026年11月月结" in shown.text
    assert "还没有结过账" in shown.text
    signed = clerk.submit("/desk/close/signature")
    assert "文书已签字，等监督委员会主任签" in signed.text
    house.project()
    assert "/desk/close" in second.open("/").links
    assert "文书签了字，等您锁账" in second.open("/").text
    assert "等您锁账" not in clerk.open("/").text
    second.open("/desk/close?month=2026-11")
    locked = second.submit("/desk/close/lock")
    assert "已锁" in locked.text
    house.project()
    assert "等您锁账" not in second.open("/").text
    report = second.open(f"/periods/{UNIT}/2026-11")
    assert "兑换 0 到期 0" in report.text, "nothing is neither plus nor minus"
    assert "2026年11月月报" in report.text
    assert "0147" not in report.text, "numbers of the village, nobody's"
    table = house.client.get(f"/periods/{UNIT}/2026-11/report.csv")
    assert "期末" in table.get_data(as_text=True)
    assert not [
        cell
        for line in table.get_data(as_text=True).splitlines()
        for cell in line.split(",")
        if cell[:1] in {"=", "+", "@"}
    ]
    assert "2026年12月月结" in second.open("/desk/close").text


def test_points_brought_along_stand_apart_from_those_gained(
    house: House, books: Books, browser_of: Open
) -> None:
    books.bring_along("0147", 40, NOON)
    house.project()
    house.now = hohhot("2026-12-01 00:10")
    clerk, second = browser_of(Role.CLERK), browser_of(Role.SUPERVISOR)
    assert "得分 65 期初导入 40 扣分 10" in clerk.open("/desk/close").text
    clerk.submit("/desk/close/signature")
    house.project()
    second.open("/desk/close?month=2026-11")
    assert "65 导入 40" in second.submit("/desk/close/lock").text
    house.project()
    assert "得分 +65 期初导入 +40 扣分 −10" in second.open(f"/periods/{UNIT}/2026-11").text
    table = house.client.get(f"/periods/{UNIT}/2026-11/report.csv").get_data(as_text=True)
    assert [it.split(",")[-2:] for it in table.splitlines()[2:4]] == [
        ["得分", "65"],
        ["期初导入", "40"],
    ]


def test_a_household_gets_to_every_report_of_its_village_from_the_public_notices(
    house: House, books: Books, browser_of: Open
) -> None:
    assert books
    assert "月报" not in browser_of(Role.RESIDENT).open("/notices").text, "no month is closed"
    for over in ("2026-12-01 00:10", "2027-01-01 00:10"):
        house.now = hohhot(over)
        for role, step in ((Role.CLERK, "signature"), (Role.SUPERVISOR, "lock")):
            signer = browser_of(role)
            signer.open("/desk/close")
            signer.submit(f"/desk/close/{step}")
            house.project()
    resident = browser_of(Role.RESIDENT)
    notices = resident.open("/notices")
    assert "2026年12月月报" in notices.text
    assert f"/periods/{UNIT}/2026-12" in notices.links
    assert f"/periods/{UNIT}/2026-11" in resident.open(f"/periods/{UNIT}/2026-12").links
    assert not [it for it in resident.open(f"/periods/{UNIT}/2026-11").links if "2026-10" in it]


def test_a_month_that_is_not_closed_has_no_public_report(house: House, browser_of: Open) -> None:
    text = browser_of(Role.CLERK).open(f"/periods/{UNIT}/2026-10").text
    assert "这个月还没结账" in text
    assert house.client.get("/periods/99/2026-10").status_code == 404


def test_a_household_sees_its_lots_and_which_is_spent_first(
    house: House, books: Books, browser_of: Open
) -> None:
    assert books
    house.now = hohhot("2026-12-01 09:00")
    page = browser_of(Role.RESIDENT).open("/household/lots")
    assert "还有 30 天" in page.text
    assert page.text.index("先用这批") < page.text.index("还有 395 天")


def test_whoever_is_of_no_household_is_told_so(house: House, browser_of: Open) -> None:
    assert house
    assert "还没有登记到哪一户" in browser_of(Role.RESIDENT).open("/household/lots").text
