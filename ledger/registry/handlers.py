"""Handlers of the registry."""

from ledger.kernel.commands import Answer, handles
from ledger.kernel.session import Session
from ledger.registry.commands import RecordRefusedScan, RegisterUnit
from ledger.registry.errors import UnitExistsError, UnitOutsideParentError
from ledger.registry.refused_scan import RefusedScan
from ledger.registry.unit import Unit


@handles(RegisterUnit, streams=lambda c: [Unit.create_id(c.code)])
def register_unit(session: Session, command: RegisterUnit) -> Answer:
    """Enter a division; the same one again changes nothing."""
    unit = session.find(Unit, Unit.create_id(command.code))
    if unit is not None:
        if (unit.name, unit.parent_code) != (command.name, command.parent_code):
            raise UnitExistsError(code=command.code)
        return {"unit_code": command.code}
    if not command.code.startswith(command.parent_code):
        raise UnitOutsideParentError(code=command.code, parent_code=command.parent_code)
    session.add(
        Unit(
            code=command.code,
            name=command.name,
            level=command.level,
            parent_code=command.parent_code,
            valid_from=command.valid_from,
        )
    )
    return {"unit_code": command.code}


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
