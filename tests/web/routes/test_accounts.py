"""Pages of public accounts, opened by their links: signed in or not."""

import pypdfium2
import pytest

from bootstrap.account_jobs import AccountJobs
from ledger.kernel.commands import Command
from people.roles import Role
from tests.api.house import House
from tests.support.books import GAIN, Books
from tests.support.claims import home, put
from tests.support.ledgers import UNIT, hohhot
from tests.support.quarters import close, reopen
from tests.web.routes.conftest import Open

CLOSED = hohhot("2026-10-08 09:00")
ADDRESS = f"/accounts/{UNIT}/2026Q3"


@pytest.fixture
def books(house: House) -> Books:
    own = home("0147", house.persons[Role.RESIDENT])
    put(house.ledger, own)
    books = Books(house.ledger)
    books.post(own.id, GAIN, 5, hohhot("2026-07-10 10:00"))
    house.now = CLOSED
    house.project()
    return books


def close_months(house: House, books: Books, *months: str) -> None:
    for it in months:
        house.project()
        close(books, house.services.views, it, CLOSED)
    house.project()


def publish(house: House) -> None:
    def do(command: Command) -> bool:
        house.ledger.execute(command)
        return True

    AccountJobs(house.services.views, do).run(CLOSED)
    house.project()


def test_a_resident_comes_from_the_notices_to_the_account_and_its_sheet(
    house: House, books: Books, browser_of: Open
) -> None:
    close_months(house, books, "2026-07", "2026-08", "2026-09")
    publish(house)
    resident = browser_of(Role.RESIDENT)
    assert ADDRESS in resident.open("/notices").links
    shown = resident.open(ADDRESS)
    assert "2026 年第三季度公开账" in shown.text
    assert "没换的积分 5 分" in shown.text
    assert "村里还没有设资金账户" in shown.text
    assert "0147" not in shown.text, "numbers of the village, nobody's"
    resident.open(f"{ADDRESS}/print?version=1")
    assert resident.answer.mimetype == "application/pdf"
    assert len(pypdfium2.PdfDocument(resident.answer.data)) == 1
    assert ADDRESS in resident.open("/accounts").links


def test_a_stranger_reads_it_and_an_empty_list_says_when_there_will_be_one(
    house: House, books: Books
) -> None:
    none = house.client.get(f"/accounts?unit={UNIT}").get_data(as_text=True)
    assert "还没有公开账" in none
    assert "第一个工作日自动公布" in none
    close_months(house, books, "2026-07", "2026-08", "2026-09")
    publish(house)
    told = house.client.get(ADDRESS)
    assert told.status_code == 200
    assert "private, max-age=30" in told.headers["Cache-Control"]
    assert house.client.get(f"/accounts/{UNIT}/2026Q2").status_code == 404
    assert house.client.get("/accounts?unit=999999999999").status_code == 404
    assert house.client.get(f"{ADDRESS}?version=zwei").status_code == 422
    assert "Set-Cookie" not in told.headers


def test_the_clerk_is_told_which_month_an_account_waits_for(
    house: House, books: Books, browser_of: Open
) -> None:
    close_months(house, books, "2026-07", "2026-08")
    publish(house)
    clerk = browser_of(Role.CLERK)
    words = "2026 年第三季度的在等：9 月还没月结"
    assert words in clerk.open("/").text
    assert words in clerk.open("/desk/close").text
    close_months(house, books, "2026-09")
    assert "2026 年第三季度的正在生成" in clerk.open("/").text
    publish(house)
    assert "2026 年第三季度的已经公布" in clerk.open("/").text
    assert ADDRESS in clerk.open("/desk/close").links


def test_the_clerk_is_told_if_an_account_does_not_add_up(
    house: House, books: Books, browser_of: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    close_months(house, books, "2026-07", "2026-08", "2026-09")
    monkeypatch.setattr(type(house.services.views.periods), "gains", lambda *_: [])
    publish(house)
    assert "对不上账，没有公布：得分类别" in browser_of(Role.CLERK).open("/").text


def test_a_second_version_shows_what_changed_beside_the_first(
    house: House, books: Books, browser_of: Open
) -> None:
    close_months(house, books, "2026-07", "2026-08", "2026-09")
    publish(house)
    reopen(books, "2026-09", CLOSED)
    books.post(books.home("0148"), GAIN, 4, hohhot("2026-09-30 10:00"))
    close_months(house, books, "2026-09")
    publish(house)
    reader = browser_of(Role.RESIDENT)
    shown = reader.open(ADDRESS)
    assert "和上一版不一样的" in shown.text
    assert f"{ADDRESS}?version=1" in shown.links
    assert "和上一版不一样的" not in reader.open(f"{ADDRESS}?version=1").text
