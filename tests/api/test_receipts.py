"""Receipts: what left the shop on paper, read back from the PDF, and for nobody else."""

import hashlib
from datetime import timedelta
from typing import Any
from uuid import UUID

import pypdfium2
import pytest
import zxingcpp
from api.shop.receipt_paper import short_number

from ledger.households.commands import RegisterHousehold
from ledger.households.kinds import NewMember, Relation
from ledger.kernel.ids import new_id
from ledger.shop.hand_over import OWNER, Collector
from ledger.shop.voucher_commands import CollectVoucher, ReserveVoucher, UndoHandOver
from ledger.wallets.commands import OpenWallet
from ledger.wallets.wallet import WalletKind
from people.directory import Person
from people.roles import Role
from tests.api.house import House
from tests.support.ledgers import hohhot
from tests.support.village import COMMUNITY

MM_OF_POINT = 25.4 / 72


def collected(house: House, wallet_id: UUID, taken: int = 2, **more: Any) -> UUID:
    """Let two bottles and a towel be set aside, and some of it be handed over."""
    cast = house.village
    towel = cast.list_item("毛巾", price_points=8, stock=5)
    basket = ((cast.item, 2), (towel, 1))
    voucher = cast.made("voucher_id", ReserveVoucher, basket=basket, wallet_id=wallet_id)
    said = {"keeper_id": cast.keeper, "collector": OWNER, "shop_id": cast.shop} | more
    some = ((cast.item, taken), (towel, 1))
    cast.do(CollectVoucher, voucher_id=voucher, basket=some, **said)
    house.project()
    return voucher


def sheet(house: House, voucher: UUID, paper: str = "58mm", who: Any = Role.RESIDENT) -> Any:
    return house.get(f"/vouchers/{voucher}/receipt.pdf?paper={paper}", who)


def words(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    assert len(document) == 1
    return " ".join(document[0].get_textpage().get_text_range().split())


def settled(house: House) -> UUID:
    """Give the resident points of two years, in the own wallet, and everybody a name."""
    cast = house.village
    house.services.directory.enrol([Person(cast.keeper, "欧阳掌柜", COMMUNITY)])
    house.services.directory.enrol([Person(cast.household, "包小红", COMMUNITY)])
    cast.credit(cast.household_wallet, 20, occurred_at=hohhot("2025-06-01 10:00"))
    cast.credit(cast.household_wallet, 50)
    return cast.household_wallet


@pytest.mark.parametrize(("paper", "width_mm"), [("58mm", 58), ("a4", 210)])
def test_owner_and_keeper_print_what_left_the_shop(house: House, paper: str, width_mm: int) -> None:
    voucher = collected(house, settled(house))
    answer = sheet(house, voucher, paper)
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    assert answer.headers["Cache-Control"] == "private, no-store"
    document = pypdfium2.PdfDocument(answer.data)
    assert round(document[0].get_width() * MM_OF_POINT) == width_mm
    text = words(answer.data)
    for said in (
        "大召积分超市",
        "×2",
        "毛巾",
        "合计 38 分",
        "领后剩余 32 分",
        "其中今年底到期 0 分",
        "20 分（2026-12-31 到期）",
        "18 分（2027-12-31 到期）",
        "领取 本人",
        "2026-11-20 09:00",
        "欧**柜",
        "包*红",
        short_number(voucher),
    ):
        assert said in text, (said, text)
    row = house.services.views.vouchers.of(voucher)
    assert row is not None
    assert f"账本第 {row.position:,} 条" in text
    assert "欧阳掌柜" not in text
    assert "包小红" not in text
    picture = document[0].render(scale=4).to_pil()
    assert [it.text for it in zxingcpp.read_barcodes(picture)] == [
        f"https://{house.services.public_host}/vouchers/{voucher}"
    ]
    assert words(sheet(house, voucher, paper, Role.SHOP_KEEPER).data) == text


def test_a_receipt_printed_again_says_the_same_whatever_came_after(house: House) -> None:
    cast = house.village
    voucher = collected(house, settled(house), taken=1)
    first = sheet(house, voucher).data
    assert "合计 23 分" in words(first), "what nobody took is not on it"
    assert "领后剩余 47 分" in words(first)
    cast.credit(cast.household_wallet, 500)
    house.now += timedelta(days=1)
    house.project()
    again = sheet(house, voucher).data
    assert hashlib.sha256(again).digest() == hashlib.sha256(first).digest()


def test_a_household_is_its_number_and_who_came_is_a_relation(house: House) -> None:
    cast = house.village
    member = NewMember(person_id=cast.household, relation=Relation.HEAD)
    asked = {"unit_code": COMMUNITY, "group": "二组", "number": "0147", "members": (member,)}
    household = cast.made("household_id", RegisterHousehold, registered_by=None, **asked)
    kind = {"owner_id": household, "kind": WalletKind.HOUSEHOLD, "unit_code": COMMUNITY}
    wallet_id = cast.made("wallet_id", OpenWallet, **kind)
    cast.credit(wallet_id, 60)
    came = Collector("neighbour", "digits", None, new_id())
    voucher = collected(house, wallet_id, collector=came)
    text = words(sheet(house, voucher).data)
    assert "户号 0147" in text
    assert "领取 邻居" in text


def test_what_was_not_collected_or_was_taken_back_has_no_receipt(house: House) -> None:
    cast = house.village
    wallet_id = settled(house)
    waits = cast.reserve()
    undone = collected(house, wallet_id)
    cast.do(UndoHandOver, voucher_id=undone, undone_by=cast.keeper, collector=OWNER)
    house.project()
    for voucher in (waits, undone):
        refused = sheet(house, voucher)
        assert (refused.status_code, refused.json["code"]) == (409, "voucher_not_collected")


def test_strangers_find_no_receipt_and_there_are_two_papers(house: House) -> None:
    voucher = collected(house, settled(house))
    for who in (Role.VOLUNTEER, Role.RIDER):
        refused = sheet(house, voucher, who=who)
        assert (refused.status_code, refused.json["code"]) == (404, "voucher_not_found")
    other = house.token(Role.SHOP_KEEPER, house.village.volunteers[1], place=new_id())
    assert sheet(house, voucher, who=other).status_code == 404
    assert sheet(house, voucher, "a5").status_code == 422
