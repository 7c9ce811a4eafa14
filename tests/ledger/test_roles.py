"""Roles are terms: who may have which, where and when."""

from datetime import date
from uuid import UUID

import pytest

from ledger.kernel.errors import LedgerError
from ledger.kernel.ids import new_id
from ledger.registry.commands import AssignRole, CloseUnit, EndRole, RegisterUnit
from ledger.registry.errors import (
    AdministratorsSeparateError,
    RoleTermInvalidError,
    RoleTermNotFoundError,
    RoleTermOverlapsError,
    UnitClosedError,
    UnitNotFoundError,
)
from ledger.registry.role_holder import ADMINISTRATORS, RoleHolder, Term
from tests.support.ledgers import Village, read_log
from tests.support.spec import given, happened

CITY, DISTRICT = "1501", "150104"
MARCH, APRIL, MAY, JUNE = (date(2026, month, 1) for month in (3, 4, 5, 6))
PERSON = new_id()


@pytest.fixture
def tree(village: Village) -> Village:
    """A city with one district."""
    for code, parent in ((CITY, ""), (DISTRICT, CITY)):
        village.tell(
            RegisterUnit,
            code=code,
            name=f"单位{code}",
            level="city",
            parent_code=parent,
            valid_from=date(2026, 1, 1),
        )
    return village


def assign(
    village: Village,
    role: str,
    from_day: date,
    to_day: date | None = None,
    unit_code: str = CITY,
    person_id: UUID = PERSON,
) -> None:
    village.tell(
        AssignRole,
        person_id=person_id,
        role=role,
        unit_code=unit_code,
        from_day=from_day,
        to_day=to_day,
        assigned_by=None,
    )


def end(village: Village, role: str, to_day: date) -> None:
    village.tell(EndRole, person_id=PERSON, role=role, unit_code=CITY, to_day=to_day, ended_by=None)


@pytest.mark.parametrize(
    ("from_day", "to_day", "refusal"),
    [
        (MARCH, APRIL, RoleTermOverlapsError),
        (MAY, None, RoleTermOverlapsError),
        (MARCH, None, RoleTermOverlapsError),
        (JUNE, MAY, RoleTermInvalidError),
    ],
)
def test_a_role_is_held_once_at_a_time(
    from_day: date, to_day: date | None, refusal: type[LedgerError]
) -> None:
    holder = given(
        RoleHolder(person_id=PERSON),
        happened(
            RoleHolder.Assigned,
            person_id=PERSON,
            role="clerk",
            unit_code=CITY,
            from_day=APRIL,
            to_day=MAY,
            assigned_by=None,
            place_id=None,
        ),
    )
    with pytest.raises(refusal):
        holder.aggregate.assign(Term("clerk", CITY, from_day, to_day), None)
    holder.when(lambda it: it.assign(Term("clerk", CITY, JUNE, None), None)).then(
        happened(RoleHolder.Assigned, from_day=JUNE, to_day=None)
    )


def test_the_very_same_term_again_records_nothing(tree: Village) -> None:
    assign(tree, "clerk", APRIL)
    before = len(read_log(tree.ledger))
    assign(tree, "clerk", APRIL)
    assert len(read_log(tree.ledger)) == before


@pytest.mark.parametrize("other", ADMINISTRATORS[1:])
def test_three_administrators_are_three_people(tree: Village, other: str) -> None:
    assign(tree, ADMINISTRATORS[0], APRIL)
    for unit_code in (CITY, DISTRICT):
        with pytest.raises(AdministratorsSeparateError):
            assign(tree, other, MAY, unit_code=unit_code)
    assign(tree, other, MAY, person_id=new_id())
    assign(tree, "clerk", MAY)


def test_whoever_was_one_administrator_may_become_another_later(tree: Village) -> None:
    assign(tree, ADMINISTRATORS[0], APRIL)
    end(tree, ADMINISTRATORS[0], MAY)
    with pytest.raises(AdministratorsSeparateError):
        assign(tree, ADMINISTRATORS[1], MAY)
    assign(tree, ADMINISTRATORS[1], JUNE)


def test_only_a_term_that_runs_can_end(tree: Village) -> None:
    with pytest.raises(RoleTermNotFoundError):
        end(tree, "clerk", MAY)
    assign(tree, "clerk", APRIL)
    with pytest.raises(RoleTermNotFoundError):
        end(tree, "clerk", MARCH)
    end(tree, "clerk", MAY)
    with pytest.raises(RoleTermNotFoundError):
        end(tree, "clerk", JUNE)
    before = len(read_log(tree.ledger))
    end(tree, "clerk", MAY)
    assert len(read_log(tree.ledger)) == before, "it ends then anyway"


def test_a_role_needs_a_unit_that_is_there(tree: Village) -> None:
    with pytest.raises(UnitNotFoundError):
        assign(tree, "clerk", APRIL, unit_code="150199")
    tree.tell(CloseUnit, code=DISTRICT, valid_from=JUNE)
    with pytest.raises(UnitClosedError):
        assign(tree, "clerk", JUNE, unit_code=DISTRICT)
