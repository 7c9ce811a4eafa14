"""Paper sheets at the desk: looked at, imported, and sent again without doubling."""

import io

import pytest

from ledger.households.commands import LeaveScheme
from ledger.kernel.ids import new_id
from ledger.registry.consent_purposes import AgeBand
from people.roles import Role
from projections.moral.claims.rows import ClaimRow
from tests.api.claims import ClaimVillage
from tests.api.house import House
from tests.support.sheets import csv_of, xlsx_of
from tests.web.routes.conftest import Open
from tests.web.routes.plain import PlainBrowser
from web.messages_zh import refusal

HEAD = ["户号", "事项", "日期", "分值", "证人", "备注"]
GOOD = ["0147", "照看独居老人", "2026-11-18", "2", "李婶", "送饭"]
OTHER = ["0203", "12", "2026年11月17日", "", "赵叔", ""]
IMPORT = "/desk/claims/import"


@pytest.fixture
def village(house: House) -> ClaimVillage:
    return ClaimVillage(house)


def send(clerk: PlainBrowser, raw: bytes, name: str = "纸单.csv") -> str:
    clerk.open(IMPORT)
    return clerk.submit(IMPORT, sheet=(io.BytesIO(raw), name)).text  # type: ignore[arg-type]


def claims(village: ClaimVillage) -> list[ClaimRow]:
    views = village.house.project().services.views.claims
    return views.of_household([village.own.id, village.other.id])


def test_a_sheet_is_looked_at_and_then_imported(village: ClaimVillage, browser_of: Open) -> None:
    clerk = browser_of(Role.CLERK)
    assert IMPORT in clerk.open("/desk/claims").links
    text = send(clerk, csv_of([HEAD, GOOD, OTHER]).encode("gb18030"))
    assert "对的 2 行" in text
    assert claims(village) == [], "looking records nothing"
    page = clerk.submit(f"{IMPORT}/lines")
    assert "新增 2 行" in page.text
    found = {it.household_id: it for it in claims(village)}
    row = found[village.own.id]
    assert (row.points, row.source, row.proposer_role) == (2, "import", "household")
    assert row.evidence == ("witness", "record")
    assert row.entered_by == village.house.persons[Role.CLERK]
    assert "证人：李婶。送饭" in clerk.open(f"/claims/{row.claim_id}").text


def test_a_corrected_file_is_sent_again_without_doubling(
    village: ClaimVillage, browser_of: Open
) -> None:
    clerk = browser_of(Role.CLERK)
    wrong = ["9999", *GOOD[1:]]
    text = send(clerk, csv_of([HEAD, GOOD, wrong]).encode())
    assert "对的 1 行，不对的 1 行" in text
    clerk.submit(f"{IMPORT}/lines", only_good="1")
    assert len(claims(village)) == 1
    send(clerk, csv_of([HEAD, GOOD, OTHER]).encode())
    page = clerk.submit(f"{IMPORT}/lines")
    assert "新增 1 行" in page.text
    assert "另有 1 行以前导过" in page.text
    assert len(claims(village)) == 2


def test_each_wrong_line_says_why(village: ClaimVillage, browser_of: Open) -> None:
    village.filed(occurred_on="2026-11-19", item_code="12", evidence=["witness"])
    clerk = browser_of(Role.CLERK)
    rows = [
        ["9999", *GOOD[1:]],
        ["0147", "没有的事", "2026-11-18", "2", "李婶", ""],
        ["0147", "12", "2026-11-05", "2", "李婶", ""],
        ["0147", "12", "十一月", "2", "李婶", ""],
        ["0147", "12", "2026-11-18", "200", "李婶", ""],
        ["0147", "12", "2026-11-18", "2", "", ""],
        ["0147", "12", "2026-11-19", "2", "李婶", ""],
        ["0147", "51", "2026-11-18", "", "", ""],
        GOOD,
        GOOD,
    ]
    text = send(clerk, xlsx_of([HEAD, *rows]), "纸单.xlsx")
    assert "对的 1 行，不对的 9 行" in text
    codes = (
        *("household_not_found", "rule_item_not_found", "paper_entry_too_late"),
        *("claim_day_invalid", "claim_points_invalid", "evidence_required"),
        *("claim_already_filed",),
    )
    for code in codes:
        assert refusal(code).sentence in text, code
    assert "这一行和前面的一行一样" in text
    assert claims(village)[0].source == "phone"


def test_a_line_of_a_household_that_takes_no_part_says_so(
    village: ClaimVillage, browser_of: Open
) -> None:
    of = {"household_id": village.other.id, "agreed_by": village.neighbour}
    village.house.village.do(LeaveScheme, **of, age=AgeBand.ADULT)
    village.house.project()
    text = send(browser_of(Role.CLERK), csv_of([HEAD, GOOD, OTHER]).encode())
    assert "对的 1 行，不对的 1 行" in text
    assert refusal("household_not_in_scheme").sentence in text


def test_a_file_that_is_none_and_one_that_is_gone_are_said(
    village: ClaimVillage, browser_of: Open
) -> None:
    clerk = browser_of(Role.CLERK)
    assert refusal("sheet_columns_missing").headline in send(clerk, b"a,b\r\n1,2\r\n")
    send(clerk, csv_of([HEAD, GOOD]).encode())
    page = clerk.submit(f"{IMPORT}/lines", sheet_id=str(new_id()))
    assert refusal("sheet_not_found").headline in page.text


def test_the_template_can_be_imported(village: ClaimVillage, browser_of: Open) -> None:
    clerk = browser_of(Role.CLERK)
    clerk.open(f"{IMPORT}/template.csv")
    assert "对的 1 行" in send(clerk, clerk.answer.get_data())
