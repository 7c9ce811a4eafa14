"""How events become public notices, their lines and objections."""

from collections.abc import Sequence
from typing import Any

from ledger.moral.claim import Claim
from ledger.moral.claim_kinds import ClaimState
from ledger.moral.notice import Notice
from projections.projection import Fold, LogEvent, folds

KEPT, UPHELD = "kept", "upheld"
OF_OBJECTION = (Claim.Objected, Claim.ObjectionDecided)


class NoticesFold(Fold):
    """One batch of events of acts on their way through public notice."""

    def load(self, batch: Sequence[LogEvent]) -> None:
        """Read the acts and objections that the batch goes on with."""
        events = [log.event for log in batch if not isinstance(log.event, Notice.Published)]
        self.rows["entries"].load(it.originator_id for it in events)
        self.rows["objections"].load(
            it.objection_id for it in events if isinstance(it, OF_OBJECTION)
        )

    @folds(Notice.Published)
    def _published(self, log: LogEvent) -> None:
        event = log.event
        same = ("unit_code", "year", "number", "kind", "days", "month", "points")
        self.rows["notices"].put(
            {name: getattr(event, name) for name in (*same, "published_by", "closes_at")}
            | {
                "notice_id": event.originator_id,
                "position": log.position,
                "lines": len(event.claim_ids),
                "published_at": event.occurred_at,
            }
        )

    @folds(Claim.Proposed)
    def _proposed(self, log: LogEvent) -> None:
        event = log.event
        same = (
            *("unit_code", "household_id", "item_code", "version", "points", "is_deduction"),
            *("notice_days", "occurred_on"),
        )
        self.rows["entries"].put(
            {name: getattr(event, name) for name in same}
            | {
                "claim_id": event.originator_id,
                "position": log.position,
                "state": ClaimState.PROPOSED.value,
                "round": 0,
                "notice_id": None,
                "line": 0,
                "published_at": None,
                "delivered_at": None,
                "delivery": "",
                "closes_at": None,
                "due_at": None,
                "objection_id": None,
                "posted_at": None,
                "posted_points": 0,
                "taken": 0,
                "uncollected": 0,
            }
        )

    @folds(Claim.Screened)
    def _screened(self, log: LogEvent) -> None:
        self._step(log, ClaimState.SCREENED)["points"] = log.event.points

    @folds(Claim.ScreeningTakenBack)
    def _taken_back(self, log: LogEvent) -> None:
        self._step(log, ClaimState(log.event.state))["points"] = log.event.points

    @folds(Claim.Warned)
    def _warned(self, log: LogEvent) -> None:
        self._step(log, ClaimState.WARNED)

    @folds(Claim.Reviewed)
    def _reviewed(self, log: LogEvent) -> None:
        self._step(log, ClaimState.REVIEWED)

    @folds(Claim.Publicised)
    def _publicised(self, log: LogEvent) -> None:
        event = log.event
        row = self._step(log, ClaimState.PUBLICISED, due_at=event.closes_at)
        row |= {"notice_id": event.notice_id, "line": event.line, "round": event.round}
        row |= {"published_at": event.occurred_at, "closes_at": event.closes_at}
        row |= {"delivered_at": None, "delivery": ""}

    @folds(Claim.NoticeDelivered)
    def _delivered(self, log: LogEvent) -> None:
        event = log.event
        row = self._step(log, ClaimState.PUBLICISED, due_at=event.closes_at)
        row |= {"delivered_at": event.occurred_at, "delivery": event.method}
        row["closes_at"] = event.closes_at

    @folds(Claim.Objected)
    def _objected(self, log: LogEvent) -> None:
        event = log.event
        row = self._step(log, ClaimState.OBJECTED)
        row |= {"objection_id": event.objection_id, "closes_at": None}
        same = (
            *("objection_id", "unit_code", "household_id", "objected_by", "method", "text_id"),
            *("entered_by", "answer_due_on"),
        )
        self.rows["objections"].put(
            {name: getattr(event, name) for name in same}
            | {
                "claim_id": event.originator_id,
                "position": log.position,
                "is_open": True,
                "objected_at": event.occurred_at,
                "outcome": "",
                "decided_by": None,
                "answer_text_id": None,
                "decided_at": None,
            }
        )

    @folds(Claim.ObjectionDecided)
    def _decided(self, log: LogEvent) -> None:
        event = log.event
        row = self.rows["objections"].change(event.objection_id)
        row |= {"is_open": False, "outcome": UPHELD if event.is_upheld else KEPT}
        row |= {"decided_by": event.decided_by, "answer_text_id": event.text_id}
        row["decided_at"] = event.occurred_at

    @folds(Claim.Posted)
    def _posted(self, log: LogEvent) -> None:
        event = log.event
        row = self._step(log, ClaimState.POSTED)
        row |= {"posted_at": event.posted_at, "posted_points": event.points}
        row |= {"taken": event.taken, "uncollected": event.uncollected}

    @folds(Claim.Rejected)
    def _rejected(self, log: LogEvent) -> None:
        self._step(log, ClaimState.REJECTED)

    @folds(Claim.Withdrawn)
    def _withdrawn(self, log: LogEvent) -> None:
        self._step(log, ClaimState.WITHDRAWN)

    @folds(Claim.Reversed)
    def _reversed(self, log: LogEvent) -> None:
        self._step(log, ClaimState.REVERSED)

    def _step(self, log: LogEvent, state: ClaimState, due_at: Any = None) -> dict[str, Any]:
        row = self.rows["entries"].change(log.event.originator_id)
        row |= {"state": state.value, "position": log.position, "due_at": due_at}
        return row
