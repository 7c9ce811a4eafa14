"""Temporary files go into memory where there is room, and never where somebody named a folder."""

import tempfile
from pathlib import Path

import pytest

from tests.support import memory

MIB = 1 << 20


@pytest.fixture(autouse=True)
def _unnamed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Nobody named a folder, and ours is taken for one in memory."""
    monkeypatch.setenv("TMPDIR", "put back afterwards")
    monkeypatch.delenv("TMPDIR")
    monkeypatch.setattr(tempfile, "tempdir", None)
    monkeypatch.setattr(memory, "FOLDER", tmp_path)
    monkeypatch.setattr(memory, "LIMIT", tmp_path / "limit")
    monkeypatch.setattr(memory, "ROOM_BYTES_PER_WORKER", MIB)


def test_where_there_is_room_temporary_files_lie_in_memory(tmp_path: Path) -> None:
    memory.use_memory(workers=2)
    assert tempfile.gettempdir() == str(tmp_path)


def test_a_folder_that_was_named_is_used(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    named = tmp_path_factory.mktemp("named")
    monkeypatch.setenv("TMPDIR", str(named))
    memory.use_memory(workers=2)
    assert tempfile.gettempdir() == str(named)


def test_without_room_for_every_worker_nothing_changes(tmp_path: Path) -> None:
    memory.use_memory(workers=1 << 30)
    assert tempfile.gettempdir() != str(tmp_path)


@pytest.mark.parametrize(("limit", "has_room"), [("max", True), (4 * MIB, True), (3 * MIB, False)])
def test_what_a_container_may_take_counts(
    tmp_path: Path, limit: int | str, *, has_room: bool
) -> None:
    (tmp_path / "limit").write_text(f"{limit}\n")
    assert memory.has_room(tmp_path, 2 * MIB) is has_room


def test_a_machine_without_such_a_folder_has_no_room(tmp_path: Path) -> None:
    assert not memory.has_room(tmp_path / "nowhere", 0)
