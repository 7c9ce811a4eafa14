"""Codes made in the browser: the very tokens the server makes, in pictures that read back."""

import io
from datetime import UTC, datetime, timedelta

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import BrowserContext, expect

from qr.devices import DeviceSecret
from qr.digits import digits_at
from qr.kinds import Kind
from qr.tokens import TokenReader, url
from tests.web.conftest import Running
from tests.web.samples import HOST
from web.assets import asset

pytestmark = pytest.mark.browser

MOMENTS = [
    datetime(2026, 11, 18, 5, 58, 20, tzinfo=UTC),
    datetime(2026, 11, 18, 5, 58, 29, 999_000, tzinfo=UTC),
    datetime(2026, 11, 18, 5, 58, 30, tzinfo=UTC),
    datetime(1970, 1, 1, 0, 0, 1, tzinfo=UTC),
    datetime(2032, 4, 15, 7, 45, 0, tzinfo=UTC),  # low 16 bits of the step wrap near here
    datetime(2099, 12, 31, 23, 59, 59, tzinfo=UTC),
]
SECRETS = [
    DeviceSecret(kind=kind, subject=bytes(subject), key_id=key_id, secret=bytes(secret))
    for kind, key_id, subject, secret in (
        (Kind.STATION, 0, range(8), range(32)),
        (Kind.ACTIVITY, 255, [255] * 8, [255] * 32),
        (Kind.PERSON, 7, [0] * 8, [0] * 32),
    )
]
MAKE = """async ([module, line, moments]) => {
  const { makeToken, readSecret } = await import(module);
  const secret = await readSecret(line);
  return Promise.all(moments.map((ms) => makeToken(secret, ms)));
}"""
REFUSE = """async ([module, line]) => {
  const { readSecret } = await import(module);
  return readSecret(line).then(() => "believed", (error) => error.message);
}"""


def unix_ms(moment: datetime) -> int:
    return (moment - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(milliseconds=1)


@pytest.mark.parametrize("secret", SECRETS, ids=lambda secret: str(secret.kind))
def test_the_browser_makes_the_tokens_the_server_makes(
    phone: BrowserContext, running: Running, secret: DeviceSecret
) -> None:
    tab = phone.new_page()
    tab.goto(f"{running.address}/help")
    moments = [unix_ms(moment) for moment in MOMENTS]
    made = tab.evaluate(MAKE, [asset("app/tokens.js"), secret.to_text(), moments])
    assert made == [secret.make(moment) for moment in MOMENTS]


@pytest.mark.parametrize("secret", SECRETS, ids=lambda secret: str(secret.kind))
def test_the_browser_makes_the_digits_the_server_makes(
    phone: BrowserContext, running: Running, secret: DeviceSecret
) -> None:
    tab = phone.new_page()
    tab.goto(f"{running.address}/help")
    moments = [unix_ms(moment) for moment in MOMENTS]
    made = tab.evaluate(
        MAKE.replace("makeToken", "makeDigits"), [asset("app/tokens.js"), secret.to_text(), moments]
    )
    assert made == [digits_at(secret.secret, moment) for moment in MOMENTS]


def test_a_device_secret_with_a_slip_is_refused(phone: BrowserContext, running: Running) -> None:
    tab = phone.new_page()
    tab.goto(f"{running.address}/help")
    line = SECRETS[0].to_text()
    slipped = line[:20] + ("A" if line[20] != "A" else "B") + line[21:]
    for bad, why in ((slipped, "damaged device secret"), (line[:-8], "not a device secret")):
        assert tab.evaluate(REFUSE, [asset("app/tokens.js"), bad]) == why


def read_code(picture: bytes) -> list[str]:
    return [code.text for code in zxingcpp.read_barcodes(Image.open(io.BytesIO(picture)))]


def test_the_station_screen_shows_a_code_the_server_accepts(
    phone: BrowserContext, running: Running
) -> None:
    tab = phone.new_page()
    tab.set_viewport_size({"width": 1280, "height": 800})
    tab.goto(f"{running.address}/preview/station-screen")
    tab.locator("#plate[data-ready]").wait_for()
    (text,) = read_code(tab.screenshot())
    token = TokenReader(running.house.keyring).read(
        text, at=datetime.now(UTC), kinds={Kind.STATION}
    )
    assert text == url(HOST, text.rpartition("/")[2])
    assert token.subject == running.house.secret(Kind.STATION).subject
    # 29 modules are version 3: the quiet zone adds four on each side.
    assert tab.locator("#plate svg").get_attribute("viewBox") == "-4 -4 37 37"


def test_ones_own_code_turns_without_a_network(phone: BrowserContext, running: Running) -> None:
    tab = phone.new_page()
    tab.clock.install()
    tab.goto(f"{running.address}/preview/me")
    tab.locator("#code[data-ready]").wait_for()
    shown = tab.locator("#code path").get_attribute("d") or ""
    phone.set_offline(True)
    tab.clock.fast_forward("05:00")
    expect(tab.locator("#code path")).not_to_have_attribute("d", shown)
    (text,) = read_code(tab.locator("#code").screenshot())
    later = datetime.now(UTC) + timedelta(minutes=5)
    token = TokenReader(running.house.keyring).read(text, at=later, kinds={Kind.PERSON})
    assert token.subject == running.house.secret(Kind.PERSON).subject


def test_the_code_in_the_dark_reads_too(phone: BrowserContext, running: Running) -> None:
    tab = phone.new_page()
    tab.goto(f"{running.address}/preview/me-dark")
    tab.locator("#code[data-ready]").wait_for()
    assert len(read_code(tab.locator("#code").screenshot())) == 1
