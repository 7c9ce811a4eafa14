"""The phone shop in a real house: the shelf, baskets and their refusals, reminders, the story."""

from uuid import UUID

from ledger.shop.commands import ChangeItem, ReceiveStock, WithdrawItem
from ledger.shop.hand_over import OWNER
from ledger.shop.offer import Offer
from ledger.shop.voucher_commands import CollectVoucher
from people.roles import Role
from qr.kinds import Kind
from tests.api.house import House
from tests.web.routes.conftest import Open
from tests.web.routes.plain import PlainBrowser


def _stocked(house: House, name: str, price: int, stock: int) -> UUID:
    item_id: UUID = house.village.list_item(name, price_points=price, stock=stock)
    house.project()
    return item_id


def _basket(house: House) -> str:
    return f"/shops/{house.village.shop}/basket"


def _reserve(house: House, browser: PlainBrowser, **wanted: str) -> str:
    browser.open(_basket(house))
    browser.submit(_basket(house), go="1", **wanted)
    return browser.address.partition("?")[0].removeprefix("/vouchers/")


def test_several_things_are_one_voucher(house: House, browser_of: Open) -> None:
    rice, soap = _stocked(house, "大米", 4, 5), _stocked(house, "肥皂", 2, 5)
    buyer = browser_of(Role.VOLUNTEER)
    voucher = _reserve(house, buyer, **{f"q-{rice}": "2", f"q-{soap}": "3"})
    assert buyer.status == 200
    assert "占住了" in buyer.page.text
    assert "大米" in buyer.page.text
    assert "肥皂" in buyer.page.text
    assert "14 分，领后剩 26 分" in buyer.page.text
    (row,) = house.services.views.vouchers.some([UUID(voucher)])
    assert {it.item_id: it.quantity for it in row.lines} == {rice: 2, soap: 3}


def test_without_a_script_plus_and_minus_count_and_reserve_nothing(
    house: House, browser_of: Open
) -> None:
    rice = _stocked(house, "大米", 4, 2)
    buyer = browser_of(Role.VOLUNTEER)
    buyer.open(_basket(house))
    for _ in range(3):
        buyer.submit(_basket(house), more=str(rice))
    form = next(it for it in buyer.page.forms if it.action == _basket(house))
    assert form.fields[f"q-{rice}"] == "2", "no more than there are"
    buyer.submit(_basket(house), less=str(rice))
    assert "占住这些，共 4 分" in " ".join(buyer.page.text.split())
    assert house.services.views.vouchers.of_owner(house.persons[Role.VOLUNTEER]) == []


def test_of_a_basket_that_is_refused_nothing_is_lost_and_the_thing_is_named(
    house: House, browser_of: Open
) -> None:
    rice, soap = _stocked(house, "大米", 4, 2), _stocked(house, "肥皂", 2, 5)
    buyer = browser_of(Role.VOLUNTEER)
    buyer.open(_basket(house))
    house.village.item = rice
    house.village.credit(house.village.household_wallet, 10)
    house.village.reserve()
    page = buyer.submit(_basket(house), go="1", **{f"q-{rice}": "2", f"q-{soap}": "3"})
    assert buyer.status == 409
    assert "大米只剩 1 份，您选了 2，已改成 1。" in page.text
    form = next(it for it in page.forms if it.action == _basket(house))
    assert (form.fields[f"q-{rice}"], form.fields[f"q-{soap}"]) == ("1", "3")
    assert house.services.views.vouchers.of_owner(house.persons[Role.VOLUNTEER]) == []
    buyer.submit(_basket(house), go="1")
    assert "占住了" in buyer.page.text


def test_too_few_points_and_an_empty_basket_are_told_on_the_same_page(
    house: House, browser_of: Open
) -> None:
    rice = _stocked(house, "大米", 30, 5)
    buyer = browser_of(Role.VOLUNTEER)
    buyer.open(_basket(house))
    page = buyer.submit(_basket(house), go="1")
    assert buyer.status == 422
    assert "篮子里还没有东西" in page.text
    page = buyer.submit(_basket(house), go="1", **{f"q-{rice}": "2"})
    assert buyer.status == 422
    assert "积分还不够" in page.text
    form = next(it for it in page.forms if it.action == _basket(house))
    assert form.fields[f"q-{rice}"] == "2"


def test_the_limit_of_a_thing_is_told_with_what_is_left_of_it(
    house: House, browser_of: Open
) -> None:
    rice = _stocked(house, "大米", 4, 9)
    offer = Offer("粮油", measure="袋", quarter_max=2)
    house.village.do(ChangeItem, item_id=rice, changed_by=house.village.keeper, offer=offer)
    house.project()
    buyer = browser_of(Role.VOLUNTEER)
    _reserve(house, buyer, **{f"q-{rice}": "1"})
    buyer.open(_basket(house))
    page = buyer.submit(_basket(house), go="1", **{f"q-{rice}": "2"})
    assert buyer.status == 422
    assert "大米本季每户限 2 袋，您还能换 1 袋" in page.text


def test_what_is_withdrawn_is_not_on_the_shelf_and_is_refused_in_a_basket(
    house: House, browser_of: Open
) -> None:
    rice, soap = _stocked(house, "大米", 4, 5), _stocked(house, "肥皂", 2, 5)
    buyer = browser_of(Role.VOLUNTEER)
    assert "大米" in buyer.open("/items").text
    buyer.open(_basket(house))
    house.village.do(WithdrawItem, item_id=rice, withdrawn_by=house.village.keeper)
    page = buyer.submit(_basket(house), go="1", **{f"q-{rice}": "1", f"q-{soap}": "2"})
    assert buyer.status == 409
    assert "大米下架了，已从篮子里拿出，别的都还在。" in page.text
    form = next(it for it in page.forms if it.action == _basket(house))
    assert form.fields[f"q-{soap}"] == "2"
    buyer.submit(_basket(house), go="1", **{f"q-{rice}": "0"})
    assert "占住了" in buyer.page.text
    assert "大米" not in buyer.open("/items").text


def test_the_counter_names_what_is_withdrawn_too(house: House, browser_of: Open) -> None:
    rice, soap = _stocked(house, "大米", 4, 5), _stocked(house, "肥皂", 2, 5)
    keeper, counter = browser_of(Role.SHOP_KEEPER), f"/shops/{house.village.shop}/counter"
    keeper.open("/shop/counter")
    token = house.code(Kind.PERSON, house.persons[Role.VOLUNTEER], at=house.now)
    keeper.submit(counter, token=token)
    keeper.submit(f"{counter}/basket", go="1", **{f"q-{rice}": "1", f"q-{soap}": "1"})
    house.village.do(WithdrawItem, item_id=rice, withdrawn_by=house.village.keeper)
    form = next(it for it in keeper.page.forms if it.action.endswith("/redemptions"))
    page = keeper.submit(form.action, relation="self", confirmation="personal_code")
    assert keeper.status == 409
    assert "这样东西现在不兑换了" in page.text
    assert "说的是：大米。" in page.text


def test_a_household_is_told_of_the_limit_of_the_day_and_keeps_its_basket(
    house: House, browser_of: Open
) -> None:
    rice = _stocked(house, "大米", 40, 9)
    house.village.credit(house.village.household_wallet, 400)
    house.project()
    home = browser_of(Role.RESIDENT)
    _reserve(house, home, **{f"q-{rice}": "4"})
    home.open(_basket(house))
    page = home.submit(_basket(house), go="1", **{f"q-{rice}": "2"})
    assert home.status == 422
    assert "今天换满 200 分了" in page.text
    form = next(it for it in page.forms if it.action == _basket(house))
    assert form.fields[f"q-{rice}"] == "2"
    owner = house.village.household
    assert len(house.services.views.vouchers.of_owner(owner)) == 1


def test_the_shelf_is_sorted_by_what_one_can_have(house: House, browser_of: Open) -> None:
    _stocked(house, "电饭锅", 100, 5)
    _stocked(house, "暖水袋", 4, 0)
    service = _stocked(house, "理发一次", 10, 5)
    offer = Offer("服务", kind="service", measure="次", hint="每月15日，村委会")
    house.village.do(ChangeItem, item_id=service, changed_by=house.village.keeper, offer=offer)
    house.project()
    buyer = browser_of(Role.VOLUNTEER)
    text = buyer.open("/items").text
    assert "还差 60 分" in text
    assert "换完了，可设到货提醒" in text
    assert "每月15日，村委会 · 还有 5 次" in text
    assert text.index("理发一次") < text.index("电饭锅") < text.index("暖水袋")
    only = buyer.open("/items?category=服务").text
    assert "理发一次" in only
    assert "电饭锅" not in only


def test_whoever_asked_is_told_of_the_next_arrival_once(house: House, browser_of: Open) -> None:
    rice = _stocked(house, "大米", 4, 0)
    buyer = browser_of(Role.VOLUNTEER)
    buyer.open(f"/items/{rice}")
    page = buyer.submit(f"/items/{rice}/reminder")
    assert "到货会提醒您" in page.text
    for _ in range(2):
        house.village.do(ReceiveStock, item_id=rice, quantity=3)
    house.project()
    page = buyer.open("/me/messages")
    assert page.text.count("您等的东西到货了") == 1
    assert f"/items/{rice}" in page.links
    assert "到货会提醒您" not in buyer.open(f"/items/{rice}").text


def test_whoever_asks_no_longer_is_not_told(house: House, browser_of: Open) -> None:
    rice = _stocked(house, "大米", 4, 0)
    buyer = browser_of(Role.VOLUNTEER)
    buyer.open(f"/items/{rice}")
    buyer.submit(f"/items/{rice}/reminder")
    page = buyer.submit(f"/items/{rice}/reminder/end")
    assert "到货提醒我" in page.text
    house.village.do(ReceiveStock, item_id=rice, quantity=3)
    house.project()
    assert "您等的东西到货了" not in buyer.open("/me/messages").text


def test_the_story_of_a_voucher_says_what_was_taken_and_what_came_back(
    house: House, browser_of: Open
) -> None:
    rice, soap = _stocked(house, "大米", 4, 5), _stocked(house, "肥皂", 2, 5)
    buyer = browser_of(Role.VOLUNTEER)
    voucher = _reserve(house, buyer, **{f"q-{rice}": "2", f"q-{soap}": "3"})
    house.village.do(
        CollectVoucher,
        voucher_id=UUID(voucher),
        shop_id=house.village.shop,
        keeper_id=house.village.keeper,
        collector=OWNER,
        basket=((rice, 2), (soap, 1)),
    )
    house.project()
    text = buyer.open(f"/vouchers/{voucher}").text
    assert "已领取" in text
    assert "没领的，退回 4 分" in text
    assert "谁领的 本人" in text
    assert any("receipt.pdf" in it for it in buyer.page.links)


def test_nobody_sees_a_picture_that_a_shop_does_not_show(house: House, browser_of: Open) -> None:
    rice = _stocked(house, "大米", 4, 5)
    buyer = browser_of(Role.VOLUNTEER)
    buyer.open(f"/items/{rice}/picture")
    assert buyer.status == 404
