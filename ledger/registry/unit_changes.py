"""Handlers of what happens to a unit after it was registered."""

from datetime import date
from uuid import UUID

from ledger.kernel.commands import Answer, handles
from ledger.kernel.session import Session
from ledger.registry.commands import (
    CloseUnit,
    Heir,
    MergeUnit,
    MoveUnit,
    RenameUnit,
    SplitUnit,
)
from ledger.registry.errors import (
    UnitCycleError,
    UnitExistsError,
    UnitNotBelowError,
    UnitNotFoundError,
    UnitOutsideParentError,
)
from ledger.registry.unit import Unit, contains

HEIGHT_MAX = 32
"""So many steps lead from the deepest unit to the top at most."""


def _ids(*codes: str) -> list[UUID]:
    return [Unit.create_id(code) for code in codes]


def unit_of(session: Session, code: str) -> Unit:
    """Load a unit, or refuse."""
    unit = session.find(Unit, Unit.create_id(code))
    if unit is None:
        raise UnitNotFoundError(code=code)
    return unit


@handles(RenameUnit, streams=lambda c: _ids(c.code))
def rename_unit(session: Session, command: RenameUnit) -> Answer:
    """Give a unit another name."""
    unit_of(session, command.code).rename(command.name, command.valid_from)
    return {"unit_code": command.code}


@handles(MoveUnit, streams=lambda c: _ids(c.code, c.parent_code))
def move_unit(session: Session, command: MoveUnit) -> Answer:
    """Put a unit under another one, which must be open and not lie below it."""
    unit = unit_of(session, command.code)
    rely_on_open(session, command.parent_code, command.valid_from)
    _refuse_cycle(session, command.code, command.parent_code, command.valid_from)
    unit.move(command.parent_code, command.valid_from)
    return {"unit_code": command.code}


@handles(CloseUnit, streams=lambda c: _ids(c.code))
def close_unit(session: Session, command: CloseUnit) -> Answer:
    """End a unit."""
    unit_of(session, command.code).close(command.valid_from)
    return {"unit_code": command.code}


def _streams_of_split(command: SplitUnit) -> list[UUID]:
    heirs = (code for heir in command.heirs for code in (heir.code, *heir.children))
    return _ids(command.code, *heirs)


@handles(SplitUnit, streams=_streams_of_split)
def split_unit(session: Session, command: SplitUnit) -> Answer:
    """End a unit, register its heirs, and give each heir what goes to it."""
    unit = unit_of(session, command.code)
    into = [heir.code for heir in command.heirs]
    if unit.parent_code:
        rely_on_open(session, unit.parent_code, command.valid_from)
    unit.split(into, command.valid_from)
    for heir in command.heirs:
        _register_heir(session, unit, heir, command.valid_from)
        _hand_on(session, unit, heir.children, heir.code, command.valid_from)
    return {"unit_code": command.code, "into": into}


def _register_heir(session: Session, unit: Unit, heir: Heir, day: date) -> None:
    if session.find(Unit, Unit.create_id(heir.code)) is not None:
        raise UnitExistsError(code=heir.code)
    if not contains(unit.parent_code, heir.code):
        raise UnitOutsideParentError(code=heir.code, parent_code=unit.parent_code)
    session.add(
        Unit(
            code=heir.code,
            name=heir.name,
            level=unit.level,
            parent_code=unit.parent_code,
            valid_from=day,
        )
    )


@handles(MergeUnit, streams=lambda c: _ids(c.code, c.into, *c.children))
def merge_unit(session: Session, command: MergeUnit) -> Answer:
    """End a unit and give another one, which must be open and not lie below it, what it had."""
    unit = unit_of(session, command.code)
    rely_on_open(session, command.into, command.valid_from)
    _refuse_cycle(session, command.code, command.into, command.valid_from)
    unit.merge(command.into, command.valid_from)
    _hand_on(session, unit, command.children, command.into, command.valid_from)
    return {"unit_code": command.code, "into": [command.into]}


def _hand_on(
    session: Session, ended: Unit, children: tuple[str, ...], heir_code: str, day: date
) -> None:
    for code in children:
        child = unit_of(session, code)
        if child.parent_code != ended.code:
            raise UnitNotBelowError(code=code, parent_code=ended.code)
        child.move(heir_code, day)


def rely_on_open(session: Session, code: str, day: date) -> None:
    """Rest a decision on a unit that is there on a day and not ended, or refuse."""
    unit = unit_of(session, code)
    unit.refuse_unless_open_from(day)
    session.rely_on(unit.id)


def _refuse_cycle(session: Session, code: str, parent_code: str, valid_from: date) -> None:
    """Refuse if on that day, or on a later one whose moves are known, the unit is above itself."""
    days, looked_at = {valid_from}, set()
    while days:
        day = days.pop()
        looked_at.add(day)
        above = parent_code
        for _ in range(HEIGHT_MAX):
            if above == code:
                raise UnitCycleError(code=code, parent_code=parent_code)
            unit = session.find(Unit, Unit.create_id(above))
            if unit is None:
                break
            session.rely_on(unit.id)
            days |= {since for since, _ in unit.parents if since > day} - looked_at
            above = unit.parent_on(day)
