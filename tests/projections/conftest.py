"""Settings on both databases."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.projections.setting import Setting, open_setting
from tests.support.village import Village


@pytest.fixture(params=["sqlite", "postgres"])
def setting(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Setting]:
    """A fresh ledger with a settled village, and a fresh read store."""
    url = request.getfixturevalue("postgres_url") if request.param == "postgres" else None
    with open_setting(tmp_path, url) as opened:
        yield opened


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def shared_setting(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Setting]:
    """A setting that the tests of one module share; a day has been played and projected."""
    folder = tmp_path_factory.mktemp("shared")
    url = request.getfixturevalue("postgres_module_url") if request.param == "postgres" else None
    with open_setting(folder, url) as opened:
        opened.village.play_day()
        opened.runner().catch_up()
        yield opened


@pytest.fixture
def village(setting: Setting) -> Village:
    """The village of the setting."""
    return setting.village
