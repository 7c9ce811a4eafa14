"""How events become messages."""

from collections.abc import Sequence

from projections.projection import Fold, LogEvent, folds
from projections.volunteering.messages.tellings import TELLINGS


class MessagesFold(Fold):
    """One batch of events that somebody should know of."""

    def load(self, batch: Sequence[LogEvent]) -> None:
        """Nothing is read: every message is a row of its own."""

    @folds(*TELLINGS)
    def _tell(self, log: LogEvent) -> None:
        event, telling = log.event, TELLINGS[type(log.event)]
        if not telling.only_if(event):
            return
        for person_id in dict.fromkeys(telling.who(event)):
            self.rows["told"].append(
                {
                    "person_id": person_id,
                    "position": log.position,
                    "kind": telling.kind_of(event),
                    "activity_id": getattr(event, "activity_id", None),
                    "subject_id": getattr(event, telling.subject) if telling.subject else None,
                    "amount": getattr(event, telling.amount) if telling.amount else 0,
                    "told_at": event.timestamp,
                }
            )
