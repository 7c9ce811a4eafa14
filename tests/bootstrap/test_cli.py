"""The command line: answers for people and programs, refusals that say what to mend."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bootstrap.cli import main

HEADER = "code,name,level,parent_code\n"
CITY = "1501,呼和浩特市,city,\n"


@pytest.fixture
def redbee(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> "Redbee":
    for name in ("REDBEE_DATABASE_URL", "REDBEE_REDIS_URL", "REDBEE_SECRET_KEY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("REDBEE_DATA_DIR", str(tmp_path / "data"))
    return Redbee(tmp_path)


class Redbee:
    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(self, *args: str) -> Result:
        return CliRunner().invoke(main, list(args))

    def csv(self, text: str, encoding: str = "utf-8") -> str:
        path = self.folder / "divisions.csv"
        path.write_text(text, encoding=encoding)
        return str(path)


def test_help_explains_every_command(redbee: Redbee) -> None:
    told = redbee("--help").output
    for name in (
        "init",
        "serve",
        "worker",
        "demo",
        "import",
        "rebuild",
        "check",
        "keys",
        "token",
        "role",
        "staff",
    ):
        assert name in told
        assert "--help" in redbee(name, "--help").output


def test_init_makes_keys_once_and_keeps_them_private(redbee: Redbee) -> None:
    assert redbee("init").exit_code == 0
    keyring = redbee.folder / "data/keyring.json"
    before = keyring.read_bytes()
    again = json.loads(redbee("init", "--json").output)
    assert keyring.read_bytes() == before
    assert keyring.stat().st_mode & 0o077 == 0
    assert len(again["made"]) == 1, "only the tables are looked at again"


def test_a_command_before_init_says_to_run_it(redbee: Redbee) -> None:
    refused = redbee("check")
    assert refused.exit_code == 2
    assert "redbee init" in refused.output


def test_an_import_again_changes_nothing(redbee: Redbee) -> None:
    redbee("init")
    path = redbee.csv(HEADER + CITY + "150104,玉泉区,county,1501\n")
    first = json.loads(redbee("import", path, "--json").output.splitlines()[-1])
    again = json.loads(redbee("import", path, "--json").output.splitlines()[-1])
    nothing = {"renamed": 0, "moved": 0, "missing": 0}
    assert first == {"units": 2, "new": 2, **nothing}
    assert again == {"units": 2, "new": 0, **nothing}


@pytest.mark.parametrize(
    ("lines", "fault"),
    [
        ("150104,玉泉区,county,1502\n", "line 3: parent 1502 is not in the file"),
        ("150104,玉泉区,county,1501\n150104,玉泉,county,1501\n", "line 4: 150104 stands on line 3"),
        ("15O104,玉泉区,county,1501\n", "line 3: '15O104' is no code"),
        ("1601,别处,county,1501\n", "line 3: 1601 cannot lie below 1501"),
        ("150104,玉泉区,planet,1501\n", "line 3: level must be one of"),
        (f"150104,{'长' * 51},county,1501\n", "line 3: a name has 1 to 50 characters"),
    ],
)
def test_a_faulty_file_is_refused_whole_with_line_numbers(
    redbee: Redbee, lines: str, fault: str
) -> None:
    redbee("init")
    refused = redbee("import", redbee.csv(HEADER + CITY + lines))
    assert refused.exit_code == 2
    assert fault in refused.output
    assert "nothing was changed" in refused.output
    good = redbee("import", redbee.csv(HEADER + CITY), "--json")
    assert json.loads(good.output.splitlines()[-1])["new"] == 1, "the faulty file left no trace"


def test_a_file_with_other_columns_or_another_encoding_is_refused(redbee: Redbee) -> None:
    redbee("init")
    assert "columns" in redbee("import", redbee.csv("name,code\n")).output
    refused = redbee("import", redbee.csv(HEADER + CITY, encoding="gbk"))
    assert refused.exit_code == 2
    assert "UTF-8" in refused.output


def test_keys_rotate_and_only_a_retired_one_can_be_revoked(redbee: Redbee) -> None:
    redbee("init")
    assert redbee("keys", "revoke", "0").exit_code == 2
    assert redbee("keys", "rotate").exit_code == 0
    assert redbee("keys", "revoke", "0").exit_code == 0
    rows = json.loads(redbee("keys", "list", "--json").output)["keys"]
    assert [row["state"] for row in rows] == ["revoked", "active"]
    assert "secret" not in rows[0]


def test_a_token_is_shown_once_and_can_be_ended(redbee: Redbee) -> None:
    redbee("init")
    redbee("import", redbee.csv(HEADER + CITY))
    issue = ["token", "issue", "--role", "auditor", "--unit", "1501", "--name", "审计员", "--json"]
    told = json.loads(redbee(*issue).output)
    assert told["token"].startswith("rb_")
    assert redbee("token", "revoke", told["token_id"]).exit_code == 0
    assert redbee("token", "revoke", str(told["token_id"])).exit_code in (0, 2)
    assert b"rb_" + told["token"][3:].encode() not in b"".join(
        path.read_bytes() for path in (redbee.folder / "data").iterdir()
    )


def test_rebuild_refuses_a_name_it_does_not_know(redbee: Redbee) -> None:
    redbee("init")
    refused = redbee("rebuild", "horoscopes")
    assert refused.exit_code == 2
    assert "wallets" in refused.output


def test_sqlite_serves_with_one_worker_only(redbee: Redbee) -> None:
    redbee("init")
    refused = redbee("serve", "--workers", "2")
    assert refused.exit_code == 2
    assert "--workers 1" in refused.output
