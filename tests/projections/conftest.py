"""Settings on both databases."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.projections.setting import Setting, open_setting, reopen_setting
from tests.support import servers
from tests.support.village import Village


@pytest.fixture(scope="session")
def settled_files(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Setting]:
    """A folder with a settled village that nobody has open, to be copied."""
    folder = tmp_path_factory.mktemp("settled")
    with open_setting(folder, None) as settled:
        return folder, settled


@pytest.fixture(scope="session")
def settled_database(
    postgres_server: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, Setting]]:
    """A database with a settled village that nobody has open, to be copied."""
    with servers.database(postgres_server) as url:
        with open_setting(tmp_path_factory.mktemp("settled"), url) as settled:
            pass
        yield url, settled


@pytest.fixture(params=["sqlite", "postgres"])
def setting(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Setting]:
    """A fresh ledger with a settled village, and a fresh read store: copies."""
    url: str | None = None
    if request.param == "postgres":
        url = request.getfixturevalue("postgres_url")
        model, settled = request.getfixturevalue("settled_database")
        servers.refill(request.getfixturevalue("postgres_server"), url, model)
    else:
        folder, settled = request.getfixturevalue("settled_files")
        shutil.copytree(folder, tmp_path, dirs_exist_ok=True)
    with reopen_setting(tmp_path, url, settled) as opened:
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
        opened.village.earn_star()
        opened.village.look_into_flag()
        opened.runner().catch_up()
        yield opened


@pytest.fixture
def village(setting: Setting) -> Village:
    """The village of the setting."""
    return setting.village
