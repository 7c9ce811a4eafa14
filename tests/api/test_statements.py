"""A rider's month: it adds up, says when it is settled, and prints."""

import pypdfium2 as pdfium
import pytest

from ledger.shop.voucher_commands import CancelVoucher
from ledger.stations.visit_commands import ScanStation
from ledger.stations.visit_windows import Method
from ledger.wallets.wallet import Wallet, WalletKind
from people.roles import Role
from tests.api.house import House
from tests.support.ledgers import hohhot

RIDER = Role.RIDER


def month(house: House, name: str) -> dict[str, object]:
    house.project()
    told = house.get(f"/me/statements/{name}", RIDER)
    assert told.status_code == 200, told.json
    answer: dict[str, object] = told.json
    return answer


def test_a_month_adds_up_and_names_its_reasons(house: House) -> None:
    village, rider = house.village, house.persons[RIDER]
    wallet = Wallet.create_id(rider, WalletKind.RIDER)
    village.credit(wallet, 20, occurred_at=hohhot("2026-10-31 23:59"))
    for when in ("02 09:00", "03 08:00", "03 13:00", "04 09:00"):
        village.visit(rider, at=hohhot(f"2026-11-{when}"))
    voucher = village.reserve(wallet)
    village.do(CancelVoucher, voucher_id=voucher, cancelled_by=rider)
    village.reserve(wallet)
    found = month(house, "2026-11")
    assert (found["opening"], found["gained"], found["spent"]) == (20, 3, -15)
    assert found["closing"] == 8
    assert found["sources"] == [{"reason": "visit", "times": 3, "amount": 3}]
    kinds = [it["kind"] for it in found["spending"]]  # type: ignore[attr-defined]
    assert sorted(kinds) == ["hold", "hold", "void"]
    before = month(house, "2026-10")
    assert (before["opening"], before["closing"]) == (0, 20), "months join"


def test_a_month_without_entries_is_empty_and_not_an_error(house: House) -> None:
    found = month(house, "2026-05")
    assert (found["opening"], found["closing"], found["sources"]) == (0, 0, [])


@pytest.mark.parametrize(
    ("now", "settled"),
    [
        ("2026-11-30 23:59", False),
        ("2026-12-03 23:59", False),
        ("2026-12-04 00:00", True),
    ],
)
def test_a_month_is_settled_once_no_phone_can_bring_more(
    house: House, now: str, *, settled: bool
) -> None:
    house.now = hohhot(now)
    assert month(house, "2026-11")["is_settled"] is settled


def test_a_visit_that_came_late_stands_in_the_month_it_was_in(house: House) -> None:
    house.village.do(
        ScanStation,
        at=hohhot("2026-12-02 08:00"),
        station_id=house.village.station,
        rider_id=house.persons[RIDER],
        method=Method.SCREEN,
        occurred_at=hohhot("2026-11-30 20:00"),
    )
    assert month(house, "2026-11")["gained"] == 1
    assert month(house, "2026-12")["gained"] == 0


@pytest.mark.parametrize("name", ["2026-13", "november", "2026-1", "1999-01"])
def test_what_is_no_month_is_refused(house: House, name: str) -> None:
    told = house.get(f"/me/statements/{name}", RIDER)
    assert (told.status_code, list(told.json["errors"])) == (422, ["month"])


def test_a_statement_is_the_riders_alone(house: House) -> None:
    for role in (Role.CLERK, Role.STREET, Role.CITY, Role.STATION_KEEPER, Role.VOLUNTEER):
        assert house.get("/me/statements/2026-11", role).json["code"] == "role_required"


def test_a_month_prints_on_one_sheet(house: House) -> None:
    house.village.visit(house.persons[RIDER])
    house.project()
    told = house.get("/me/statements/2026-11.pdf", RIDER)
    assert (told.status_code, told.mimetype) == (200, "application/pdf")
    paper = pdfium.PdfDocument(told.get_data())
    assert len(paper) == 1
    text = paper[0].get_textpage().get_text_range()
    assert "到站打卡" in text
    assert "未结账" in text
