"""Public accounts through their doors: everybody reads them, on the screen and on paper."""

import io
from datetime import date
from typing import Any
from uuid import UUID

import pypdfium2
import pytest
import zxingcpp
from msgspec.structs import replace

from api.moral.account_finding import UNNAMED, changes
from api.moral.account_paper import DONORS_SHOWN, account_address, account_paper
from api.moral.account_words import KINDS, account_words, quarter_words, span_words, yuan
from bootstrap.account_jobs import AccountJobs
from ledger.kernel.commands import Command
from ledger.kernel.ids import new_id
from ledger.moral.account_figures import GOODS_MAX, Gain, shortened
from ledger.moral.quarters import is_quarter, months_of, public_from, quarter_before
from ledger.registry.working_days import WorkingDays
from ledger.shop.kinds import Source
from people.roles import Role
from tests.api.house import House
from tests.support.accounts import MOCKUP, account_row, goods
from tests.support.books import GAIN, Books
from tests.support.funds import Money
from tests.support.ledgers import UNIT, hohhot
from tests.support.quarters import close, reopen

QUARTER = "2026Q3"
CLOSED = hohhot("2026-10-08 09:00")
ADDRESS = f"/accounts/{UNIT}/{QUARTER}"


def publish(house: House) -> None:
    """Publish what is due, as the job does."""

    def do(command: Command) -> bool:
        house.ledger.execute(command)
        return True

    house.now = CLOSED
    house.project()
    AccountJobs(house.services.views, do).run(CLOSED)
    house.project()


def close_months(house: House, *months: str) -> None:
    books = Books(house.ledger)
    for it in months:
        house.project()
        close(books, house.services.views, it, CLOSED)


@pytest.fixture
def donor(house: House) -> UUID:
    """A village with an account: one gain, one gift with thanks."""
    books = Books(house.ledger)
    books.post(books.home("0147"), GAIN, 5, hohhot("2026-07-10 10:00"))
    named: UUID = house.services.texts.keep("云中粮油店", about=None, by=new_id(), now=house.now)
    money = Money(house.ledger).open(hohhot("2026-07-01 10:00"))
    more: dict[str, Any] = {"donor_text_id": named, "thanks_donor": True}
    money.receive(2_000_00, hohhot("2026-08-01 10:00"), Source.DONATION, **more)
    close_months(house, "2026-07", "2026-08", "2026-09")
    publish(house)
    return named


def read(house: House, path: str = ADDRESS) -> dict[str, Any]:
    told = house.get(path)
    assert told.status_code == 200, told.json
    found: dict[str, Any] = told.json
    return found


def text_of(pdf: bytes) -> str:
    return str(pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range())


def test_everybody_reads_the_list_and_the_account(house: House, donor: UUID) -> None:
    listed = read(house, f"/accounts?unit={UNIT}")
    assert [(it["quarter"], it["version"]) for it in listed["items"]] == [(QUARTER, 1)]
    assert listed["next"] is None
    found = read(house)
    assert found["statement"]["months"][0]["figures"]["earned"] == 5
    assert found["statement"]["money"]["donation_fen"] == 2_000_00
    assert found["donors"] == ["云中粮油店"]
    assert found["statement"]["donors"] == [str(donor)]
    assert found["versions"] == [1]
    assert found["changes"] == []


def test_no_event_holds_the_name_of_a_donor(house: House, donor: UUID) -> None:
    assert donor
    log = house.ledger.store.select_notifications(1, 10_000)
    assert not [it for it in log if "云中粮油店".encode() in it.state]


def test_a_donor_who_is_forgotten_is_thanked_without_a_name_everywhere(
    house: House, donor: UUID
) -> None:
    assert house.services.texts.drop(donor)
    assert read(house)["donors"] == [UNNAMED]
    sheet = house.get(f"{ADDRESS}/paper")
    assert UNNAMED in text_of(sheet.data)
    assert "云中粮油店" not in text_of(sheet.data)


def test_the_code_on_the_paper_leads_to_the_page_of_its_version(house: House, donor: UUID) -> None:
    assert donor
    sheet = house.get(f"{ADDRESS}/paper")
    assert sheet.mimetype == "application/pdf"
    document = pypdfium2.PdfDocument(sheet.data)
    assert len(document) == 1
    (code,) = zxingcpp.read_barcodes(document[0].render(scale=3).to_pil())
    assert code.text == f"https://{house.services.public_host}{ADDRESS}?version=1"
    text = text_of(sheet.data)
    assert "积分收支公开账" in text
    assert "感谢捐赠：云中粮油店" in text
    (row,) = house.services.views.accounts.versions(UNIT, QUARTER)
    assert row.statement_hash[:4] in text


def test_a_second_version_says_what_changed_and_the_first_stays(house: House, donor: UUID) -> None:
    assert donor
    books = Books(house.ledger)
    reopen(books, "2026-09", CLOSED)
    books.post(books.home("0148"), GAIN, 4, hohhot("2026-09-30 10:00"))
    close_months(house, "2026-09")
    publish(house)
    second, first = read(house), read(house, f"{ADDRESS}?version=1")
    assert (second["version"], second["versions"]) == (2, [2, 1])
    assert first["statement"]["months"][2]["figures"]["closing"] == 5
    changed = {
        (it["part"], it["key"], it["name"]): (it["before"], it["after"]) for it in second["changes"]
    }
    assert changed["months", "2026-09", "closing"] == (5, 9)
    assert changed["gains", "other", "points"] == (5, 9)
    assert ("months", "2026-07", "closing") not in changed


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        (f"/accounts/{UNIT}/2026Q2", 404, "account_not_found"),
        (f"{ADDRESS}?version=2", 404, "account_not_found"),
        (f"/accounts/{UNIT}/2026-07", 422, "request_invalid"),
        ("/accounts?unit=999999999999", 404, "unit_not_found"),
        (f"{ADDRESS}?version=0", 422, "request_invalid"),
    ],
)
def test_what_is_not_there_is_refused(
    house: House, donor: UUID, path: str, status: int, code: str
) -> None:
    assert donor
    told = house.get(path)
    assert (told.status_code, told.json["code"]) == (status, code)


def test_a_sheet_full_of_everything_is_one_page_whose_code_can_be_read(house: House) -> None:
    kinds = [Gain(kind=it, entries=10, households=5, points=20) for it in KINDS]
    many = [goods(f"物品{n}", "件", 30, 5, 4, -1) for n in range(40)]
    full = replace(MOCKUP, gains=kinds, goods=many, donors=[new_id() for _ in range(30)])
    pdf = account_paper(house.services, account_row(full))
    document = pypdfium2.PdfDocument(pdf)
    assert len(document) == 1
    picture = document[0].render(scale=3).to_pil()
    (code,) = zxingcpp.read_barcodes(picture)
    assert code.text == account_address(house.services.public_host, account_row(full))
    text = text_of(pdf)
    assert "其他 34 种" in text
    assert f"还有 {30 - DONORS_SHOWN} 位" in text
    out = io.BytesIO()
    picture.save(out, "png")
    assert out.tell() > 10_000


def test_a_paper_never_drops_a_minus(house: House) -> None:
    text = text_of(account_paper(house.services, account_row()))
    assert "–5" in text
    assert "– 兑换" in text


def test_lines_beyond_the_most_are_added_up_in_one() -> None:
    many = [goods(f"物品{n}", "件", n, 5, 4, -1) for n in range(10)]
    kept, beyond = shortened(many, 0, 6)
    assert (len(kept), beyond) == (7, 4)
    assert kept[-1].item_id is None
    assert kept[-1].adds_up
    assert kept[-1].closing == sum(it.closing for it in many[6:])
    again, further = shortened(kept, beyond, 3)
    assert (len(again), further) == (4, 7)
    assert sum(it.closing for it in again) == sum(it.closing for it in many)
    assert shortened(many, 0, GOODS_MAX) == (many, 0)


def test_figures_of_two_statements_are_compared_one_by_one() -> None:
    later = replace(MOCKUP, gains=MOCKUP.gains[1:])
    found = {(it.part, it.key, it.name): (it.before, it.after) for it in changes(MOCKUP, later)}
    assert found == {
        ("gains", "environment", "entries"): (612, 0),
        ("gains", "environment", "households"): (241, 0),
        ("gains", "environment", "points"): (1_224, 0),
    }
    assert changes(MOCKUP, MOCKUP) == []


def test_things_of_one_name_are_compared_together() -> None:
    """Two shops of a village have soap: what changed of the first is not hidden by the second."""
    before = replace(
        MOCKUP, goods=[goods("香皂", "块", 10, 0, 4, 0), goods("香皂", "块", 7, 0, 1, 0)]
    )
    after = replace(
        MOCKUP, goods=[goods("香皂", "块", 10, 0, 5, 0), goods("香皂", "块", 7, 0, 1, 0)]
    )
    said = {(it.key, it.name): (it.before, it.after) for it in changes(before, after)}
    assert said == {("香皂", "issued"): (5, 6), ("香皂", "closing"): (12, 11)}


def test_the_mockup_adds_up_and_reads_as_it_was_drawn() -> None:
    assert MOCKUP.unbalanced() == []
    shown = account_words(account_row(), "青柳村", [])
    assert shown["months"][-1] == ["本季", "17,214", "3,342", "55", "2,394", "0", "−5", "18,102"]
    assert shown["money"][-1] == ["期末可用", "23,000"]
    assert shown["permille"] == "78.7%"
    assert shown["outcomes"][0]["words"] == "维持 3，成立 1"


def test_what_moved_with_a_household_has_a_column_only_where_there_was_any() -> None:
    moved = replace(MOCKUP.months[0].figures, moved=3, forfeited=2)
    said = replace(MOCKUP, months=[replace(MOCKUP.months[0], figures=moved), *MOCKUP.months[1:]])
    shown = account_words(account_row(said), "青柳村", [])
    assert "± 其他" in shown["month_heads"]
    assert shown["months"][0][7] == "1"
    assert "± 其他" not in account_words(account_row(), "青柳村", [])["month_heads"]


def test_quarters_and_money_are_said_as_people_say_them() -> None:
    assert quarter_words("2026Q3") == "2026 年第三季度"
    assert span_words("2026Q4") == "10 月 1 日至 12 月 31 日"
    assert (yuan(400_000), yuan(-50), yuan(5)) == ("4,000", "−0.50", "0.05")
    assert months_of("2027Q1") == ["2027-01", "2027-02", "2027-03"]
    assert quarter_before(date(2027, 1, 1)) == "2026Q4"
    assert quarter_before(date(2026, 12, 31)) == "2026Q3"
    assert not is_quarter("2026Q5")


def test_the_first_working_day_follows_the_calendar_and_waits_where_nobody_knows_it() -> None:
    known = WorkingDays()
    assert public_from("2026Q3", known) == date(2026, 10, 8), "after the holidays of the nation"
    assert public_from("2026Q2", known) == date(2026, 7, 1)
    assert public_from("2098Q4", known) == date(2099, 1, 9), "no holiday is longer"


def test_clerks_may_read_it_too(house: House, donor: UUID) -> None:
    assert donor
    assert house.get(ADDRESS, Role.CLERK).status_code == 200
