"""Fixtures of the whole-system tests: a served community, and people with phones."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext

from tests.e2e.world import World
from tests.e2e.world import world as served_world
from tests.web.conftest import browser, filmed_phone, phone, playwright

__all__ = ["browser", "filmed_phone", "phone", "playwright"]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A served community that the tests of a module share."""
    with served_world(tmp_path_factory.mktemp("world")) as started:
        yield started


@pytest.fixture
def desk(browser: "object") -> Iterator[BrowserContext]:
    """A wide screen without a camera: a station's screen, a big screen."""
    context = browser.new_context(  # type: ignore[attr-defined]
        viewport={"width": 1280, "height": 800}, locale="zh-CN", timezone_id="Asia/Shanghai"
    )
    yield context
    context.close()


@pytest.fixture
def films(tmp_path: Path) -> Path:
    """A folder for what cameras see."""
    return tmp_path
