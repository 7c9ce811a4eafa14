"""Pages of devices, as a browser without scripts sees them."""

import re

from api.auth import SESSION_COOKIE
from api.devices.cookie import SCREEN_COOKIE
from people.device_reports import REPORTED_EVERY
from people.roles import Role
from tests.api.house import House
from tests.api.test_device_watch import ELSEWHERE, HERE, poll
from tests.api.test_place_devices import device
from tests.web.routes.conftest import Open
from tests.web.routes.plain import PlainBrowser


def code_shown(browser: PlainBrowser) -> str:
    found = re.search(r"\b([2-9A-HJ-NP-Z]{4}) ([2-9A-HJ-NP-Z]{4})\b", browser.page.text)
    assert found, browser.page.text
    return found[1] + found[2]


def order(browser: PlainBrowser, label: str = "门口屏幕") -> str:
    page = browser.open("/devices")
    form = page.forms[-1]
    place = re.search(r'<option value="(station:[^"]+)"', browser.answer.get_data(as_text=True))
    assert place
    browser.post(form.action, **form.fields | {"label": label, "place": place[1]})
    browser._arrive()
    return code_shown(browser)


def test_a_code_typed_on_the_screen_makes_it_the_stations(house: House, browser_of: Open) -> None:
    keeper, screen = browser_of(Role.STATION_KEEPER), browser_of()
    code = order(keeper)
    screen.open("/devices/enrol")
    screen.submit("/devices/enrol", code=code.lower())
    assert screen.address == f"/stations/{house.village.station}/screen"
    assert "大召红蜂驿站" in screen.page.text
    assert screen.cookie(SCREEN_COOKIE)
    assert "门口屏幕" in keeper.open("/devices").text


def test_the_address_of_the_picture_asks_before_it_uses_the_code_up(
    house: House, browser_of: Open
) -> None:
    code = order(browser_of(Role.STATION_KEEPER))
    for _ in range(2):
        screen = browser_of()
        assert "大召红蜂驿站" in screen.open(f"/D/{code}").text
    screen.submit("/devices/enrol")
    assert screen.address == f"/stations/{house.village.station}/screen"
    late = browser_of()
    assert "登记码用过了" in late.open(f"/d/{code}").text
    assert late.status == 422


def test_a_wrong_code_is_told_kindly(browser_of: Open) -> None:
    screen = browser_of()
    screen.open("/devices/enrol")
    page = screen.submit("/devices/enrol", code="AAAA2222")
    assert screen.status == 422
    assert "登记码不对" in page.text
    assert "登记码不对" in screen.open("/d/AAAA2222").text


def test_a_keeper_makes_this_browser_a_screen_and_is_signed_out(
    house: House, browser_of: Open
) -> None:
    keeper = browser_of(Role.STATION_KEEPER)
    page = keeper.open(f"/stations/{house.village.station}/screen")
    assert "这台设备还没登记" in page.text
    keeper.submit("/devices/here")
    assert "大召红蜂驿站" in keeper.page.text
    assert keeper.cookie(SESSION_COOKIE) is None
    keeper.open("/devices")
    assert keeper.status == 403


def test_a_revoked_screen_says_so_calmly_and_public_pages_go_on(
    house: House, browser_of: Open
) -> None:
    screen, clerk = browser_of(Role.SCREEN), browser_of(Role.CLERK)
    assert "大召红蜂驿站" in screen.open("/").text
    page = clerk.open("/devices")
    action = next(it.action for it in page.forms if it.action.endswith("/revocation"))
    for form in page.forms:
        if form.action.endswith("/revocation"):
            clerk.open("/devices")
            clerk.submit(form.action)
    assert action
    assert "停用了的" in clerk.page.text
    assert "这台设备停用了" in screen.open("/device").text
    assert screen.status == 403
    screen.open("/stations")
    assert screen.status == 200


def test_a_shops_screen_shows_how_many_wait_and_no_names(house: House, browser_of: Open) -> None:
    clerk, screen = browser_of(Role.CLERK), browser_of()
    clerk.open("/devices")
    form = clerk.page.forms[-1]
    place = f"shop:{house.village.shop}"
    clerk.post(form.action, **form.fields | {"label": "柜台", "place": place})
    clerk._arrive()
    screen.open("/devices/enrol")
    page = screen.submit("/devices/enrol", code=code_shown(clerk))
    assert screen.address == "/device"
    assert "等着领的券" in page.text
    assert screen.open("/").text == page.text
    screen.open(f"/shops/{house.village.shop}/counter")
    assert screen.status == 403


def test_forms_of_devices_need_their_csrf_token(house: House, browser_of: Open) -> None:
    keeper = browser_of(Role.STATION_KEEPER)
    keeper.open("/devices")
    fields = {"place": f"station:{house.village.station}", "label": "x"}
    for path in ("/devices/codes", "/devices/here"):
        assert keeper.post(path, **fields, idempotency_key="k" * 12) == 403
    elsewhere = {"Origin": "https://elsewhere.example"}
    assert browser_of().post("/devices/enrol", headers=elsewhere, code="AAAA2222") == 403


def test_a_device_in_trouble_says_so_and_is_ended_from_the_list(
    house: House, browser_of: Open
) -> None:
    keeper = browser_of(Role.STATION_KEEPER)
    device_id, token = device(house)
    for instance in (HERE, ELSEWHERE, HERE):
        house.now += REPORTED_EVERY
        poll(house, token, off_s=3 * 3600, instance=instance)
    page = keeper.open("/devices")
    assert "两处在用同一个密钥" in page.text
    assert "时钟快 3 小时" in page.text
    assert "有设备不对劲" in keeper.open("/").text
    today = keeper.open(f"/stations/{house.village.station}/today").text
    assert "两处在用同一个密钥" in today
    keeper.submit(f"/devices/{device_id}/revocation")
    assert "两处在用同一个密钥" not in keeper.open("/devices").text
    assert "有设备不对劲" not in keeper.open("/").text
