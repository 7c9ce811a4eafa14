"""Handlers of the registry."""

from datetime import date

from ledger.kernel.commands import Answer, handles
from ledger.kernel.session import Session
from ledger.registry.commands import (
    UNITS_PER_COMMAND_MAX,
    RecordRefusedScan,
    RegisterUnit,
    RegisterUnits,
    UnitEntry,
)
from ledger.registry.errors import UnitClosedError, UnitExistsError, UnitOutsideParentError
from ledger.registry.level_changes import refuse_unused_level, streams_of_levels
from ledger.registry.refused_scan import RefusedScan
from ledger.registry.unit import Unit, contains


@handles(
    RegisterUnit,
    streams=lambda c: [Unit.create_id(c.code), *streams_of_levels([(c.code, c.level)])],
)
def register_unit(session: Session, command: RegisterUnit) -> Answer:
    """Enter a division; the same one again changes nothing."""
    _register(session, command, command.valid_from)
    return {"unit_code": command.code}


@handles(
    RegisterUnits,
    streams=lambda c: [
        *(Unit.create_id(it.code) for it in c.units),
        *streams_of_levels((it.code, it.level) for it in c.units),
    ],
)
def register_units(session: Session, command: RegisterUnits) -> Answer:
    """Enter many divisions; those that are there already change nothing."""
    assert len(command.units) <= UNITS_PER_COMMAND_MAX
    return {"new": sum(_register(session, it, command.valid_from) for it in command.units)}


def _register(session: Session, entry: RegisterUnit | UnitEntry, valid_from: date) -> bool:
    unit = session.find(Unit, Unit.create_id(entry.code))
    if unit is not None:
        if unit.is_closed:
            raise UnitClosedError(code=entry.code)
        if (unit.name, unit.parent_code) != (entry.name, entry.parent_code):
            raise UnitExistsError(code=entry.code)
        return False
    if entry.code == entry.parent_code or not contains(entry.parent_code, entry.code):
        raise UnitOutsideParentError(code=entry.code, parent_code=entry.parent_code)
    refuse_unused_level(session, entry.code, entry.level)
    session.add(
        Unit(
            code=entry.code,
            name=entry.name,
            level=entry.level,
            parent_code=entry.parent_code,
            valid_from=valid_from,
        )
    )
    return True


@handles(RecordRefusedScan, streams=lambda c: [RefusedScan.create_id(c.key)])
def record_refused_scan(session: Session, command: RecordRefusedScan) -> Answer:
    """Keep a refused scan, and what the person was told."""
    identifier = RefusedScan.create_id(command.key)
    if session.find(RefusedScan, identifier) is None:
        refused = RefusedScan._create(  # noqa: SLF001 - the stream is named by the key, which no event holds
            RefusedScan.Recorded,
            id=identifier,
            person_id=command.person_id,
            refusal=command.refusal,
            kind=command.kind,
            subject_id=command.subject_id,
            device_id=command.device_id,
            unit_code=command.unit_code,
            occurred_at=command.occurred_at,
        )
        session.add(refused)
    return dict(command.told)
