"""The audit administrator sees who did what with whose data, masked, and whether it is whole."""

from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest
from click.testing import CliRunner

from bootstrap.cli import main
from people.audit import AuditAction
from people.directory import Person
from people.roles import Role
from tests.api.house import House
from tests.support.village import COMMUNITY

NAME = "欧阳娜娜"


@pytest.fixture
def read(house: House) -> UUID:
    """Somebody who was read once, and whom a leader wanted to read without a purpose."""
    person_id = house.village.volunteers[1]
    house.services.directory.enrol([Person(person_id, NAME, COMMUNITY)])
    for who, purpose in ((Role.CLERK, "telephone"), (Role.TEAM_LEADER, None)):
        house.post(f"/persons/{person_id}/reading", who, {"purpose": purpose})
    return person_id


def test_the_log_shows_ids_by_their_ends_and_names_masked(house: House, read: UUID) -> None:
    answer = house.get("/audit", Role.AUDIT_ADMINISTRATOR)
    refused, done = answer.json["items"]
    assert (done["action"], done["purpose_words"], done["done"]) == (
        "person_read",
        "电话联系",
        True,
    )
    assert (done["target"], done["target_name"]) == (read.hex[-6:], "欧**娜")
    assert (done["role_name"], done["actor_name"]) == ("村(社区)文书", "张**三")
    assert (refused["result"], refused["target"]) == ("purpose_required", read.hex[-6:])
    for hidden in (NAME, str(read), read.hex, "张clerk三"):
        assert hidden not in answer.text


def test_filters_and_pages(house: House, read: UUID) -> None:
    def asked(query: str) -> list[str]:
        answer = house.get(f"/audit?{query}", Role.AUDIT_ADMINISTRATOR)
        return [it["result"] for it in answer.json["items"]]

    assert asked("refused=true") == ["purpose_required"]
    assert asked("reads=true") == ["done"]
    first = house.get("/audit?limit=1", Role.AUDIT_ADMINISTRATOR).json
    assert asked(f"limit=1&cursor={first['next']}") == ["done"]


def test_the_log_is_for_the_audit_administrator_alone(house: House, read: UUID) -> None:
    for role in set(Role) - {Role.AUDIT_ADMINISTRATOR}:
        assert house.get("/audit", role).status_code == 403
        assert house.post("/audit/verification", role, {}).status_code == 403


def test_entries_of_another_unit_are_left_out(house: House, read: UUID) -> None:
    elsewhere = house.token(
        Role.AUDIT_ADMINISTRATOR, house.persons[Role.AUDIT_ADMINISTRATOR], unit="150104003005"
    )
    assert len(house.get("/audit", elsewhere).json["items"]) == 2
    other = AuditAction.PERSON_READ
    entry = house.services.audit.page()[0].entry
    house.services.audit.append(replace(entry, action=other, unit_code="150102001"))
    assert len(house.get("/audit", elsewhere).json["items"]) == 2


def test_a_loop_at_a_closed_door_does_not_fill_the_log(house: House) -> None:
    for _ in range(25):
        assert house.get("/trial-balance", Role.RIDER).status_code == 403
    found = house.services.audit.page(refused=True)
    assert [it.entry.result for it in found] == ["role_required"] * 10
    house.get("/trial-balance", Role.VOLUNTEER)
    assert house.services.audit.page(refused=True)[0].entry.actor_role == "volunteer"
    assert house.get("/me").status_code == 401
    assert house.services.audit.size() == 11, "strangers leave nothing here"


def test_the_chain_is_verified_on_demand(house: House, read: UUID) -> None:
    answer = house.post("/audit/verification", Role.AUDIT_ADMINISTRATOR, {})
    assert answer.json == {"whole": True, "first_flaw": None, "entries": 2}


def test_the_command_line_verifies_and_prints(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REDBEE_DATA_DIR", str(tmp_path))
    run = CliRunner()
    assert run.invoke(main, ["init"]).exit_code == 0
    verified = run.invoke(main, ["audit", "verify", "--json"])
    assert verified.exit_code == 0
    assert '"audit": "whole"' in verified.output
    printed = run.invoke(main, ["audit", "export", "--json"])
    assert (printed.exit_code, printed.output) == (0, "")
