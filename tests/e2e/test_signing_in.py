"""Somebody signs in with a code on a phone, looks where they are signed in, and ends another."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import BrowserContext, Page, expect

from people.roles import Role
from tests.e2e.test_pages import RULES
from tests.e2e.world import World

pytestmark = pytest.mark.browser


def flaws(tab: Page) -> list[Any]:
    """Return what axe finds on the page as it stands."""
    return [it["id"] for it in Axe().run(tab, options=RULES).response["violations"]]


def test_a_code_opens_the_page_and_another_phone_is_signed_out(
    world: World, phone: BrowserContext, desk: BrowserContext
) -> None:
    account = world.account(Role.VOLUNTEER, 3)
    desk.add_cookies(world.cookies(account))
    other = desk.new_page()
    other.goto(world.address + "/me")
    expect(other).to_have_url(world.address + "/me")

    tab = phone.new_page()
    silent: list[str] = []
    tab.on("console", lambda it: silent.append(it.text) if it.type == "error" else None)
    tab.goto(world.address + "/me")
    assert flaws(tab) == []
    tab.get_by_label("手机号").fill(f"{account.phone[:3]} {account.phone[3:7]} {account.phone[7:]}")
    tab.get_by_role("button", name="发验证码").click()
    expect(tab.get_by_text("验证码发出去了")).to_be_visible()
    expect(tab.locator("#send")).to_be_disabled()
    expect(tab.locator("#send")).to_contain_text("秒后重发")
    expect(tab.get_by_label("短信里的 6 位数")).to_be_focused()
    assert flaws(tab) == []

    code = world.code_sent_to(account.phone)
    field = tab.get_by_label("短信里的 6 位数")
    field.fill(code[:5])
    field.blur()
    expect(tab.get_by_text("还差 1 位，请看短信补全")).to_be_visible()
    assert flaws(tab) == []
    field.fill(code)
    expect(tab.locator("#otp-missing")).to_be_hidden()
    tab.get_by_role("button", name="登录", exact=True).click()
    expect(tab).to_have_url(world.address + "/me")
    expect(tab.get_by_role("heading", level=1)).to_have_text(account.name)

    tab.get_by_role("link", name="在用的手机").click()
    expect(tab.get_by_text("· Chrome（这台）")).to_be_visible()
    assert flaws(tab) == []
    tab.get_by_role("button", name="退出 test").click()
    expect(tab.get_by_role("button", name="退出 test")).to_have_count(0)
    assert flaws(tab) == []
    other.goto(world.address + "/me")
    expect(other).to_have_url(world.address + "/login?next=%2Fme")
    tab.get_by_role("button", name="退出这台").click()
    expect(tab).to_have_url(world.address + "/")
    tab.goto(world.address + "/me")
    expect(tab).to_have_url(world.address + "/login?next=%2Fme")
    assert silent == []


def test_a_wrong_code_says_so_and_keeps_the_number(world: World, phone: BrowserContext) -> None:
    account = world.account(Role.RIDER, 2)
    tab = phone.new_page()
    tab.goto(world.address + "/login")
    tab.get_by_label("手机号").fill(account.phone)
    tab.get_by_role("button", name="发验证码").click()
    expect(tab.get_by_text("验证码发出去了")).to_be_visible()
    code = world.code_sent_to(account.phone)
    tab.get_by_label("短信里的 6 位数").fill(f"{(int(code) + 1) % 1_000_000:06d}")
    tab.get_by_role("button", name="登录", exact=True).click()
    expect(tab.get_by_role("alert")).to_contain_text("验证码不对")
    expect(tab.get_by_role("alert")).to_be_focused()
    expect(tab.get_by_label("手机号")).to_have_value(account.phone)
    assert flaws(tab) == []
