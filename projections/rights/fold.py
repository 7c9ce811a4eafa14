"""How events become erasures."""

from collections.abc import Sequence

from ledger.kernel.clock import local_date
from ledger.registry.erasure import ErasureState, PersonErasure
from projections.projection import Fold, LogEvent, folds


class RightsFold(Fold):
    """One batch of erasure events."""

    def load(self, batch: Sequence[LogEvent]) -> None:
        """Read the requests that change."""
        self.rows["erasures"].load(log.event.person_id for log in batch)

    @folds(PersonErasure.Requested)
    def _requested(self, log: LogEvent) -> None:
        event = log.event
        self.rows["erasures"].put(
            {
                "person_id": event.person_id,
                "state": ErasureState.REQUESTED.value,
                "due_on": event.due_on,
                "asked": event.asked,
                "requested_by": event.requested_by,
                "agreed_points": event.agreed_points,
                "forfeited_points": 0,
                "changed_at": event.timestamp,
            }
        )

    @folds(PersonErasure.Withdrawn)
    def _withdrawn(self, log: LogEvent) -> None:
        row = self.rows["erasures"].change(log.event.person_id)
        row.update(state=ErasureState.WITHDRAWN.value, changed_at=log.event.timestamp)

    @folds(PersonErasure.Erased)
    def _erased(self, log: LogEvent) -> None:
        event = log.event
        known = self.rows["erasures"].get(event.person_id) or {
            "person_id": event.person_id,
            "due_on": local_date(event.occurred_at),
            "asked": event.cause,
            "requested_by": None,
            "agreed_points": 0,
        }
        done = {
            "state": ErasureState.ERASED.value,
            "forfeited_points": event.forfeited_points,
            "changed_at": event.timestamp,
        }
        self.rows["erasures"].put(known | done)
