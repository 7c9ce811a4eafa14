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
