"""The keeper's counter, from plain forms: the same refusals as the API, said in place."""

import io
from datetime import timedelta
from typing import Any
from uuid import UUID

from ledger.kernel.ids import derive, new_id, subject_of
from ledger.shop.commands import ListItem, OpenShop, ReceiveStock, WithdrawItem
from ledger.shop.offer import Offer
from ledger.wallets.commands import OpenWallet
from ledger.wallets.wallet import WalletKind
from people.directory import Person
from people.roles import Role
from qr.kinds import Kind
from tests.api.house import House
from tests.api.households import new, register
from tests.support.pictures import jpeg
from tests.support.village import COMMUNITY
from tests.web.routes.conftest import Open
from tests.web.routes.plain import Document, PlainBrowser
from web.shop.tickets import KnownBy, Ticket, sealed

KEEPER = Role.SHOP_KEEPER
ELSEWHERE = "150102001001"


def home(house: House, number: str, name: str, points: int = 300) -> tuple[UUID, UUID]:
    """Return a household with points, and its head."""
    household_id = UUID(register(house, number, new(name)))
    house.village.credit(wallet_of(household_id), points)
    house.project()
    row = house.services.views.households.get(household_id)
    assert row is not None
    assert row.head_id is not None
    return household_id, row.head_id


def wallet_of(household_id: UUID) -> UUID:
    return derive("wallet", WalletKind.HOUSEHOLD.value, household_id)


def points(house: House, household_id: UUID) -> tuple[int, int]:
    house.project()
    found = house.services.views.balances.of(wallet_of(household_id))
    assert found is not None
    return found.available, found.held


def counter(house: House) -> str:
    return f"/shops/{house.village.shop}/counter"


def show(keeper: PlainBrowser, house: House, token: str) -> Document:
    """Scan a code at the counter."""
    keeper.open(counter(house))
    return keeper.submit(counter(house), token=token)


def choose(keeper: PlainBrowser, house: House, **quantities: str) -> Document:
    """Put things into the basket and go on."""
    return keeper.submit(f"{counter(house)}/basket", go="1", **quantities)


def redeem(keeper: PlainBrowser, house: House, **typed: str) -> Document:
    return keeper.submit(f"/shops/{house.village.shop}/redemptions", **typed)


def reserved(house: House, wallet_id: UUID, quantity: int = 1) -> UUID:
    voucher: UUID = house.village.reserve(wallet_id, quantity=quantity)
    house.project()
    return voucher


def digits_of(house: House, voucher: UUID) -> str:
    return house.services.maker.pickup(Kind.VOUCHER, subject_of(voucher))


def test_the_code_of_one_household_confirms_no_voucher_of_another(
    house: House, browser_of: Open
) -> None:
    """As the API refuses it: a ticket says whose code was read, not that all is theirs."""
    keeper = browser_of(KEEPER)
    _, head = home(house, "0147", "张小花")
    other, _ = home(house, "0148", "王大明")
    voucher = reserved(house, wallet_of(other))
    page = show(keeper, house, house.code(Kind.PERSON, head))
    basket = next(it for it in page.forms if it.action.endswith("/basket"))
    page = keeper.submit(basket.action, voucher=str(voucher))
    action = f"/vouchers/{voucher}/collection"
    page = keeper.submit(action, confirmation="personal_code", relation="self")
    assert "没找到这张券" in page.text
    assert keeper.status == 404
    assert points(house, other) == (285, 15)


def test_page_and_api_spend_the_points_of_the_same_wallet(house: House, browser_of: Open) -> None:
    """Of the household and the own ones, those that are more."""
    keeper = browser_of(KEEPER)
    household, head = home(house, "0147", "张小花", points=20)
    own = house.village.register_volunteer(head, "V000900")
    house.village.credit(own, 90)
    house.project()
    item, code = str(house.village.item), house.code(Kind.PERSON, head)
    show(keeper, house, code)
    choose(keeper, house, **{f"q-{item}": "1"})
    page = redeem(keeper, house, confirmation="personal_code", relation="self")
    assert "剩余 75 分" in page.text
    body = {"basket": [{"item_id": item, "quantity": 1}], "code": code}
    told = house.post(f"/shops/{house.village.shop}/redemptions", KEEPER, body)
    assert (told.status_code, told.json["available"]) == (201, 60)  # type: ignore[index]
    assert points(house, household) == (20, 0)


def test_a_part_of_nothing_hands_out_nothing(house: House, browser_of: Open) -> None:
    keeper = browser_of(KEEPER)
    household, _ = home(house, "0147", "张小花")
    voucher = reserved(house, wallet_of(household), quantity=2)
    show(keeper, house, house.code(Kind.VOUCHER, voucher))
    action, item = f"/vouchers/{voucher}/collection", f"q-{house.village.item}"
    said = {"confirmation": "digits", "digits": digits_of(house, voucher), "relation": "self"}
    page = keeper.submit(action, **said, **{item: "0"})
    assert keeper.status == 422
    assert "篮子里还没有东西" in page.text
    assert points(house, household) == (270, 30)
    keeper.submit(action, **said, **{item: "1"})
    assert points(house, household) == (285, 0)


def test_a_code_that_is_none_is_named_in_place(house: House, browser_of: Open) -> None:
    keeper = browser_of(KEEPER)
    household, _ = home(house, "0147", "张小花")
    voucher = reserved(house, wallet_of(household))
    show(keeper, house, house.code(Kind.VOUCHER, voucher))
    said = {"confirmation": "digits", "digits": digits_of(house, voucher)}
    came = {"relation": "neighbour", "collector_code": "A" * 32}
    page = keeper.submit(f"/vouchers/{voucher}/collection", **said, **came)
    assert keeper.status == 422
    assert "这个码认不出来" in page.text
    assert points(house, household) == (285, 15)


def picture() -> Any:
    return io.BytesIO(jpeg()), "签字纸.jpg"


def test_a_signature_counts_with_a_picture_of_what_was_signed(
    house: House, browser_of: Open
) -> None:
    keeper = browser_of(KEEPER)
    household, _ = home(house, "0147", "张小花")
    keeper.open(counter(house))
    keeper.submit(counter(house), number="0147")
    choose(keeper, house, **{f"q-{house.village.item}": "1"})
    page = redeem(keeper, house, relation="self")
    assert keeper.status == 422
    assert "签字没有拍照" in page.text
    assert "请拍下签好的纸再办" in page.text
    assert points(house, household) == (300, 0)

    # What is amiss next does not cost the picture: it stays for the next try.
    page = redeem(keeper, house, relation="neighbour", photo=picture())
    assert "代领的要写清是谁" in page.text
    assert "已拍 1 张" in page.text
    page = redeem(keeper, house, relation="neighbour", collector_name="李婶")
    assert "交付好了，已入账。" in page.text
    (row,) = house.services.views.vouchers.of_owner(household)
    assert (row.state, row.confirmation) == ("collected", "signature")
    assert points(house, household) == (285, 0)


def test_a_voucher_is_signed_for_with_a_picture_too(house: House, browser_of: Open) -> None:
    keeper = browser_of(KEEPER)
    household, _ = home(house, "0147", "张小花")
    voucher = reserved(house, wallet_of(household))
    show(keeper, house, house.code(Kind.VOUCHER, voucher))
    action = f"/vouchers/{voucher}/collection"
    said = {"confirmation": "signature", "relation": "self"}
    page = keeper.submit(action, **said)
    assert "signature_photo_required" in page.text
    assert points(house, household) == (285, 15)
    page = keeper.submit(action, **said, photo=picture())
    assert "交付好了，已入账。" in page.text


def other_shop(house: House) -> UUID:
    """Return a thing that another shop of the village has."""
    village = house.village
    shop = village.made("shop_id", OpenShop, unit_code=COMMUNITY, name="二号积分超市")
    of = {"shop_id": shop, "name": "铁锅", "offer": Offer("日用品"), "price_points": 5}
    item = village.made("item_id", ListItem, **of)
    village.do(ReceiveStock, item_id=item, quantity=9)
    house.project()
    return item


def test_a_thing_of_another_shop_is_named_and_not_left_out_without_a_word(
    house: House, browser_of: Open
) -> None:
    keeper, own = browser_of(KEEPER), f"q-{house.village.item}"
    household, head = home(house, "0147", "张小花")
    other = other_shop(house)
    show(keeper, house, house.code(Kind.PERSON, head))
    page = choose(keeper, house, **{own: "2", f"q-{other}": "1"})
    assert keeper.status == 422
    assert "item_elsewhere" in page.text
    assert "篮子里有别家超市的东西" in page.text
    basket = next(it for it in page.forms if it.action.endswith("/basket"))
    assert basket.fields[own] == "2", "the rest of the basket is still in it"
    # Past the basket's own look, the last step says the same, and nothing is held.
    choose(keeper, house)
    said = {"confirmation": "personal_code", "relation": "self"}
    page = redeem(keeper, house, **said, **{f"q-{other}": "1"})
    assert keeper.status == 422
    assert "item_elsewhere" in page.text
    assert points(house, household) == (300, 0)
    choose(keeper, house)
    assert "交付好了" in redeem(keeper, house, **said).text
    assert points(house, household) == (270, 0)


def test_a_thing_that_is_gone_meanwhile_is_named_too(house: House, browser_of: Open) -> None:
    keeper, own = browser_of(KEEPER), f"q-{house.village.item}"
    _, head = home(house, "0147", "张小花")
    pan = house.village.list_item("铁锅", price_points=5, stock=1)
    house.project()
    show(keeper, house, house.code(Kind.PERSON, head))
    house.village.do(WithdrawItem, item_id=pan, withdrawn_by=new_id())
    house.project()
    page = choose(keeper, house, **{own: "1", f"q-{pan}": "1"})
    assert (keeper.status, "item_withdrawn" in page.text) == (409, True)


def test_what_a_household_had_this_quarter_is_said_where_the_basket_is(
    house: House, browser_of: Open
) -> None:
    keeper, village = browser_of(KEEPER), house.village
    household, head = home(house, "0147", "张小花", points=2_000)
    dear = village.list_item("大米", price_points=200, stock=9)
    village.item, cheap = dear, village.item
    for days in (3, 2, 1):
        village.now = house.now - timedelta(days=days)
        village.reserve(wallet_of(household))
    village.now = house.now
    house.project()
    page = show(keeper, house, house.code(Kind.PERSON, head))
    assert "本季限额 600 换后还可换 0" in page.text
    choose(keeper, house, **{f"q-{cheap}": "1"})
    page = redeem(keeper, house, confirmation="personal_code", relation="self")
    assert keeper.status == 422
    assert "redeem_quarter_limit" in page.text
    basket = next(it for it in page.forms if it.action.endswith("/basket"))
    assert basket.fields[f"q-{cheap}"] == "1", "back at the basket, to change it"
    assert points(house, household) == (1_400, 600)


def test_points_of_another_village_are_refused_at_every_step_and_show_nothing(
    house: House, browser_of: Open
) -> None:
    keeper, village = browser_of(KEEPER), house.village
    _, head = home(house, "0147", "张小花")
    stranger = new_id()
    house.services.directory.enrol([Person(stranger, "钱多多", ELSEWHERE)])
    of = {"owner_id": stranger, "kind": WalletKind.HOUSEHOLD, "unit_code": ELSEWHERE}
    village.credit(village.made("wallet_id", OpenWallet, **of), 77)
    house.project()
    page = show(keeper, house, house.code(Kind.PERSON, stranger))
    assert (keeper.status, "village_mismatch" in page.text) == (422, True)
    # A ticket of somebody whose points were moved away while they chose.
    at = {"shop_id": village.shop, "keeper_id": house.persons[KEEPER]}
    ticket = sealed(house.services, Ticket(stranger, KnownBy.PERSONAL_CODE, house.now), **at)
    show(keeper, house, house.code(Kind.PERSON, head))
    choose(keeper, house, **{f"q-{village.item}": "1"})
    said = {"confirmation": "personal_code", "relation": "self"}
    page = redeem(keeper, house, **said, ticket=ticket)
    assert (keeper.status, "village_mismatch" in page.text) == (422, True)
    assert any(it.action == counter(house) for it in page.forms), "the next one may be scanned"
    assert "钱" not in page.text
    assert "77" not in page.text


def test_what_a_merged_household_gives_back_goes_to_the_one_that_took_it_in(
    house: House, browser_of: Open
) -> None:
    keeper = browser_of(KEEPER)
    stays, _ = home(house, "0147", "张小花", points=10)
    gone, _ = home(house, "0148", "王大明", points=300)
    voucher = reserved(house, wallet_of(gone), quantity=2)
    show(keeper, house, house.code(Kind.VOUCHER, voucher))
    said = {"confirmation": "digits", "digits": digits_of(house, voucher)}
    keeper.submit(f"/vouchers/{voucher}/collection", **said, relation="self")
    body = {"into_id": str(stays), "reason": "marriage", "words": "两户户主都签了字"}
    told = house.post(f"/households/{gone}/merge", Role.CLERK, body)
    change = f"/households/{gone}/changes/{told.json['number']}"  # type: ignore[index]
    assert house.post(f"{change}/confirmation", Role.STREET, {}).status_code in (200, 201)
    house.project()
    assert points(house, stays) == (280, 0)
    keeper.open(f"{counter(house)}?done={voucher}")
    page = keeper.submit(f"/vouchers/{voucher}/undo", **said)
    assert "已整单撤回" in page.text
    assert points(house, stays) == (310, 0)
    assert points(house, gone) == (0, 0)
