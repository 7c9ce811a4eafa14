"""``redbee calendar``: a year is loaded by two administrators from the command line too."""

import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bootstrap.cli import main
from bootstrap.console import opened_house
from ledger.kernel.ids import new_id
from people.directory import Person
from projections.catalogue import PROJECTIONS
from projections.runner import Runner
from tests.support.holidays import SAMPLE_YEAR, sample_holidays, sample_workdays, write_notice

SYSTEM, SECURITY, CLERK = new_id(), new_id(), new_id()
PASTED = write_notice(sample_holidays(), sample_workdays())
ROLES = {
    SYSTEM: "system_administrator",
    SECURITY: "security_administrator",
    CLERK: "clerk",
}


def redbee(*args: object, typed: str | None = None) -> Result:
    return CliRunner().invoke(main, [str(it) for it in args], input=typed)


def project() -> None:
    with opened_house() as house:
        Runner(house.ledger, house.read_store, PROJECTIONS).catch_up()


@pytest.fixture
def city(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A ledger with one unit and its administrators."""
    for name in ("REDBEE_DATABASE_URL", "REDBEE_REDIS_URL", "REDBEE_SECRET_KEY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("REDBEE_DATA_DIR", str(tmp_path / "data"))
    path = tmp_path / "divisions.csv"
    path.write_text("code,name,level,parent_code\n1501,呼和浩特市,city,\n", encoding="utf-8")
    redbee("init")
    redbee("import", path)
    with opened_house() as house:
        house.services.directory.enrol([Person(it, "张三", "1501") for it in ROLES])
    for person, role in ROLES.items():
        given = ("--person", person, "--role", role, "--unit", "1501", "--from", "2026-01-01")
        assert redbee("role", "assign", *given).exit_code == 0
    project()


def propose(by: object, typed: str = PASTED) -> Result:
    given = ("--days", "-", "--source", "样例通知", "--by", by, "--json")
    return redbee("calendar", "propose", SAMPLE_YEAR, *given, typed=typed)


def approve(by: object) -> Result:
    return redbee("calendar", "approve", SAMPLE_YEAR, "--version", 1, "--by", by, "--json")


def shown() -> dict[str, object]:
    return json.loads(redbee("calendar", "show", SAMPLE_YEAR, "--json").output)


@pytest.mark.usefixtures("city")
def test_a_year_counts_once_two_administrators_have_said_so() -> None:
    assert shown()["known"] is False
    assert propose(CLERK).exit_code == 2
    told = propose(SYSTEM)
    assert told.exit_code == 0, told.output
    assert json.loads(told.output)["version"] == 1
    assert approve(SYSTEM).exit_code == 2
    done = approve(SECURITY)
    assert done.exit_code == 0, done.output
    project()
    told_of = shown()
    assert told_of["known"] is True
    assert told_of["workdays"] == [it.isoformat() for it in sample_workdays()]
    assert told_of["versions"][0]["state"] == "approved"
    text = redbee("calendar", "show", SAMPLE_YEAR).output
    assert f"{date(SAMPLE_YEAR, 10, 1)} 休" in text


@pytest.mark.usefixtures("city")
def test_lines_that_make_no_sense_and_days_that_cannot_be_are_refused() -> None:
    refused = propose(SYSTEM, "2031-01-01 休\nnonsense")
    assert (refused.exit_code, "2" in refused.output) == (2, True)
    refused = propose(SYSTEM, "2030-01-01 休")
    assert refused.exit_code == 2
    assert "calendar_notice_invalid" in refused.output


@pytest.mark.usefixtures("city")
def test_a_year_nobody_announced_is_said_to_be_unknown() -> None:
    assert "is not known" in redbee("calendar", "show", SAMPLE_YEAR).output
    assert "2026-10-10 班" in redbee("calendar", "show", 2026).output
