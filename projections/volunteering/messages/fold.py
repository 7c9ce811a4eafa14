"""How events become messages."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from ledger.volunteering.activity import Activity
from projections.projection import Fold, LogEvent, folds
from projections.volunteering.messages.tellings import TELLINGS


class MessagesFold(Fold):
    """One batch of events that somebody should know of."""

    def load(self, batch: Sequence[LogEvent]) -> None:
        """Read who leads the activities; a message itself is a row of its own."""
        told = [log.event for log in batch if type(log.event) in TELLINGS]
        self.rows["leaders"].load(_activity_of(it) for it in told)

    @folds(Activity.Published, Activity.Drafted)
    def _led(self, log: LogEvent) -> None:
        row = {"activity_id": log.event.originator_id, "led_by": log.event.led_by}
        self.rows["leaders"].put(row)

    @folds(*TELLINGS)
    def _tell(self, log: LogEvent) -> None:
        event, telling = log.event, TELLINGS[type(log.event)]
        if not telling.only_if(event):
            return
        activity_id = _activity_of(event)
        led = self.rows["leaders"].get(activity_id)
        for person_id in dict.fromkeys(telling.who(event, led["led_by"] if led else None)):
            self.rows["told"].append(
                {
                    "person_id": person_id,
                    "position": log.position,
                    "kind": telling.kind_of(event),
                    "activity_id": activity_id,
                    "subject_id": getattr(event, telling.subject) if telling.subject else None,
                    "amount": getattr(event, telling.amount) if telling.amount else 0,
                    "told_at": event.timestamp,
                }
            )


def _activity_of(event: Any) -> UUID:
    """Return the activity an event is of, or about; another thing's ID where it is about none."""
    found: UUID = getattr(event, "activity_id", event.originator_id)
    return found
