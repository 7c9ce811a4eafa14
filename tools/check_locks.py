"""Check, offline, that the lock files name no host, carry hashes and fit pyproject.toml."""

import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
PLACE = re.compile(r"://|file:|(^|\s)-|\s@\s")
PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^\s;]+)")


def read_lock(text: str) -> dict[str, tuple[str, int]]:
    """Return each locked package's version and number of hashes."""
    locked: dict[str, tuple[str, int]] = {}
    for entry in text.replace("\\\n", " ").splitlines():
        if pin := PIN.match(entry):
            hashes = entry.count("--hash=sha256:")
            locked[canonicalize_name(pin["name"])] = (pin["version"], hashes)
    return locked


def flaws(name: str, text: str, wanted: list[str]) -> Iterator[str]:
    """Yield what is wrong with one lock file, one sentence each."""
    for number, line in enumerate(text.splitlines(), start=1):
        if PLACE.search(line.replace("    --hash=", "")):
            yield f"{name}:{number} names a place or an option; a lock holds pins and hashes only."
    locked = read_lock(text)
    for package, (_, hashes) in locked.items():
        if not hashes:
            yield f"{name}: {package} has no hash."
    for requirement in map(Requirement, wanted):
        version, _ = locked.get(canonicalize_name(requirement.name), (None, 0))
        if version is None:
            yield f"{name}: {requirement.name} is missing; run `make lock`."
        elif version not in requirement.specifier:
            yield f"{name}: {requirement.name} {version} is outside {requirement.specifier}."


def differences(runtime: str, dev: str) -> Iterator[str]:
    """Yield every package that is tested in another version than is installed."""
    tested = read_lock(dev)
    for package, pinned in read_lock(runtime).items():
        if tested.get(package) != pinned:
            yield f"{package} differs between requirements.lock and requirements-dev.lock."


def check(root: Path = ROOT) -> list[str]:
    """Return every flaw of the project's two locks."""
    project = tomllib.loads((root / "pyproject.toml").read_text())
    groups = project["dependency-groups"]
    runtime = (root / "requirements.lock").read_text()
    dev = (root / "requirements-dev.lock").read_text()
    needed = [*project["project"]["dependencies"], *groups["build"]]
    return [
        *flaws("requirements.lock", runtime, needed),
        *flaws("requirements-dev.lock", dev, [*needed, *groups["dev"]]),
        *differences(runtime, dev),
    ]


def main() -> int:
    """Print the flaws; 1 if there are any."""
    found = check()
    for flaw in found:
        print(flaw)
    if not found:
        print("Locks: hashes everywhere, no host, in step with pyproject.toml.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
