"""``redbee role``: terms are given and ended by those who run the service."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bootstrap.cli import main
from bootstrap.console import opened_house
from ledger.kernel.ids import new_id
from people.directory import Person

PERSON = new_id()


@pytest.fixture
def city(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A ledger with one unit, and one person."""
    for name in ("REDBEE_DATABASE_URL", "REDBEE_REDIS_URL", "REDBEE_SECRET_KEY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("REDBEE_DATA_DIR", str(tmp_path / "data"))
    path = tmp_path / "divisions.csv"
    path.write_text("code,name,level,parent_code\n1501,呼和浩特市,city,\n", encoding="utf-8")
    redbee("init")
    redbee("import", str(path))
    with opened_house() as house:
        house.services.directory.enrol([Person(PERSON, "张三", "1501")])


def redbee(*args: str) -> Result:
    return CliRunner().invoke(main, list(args))


def role(verb: str, *more: str, name: str = "clerk", person: object = PERSON) -> Result:
    given = ["--person", str(person), "--role", name, "--unit", "1501"]
    return redbee("role", verb, *given, "--json", *more)


@pytest.mark.usefixtures("city")
def test_a_term_is_given_and_ended() -> None:
    told = role("assign", "--from", "2026-04-01")
    assert told.exit_code == 0, told.output
    assert json.loads(told.output)["person_id"] == str(PERSON)
    assert role("end", "--last-day", "2026-05-01").exit_code == 0
    again = role("end", "--last-day", "2026-05-02")
    assert again.exit_code == 2
    assert "role_term_not_found" in again.output


@pytest.mark.usefixtures("city")
def test_a_second_administrator_must_be_somebody_else() -> None:
    assert role("assign", name="system_administrator").exit_code == 0
    refused = role("assign", name="audit_administrator")
    assert refused.exit_code == 2
    assert "administrators_separate" in refused.output


@pytest.mark.usefixtures("city")
def test_nobody_who_is_not_registered_gets_a_role() -> None:
    refused = role("assign", person=new_id())
    assert refused.exit_code == 2
    assert "nobody is registered" in refused.output


@pytest.mark.usefixtures("city")
def test_a_token_for_somebody_known_needs_a_running_term() -> None:
    issue = ["token", "issue", "--role", "clerk", "--unit", "1501", "--person", str(PERSON)]
    assert redbee(*issue).exit_code == 2, "nobody has projected yet"
    assert redbee("rebuild").exit_code == 0
    refused = redbee(*issue)
    assert refused.exit_code == 2
    assert "role_ended" in refused.output
    assert role("assign").exit_code == 0
    assert redbee("rebuild").exit_code == 0, "no server is there to project"
    assert redbee(*issue).output.startswith("rb_")


@pytest.mark.usefixtures("city")
def test_a_token_for_somebody_new_comes_with_a_term() -> None:
    issue = ["token", "issue", "--role", "administrator", "--unit", "1501", "--name", "孟和"]
    told = json.loads(redbee(*issue, "--days", "7", "--json").output)
    again = role("assign", name="system_administrator", person=told["person_id"])
    assert again.exit_code == 2
    assert "role_term_overlaps" in again.output
    assert redbee(*issue[:-2]).exit_code == 2, "somebody must hold it"


@pytest.mark.usefixtures("city")
def test_levels_are_named_from_the_county_down(tmp_path: Path) -> None:
    path = tmp_path / "more.csv"
    lines = "1501,呼和浩特市,city,\n150104,玉泉区,county,1501\n"
    path.write_text(f"code,name,level,parent_code\n{lines}", encoding="utf-8")
    assert redbee("import", str(path)).exit_code == 0
    named = redbee("levels", "set", "--county", "150104", "区", "街道", "社区", "--json")
    assert json.loads(named.output)["depth"] == 3
    refused = redbee("levels", "set", "--county", "150104", "区", "街道")
    assert refused.exit_code == 2
    assert "levels_invalid" in refused.output
