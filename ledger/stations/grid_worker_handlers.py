"""Handlers of part-time grid work."""

from datetime import date
from uuid import UUID

from ledger.kernel.clock import local_date
from ledger.kernel.commands import Answer, handles
from ledger.kernel.session import Session
from ledger.registry.errors import UnitNotFoundError
from ledger.registry.paid_work import PaidSpan, PaidWork
from ledger.registry.separation import Hands, Step
from ledger.registry.unit import Unit
from ledger.stations.errors import RiderNotFoundError
from ledger.stations.grid_worker import GridTerm, GridWorker, last_day
from ledger.stations.grid_worker_commands import (
    AgreeToGridWork,
    AppointGridWorker,
    EndGridWorker,
    ExpireGridWorker,
    LeaveGridWork,
    RecordGridTraining,
    RenewGridWorker,
)
from ledger.stations.grid_worker_errors import GridNotNamedError, GridTermNotFoundError
from ledger.stations.rider import Rider

GRID_LEVEL = "grid"

OfRider = (
    AgreeToGridWork | AppointGridWorker | EndGridWorker | ExpireGridWorker
    | LeaveGridWork | RecordGridTraining | RenewGridWorker
)  # fmt: skip


def _streams(command: OfRider) -> list[UUID]:
    person_id = command.person_id
    return [
        GridWorker.create_id(person_id),
        Rider.create_id(person_id),
        PaidWork.create_id(person_id),
    ]


def _appointing_streams(command: AppointGridWorker) -> list[UUID]:
    return [*_streams(command), Unit.create_id(command.unit_code)]


@handles(AgreeToGridWork, streams=_streams)
def agree_to_grid_work(session: Session, command: AgreeToGridWork) -> Answer:
    """Say yes to one term."""
    _worker(session, command.person_id, opens=True).agree(command.at)
    return {"person_id": command.person_id, "agrees": True}


@handles(LeaveGridWork, streams=_streams)
def leave_grid_work(session: Session, command: LeaveGridWork) -> Answer:
    """Leave, whatever stands; who never agreed is none the worse for it."""
    today = local_date(command.at)
    worker = session.find(GridWorker, GridWorker.create_id(command.person_id))
    if worker is not None:
        worker.disagree(today, command.at)
        _pay_no_longer(session, command.person_id, today)
    return {"person_id": command.person_id, "agrees": False}


@handles(RecordGridTraining, streams=_streams)
def record_grid_training(session: Session, command: RecordGridTraining) -> Answer:
    """Keep that a rider was trained; nobody writes down their own training."""
    Hands.of(command.person_id).refuse(Step.DECIDE, command.recorded_by)
    _worker(session, command.person_id, opens=True).train(
        command.unit_code,
        command.held_on,
        today=local_date(command.at),
        by=command.recorded_by,
        occurred_at=command.at,
    )
    return {"person_id": command.person_id, "held_on": command.held_on}


@handles(AppointGridWorker, streams=_appointing_streams)
def appoint_grid_worker(session: Session, command: AppointGridWorker) -> Answer:
    """Give a trained rider who agreed a named grid; nobody appoints themself."""
    Hands.of(command.person_id).refuse(Step.ASSIGN, command.appointed_by)
    _require_grid(session, command.unit_code, command.from_day)
    worker = _worker(session, command.person_id, opens=True)
    term = GridTerm(
        command.unit_code, command.from_day, last_day(command.from_day), command.is_paid
    )
    today = local_date(command.at)
    worker.appoint(term, today=today, by=command.appointed_by, occurred_at=command.at)
    _pay(session, command.person_id, term)
    return _told(command.person_id, term)


@handles(RenewGridWorker, streams=_streams)
def renew_grid_worker(session: Session, command: RenewGridWorker) -> Answer:
    """Let a term go on."""
    Hands.of(command.person_id).refuse(Step.ASSIGN, command.renewed_by)
    worker = _worker(session, command.person_id)
    term = worker.renew(
        is_paid=command.is_paid,
        today=local_date(command.at),
        by=command.renewed_by,
        occurred_at=command.at,
    )
    _pay(session, command.person_id, term)
    return _told(command.person_id, term)


@handles(EndGridWorker, streams=_streams)
def end_grid_worker(session: Session, command: EndGridWorker) -> Answer:
    """End a term before its time."""
    today = local_date(command.at)
    worker = _worker(session, command.person_id)
    worker.end(today, by=command.ended_by, occurred_at=command.at)
    _pay_no_longer(session, command.person_id, today)
    return {"person_id": command.person_id, "to_day": today}


@handles(ExpireGridWorker, streams=_streams)
def expire_grid_worker(session: Session, command: ExpireGridWorker) -> Answer:
    """Let a term be over; one that was renewed meanwhile stays."""
    worker = _worker(session, command.person_id)
    return {"expired": worker.expire(local_date(command.at), command.at)}


def _worker(session: Session, person_id: UUID, *, opens: bool = False) -> GridWorker:
    worker = session.find(GridWorker, GridWorker.create_id(person_id))
    if worker is not None:
        return worker
    if session.find(Rider, Rider.create_id(person_id)) is None:
        raise RiderNotFoundError
    if not opens:
        raise GridTermNotFoundError
    worker = GridWorker(person_id=person_id)
    session.add(worker)
    return worker


def _require_grid(session: Session, unit_code: str, from_day: date) -> None:
    unit_id = Unit.create_id(unit_code)
    session.rely_on(unit_id)
    unit = session.find(Unit, unit_id)
    if unit is None:
        raise UnitNotFoundError(code=unit_code)
    if unit.level != GRID_LEVEL:
        raise GridNotNamedError(code=unit_code)
    unit.refuse_unless_open_from(from_day)


def _pay(session: Session, person_id: UUID, term: GridTerm) -> None:
    """Keep for the volunteers' wing that the work of a term is paid, if it is."""
    if not term.is_paid:
        return
    paid = session.find(PaidWork, PaidWork.create_id(person_id))
    if paid is None:
        paid = PaidWork(person_id=person_id)
        session.add(paid)
    paid.begin(PaidSpan(term.unit_code, term.from_day, term.to_day))


def _pay_no_longer(session: Session, person_id: UUID, to_day: date) -> None:
    paid = session.find(PaidWork, PaidWork.create_id(person_id))
    if paid is not None:
        paid.cut_short(to_day)


def _told(person_id: UUID, term: GridTerm) -> Answer:
    return {
        "person_id": person_id,
        "unit_code": term.unit_code,
        "from_day": term.from_day,
        "to_day": term.to_day,
    }
