"""Looking at every page on a way: accessible, silent, as wide as the phone; and its picture."""

from itertools import count
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from PIL import Image
from playwright.sync_api import Page

from tests.e2e.test_pages import RULES
from tests.e2e.world import PICTURES

NARROW = 320


class Eye:
    """Looks at pages, and remembers what was wrong with which."""

    def __init__(self, journey: str) -> None:
        self._journey, self._number = journey, count(1)
        self.problems: dict[str, list[str]] = {}

    def look(self, page: Page, name: str) -> None:
        """Look at a page as it stands, narrower too if it is a phone's; take its picture."""
        size = page.viewport_size
        assert size is not None
        wrong = [f"{it['id']}" for it in Axe().run(page, options=RULES).response["violations"]]
        on_phone = size["width"] < 600
        wrong += _sideways(page)
        page.screenshot(path=self._path(name), full_page=on_phone)
        if on_phone:
            page.set_viewport_size({"width": NARROW, "height": size["height"]})
            wrong += _sideways(page)
            page.set_viewport_size(size)
        if wrong:
            self.problems[name] = wrong

    def keep(self, picture: Image.Image, name: str) -> None:
        """Keep a picture of something printed."""
        picture.save(self._path(name))

    def _path(self, name: str) -> Path:
        PICTURES.mkdir(parents=True, exist_ok=True)
        return PICTURES / f"{self._journey}-{next(self._number):02d}-{name}.png"


def _sideways(page: Page) -> list[str]:
    """Say if the page is wider than what shows it."""
    width: Any = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return [f"{width} px too wide at {page.viewport_size}"] if width > 0 else []
