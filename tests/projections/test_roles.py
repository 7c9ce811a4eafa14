"""Who had which role on a day, on both stores."""

from datetime import date
from uuid import UUID

from ledger.registry.commands import AssignRole, EndRole
from projections.check import check as find_differences
from tests.projections.setting import Setting
from tests.support.village import CITY, COMMUNITY, Village

APRIL, MAY, JUNE = (date(2026, month, 1) for month in (4, 5, 6))


def assign(
    village: Village, person_id: UUID, role: str, unit_code: str, to_day: date | None
) -> None:
    village.do(
        AssignRole,
        person_id=person_id,
        role=role,
        unit_code=unit_code,
        from_day=APRIL,
        to_day=to_day,
        assigned_by=None,
    )


def test_a_term_runs_from_its_first_through_its_last_day(
    setting: Setting, village: Village
) -> None:
    first, second = village.volunteers
    assign(village, first, "clerk", COMMUNITY, MAY)
    assign(village, first, "city", CITY, None)
    assign(village, second, "clerk", COMMUNITY, None)
    terms = setting.project().role_terms
    assert [(it.role, it.last_day) for it in terms.of_person(first)] == [
        ("city", None),
        ("clerk", MAY),
    ]
    assert [it.role for it in terms.of_person(first, MAY)] == ["city", "clerk"]
    assert [it.role for it in terms.of_person(first, JUNE)] == ["city"]
    assert terms.of_person(first, date(2026, 3, 31)) == []
    assert {it.person_id for it in terms.in_unit(COMMUNITY, MAY)} == {first, second}
    assert [it.person_id for it in terms.in_unit(COMMUNITY, JUNE)] == [second]
    assert [it.role for it in terms.in_unit(CITY)] == ["city"], "without what lies below"


def test_an_ended_term_is_over_on_the_next_day(setting: Setting, village: Village) -> None:
    person = village.volunteers[0]
    assign(village, person, "clerk", COMMUNITY, None)
    setting.project()
    village.do(
        EndRole, person_id=person, role="clerk", unit_code=COMMUNITY, to_day=MAY, ended_by=None
    )
    terms = setting.project().role_terms
    assert [it.last_day for it in terms.of_person(person)] == [MAY]
    assert terms.of_person(person, JUNE) == []
    assert find_differences(setting.ledger, setting.store) == []
