"""A slip in anybody's hand: its printed code leads to a check, without a sign-in."""

from uuid import UUID, uuid4

import pypdfium2
import pytest
import zxingcpp
from werkzeug.test import TestResponse

from api.rates.quotas import PUBLIC_LISTS_MAX
from ledger.kernel.ids import subject_of
from ledger.shop.hand_over import OWNER
from ledger.shop.voucher_commands import CollectVoucher, ReserveVoucher, UndoHandOver
from people.roles import Role
from qr.kinds import Kind
from tests.api.house import House
from tests.web.routes.conftest import Open
from tests.web.routes.plain import PlainBrowser


@pytest.fixture
def voucher(house: House) -> UUID:
    """A voucher of the volunteer's that waits in the shop."""
    item = house.village.list_item("抽纸", price_points=6, stock=5)
    wallet = house.village.wallet_of(house.persons[Role.VOLUNTEER])
    of = {"basket": ((item, 2),), "wallet_id": wallet}
    voucher_id: UUID = house.village.made("voucher_id", ReserveVoucher, **of)
    house.project()
    return voucher_id


def hand_over(house: House, voucher: UUID) -> None:
    of = {"shop_id": house.village.shop, "keeper_id": house.village.keeper, "collector": OWNER}
    house.village.do(CollectVoucher, voucher_id=voucher, **of)
    house.project()


def printed_code(house: House, voucher: UUID, paper: str) -> str:
    """Print the slip and read its code as a telephone does; return the path it leads to."""
    path = f"/vouchers/{voucher}/receipt.pdf?paper={paper}"
    answer: TestResponse = house.get(path, Role.SHOP_KEEPER)
    picture = pypdfium2.PdfDocument(answer.data)[0].render(scale=203 / 72).to_pil()
    (code,) = zxingcpp.read_barcodes(picture)
    address = code.text.lower()
    assert address.startswith("https://")
    return "/" + code.text.split("/", 3)[3]


def followed(browser: PlainBrowser, path: str) -> str:
    """Open a path with its redirects; return the words of the page."""
    return " ".join(browser.open(path).text.split())


@pytest.mark.parametrize("paper", ["58mm", "a4"])
def test_whoever_scans_a_printed_slip_reads_what_left_and_nobodys_name(
    house: House, browser_of: Open, voucher: UUID, paper: str
) -> None:
    hand_over(house, voucher)
    stranger = browser_of()
    said = followed(stranger, printed_code(house, voucher, paper))
    assert stranger.status == 200
    assert stranger.address.startswith("/slips/")
    (row,) = house.services.views.vouchers.some([voucher])
    for words in ("账上有这一笔", "大召社区", "抽纸", "2 份 · 12 分", "2026年11月20日"):
        assert words in said, words
    assert f"{row.position:,}" in said
    people = house.services.directory
    for person in (house.persons[Role.VOLUNTEER], house.village.keeper):
        known = people.find(person)
        assert known is not None
        assert known.display_name not in said
        assert people.masked_names([person]).get(person, "-") not in said
    digits = house.services.maker.pickup(Kind.VOUCHER, subject_of(voucher))
    assert digits not in said.replace(f"{row.position:,}", "").split()


def test_a_slip_that_was_taken_back_says_so(house: House, browser_of: Open, voucher: UUID) -> None:
    hand_over(house, voucher)
    path = printed_code(house, voucher, "58mm")
    by = {"undone_by": house.village.keeper, "collector": OWNER}
    house.village.do(UndoHandOver, voucher_id=voucher, **by)
    house.project()
    assert "这一笔已整单撤回" in followed(browser_of(), path)


def test_of_what_still_waits_its_code_tells_strangers_nothing(
    house: House, browser_of: Open, voucher: UUID
) -> None:
    stranger, token = browser_of(), house.code(Kind.VOUCHER, voucher)
    stranger.open(f"/Q/{token}")
    assert stranger.address.startswith("/login")
    assert "抽纸" not in followed(stranger, f"/slips/{token}")
    assert stranger.status == 404


def test_no_address_of_a_slip_can_be_made_up(house: House, browser_of: Open, voucher: UUID) -> None:
    hand_over(house, voucher)
    stranger, token = browser_of(), house.code(Kind.VOUCHER, voucher)
    last = "A" if token[-1] != "A" else "B"
    wrong = (token[:-1] + last, str(voucher), house.code(Kind.VOUCHER, uuid4()))
    for it in (*wrong, house.code(Kind.CARD, house.persons[Role.VOLUNTEER])):
        assert "抽纸" not in followed(stranger, f"/slips/{it}"), it
        assert stranger.status == 404


def test_owner_and_keeper_come_from_the_code_to_their_own_pages(
    house: House, browser_of: Open, voucher: UUID
) -> None:
    hand_over(house, voucher)
    token = house.code(Kind.VOUCHER, voucher)
    owner, keeper, other = (
        browser_of(it) for it in (Role.VOLUNTEER, Role.SHOP_KEEPER, Role.SUPERVISOR)
    )
    owner.open(f"/Q/{token}")
    assert owner.address.startswith(f"/vouchers/{voucher}")
    keeper.open(f"/Q/{token}")
    assert "/counter" in keeper.address
    other.open(f"/Q/{token}")
    assert other.address.startswith("/slips/")


def test_slips_are_not_read_one_after_the_other_by_a_program(house: House, voucher: UUID) -> None:
    hand_over(house, voucher)
    path = f"/slips/{house.code(Kind.VOUCHER, voucher)}"
    client, there = house.app.test_client(), {"REMOTE_ADDR": "203.0.113.7"}
    seen = [
        client.get(path, environ_overrides=there).status_code for _ in range(PUBLIC_LISTS_MAX + 1)
    ]
    assert seen == [*[200] * PUBLIC_LISTS_MAX, 429]
