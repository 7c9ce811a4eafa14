"""Stock: what comes in, is counted, breaks or moves; the book always says what is there (VP-12)."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from ledger.kernel.clock import local_date
from ledger.registry.separation import Hands, Step
from ledger.shop import batches
from ledger.shop.amounts import require_cost, require_quantity
from ledger.shop.errors import (
    BestBeforePastError,
    CountPendingError,
    CountWithoutReasonError,
    NoCountPendingError,
    NotEnoughFreeError,
    NotGoneOffError,
)
from ledger.shop.kinds import DamageReason, Portion, Source, VarianceReason
from ledger.shop.stock_events import Pending


class Stocking:
    """The decisions of a shop about its stock of one item."""

    batches: list[Portion]
    pending: Pending | None
    reserved: dict[str, int]
    trigger_event: Any
    Received: Any
    Counted: Any
    VarianceReported: Any
    VarianceSettled: Any
    VarianceRejected: Any
    Damaged: Any
    Sent: Any
    Arrived: Any

    @property
    def on_hand(self) -> int:
        """Pieces in the shop, reserved or not."""
        return batches.count(self.batches)

    @property
    def free(self) -> int:
        """Pieces on the shelf that no voucher has reserved, gone off or not."""
        return self.on_hand - sum(self.reserved.values())

    def free_on(self, day: date) -> int:
        """Pieces that can still be promised on a day: those past best-before are not.

        When goods go off while vouchers wait for them, the vouchers have what is left.
        """
        left = batches.count(batches.good(self.batches, day)) - sum(self.reserved.values())
        return max(left, 0)

    def receive(  # noqa: PLR0913 - a batch has as many facts
        self,
        quantity: int,
        *,
        batch_id: UUID,
        source: Source,
        received_by: UUID | None,
        at: datetime,
        cost_fen: int = 0,
        best_before: date | None = None,
        donor_text_id: UUID | None = None,
        thanks_donor: bool = False,
    ) -> None:
        """Take a batch into stock. ``cost_fen`` is of one piece; what has gone off is refused."""
        require_quantity(quantity)
        require_cost(cost_fen)
        if best_before is not None and best_before < local_date(at):
            raise BestBeforePastError(best_before=best_before.isoformat())
        self.trigger_event(
            self.Received,
            quantity=quantity,
            batch_id=batch_id,
            source=source.value,
            cost_fen=cost_fen,
            best_before=best_before,
            donor_text_id=donor_text_id,
            thanks_donor=thanks_donor,
            received_by=received_by,
            occurred_at=at,
        )

    def count(
        self,
        counted: int,
        *,
        count_id: UUID,
        reason: VarianceReason | None,
        text_id: UUID | None,
        photo_id: UUID | None,
        by: UUID,
        at: datetime,
    ) -> None:
        """Say what was counted; what differs needs a reason and waits for a second person."""
        require_quantity(counted, least=0)
        if self.pending is not None:
            raise CountPendingError(count_id=self.pending.count_id)
        seen = {
            "count_id": count_id,
            "book": self.on_hand,
            "counted": counted,
            "counted_by": by,
            "occurred_at": at,
        }
        if counted == self.on_hand:
            self.trigger_event(self.Counted, **seen)
            return
        if reason is None:
            raise CountWithoutReasonError(book=self.on_hand, counted=counted)
        self.trigger_event(
            self.VarianceReported, **seen, reason=reason.value, text_id=text_id, photo_id=photo_id
        )

    def settle(self, count_id: UUID, by: UUID, at: datetime) -> None:
        """Let the book follow a count, as somebody else than who counted."""
        pending = self._pending(count_id, by)
        if pending.delta < 0:
            self._require_free(-pending.delta)
            portions = batches.take(self.batches, -pending.delta)
        else:
            portions = [Portion(None, pending.delta, 0, None)]
        self.trigger_event(
            self.VarianceSettled,
            count_id=count_id,
            delta=pending.delta,
            portions=portions,
            decided_by=by,
            occurred_at=at,
        )

    def reject(self, count_id: UUID, by: UUID, at: datetime) -> None:
        """Have it counted again, as somebody else than who counted."""
        self._pending(count_id, by)
        self.trigger_event(self.VarianceRejected, count_id=count_id, decided_by=by, occurred_at=at)

    def damage(
        self,
        quantity: int,
        reason: DamageReason,
        *,
        damage_id: UUID,
        photo_id: UUID | None,
        by: UUID,
        at: datetime,
    ) -> None:
        """Write off pieces that no voucher has reserved, first of what goes off first."""
        require_quantity(quantity)
        gone = batches.count(batches.gone_off(self.batches, local_date(at)))
        if reason is DamageReason.PAST_BEST_BEFORE and quantity > gone:
            raise NotGoneOffError(available=gone, requested=quantity)
        self._require_free(quantity)
        self.trigger_event(
            self.Damaged,
            damage_id=damage_id,
            quantity=quantity,
            portions=batches.take(self.batches, quantity),
            reason=reason.value,
            photo_id=photo_id,
            recorded_by=by,
            occurred_at=at,
        )

    def send(
        self, quantity: int, *, transfer_id: UUID, to_item_id: UUID, by: UUID, at: datetime
    ) -> list[Portion]:
        """Send pieces to another shop, none that has gone off; return out of which batches."""
        require_quantity(quantity)
        day = local_date(at)
        if quantity > self.free_on(day):
            raise NotEnoughFreeError(available=self.free_on(day), requested=quantity)
        portions = batches.take(batches.good(self.batches, day), quantity)
        self.trigger_event(
            self.Sent,
            transfer_id=transfer_id,
            to_item_id=to_item_id,
            quantity=quantity,
            portions=portions,
            sent_by=by,
            occurred_at=at,
        )
        return portions

    def arrive(
        self, portions: list[Portion], *, transfer_id: UUID, from_item_id: UUID, by: UUID,
        at: datetime,
    ) -> None:  # fmt: skip
        """Take in what another shop sent."""
        self.trigger_event(
            self.Arrived,
            transfer_id=transfer_id,
            from_item_id=from_item_id,
            quantity=batches.count(portions),
            portions=portions,
            sent_by=by,
            occurred_at=at,
        )

    def _pending(self, count_id: UUID, by: UUID) -> Pending:
        pending = self.pending
        if pending is None or pending.count_id != count_id:
            raise NoCountPendingError(count_id=count_id)
        Hands.of(propose=pending.counted_by).refuse(Step.KEEP, by)
        return pending

    def _require_free(self, quantity: int) -> None:
        if quantity > self.free:
            raise NotEnoughFreeError(available=self.free, requested=quantity)
