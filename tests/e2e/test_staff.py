"""Staff in a real browser: set up from a one-time code, with an app and with passkeys."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pyotp
import pytest
import zxingcpp
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, expect

from ledger.kernel.clock import utc_now
from tests.e2e.test_pages import RULES
from tests.e2e.world import World
from tests.support.staffing import PASSWORD
from tests.web.conftest import PHONE

pytestmark = pytest.mark.browser

STEP = timedelta(seconds=30)


@pytest.fixture
def own_phone(browser: Browser) -> Iterator[BrowserContext]:
    """A phone that finds the house as localhost, where passkeys are good."""
    context = browser.new_context(**PHONE)
    yield context
    context.close()


def with_fingerprint(tab: Page) -> None:
    """Give the phone a passkey store that its owner unlocks."""
    tools = tab.context.new_cdp_session(tab)
    tools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def looked_at(tab: Page) -> None:
    found: Any = Axe().run(tab, options=RULES)
    assert found.violations_count == 0, found.generate_report()


def scanned(tab: Page, path: str) -> pyotp.TOTP:
    """Scan the page's code with an authenticator app."""
    tab.locator(".rb-qr").screenshot(path=path)
    (read,) = zxingcpp.read_barcodes(Image.open(path))
    app = pyotp.parse_uri(read.text)
    assert isinstance(app, pyotp.TOTP)
    return app


def test_the_first_administrator_comes_in_by_app_and_then_by_passkey(
    world: World, own_phone: BrowserContext, tmp_path: Path
) -> None:
    home = f"http://localhost:{world.port}"
    code = world.house.services.staff.setup_codes.issue_first(now=utc_now())
    tab = own_phone.new_page()
    tab.goto(f"{home}/staff/login")
    with_fingerprint(tab)
    looked_at(tab)
    tab.get_by_role("link", name="第一次用，我有启用码").click()
    tab.get_by_label("启用码").fill(code or "")
    tab.get_by_role("button", name="下一步").click()
    looked_at(tab)
    tab.get_by_label("姓名").fill("韩文明")
    tab.get_by_label("登录名").fill("hanwm")
    tab.get_by_label("密码", exact=True).fill(PASSWORD)
    tab.get_by_label("再输一次密码").fill(PASSWORD)
    tab.get_by_role("button", name="下一步").click()
    app = scanned(tab, f"{tmp_path}/app.png")
    looked_at(tab)
    used = app.at(utc_now())
    tab.get_by_label("动态口令").fill(used)
    tab.get_by_role("button", name="绑定").click()
    expect(tab.get_by_role("heading", name="账号启用了")).to_be_visible()
    expect(tab.get_by_role("list", name="恢复码").locator("li")).to_have_count(10)
    looked_at(tab)
    world.settle()
    tab.get_by_role("link", name="抄好了").click()

    add_passkey(tab, home)

    sign_out(tab, home)
    tab.goto(f"{home}/staff/login?next=/me/security")
    tab.get_by_role("button", name="用通行密钥登录").click()
    expect(tab.get_by_role("heading", name="登录安全")).to_be_visible()
    expect(tab.get_by_role("list", name="通行密钥")).to_contain_text("今天用过")

    sign_out(tab, home)
    first_step(tab, home)
    tab.get_by_label("动态口令").fill(used)
    tab.get_by_role("button", name="确定").click()
    expect(tab.get_by_text("口令不对或用过了")).to_be_visible()
    tab.get_by_label("动态口令").fill(app.at(utc_now() + STEP))
    tab.get_by_role("button", name="确定").click()
    expect(tab.get_by_role("heading", name="登录安全")).to_be_visible()

    sign_out(tab, home)
    first_step(tab, home)
    looked_at(tab)
    tab.get_by_role("button", name="用通行密钥").click()
    expect(tab.get_by_role("heading", name="登录安全")).to_be_visible()
    tab.goto(f"{home}/staff/accounts")
    looked_at(tab)


def add_passkey(tab: Page, home: str) -> None:
    tab.goto(f"{home}/me/security/passkeys")
    looked_at(tab)
    tab.get_by_label("给它起个名字").fill("我的手机")
    tab.get_by_role("button", name="添加").click()
    expect(tab.get_by_text("通行密钥加好了")).to_be_visible()
    looked_at(tab)


def first_step(tab: Page, home: str) -> None:
    tab.goto(f"{home}/staff/login?next=/me/security")
    tab.get_by_label("登录名").fill("hanwm")
    tab.get_by_label("密码").fill(PASSWORD)
    tab.get_by_role("button", name="下一步").click()


def sign_out(tab: Page, home: str) -> None:
    tab.goto(f"{home}/me")
    tab.get_by_role("button", name="退出登录").click()
    expect(tab).to_have_url(f"{home}/")


def test_a_stranger_with_another_passkey_stays_outside(
    world: World, own_phone: BrowserContext
) -> None:
    tab = own_phone.new_page()
    tab.goto(f"http://localhost:{world.port}/staff/login")
    with_fingerprint(tab)
    tab.get_by_role("button", name="用通行密钥登录").click()
    expect(tab.get_by_text("没有用成")).to_be_visible()
    expect(tab).to_have_url(f"http://localhost:{world.port}/staff/login")
