"""Fixtures of the page tests: a running house, a real Chromium, phones with a filmed camera."""

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Playwright, expect, sync_playwright
from werkzeug.serving import BaseWSGIServer, make_server

from tests.web.house import House, build

expect.set_options(timeout=30_000)  # on a busy machine a page is not there in five seconds

SHUTDOWN_POLL_S = 0.02
"""How soon a server sees that it shall end; its own half second passed after every test."""

QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
    "locale": "zh-CN",
    "timezone_id": "Asia/Shanghai",
}


@dataclass
class Running:
    """A house behind a real socket."""

    house: House
    address: str
    server: BaseWSGIServer


@pytest.fixture
def running() -> Iterator[Running]:
    """A fresh house, served on a free loopback port until the test ends."""
    house = build()
    server = make_server("127.0.0.1", 0, house.app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, args=[SHUTDOWN_POLL_S], daemon=True)
    thread.start()
    yield Running(house, f"http://127.0.0.1:{server.server_port}", server)
    server.shutdown()
    server.server_close()
    thread.join(timeout=10)


# One module at a time: two synchronous playwrights cannot live in one thread.
@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    """Playwright itself, for the tests of one module."""
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="module")
def browser(playwright: Playwright, chromium: str) -> Iterator[Browser]:
    """A Chromium without a camera."""
    started = playwright.chromium.launch(executable_path=chromium, args=QUIET)
    yield started
    started.close()


@pytest.fixture
def phone(browser: Browser) -> Iterator[BrowserContext]:
    """A phone without a camera."""
    context = browser.new_context(**PHONE)
    yield context
    context.close()


@pytest.fixture
def browser_without_workers(browser: Browser) -> Iterator[BrowserContext]:
    """An in-app browser that refuses service workers."""
    context = browser.new_context(**PHONE, service_workers="block")
    yield context
    context.close()


@pytest.fixture
def filmed_phone(playwright: Playwright, chromium: str) -> Iterator[Callable[..., BrowserContext]]:
    """Start a phone whose camera sees the film at a path."""
    with ExitStack() as opened:

        def start(film: str, **more: Any) -> BrowserContext:
            camera = [
                "--use-fake-device-for-media-stream",
                "--use-fake-ui-for-media-stream",
                f"--use-file-for-fake-video-capture={film}",
            ]
            started = playwright.chromium.launch(executable_path=chromium, args=QUIET + camera)
            opened.callback(started.close)
            return started.new_context(**(PHONE | more))

        yield start
