"""Waiting for what a browser or another process does, and saying whether it came."""

import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from playwright.sync_api import Error, Page

WAIT_S = 45
LOOK_EVERY_S = 0.1


def comes_true(look: Callable[[], bool], seconds: float = WAIT_S) -> bool:
    """Wait for something that another process does, while pages come and go."""
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        with suppress(Error):  # a page that draws itself anew cannot be asked just then
            if look():
                return True
        time.sleep(LOOK_EVERY_S)
    return False


def becomes(tab: Page, question: str, arg: Any = None) -> bool:
    """Ask a page until its promise comes true: to `wait_for_function` any promise is true."""
    return comes_true(lambda: bool(tab.evaluate(question, arg)))


def has_copies(tab: Page, *paths: str) -> bool:
    """Wait until the phone has copies of pages."""
    look = "(all) => Promise.all(all.map((it) => caches.match(it))).then((it) => it.every(Boolean))"
    return becomes(tab, look, list(paths))
