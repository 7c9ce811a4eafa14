"""Commands of the money behind points."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ledger.kernel.commands import Command
from ledger.shop.fund_kinds import ReturnCause, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenFund(Command):
    """Open the fund of a village, and say what a point is worth."""

    unit_code: str
    face_value_fen: int
    opened_by: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class SetFaceValue(Command):
    """Say what a point is worth from now on."""

    unit_code: str
    face_value_fen: int
    set_by: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiveMoney(Command):
    """Write down money that came in.

    ``text_id`` is what shows it, ``donor_text_id`` the name of who gave it; ``thanks_donor`` says
    that they agreed to be thanked by name.
    """

    unit_code: str
    source: Source
    amount_fen: int
    received_on: date
    text_id: UUID | None
    donor_text_id: UUID | None
    thanks_donor: bool
    recorded_by: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnMoney(Command):
    """Let a receipt no longer count, as a second person."""

    unit_code: str
    receipt_id: UUID
    cause: ReturnCause
    text_id: UUID | None
    returned_by: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureFund(Command):
    """Compare points and money, as the read models say them, and state a crossed limit."""

    unit_code: str
    outstanding_points: int
    redeemed_fen: int
