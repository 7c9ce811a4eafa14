"""The desk of stock in browsers."""

from people.roles import Role
from tests.api.house import House
from tests.web.routes.conftest import Open

COUNTS = "/desk/stock/counts"


def test_a_keeper_counts_and_the_committee_agrees(house: House, browser_of: Open) -> None:
    item = house.village.item
    keeper = browser_of(Role.SHOP_KEEPER)
    assert "洗衣液" in keeper.open("/desk/stock").text
    typed = {f"counted-{item}": "19"}
    assert "请选一个原因" in keeper.submit(COUNTS, **typed).text
    keeper.open("/desk/stock")
    assert "不一样" in keeper.submit(COUNTS, **typed, **{f"reason-{item}": "broken"}).text
    house.project()
    committee = browser_of(Role.SUPERVISOR)
    assert "少 1" in committee.open("/desk/stock").text
    (waiting,) = house.services.views.stock.counts(shop_id=house.village.shop, waiting=True)
    committee.submit(f"{COUNTS}/{waiting.count_id}/decision", step="agree")
    house.project()
    row = house.services.views.items.of(item)
    assert row is not None
    assert (row.on_hand, row.waiting_count_id) == (19, None)
    assert "盘点更正" in keeper.open(f"/desk/stock/{item}").text


def test_a_keeper_receives_and_writes_off(house: House, browser_of: Open) -> None:
    item, keeper = str(house.village.item), browser_of(Role.SHOP_KEEPER)
    keeper.open("/desk/stock")
    keeper.submit(
        "/desk/stock/receipts", item=item, quantity="5", source="donation", cost_yuan="2.5",
        donor="供销社",
    )  # fmt: skip
    house.project()
    keeper.open("/desk/stock")
    assert (
        "占住"
        in keeper.submit("/desk/stock/write-offs", item=item, quantity="26", reason="broken").text
    )
    keeper.submit("/desk/stock/write-offs", item=item, quantity="2", reason="broken")
    house.project()
    row = house.services.views.items.of(house.village.item)
    assert row is not None
    assert row.on_hand == 23
    moves = keeper.open(f"/desk/stock/{item}").text
    assert "捐赠供销社" in moves
    assert "2.50" in moves


def test_a_clerk_is_told_the_law_of_what_may_not_be_offered(house: House, browser_of: Open) -> None:
    clerk = browser_of(Role.CLERK)
    clerk.open("/desk/stock")
    told = clerk.submit("/desk/stock/items", name="白酒", price_points="20", category="食品")
    assert "未成年人保护法" in told.text
    clerk.open("/desk/stock")
    clerk.submit("/desk/stock/items", name="毛巾", price_points="8", category="日用品")
    house.project()
    assert "毛巾" in clerk.open("/desk/stock").text


def test_the_homes_tell_what_runs_short_and_what_waits(house: House, browser_of: Open) -> None:
    item, keeper = house.village.item, browser_of(Role.SHOP_KEEPER)
    assert "收货、盘点、报损" in keeper.open("/").text
    assert "/desk/stock" in keeper.page.links
    said = {"category": "日用品", "low_stock_at": 50}
    house.post(f"/items/{item}/changes", Role.CLERK, {"offer": said})
    house.project()
    assert "有快断货或快过期的" in keeper.open("/").text
    keeper.open("/desk/stock")
    keeper.submit(COUNTS, **{f"counted-{item}": "19", f"reason-{item}": "broken"})
    house.project()
    committee = browser_of(Role.SUPERVISOR)
    assert "盘点和账面不一样，等您批" in committee.open("/").text
    assert {"/desk/stock", "/desk/hand-overs", "/desk/budget"} <= set(committee.page.links)
