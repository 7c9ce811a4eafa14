"""A basket at the keeper's counter: what is not to be had is named, and the rest stays."""

from datetime import timedelta
from uuid import UUID

from ledger.kernel.ids import new_id
from ledger.shop.commands import ListItem, OpenShop, ReceiveStock, WithdrawItem
from ledger.shop.offer import Offer
from qr.kinds import Kind
from tests.api.house import House
from tests.support.village import COMMUNITY
from tests.web.routes.conftest import Open
from tests.web.routes.counters import (
    KEEPER,
    choose,
    home,
    points,
    redeem,
    show,
    wallet_of,
)


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
