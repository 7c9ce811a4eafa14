"""What households brought along from older platforms, and what they spend (期初导入、兑换)."""

from datetime import date, datetime, timedelta
from uuid import UUID

from api.moral.opening_files import digest_of, read_openings
from bootstrap.demo.cast import Goods
from bootstrap.demo.village.people import NAME, OUR_HOME, VILLAGE
from bootstrap.demo.village.telling import Village
from ledger.moral.opening_handlers import ApproveOpenings, ImportOpenings
from ledger.moral.opening_rows import Platform
from ledger.shop.commands import ListItem, OpenShop, ReceiveStock
from ledger.shop.hand_over import OWNER
from ledger.shop.offer import Offer
from ledger.shop.voucher_commands import CollectVoucher, ReserveVoucher
from ledger.wallets.wallet import Wallet, WalletKind
from people.roles import Role

SHOP = f"{NAME}积分超市"
GOODS = (
    Goods("肥皂", "goods", 2, 120),
    Goods("醋两瓶", "goods", 5, 60),
    Goods("食用油一桶", "goods", 30, 12),
    Goods("大米一袋", "goods", 40, 8),
    Goods("理发一次", "service", 4, 30),
)
"""Priced as 奈曼旗 prices them: soap 2, vinegar 5, oil 30, rice 40."""
ENDING_SOON_DAYS = 24
MORE = {OUR_HOME: 24}
ODD_LINES = (
    "0999,14,",  # nobody has this number
    "0003,0,",
    "0007,约20,",
    "0012,35,",  # stands in the file twice
)


def bring_along(village: Village, on: datetime) -> None:
    """Import the balances of 掌上和林: the clerk hands the file in, the committee approves it."""
    raw = _file(village, village.today + timedelta(days=ENDING_SOON_DAYS))
    number = _hand_in(village, Platform.HELIN, raw, on)
    of = {"unit_code": VILLAGE, "platform": Platform.HELIN, "number": number}
    by = village.one(Role.SUPERVISOR)
    village.tell(ApproveOpenings, at=on + timedelta(hours=5), **of, approved_by=by)


def leave_a_file(village: Village) -> None:
    """Leave the paper book of a group for the committee to approve."""
    lines = [f"{n:04d},{6 + n % 5}," for n in range(94, 101)]
    _hand_in(village, Platform.PAPER, _csv(lines), village.ago(hours=9))


def open_shop(village: Village, on: datetime) -> UUID:
    """Open the village's points shop and fill it."""
    opened = village.tell(OpenShop, at=on, unit_code=VILLAGE, name=SHOP)
    shop_id = UUID(str(opened["shop_id"]))
    for it in GOODS:
        of = {
            "name": it.name,
            "offer": Offer(it.category),
            "price_points": it.price_points,
        }
        listed = village.tell(ListItem, at=on, shop_id=shop_id, **of)
        item_id = UUID(str(listed["item_id"]))
        village.tell(ReceiveStock, at=on, item_id=item_id, quantity=it.pieces)
    return shop_id


def redeem(village: Village, shop_id: UUID, items: dict[str, UUID]) -> None:
    """Let three households redeem; one of them has not collected it yet."""
    keeper = village.one(Role.CLERK)
    for number, name in (("0021", "肥皂"), ("0040", "理发一次"), (OUR_HOME, "醋两瓶")):
        wallet_id = Wallet.create_id(village.household(number), WalletKind.HOUSEHOLD)
        of = {"basket": ((items[name], 1),), "wallet_id": wallet_id}
        on = village.ago(days=1, hours=2)
        told = village.tell(ReserveVoucher, at=on, **of)
        if number != OUR_HOME:
            by = {"shop_id": shop_id, "keeper_id": keeper, "collector": OWNER}
            voucher_id = UUID(str(told["voucher_id"]))
            village.tell(CollectVoucher, at=on + timedelta(hours=1), voucher_id=voucher_id, **by)


def _hand_in(village: Village, platform: Platform, raw: bytes, on: datetime) -> int:
    of = {"unit_code": VILLAGE, "platform": platform, "digest": digest_of(raw)}
    clerk = village.one(Role.CLERK)
    told = village.tell(ImportOpenings, at=on, **of, rows=read_openings(raw), imported_by=clerk)
    return int(told["number"])


def _file(village: Village, soon: date) -> bytes:
    """Write the file as the platform gives it, with the slips that such files have."""
    lines = []
    for n, number in enumerate(village.homes, 1):
        ends = f"{soon}" if n % 9 == 2 else ""  # noqa: PLR2004 - some end soon
        lines.append(f"{number},{12 + n * 7 % 40 + MORE.get(number, 0)},{ends}")
    return _csv([*lines, *ODD_LINES])


def _csv(lines: list[str]) -> bytes:
    return ("\n".join(["户号,积分余额,有效期至", *lines]) + "\n").encode("gb18030")
