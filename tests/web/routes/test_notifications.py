"""The page of notifications without scripts: what there is, and turning it off."""

from people.pushes import PushAddress
from people.roles import Role
from tests.api.house import House
from tests.web.routes.conftest import Open


def test_where_there_is_no_way_the_page_leads_to_the_inbox(browser_of: Open) -> None:
    rider = browser_of(Role.RIDER)
    assert "/me/notifications" in rider.open("/me/messages").links
    page = rider.open("/me/notifications")
    assert "这里还不能弹通知" in page.text
    assert "/me/messages" in page.links


def test_all_browsers_are_turned_off_with_one_button(house: House, browser_of: Open) -> None:
    given, person = house.services, house.persons[Role.RIDER]
    given.pushes.subscribe(person, PushAddress("https://p.example.cn/1", "B", "A"), house.now)
    rider = browser_of(Role.RIDER)
    assert "关掉我所有手机的通知（1 部）" in rider.open("/me/notifications").text
    page = rider.submit("/me/notifications/ending")
    assert "关掉我所有手机的通知" not in page.text
    assert given.pushes.count(person) == 0
