"""The village's points shop: its money, its shelves, who took what home, and counts (兑换)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from bootstrap.demo.village import pictures, wares
from bootstrap.demo.village.people import OUR_HOME, SHOP, VILLAGE
from bootstrap.demo.village.telling import NOON, Village, at
from bootstrap.demo.village.wares import WARES, Batch, Ware
from ledger.shop.commands import CountStock, DecideCount, ListItem, OpenShop, ReceiveStock
from ledger.shop.fund_commands import OpenFund, ReceiveMoney
from ledger.shop.hand_over import OWNER, Collector
from ledger.shop.item import Item
from ledger.shop.kinds import Confirmation, Relation, Source, VarianceReason
from ledger.shop.offer import Offer
from ledger.shop.shop import Shop
from ledger.shop.voucher_commands import CollectVoucher, RedeemAtCounter, ReserveVoucher
from ledger.wallets.wallet import Wallet, WalletKind
from people.roles import Role

FACE_VALUE_FEN = 100


@dataclass(frozen=True, slots=True)
class Money:
    """Money that came in, how many days after the fund was opened, and what shows it."""

    source: Source
    amount_fen: int
    day: int
    words: str
    donor: str = ""


MONEY = (
    Money(Source.COLLECTIVE, 180_000, 0, "集体公益金，户代表会议定的，凭证1号"),
    Money(Source.FISCAL, 240_000, 2, "双河镇移风易俗奖补，拨款单"),
    Money(Source.DONATION, 60_000, 4, "在外经商的乡亲捐款，收据12号", "在外乡亲李永胜"),
    Money(Source.PARTNER, 50_000, 5, "包联单位帮扶，转账回单"),
)
Bought = dict[str, int]
SERVED: dict[int, tuple[tuple[str, Bought], ...]] = {
    2: (
        ("0005", {"食用油一桶": 1, "肥皂": 2}),
        ("0017", {"大米一袋": 1}),
        ("0022", {"白面一袋": 1, "醋两瓶": 1}),
        ("0033", {"洗衣粉一袋": 1, "抽纸一提": 2}),
        ("0039", {"机耕一亩": 1}),
    ),
    1: (
        ("0034", {"食用油一桶": 1, "醋两瓶": 2}),
        ("0045", {"白面一袋": 1, "肥皂": 4}),
        ("0062", {"洗衣粉一袋": 1, "理发一次": 2}),
        ("0073", {"农膜一卷": 2}),
        ("0079", {"大米一袋": 1}),
        ("0085", {"红花榜合影": 1, "抽纸一提": 1}),
    ),
    0: (("0050", {"食用油一桶": 1}), ("0096", {"洗衣粉一袋": 1, "肥皂": 3})),
}
"""Households served at the counter, by how many months ago."""
COUNTED_RIGHT, COUNTED_WRONG, WAITS = "白面一袋", "肥皂", "抽纸一提"


def found(village: Village, on: datetime) -> None:
    """Open the fund and the shop, write down the money, and fill the shelves."""
    clerk = village.one(Role.CLERK)
    of: dict[str, Any] = {"unit_code": VILLAGE}
    village.tell(OpenFund, at=on, **of, face_value_fen=FACE_VALUE_FEN, opened_by=clerk)
    for it in MONEY:
        _receive_money(village, it, on + timedelta(days=it.day, minutes=5), clerk)
    village.tell(OpenShop, at=on, **of, name=SHOP)
    for n, ware in enumerate(WARES):
        _list(village, ware, on + timedelta(days=1, minutes=4 * n))


def serve(village: Village, ago: int, on: datetime) -> None:
    """Let households of a month take home what they choose at the counter."""
    for n, (number, bought) in enumerate(SERVED[ago]):
        village.tell(
            RedeemAtCounter,
            at=on + timedelta(minutes=3 * n),
            **_keeping(village),
            wallet_id=_wallet(village, number),
            basket=_basket(bought),
            collector=_who_came(village, number, n, on),
        )


def keep_up(village: Village) -> None:
    """Let vouchers be reserved and collected these days, and the shelves be counted."""
    on = village.ago(days=1, hours=2)
    for number, bought in (
        ("0021", {"肥皂": 1}),
        ("0040", {"理发一次": 1}),
        (OUR_HOME, {"抽纸一提": 1, "红花榜合影": 1}),
    ):
        voucher_id = _reserve(village, number, bought, on)
        came = {"voucher_id": voucher_id, "collector": OWNER}
        village.tell(CollectVoucher, at=on + timedelta(hours=1), **_keeping(village), **came)
    _reserve(village, OUR_HOME, {"醋两瓶": 1}, on)
    _reserve(village, "0090", {"白面一袋": 1}, village.ago(hours=5))
    _count(village)


def _receive_money(village: Village, it: Money, at_: datetime, clerk: UUID) -> None:
    village.tell(
        ReceiveMoney,
        at=at_,
        unit_code=VILLAGE,
        source=it.source,
        amount_fen=it.amount_fen,
        received_on=at_.date(),
        text_id=village.words(it.words, clerk, at_),
        donor_text_id=village.words(it.donor, clerk, at_) if it.donor else None,
        thanks_donor=bool(it.donor),
        recorded_by=clerk,
    )


def _list(village: Village, ware: Ware, on: datetime) -> None:
    clerk = village.one(Role.CLERK)
    photo = pictures.keep(village.house, wares.picture(ware), clerk, on, None)
    offer = Offer(
        ware.category,
        kind=ware.kind.value,
        measure=ware.measure,
        hint=ware.hint,
        picture_id=photo.photo_id,
        low_stock_at=ware.low_at,
        quarter_max=ware.quarter_max,
    )
    of = {"name": ware.name, "price_points": ware.price, "offer": offer}
    village.tell(ListItem, at=on, shop_id=shop_id(), **of)
    for batch in ware.batches:
        _receive(village, ware.name, batch, on)


def _receive(village: Village, name: str, batch: Batch, on: datetime) -> None:
    keeper = village.one(Role.SHOP_KEEPER)
    good = None if batch.good_days is None else village.today + timedelta(batch.good_days)
    village.tell(
        ReceiveStock,
        at=on,
        item_id=_item(name),
        quantity=batch.pieces,
        source=batch.source,
        received_by=keeper,
        cost_fen=batch.cost_fen,
        best_before=good,
        donor_text_id=village.words(batch.donor, keeper, on) if batch.donor else None,
        thanks_donor=bool(batch.donor),
    )


def _reserve(village: Village, number: str, bought: Bought, on: datetime) -> UUID:
    of = {"basket": _basket(bought), "wallet_id": _wallet(village, number)}
    return UUID(str(village.tell(ReserveVoucher, at=on, **of)["voucher_id"]))


def _who_came(village: Village, number: str, n: int, on: datetime) -> Collector:
    """Mostly the head; every third time a neighbour, whose name and signed slip are kept."""
    if n % 3 != 2:  # noqa: PLR2004 - the third
        head = village.homes[number].head
        return Collector(Relation.SELF.value, Confirmation.CARD_DIGITS.value, head)
    keeper = village.one(Role.SHOP_KEEPER)
    text = village.words("隔壁的，受托来领", keeper, on)
    slip = pictures.keep(village.house, pictures.sheet(int(on.timestamp()) + n), keeper, on, None)
    return Collector(
        Relation.NEIGHBOUR.value,
        Confirmation.SIGNATURE.value,
        text_id=text,
        photo_id=slip.photo_id,
        photo_hash=slip.hash,
    )


def _count(village: Village) -> None:
    """Count three things: one agrees, one did not and was decided, one waits for somebody."""
    keeper, on = village.one(Role.SHOP_KEEPER), village.ago(hours=4)
    _counted(village, COUNTED_RIGHT, 0, on)
    told = _counted(village, COUNTED_WRONG, -1, on, reason=VarianceReason.BROKEN)
    decided = {"count_id": UUID(str(told["count_id"])), "agrees": True}
    by = village.one(Role.SUPERVISOR)
    of = {"item_id": _item(COUNTED_WRONG), "decided_by": by}
    village.tell(DecideCount, at=on + timedelta(hours=1), **of, **decided)
    why = {
        "reason": VarianceReason.HANDED_OUT_NOT_ENTERED,
        "text_id": village.words("集日上人多，少记了一提，货架照片在后。", keeper, on),
        "photo_id": pictures.keep(village.house, pictures.shelf(3), keeper, on, None).photo_id,
    }
    _counted(village, WAITS, -1, on + timedelta(minutes=5), **why)


def _counted(village: Village, name: str, more: int, on: datetime, **why: Any) -> dict[str, Any]:
    item: Item = village.house.ledger.repository.get(_item(name))
    of = {"counted": item.on_hand + more, "counted_by": village.one(Role.SHOP_KEEPER)}
    return village.tell(CountStock, at=on, item_id=item.id, **of, **why)


def shop_id() -> UUID:
    """Return the ID of the village's shop."""
    return Shop.create_id(VILLAGE, SHOP)


def market(month: date) -> datetime:
    """Return when the market of a month is, after the old balances have come."""
    return at(month + timedelta(days=5), NOON)


def _keeping(village: Village) -> dict[str, Any]:
    return {"shop_id": shop_id(), "keeper_id": village.one(Role.SHOP_KEEPER)}


def _wallet(village: Village, number: str) -> UUID:
    return Wallet.create_id(village.household(number), WalletKind.HOUSEHOLD)


def _basket(bought: Bought) -> tuple[tuple[UUID, int], ...]:
    return tuple((_item(name), pieces) for name, pieces in bought.items())


def _item(name: str) -> UUID:
    return Item.create_id(shop_id(), name)
