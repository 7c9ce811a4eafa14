"""Importing divisions: the difference is shown first, and a file that cannot be changes nothing."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from bootstrap.cli import main
from bootstrap.console import opened_house
from bootstrap.known_units import KnownUnit, known_units

TREE = """code,name,level,parent_code
1501,呼和浩特市,city,
150104,玉泉区,county,1501
150105,赛罕区,county,1501
150104003,大召前街街道,township,150104
150104003005,大召社区,village,150104003
"""


@pytest.fixture
def imported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> "Importer":
    """A ledger that knows the tree since 2023."""
    for name in ("REDBEE_DATABASE_URL", "REDBEE_REDIS_URL", "REDBEE_SECRET_KEY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("REDBEE_DATA_DIR", str(tmp_path / "data"))
    CliRunner().invoke(main, ["init"])
    importer = Importer(tmp_path / "divisions.csv")
    assert importer.counts(TREE)["new"] == 5
    return importer


class Importer:
    """Imports texts as files."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __call__(self, text: str, *options: str) -> Result:
        self.path.write_text(text, encoding="utf-8")
        return CliRunner().invoke(main, ["import", str(self.path), "--json", *options])

    def counts(self, text: str, *options: str) -> dict[str, Any]:
        done = self(text, *options)
        assert done.exit_code == 0, done.output
        told: dict[str, Any] = json.loads(done.output.splitlines()[-1])
        return told


def known() -> dict[str, KnownUnit]:
    with opened_house() as house:
        return known_units(house.ledger)


def log_length() -> int:
    with opened_house() as house:
        return house.ledger.store.max_notification_id() or 0


def test_a_dry_run_shows_the_difference_and_changes_nothing(imported: Importer) -> None:
    before = log_length()
    text = (
        TREE.replace("150104003005,大召社区,village,150104003\n", "")
        .replace("玉泉区", "玉泉新区")
        .replace("township,150104\n", "township,150105\n")
        + "150104009,新街道,township,150104\n"
    )
    shown = imported(text, "--dry-run")
    for line in (
        "+ 150104009 新街道",
        "~ 150104 玉泉区 -> 玉泉新区",
        "> 150104003 大召前街街道: 150104 -> 150105",
        "? 150104003005 大召社区 is not in the file; it stays",
    ):
        assert line in shown.output
    expected = {"units": 5, "new": 1, "renamed": 1, "moved": 1, "missing": 1}
    assert json.loads(shown.output.splitlines()[-1]) == expected | {"dry_run": True}
    assert log_length() == before
    assert imported.counts(text) == expected
    assert not known()["150104003005"].is_closed, "only a person closes a unit"
    assert imported.counts(text) == expected | {"new": 0, "renamed": 0, "moved": 0}


def test_names_and_parents_of_the_file_hold_from_the_day_given(imported: Importer) -> None:
    text = TREE.replace("大召社区,village,150104003", "大召西社区,village,150105")
    imported.counts(text, "--valid-from", "2026-12-01")
    unit = known()["150104003005"]
    assert (unit.name, unit.parent_code) == ("大召西社区", "150105")
    assert str(unit.changed_from) == "2026-12-01"
    assert str(unit.valid_from) == "2023-06-30"


def test_a_name_goes_back_and_forth_as_often_as_files_say(imported: Importer) -> None:
    other = TREE.replace("大召社区", "大召西社区")
    for text, name in ((other, "大召西社区"), (TREE, "大召社区"), (other, "大召西社区")):
        assert imported.counts(text, "--valid-from", "2026-12-01")["renamed"] == 1
        assert known()["150104003005"].name == name


def test_two_units_change_places(imported: Importer) -> None:
    """Whoever moves first must not be refused for lying above the other still."""
    below = TREE.replace("county,1501\n150104003,", "county,150104\n150104003,")
    assert imported.counts(below, "--valid-from", "2026-12-01")["moved"] == 1
    turned = TREE.replace("玉泉区,county,1501\n", "玉泉区,county,150105\n")
    assert imported.counts(turned, "--valid-from", "2026-12-02")["moved"] == 2
    assert (known()["150104"].parent_code, known()["150105"].parent_code) == ("150105", "1501")


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("150104003,大召前街街道,township,150104\n", "", "line 5: parent 150104003 is not in"),
        (
            "玉泉区,county,1501\n",
            "玉泉区,county,150104003005\n",
            "line 3: 150104 lies below itself",
        ),
        (
            "1501,呼和浩特市,city,\n",
            "1501,呼和浩特市,city,1501\n",
            "line 2: 1501 lies below itself",
        ),
        ("大召社区,village", "大召社区,grid", "line 6: 150104003005 is a village already"),
        ("玉泉区,county,1501\n", "玉泉区,county,\n", "line 3: 150104 lies below another unit"),
        ("150105,赛", "150205,赛", "line 4: 150205 cannot lie below 1501"),
    ],
)
def test_a_file_that_cannot_be_changes_nothing(
    imported: Importer, old: str, new: str, fault: str
) -> None:
    before = log_length()
    assert old in TREE
    refused = imported(TREE.replace(old, new) + "150109,新区,county,1501\n")
    assert refused.exit_code == 2
    assert fault in refused.output
    assert "nothing was changed" in refused.output
    assert log_length() == before


def test_a_change_before_the_last_one_is_refused_whole(imported: Importer) -> None:
    imported.counts(TREE.replace("大召社区", "大召西社区"), "--valid-from", "2026-12-01")
    refused = imported(TREE, "--valid-from", "2026-11-30")
    assert refused.exit_code == 2
    assert "line 6: 150104003005 changed last on 2026-12-01" in refused.output
    assert known()["150104003005"].name == "大召西社区"
