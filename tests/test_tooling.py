"""What a newcomer types works from a bare clone, and nothing unpinned gets in."""

import os
import re
import shutil
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement

from tools import check_locks

ROOT = Path(__file__).parent.parent
LOCKS = ("requirements.lock", "requirements-dev.lock")
TARGETS = ("demo", "test", "test-fast", "explore", "lint", "bench", "setup", "setup-dev", "help")
SCRIPTS = (
    ".ci/run",
    "tools/apt-install",
    "tools/ensure-browser",
    "tools/ensure-servers",
    "tools/lock",
    "tools/make-venv",
    "tools/secrets-init",
)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of what the locks are checked by, to be spoiled."""
    for name in (*LOCKS, "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path)
    return tmp_path


def _spoil(path: Path, pattern: str, replacement: str) -> None:
    text = path.read_text()
    spoilt = re.sub(pattern, replacement, text, count=1, flags=re.MULTILINE)
    assert spoilt != text
    path.write_text(spoilt)


def _project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text())


def test_the_locks_are_in_step_with_the_project() -> None:
    assert check_locks.check() == []


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_holds_nothing_but_pins_with_hashes(name: str) -> None:
    text = (ROOT / name).read_text()
    assert not re.search(r"https?:|file:|://|@|index|find-links", text)
    entries = text.replace("\\\n", " ").splitlines()
    assert len(entries) > 20
    for entry in entries:
        assert re.match(r"[a-z0-9._-]+==\S+ .*--hash=sha256:[0-9a-f]{64}\b", entry), entry


@pytest.mark.parametrize(
    ("pattern", "replacement", "flaw"),
    [
        (r"^flask==", "nothing==", "flask is missing"),
        (r"^flask==\S+", "flask==2.0.0", "flask 2.0.0 is outside"),
        (r"^redis==", "--index-url https://mirror.example/\nredis==", "names a place"),
        (r"^redis==\S+ \\\n(    --hash\S+( \\)?\n)+", "redis==8.0.0\n", "redis has no hash"),
        (r"^redis==\S+", "redis==7.0.0", "redis differs between"),
    ],
)
def test_a_spoilt_lock_is_noticed(copy: Path, pattern: str, replacement: str, flaw: str) -> None:
    _spoil(copy / "requirements.lock", pattern, replacement)
    assert any(flaw in found for found in check_locks.check(copy))


def test_a_dependency_that_was_added_but_not_locked_is_noticed(copy: Path) -> None:
    _spoil(copy / "pyproject.toml", r'^    "flask>=3.1",', '    "flask>=3.1",\n    "newcomer",')
    assert check_locks.check(copy) == [
        "requirements.lock: newcomer is missing; run `make lock`.",
        "requirements-dev.lock: newcomer is missing; run `make lock`.",
    ]


def test_every_dependency_has_its_reason_and_every_reason_its_dependency() -> None:
    groups = _project()["dependency-groups"]
    wanted = [*_project()["project"]["dependencies"], *groups["build"], *groups["dev"]]
    text = (ROOT / "docs/decisions/0001-why-these-dependencies.md").read_text()
    explained = re.findall(r"^\| `([^`]+)` \| [^|\n]+ \|", text, re.MULTILINE)
    assert sorted(explained) == sorted(Requirement(line).name.lower() for line in wanted)


@pytest.mark.parametrize("target", TARGETS)
def test_make_knows_what_the_readme_promises(target: str) -> None:
    subprocess.run(
        ["make", "--dry-run", "--no-print-directory", target],
        cwd=ROOT,
        check=True,
        capture_output=True,
        timeout=30,
    )


@pytest.mark.parametrize("target", ["test", "test-fast"])
def test_as_many_processes_test_as_there_are_processors_unless_told(target: str) -> None:
    # What the make that runs this test was told is not for the make that it asks.
    env = {name: it for name, it in os.environ.items() if name not in {"MAKEFLAGS", "WORKERS"}}
    for told, workers in (([], str(len(os.sched_getaffinity(0)))), (["WORKERS=7"], "7")):
        said = subprocess.run(
            ["make", "--dry-run", target, *told],
            cwd=ROOT,
            env=env,
            check=True,
            capture_output=True,
            text=True,
            timeout=30,
        ).stdout
        assert f" --numprocesses={workers} " in said


def test_make_help_names_every_target() -> None:
    said = subprocess.run(
        ["make", "help"], cwd=ROOT, check=True, capture_output=True, text=True, timeout=30
    ).stdout
    assert set(TARGETS) <= set(re.findall(r"make ([a-z-]+)", said))


def test_make_installs_only_what_hashes_were_checked_for() -> None:
    text = (ROOT / "Makefile").read_text()
    installs = [line for line in text.splitlines() if "$(PIP) " in line]
    assert len(installs) == 3
    for line in installs:
        assert "--require-hashes" in line or "--no-deps --no-build-isolation" in line


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_script_can_be_run_and_read_by_bash(script: str) -> None:
    path = ROOT / script
    assert os.access(path, os.X_OK)
    assert "set -euo pipefail" in path.read_text()
    subprocess.run(["bash", "-n", path], check=True, timeout=30)


def test_ci_counts_both_lint_and_tests() -> None:
    said = (ROOT / ".ci/run").read_text()
    assert "make lint" in said
    assert said.index("make lint") < said.index("step make test\n")


def test_a_missing_browser_is_told_with_what_to_install(tmp_path: Path) -> None:
    bare = tmp_path / "bin"
    bare.mkdir()
    for program in ("bash", "dirname"):
        (bare / program).symlink_to(str(shutil.which(program)))
    asked = subprocess.run(
        ["bash", ROOT / "tools/ensure-browser"],
        env={"PATH": str(bare)},  # no apt-get on it either: nothing may be installed by a test
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert asked.returncode == 1
    assert "install Debian's packages chromium and fonts-wqy-microhei" in asked.stderr


def test_a_python_that_is_too_old_or_missing_is_told(tmp_path: Path) -> None:
    asked = subprocess.run(
        [ROOT / "tools/make-venv", tmp_path / "venv"],
        env={"PATH": os.environ["PATH"], "PYTHON": "/nowhere/python"},
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert asked.returncode == 1
    assert "No Python 3.11 or newer found (PYTHON=/nowhere/python)" in asked.stderr
    assert not (tmp_path / "venv").exists()
