"""How events become adjustments."""

from collections.abc import Sequence

from ledger.moral.adjustments import VillageAdjustments, rightful_entry
from projections.projection import Fold, LogEvent, folds
from projections.rows import Record

WAITING, APPROVED, DECLINED = "waiting", "approved", "declined"


class AdjustmentsFold(Fold):
    """One batch of adjustments."""

    def load(self, batch: Sequence[LogEvent]) -> None:
        """Read those that are decided."""
        told = (VillageAdjustments.Approved, VillageAdjustments.Declined)
        decided = (log.event for log in batch if isinstance(log.event, told))
        self.rows["adjustments"].load((it.unit_code, it.number) for it in decided)

    @folds(VillageAdjustments.Requested)
    def _requested(self, log: LogEvent) -> None:
        event = log.event
        same = (
            *("unit_code", "number", "entry_id", "household_id", "right_household_id"),
            *("claim_id", "text_id", "requested_by"),
        )
        undecided = ("right_entry_id", "decided_by", "decided_at", "answer_text_id")
        self.rows["adjustments"].put(
            {name: getattr(event, name) for name in same}
            | dict.fromkeys(undecided)
            | {
                "position": log.position,
                "state": WAITING,
                "is_waiting": True,
                "requested_at": event.occurred_at,
                "amount": 0,
                "shortfall": 0,
            }
        )

    @folds(VillageAdjustments.Approved)
    def _approved(self, log: LogEvent) -> None:
        event = log.event
        row = self._decided(log, APPROVED)
        row |= {"amount": event.amount, "shortfall": event.shortfall}
        row["decided_by"] = event.approved_by
        if event.right_household_id is not None:
            row["right_entry_id"] = rightful_entry(event.entry_id, event.right_household_id)

    @folds(VillageAdjustments.Declined)
    def _declined(self, log: LogEvent) -> None:
        event = log.event
        row = self._decided(log, DECLINED)
        row |= {"decided_by": event.declined_by, "answer_text_id": event.text_id}

    def _decided(self, log: LogEvent, state: str) -> Record:
        row = self.rows["adjustments"].change((log.event.unit_code, log.event.number))
        row |= {"state": state, "is_waiting": False, "decided_at": log.event.occurred_at}
        return row
