"""The master key at the command line: made once, missed at the start, exchanged."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select

from bootstrap.cli import main
from bootstrap.config import Config
from bootstrap.container import build
from people.errors import MasterKeyError
from people.keyfile import KeyFile
from people.schema import persons

ISSUE = ("token", "issue", "--role", "volunteer", "--unit", "1501", "--name", "包尔吉")


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder that `redbee init` has filled, with one person in it."""
    for name in ("DATABASE_URL", "REDIS_URL", "SECRET_KEY", "MASTER_KEY"):
        monkeypatch.delenv(f"REDBEE_{name}", raising=False)
    monkeypatch.setenv("REDBEE_DATA_DIR", str(tmp_path))
    assert _redbee("init").exit_code == 0
    assert _redbee(*ISSUE).exit_code == 0
    return tmp_path


def _redbee(*args: str) -> Result:
    return CliRunner().invoke(main, list(args))


def test_init_makes_a_master_key_for_its_owner_only_and_keeps_it(data: Path) -> None:
    path = data / "master.key"
    before = path.read_bytes()
    assert path.stat().st_mode & 0o777 == 0o600
    assert _redbee("init").exit_code == 0
    assert path.read_bytes() == before


def test_who_holds_a_token_is_in_no_file_in_plain(data: Path) -> None:
    files = [path.read_bytes() for path in data.iterdir()]
    assert not any("包尔吉".encode() in file for file in files)


def test_the_key_may_lie_elsewhere(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path / "elsewhere.key"
    (data / "master.key").rename(elsewhere)
    told = tmp_path / "where"
    told.write_text(f"{elsewhere}\n")
    monkeypatch.setenv("REDBEE_MASTER_KEY_FILE", str(told))
    assert Config.from_env().master_key_path == elsewhere
    assert _redbee(*ISSUE).exit_code == 0


@pytest.mark.parametrize("command", [ISSUE, ("serve",), ("check",), ("keys", "master-rotate")])
def test_a_lost_key_is_noticed_at_the_start(data: Path, command: tuple[str, ...]) -> None:
    (data / "master.key").unlink()
    refused = _redbee(*command)
    assert refused.exit_code == 2
    assert "REDBEE_MASTER_KEY: there is no master key at" in refused.output


def test_init_makes_no_new_key_in_the_place_of_a_lost_one(data: Path) -> None:
    kept = (data / "master.key").read_bytes()
    (data / "master.key").unlink()
    refused = _redbee("init")
    assert refused.exit_code == 2
    assert "put it back" in refused.output
    assert not (data / "master.key").exists()

    (data / "master.key").write_bytes(kept)
    assert _redbee("init").exit_code == 0


@pytest.mark.parametrize("command", [("init",), ISSUE, ("serve",), ("keys", "master-rotate")])
def test_an_exchanged_key_is_noticed_at_the_start(data: Path, command: tuple[str, ...]) -> None:
    (data / "master.key").unlink()
    KeyFile(data / "master.key").create()
    refused = _redbee(*command)
    assert refused.exit_code == 2
    assert "put the right one back" in refused.output


def test_a_damaged_key_is_told_without_a_traceback(data: Path) -> None:
    (data / "master.key").write_text("{}")
    refused = _redbee(*ISSUE)
    assert refused.exit_code == 2
    assert "damaged" in refused.output


def test_the_key_is_exchanged_while_a_process_runs(data: Path) -> None:
    old = KeyFile(data / "master.key").newest
    running = build(Config.from_env())
    told = json.loads(_redbee("keys", "master-rotate", "--json").output.splitlines()[-1])

    now = KeyFile(data / "master.key")
    assert told == {"master_key": now.newest.key_id, "rewrapped": 1}
    with pytest.raises(MasterKeyError):
        now.find(old.key_id)
    assert (data / "master.key").stat().st_mode & 0o777 == 0o600
    assert _redbee(*ISSUE).exit_code == 0
    with running.people.reading() as connection:
        ids = list(connection.execute(select(persons.c.person_id)).scalars())
    names = running.services.directory.names(ids)
    assert list(names.values()) == ["包尔吉", "包尔吉"]
    running.close()


def test_a_rotation_that_failed_is_finished_by_the_next_one(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_power(*_: object) -> int:
        raise MasterKeyError("the power went")

    monkeypatch.setattr("bootstrap.master_key._rewrap", no_power)
    assert _redbee("keys", "master-rotate").exit_code == 2
    new = KeyFile(data / "master.key").newest
    assert _redbee(*ISSUE).exit_code == 0, "both keys are there meanwhile"
    monkeypatch.undo()
    monkeypatch.setenv("REDBEE_DATA_DIR", str(data))

    told = json.loads(_redbee("keys", "master-rotate", "--json").output.splitlines()[-1])

    assert told == {"master_key": new.key_id, "rewrapped": 2}
