"""Handlers of the money behind points."""

from datetime import date, datetime, timedelta

from ledger.kernel.clock import local_date
from ledger.kernel.commands import Answer, handles
from ledger.kernel.ids import derive_subject
from ledger.kernel.session import Session
from ledger.shop.fund import Fund
from ledger.shop.fund_commands import (
    MeasureFund,
    OpenFund,
    ReceiveMoney,
    ReturnMoney,
    SetFaceValue,
)
from ledger.shop.fund_errors import (
    DonorMissingError,
    FundNotFoundError,
    FundOpenError,
    ReceivedDayError,
)
from ledger.shop.fund_kinds import RECEIVED_DAYS_AGO_MAX


def fund_of(session: Session, unit_code: str) -> Fund:
    """Load the fund of a village, or refuse."""
    fund = session.find(Fund, Fund.create_id(unit_code))
    if fund is None:
        raise FundNotFoundError(unit_code=unit_code)
    return fund


@handles(OpenFund, streams=lambda c: [Fund.create_id(c.unit_code)])
def open_fund(session: Session, command: OpenFund) -> Answer:
    """Open it; a village has one."""
    if session.find(Fund, Fund.create_id(command.unit_code)) is not None:
        raise FundOpenError(unit_code=command.unit_code)
    fund = Fund._create(  # noqa: SLF001 - who opened it, and when, is for readers only
        Fund.Opened,
        unit_code=command.unit_code,
        face_value_fen=command.face_value_fen,
        opened_by=command.opened_by,
        occurred_at=command.at,
    )
    session.add(fund)
    return {"unit_code": fund.unit_code, "face_value_fen": fund.face_value_fen}


@handles(SetFaceValue, streams=lambda c: [Fund.create_id(c.unit_code)])
def set_face_value(session: Session, command: SetFaceValue) -> Answer:
    """Let a point be worth something else from now on."""
    fund = fund_of(session, command.unit_code)
    fund.set_face_value(command.face_value_fen, command.set_by, command.at)
    return {"unit_code": fund.unit_code, "face_value_fen": fund.face_value_fen}


@handles(ReceiveMoney, streams=lambda c: [Fund.create_id(c.unit_code)])
def receive_money(session: Session, command: ReceiveMoney) -> Answer:
    """Write it down, if its day can be, and a donor who is to be thanked has a name."""
    fund = fund_of(session, command.unit_code)
    _require_day(command.received_on, command.at)
    if command.thanks_donor and command.donor_text_id is None:
        raise DonorMissingError
    receipt_id = derive_subject("fund-receipt", command.key)
    fund.receive(
        receipt_id=receipt_id,
        source=command.source,
        amount_fen=command.amount_fen,
        received_on=command.received_on,
        text_id=command.text_id,
        donor_text_id=command.donor_text_id,
        thanks_donor=command.thanks_donor,
        recorded_by=command.recorded_by,
        at=command.at,
    )
    return {"receipt_id": receipt_id, "received_fen": fund.received_fen}


@handles(ReturnMoney, streams=lambda c: [Fund.create_id(c.unit_code)])
def return_money(session: Session, command: ReturnMoney) -> Answer:
    """Let a receipt no longer count."""
    fund = fund_of(session, command.unit_code)
    amount_fen = fund.take_back(
        command.receipt_id,
        cause=command.cause,
        text_id=command.text_id,
        returned_by=command.returned_by,
        at=command.at,
    )
    return {"receipt_id": command.receipt_id, "amount_fen": amount_fen}


@handles(MeasureFund, streams=lambda c: [Fund.create_id(c.unit_code)])
def measure_fund(session: Session, command: MeasureFund) -> Answer:
    """State a limit that was crossed, either way; otherwise nothing."""
    fund = fund_of(session, command.unit_code)
    fund.measure(command.outstanding_points, command.redeemed_fen, command.at)
    return {"unit_code": fund.unit_code, "is_at_limit": fund.is_at_limit}


def _require_day(received_on: date, at: datetime) -> None:
    last = local_date(at)
    first = last - timedelta(days=RECEIVED_DAYS_AGO_MAX)
    if not first <= received_on <= last:
        raise ReceivedDayError(first=first.isoformat(), last=last.isoformat())
