"""Fund: the money behind a village's points, and whether it is enough (资金账户, VP-14).

Points are a promise; money covers it. What comes in is written down once and never changed: a
wrong receipt is taken back whole by a second person, and written down anew. While all money is
spoken for, each new gain needs somebody of the supervision committee.
"""

from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID

import msgspec
from eventsourcing.domain import Aggregate, event

from ledger.kernel.clock import local_date
from ledger.kernel.ids import derive
from ledger.registry.separation import Hands, Step
from ledger.shop.fund_errors import (
    BudgetExhaustedError,
    BudgetFreeError,
    FaceValueSameError,
    FundReceiptNotFoundError,
    FundReceiptReturnedError,
    GainApprovedError,
)
from ledger.shop.fund_kinds import CORRECTABLE_DAYS, ReturnCause, Source
from ledger.shop.fund_meter import Meter


class Receipt(msgspec.Struct, frozen=True):
    """Money that came in, as long as it can be taken back."""

    day: date
    source: str
    amount_fen: int
    recorded_by: UUID
    is_returned: bool = False


class Fund(Aggregate):
    """One stream a village. Money is in fen, and always positive: the event says which way."""

    TOPIC = "fund"
    STATE: ClassVar[dict[str, Any]] = {
        "unit_code": str,
        "face_value_fen": int,
        "received_fen": int,
        "has_money": bool,
        "receipts": dict[str, Receipt],
        "is_at_limit": bool,
        "approved": dict[str, bool],
    }

    class Event(Aggregate.Event):
        unit_code: str

    class Created(Aggregate.Created):
        TOPIC = "fund.created"

    class Opened(Created):
        TOPIC = "fund.opened"
        unit_code: str
        face_value_fen: int
        opened_by: UUID
        occurred_at: datetime

    class FaceValueSet(Event):
        """A point is worth this much from here on; what was handed out keeps its value."""

        TOPIC = "fund.face_value_set"
        face_value_fen: int
        set_by: UUID
        occurred_at: datetime

    class MoneyReceived(Event):
        """``text_id`` is what shows it, ``donor_text_id`` who gave it: names stay with people."""

        TOPIC = "fund.money_received"
        receipt_id: UUID
        source: str
        amount_fen: int
        received_on: date
        text_id: UUID | None
        donor_text_id: UUID | None
        thanks_donor: bool
        recorded_by: UUID
        occurred_at: datetime

    class MoneyReturned(Event):
        """The whole receipt no longer counts."""

        TOPIC = "fund.money_returned"
        receipt_id: UUID
        source: str
        amount_fen: int
        cause: str
        text_id: UUID | None
        returned_by: UUID
        occurred_at: datetime

    class LimitReached(Event):
        """All money is spoken for; ``budget_fen`` is what is left of it."""

        TOPIC = "fund.limit_reached"
        outstanding_points: int
        face_value_fen: int
        budget_fen: int
        occurred_at: datetime

    class LimitCleared(Event):
        TOPIC = "fund.limit_cleared"
        outstanding_points: int
        face_value_fen: int
        budget_fen: int
        occurred_at: datetime

    class GainApproved(Event):
        """One gain may be posted without money behind it."""

        TOPIC = "fund.gain_approved"
        claim_id: UUID
        approved_by: UUID
        occurred_at: datetime

    class ApprovalUsed(Event):
        """The gain was posted, in the same save."""

        TOPIC = "fund.approval_used"
        claim_id: UUID
        occurred_at: datetime

    @staticmethod
    def create_id(unit_code: str) -> UUID:
        """One fund for each village."""
        return derive("fund", unit_code)

    @event(Opened)
    def __init__(self, unit_code: str, face_value_fen: int) -> None:
        self.unit_code = unit_code
        self.face_value_fen = face_value_fen
        self.received_fen = 0
        self.has_money = False
        self.receipts: dict[str, Receipt] = {}
        self.is_at_limit = False
        self.approved: dict[str, bool] = {}

    # Decisions: check the rules, then state what happened. ---------------------

    def set_face_value(self, face_value_fen: int, set_by: UUID, at: datetime) -> None:
        """Say what a point is worth from now on."""
        if face_value_fen == self.face_value_fen:
            raise FaceValueSameError(face_value_fen=face_value_fen)
        self._state(self.FaceValueSet, at, face_value_fen=face_value_fen, set_by=set_by)

    def receive(  # noqa: PLR0913 - a receipt has as many facts
        self,
        *,
        receipt_id: UUID,
        source: Source,
        amount_fen: int,
        received_on: date,
        text_id: UUID | None,
        donor_text_id: UUID | None,
        thanks_donor: bool,
        recorded_by: UUID,
        at: datetime,
    ) -> None:
        """Write down money that came in."""
        assert amount_fen > 0
        self._state(
            self.MoneyReceived,
            at,
            receipt_id=receipt_id,
            source=source.value,
            amount_fen=amount_fen,
            received_on=received_on,
            text_id=text_id,
            donor_text_id=donor_text_id,
            thanks_donor=thanks_donor,
            recorded_by=recorded_by,
        )

    def take_back(
        self,
        receipt_id: UUID,
        *,
        cause: ReturnCause,
        text_id: UUID | None,
        returned_by: UUID,
        at: datetime,
    ) -> int:
        """Let a receipt no longer count; never by who wrote it down. Return its fen."""
        known = self.receipts.get(str(receipt_id))
        if known is None:
            raise FundReceiptNotFoundError(receipt_id=receipt_id)
        if known.is_returned:
            raise FundReceiptReturnedError(receipt_id=receipt_id)
        Hands.of(record=known.recorded_by).refuse(Step.REVIEW, returned_by)
        self._state(
            self.MoneyReturned,
            at,
            receipt_id=receipt_id,
            source=known.source,
            amount_fen=known.amount_fen,
            cause=cause.value,
            text_id=text_id,
            returned_by=returned_by,
        )
        return known.amount_fen

    def measure(self, outstanding_points: int, redeemed_fen: int, at: datetime) -> Meter:
        """State it when the limit is crossed, either way. Without any money there is no limit."""
        meter = Meter(outstanding_points, self.face_value_fen, self.received_fen, redeemed_fen)
        is_reached = self.has_money and meter.is_reached
        if is_reached != self.is_at_limit:
            self._state(
                self.LimitReached if is_reached else self.LimitCleared,
                at,
                outstanding_points=outstanding_points,
                face_value_fen=self.face_value_fen,
                budget_fen=meter.budget_fen,
            )
        return meter

    def approve(self, claim_id: UUID, approved_by: UUID, at: datetime) -> None:
        """Let one gain through while all money is spoken for; who may, the caller has decided."""
        if not self.is_at_limit:
            raise BudgetFreeError
        if str(claim_id) in self.approved:
            raise GainApprovedError(claim_id=claim_id)
        self._state(self.GainApproved, at, claim_id=claim_id, approved_by=approved_by)

    def let_through(self, claim_id: UUID, at: datetime) -> bool:
        """Use a gain's approval up, if it has one, or refuse it if it needs one."""
        is_approved = str(claim_id) in self.approved
        if is_approved:
            self._state(self.ApprovalUsed, at, claim_id=claim_id)
        elif self.is_at_limit:
            raise BudgetExhaustedError(claim_id=str(claim_id))
        return is_approved

    def _state(self, event_class: Any, at: datetime, **facts: Any) -> None:
        self.trigger_event(event_class, unit_code=self.unit_code, occurred_at=at, **facts)

    # Evolution: believe the event. No checks here, for replay runs this too. ----

    @event(FaceValueSet)
    def _face_value_set(self, face_value_fen: int) -> None:
        self.face_value_fen = face_value_fen

    @event(MoneyReceived)
    def _received(
        self,
        receipt_id: UUID,
        source: str,
        amount_fen: int,
        recorded_by: UUID,
        occurred_at: datetime,
    ) -> None:
        day = local_date(occurred_at)
        self.received_fen += amount_fen
        self.has_money = True
        self.receipts[str(receipt_id)] = Receipt(day, source, amount_fen, recorded_by)
        self._forget(day)

    def _forget(self, day: date) -> None:
        """Forget what is too old. Receipts come in the order of their days."""
        while (
            day - self.receipts[oldest := next(iter(self.receipts))].day
        ).days > CORRECTABLE_DAYS:
            del self.receipts[oldest]

    @event(MoneyReturned)
    def _returned(self, receipt_id: UUID, amount_fen: int) -> None:
        self.received_fen -= amount_fen
        known = self.receipts.get(str(receipt_id))
        if known is not None:
            self.receipts[str(receipt_id)] = msgspec.structs.replace(known, is_returned=True)

    @event(LimitReached)
    def _limit_reached(self) -> None:
        self.is_at_limit = True

    @event(LimitCleared)
    def _limit_cleared(self) -> None:
        self.is_at_limit = False

    @event(GainApproved)
    def _gain_approved(self, claim_id: UUID) -> None:
        self.approved[str(claim_id)] = True

    @event(ApprovalUsed)
    def _approval_used(self, claim_id: UUID) -> None:
        self.approved.pop(str(claim_id), None)
