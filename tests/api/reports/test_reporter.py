"""Who reported it: nobody sees it but for a stated purpose, and the reporter sees who did."""

from typing import Any
from uuid import UUID

import pytest

from people.audit import AuditAction
from people.roles import Role
from tests.api.house import House
from tests.api.reports.asking import act, file, filed, see, told
from tests.support.village import STREET


def ask(house: House, report_id: UUID, who: Role | str = Role.GRID_WORKER, **body: Any) -> Any:
    return house.post(f"/reports/{report_id}/reporter-reading", who, body)


@pytest.mark.parametrize("role", [Role.GRID_WORKER, Role.CLERK])
@pytest.mark.parametrize(
    ("purpose", "words"), [("telephone", "电话联系"), ("emergency", "应急救助")]
)
def test_a_rider_of_another_unit_is_rung_back_and_reads_who_looked_and_why(
    house: House, role: Role, purpose: str, words: str
) -> None:
    rider = house.services.directory.find(house.persons[Role.RIDER])
    assert rider is not None
    report_id = filed(house)
    before = see(house, report_id, role)
    assert rider.display_name not in before.text
    answer = ask(house, report_id, role, purpose=purpose)
    assert answer.json == {
        "report_id": str(report_id),
        "purpose": purpose,
        "display_name": rider.display_name,
        "phone": rider.phone,
    }
    assert str(rider.person_id) not in answer.text, "nothing to ask other doors with"
    (read,) = house.get("/me/reads", Role.RIDER).json["items"]
    assert (read["role"], read["purpose"], read["purpose_words"]) == (role.value, purpose, words)
    assert read["reader"], "by whom, as far as a masked name says it"


@pytest.mark.parametrize("purpose", [None, "", "care_list", "identity", "flag_check", "x"])
def test_without_a_purpose_of_reports_nobody_reads_and_nothing_is_noted(
    house: House, purpose: str | None
) -> None:
    answer = ask(house, filed(house), Role.CLERK, purpose=purpose)
    assert told(answer) == (403, "purpose_required")
    assert house.get("/me/reads", Role.RIDER).json["items"] == []


def test_each_read_is_noted_also_under_the_same_key(house: House) -> None:
    report_id = filed(house)
    for _ in range(2):
        path = f"/reports/{report_id}/reporter-reading"
        house.post(path, Role.GRID_WORKER, {"purpose": "telephone"}, key="the-same-key-1")
    who = house.persons[Role.RIDER]
    assert len(house.services.audit.about(who, actions=[AuditAction.PERSON_READ])) == 2


def test_who_only_confirmed_it_is_not_read(house: House) -> None:
    report_id = filed(house)
    file(house, Role.RESIDENT)
    house.project()
    answer = ask(house, report_id, purpose="telephone")
    resident = house.services.directory.find(house.persons[Role.RESIDENT])
    assert resident is not None
    assert resident.display_name not in answer.text
    assert house.get("/me/reads", Role.RESIDENT).json["items"] == []


@pytest.mark.parametrize("role", [Role.STREET, Role.RIDER, Role.SUPERVISOR, Role.CITY])
def test_who_does_not_handle_reports_reads_nobody(house: House, role: Role) -> None:
    assert told(ask(house, filed(house), role, purpose="emergency")) == (403, "role_required")


def test_what_another_unit_handles_now_is_not_read_here(house: House) -> None:
    house.village.register_unit("150104003006", "别的社区", "community", STREET)
    house.project()
    report_id = filed(house)
    act(house, report_id, "forwarding", unit_code="150104003006")
    assert told(ask(house, report_id, purpose="telephone")) == (403, "outside_unit")


def test_ones_own_report_leads_to_nobody_else(house: House) -> None:
    as_resident = house.token(Role.RESIDENT, house.persons[Role.GRID_WORKER])
    report_id = filed(house, as_resident)
    assert told(ask(house, report_id, purpose="telephone")) == (403, "own_report")


def test_of_whom_the_ledger_forgot_there_is_nothing_to_read(house: House) -> None:
    report_id = filed(house)
    house.services.directory.erase(house.persons[Role.RIDER])
    assert told(ask(house, report_id, purpose="telephone"))[0] == 404
