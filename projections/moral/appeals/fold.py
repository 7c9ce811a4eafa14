"""How events become appeals."""

from collections.abc import Sequence

from ledger.moral.appeal import Appeal, AppealState
from projections.projection import Fold, LogEvent, folds
from projections.rows import Record

_NOTHING_YET = (
    *("answered_at", "answer_text_id", "may_escalate_until", "escalated_at"),
    *("escalation_text_id", "township_answered_at", "township_text_id", "withdrawn_at"),
)


class AppealsFold(Fold):
    """One batch of appeals."""

    def load(self, batch: Sequence[LogEvent]) -> None:
        """Read the appeals that go on."""
        events = [log.event for log in batch if not isinstance(log.event, Appeal.Filed)]
        self.rows["appeals"].load(it.claim_id for it in events)

    @folds(Appeal.Filed)
    def _filed(self, log: LogEvent) -> None:
        event = log.event
        same = (
            *("claim_id", "household_id", "unit_code", "entry_id", "item_code", "points"),
            *("reason", "method", "filed_by", "entered_by", "text_id", "answer_due_on"),
        )
        self.rows["appeals"].put(
            {name: getattr(event, name) for name in same}
            | dict.fromkeys(_NOTHING_YET)
            | {
                "position": log.position,
                "state": AppealState.COMMITTEE.value,
                "is_waiting": True,
                "photo_ids": tuple(str(it) for it in event.photo_ids),
                "filed_at": event.occurred_at,
            }
        )

    @folds(Appeal.Decided)
    def _decided(self, log: LogEvent) -> None:
        event = log.event
        first = event.level == AppealState.COMMITTEE
        state = AppealState.KEPT if first else AppealState.ENDED
        row = self._step(log, AppealState.UPHELD if event.is_upheld else state)
        when, words = (
            ("answered_at", "answer_text_id")
            if first
            else ("township_answered_at", "township_text_id")
        )
        row |= {when: event.occurred_at, words: event.text_id}
        row["may_escalate_until"] = event.may_escalate_until

    @folds(Appeal.Escalated)
    def _escalated(self, log: LogEvent) -> None:
        event = log.event
        row = self._step(log, AppealState.TOWNSHIP)
        row |= {"escalated_at": event.occurred_at, "escalation_text_id": event.text_id}
        row["answer_due_on"] = event.answer_due_on

    @folds(Appeal.Withdrawn)
    def _withdrawn(self, log: LogEvent) -> None:
        self._step(log, AppealState.WITHDRAWN)["withdrawn_at"] = log.event.occurred_at

    def _step(self, log: LogEvent, state: AppealState) -> Record:
        row = self.rows["appeals"].change(log.event.claim_id)
        waiting = state in (AppealState.COMMITTEE, AppealState.TOWNSHIP)
        row |= {"state": state.value, "is_waiting": waiting}
        return row
