"""What doors and pages do alike with a village's money: open, receive, take back, let through."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from api.auth import caller
from api.execution import carry_out
from api.idempotency import Stamp
from api.reading import settled
from api.services import services
from api.volunteering.notes import noted
from ledger.kernel.receipts import Recorded
from ledger.moral.gain_approving import ApproveGain
from ledger.shop.fund_commands import OpenFund, ReceiveMoney, ReturnMoney, SetFaceValue
from ledger.shop.fund_errors import FundReceiptNotFoundError
from ledger.shop.fund_kinds import ReturnCause, Source
from projections.shop.funds.rows import FundReceiptRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Income:
    """Money somebody writes down; ``words`` is what shows it, ``donor`` who gave it."""

    source: Source
    amount_fen: int
    received_on: date
    words: str | None
    donor: str | None
    thanks_donor: bool


def open_fund(stamp: Stamp, face_value_fen: int) -> Recorded:
    """Open the fund of the caller's village."""
    who = caller()
    command = OpenFund(
        **stamp,
        unit_code=who.grant.unit_code,
        face_value_fen=face_value_fen,
        opened_by=who.person_id,
    )
    return carry_out(services(), command)


def set_face_value(stamp: Stamp, face_value_fen: int) -> Recorded:
    """Say what a point is worth from now on."""
    who = caller()
    command = SetFaceValue(
        **stamp, unit_code=who.grant.unit_code, face_value_fen=face_value_fen, set_by=who.person_id
    )
    return carry_out(services(), command)


def receive(stamp: Stamp, income: Income) -> Recorded:
    """Write money down; its words and its donor's name are kept beside the log."""
    who = caller()

    def tell(text_id: UUID | None, donor_text_id: UUID | None) -> Recorded:
        command = ReceiveMoney(
            **stamp,
            unit_code=who.grant.unit_code,
            source=income.source,
            amount_fen=income.amount_fen,
            received_on=income.received_on,
            text_id=text_id,
            donor_text_id=donor_text_id,
            thanks_donor=income.thanks_donor,
            recorded_by=who.person_id,
        )
        return carry_out(services(), command)

    key = stamp["key"]
    return noted(
        key,
        income.words,
        None,
        lambda text_id: noted(f"{key}:donor", income.donor, None, lambda it: tell(text_id, it)),
    )


def take_back(stamp: Stamp, receipt_id: UUID, cause: ReturnCause, words: str) -> Recorded:
    """Let a receipt of the caller's village no longer count, and say why."""
    who, row = caller(), receipt_of(receipt_id)

    def tell(text_id: UUID | None) -> Recorded:
        command = ReturnMoney(
            **stamp,
            unit_code=row.unit_code,
            receipt_id=receipt_id,
            cause=cause,
            text_id=text_id,
            returned_by=who.person_id,
        )
        return carry_out(services(), command)

    return noted(stamp["key"], words, None, tell)


def let_through(stamp: Stamp, claim_id: UUID) -> Recorded:
    """Approve one gain of the caller's village though all its money is spoken for."""
    who = caller()
    command = ApproveGain(
        **stamp, unit_code=who.grant.unit_code, claim_id=claim_id, approved_by=who.person_id
    )
    return carry_out(services(), command)


def receipt_of(receipt_id: UUID) -> FundReceiptRow:
    """Return a receipt of the caller's village, or refuse."""
    row = settled(services(), lambda: services().views.fund_receipts.of(receipt_id))
    if row is None or row.unit_code != caller().grant.unit_code:
        raise FundReceiptNotFoundError(receipt_id=receipt_id)
    return row
