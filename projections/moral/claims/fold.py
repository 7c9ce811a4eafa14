"""How events become claims, their steps and votes."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from ledger.kernel.clock import day_end
from ledger.moral.claim import Claim
from ledger.moral.claim_kinds import ClaimState
from ledger.moral.kinship import Kinship
from projections.projection import Fold, LogEvent, folds
from projections.rows import Record

_SAME = (
    *("unit_code", "household_id", "item_code", "version", "kind", "points", "is_deduction"),
    *("is_safety", "notice_days", "occurred_on", "person_id", "proposed_by", "proposer_role"),
    *("entered_by", "source", "text_id"),
)
_LATER: Record = {
    "screened_by": None,
    "warned_by": None,
    "put_right_until": None,
    "is_panel_short": False,
    "votes_for": 0,
    "votes_against": 0,
    "recused": 0,
    "reason": "",
    "reason_text_id": None,
    "notice_id": None,
    "closes_at": None,
    "posted_at": None,
    "taken": 0,
}
OPENED, UPHELD, KEPT = "opened", "upheld", "kept"
"""Details of steps of an objection, and of the panel."""
TAKEN_BACK = "screening_taken_back"
"""The step of a claim that waits again as it did before it was screened."""


class ClaimsFold(Fold):
    """One batch of what happened to claims."""

    def load(self, batch: Sequence[LogEvent]) -> None:
        """Read the claims that the batch goes on with, and the counts of their villages."""
        kin = (Kinship.Declared, Kinship.Revoked)
        events = [log.event for log in batch if not isinstance(log.event, kin)]
        self.rows["claims"].load(it.originator_id for it in events)
        units = {it.unit_code for it in events}
        self.rows["counts"].load((unit, state.value) for unit in units for state in ClaimState)

    @folds(Claim.Proposed)
    def _proposed(self, log: LogEvent) -> None:
        event, state = log.event, ClaimState.PROPOSED.value
        self.rows["claims"].put(
            {name: getattr(event, name) for name in _SAME}
            | _LATER
            | {
                "claim_id": event.originator_id,
                "position": log.position,
                "proposed_points": event.points,
                "photo_ids": tuple(str(it) for it in event.photo_ids),
                "photo_hashes": tuple(event.photo_hashes),
                "evidence": tuple(event.evidence),
                "filed_at": event.occurred_at,
                "state": state,
                "changed_at": event.occurred_at,
            }
        )
        for photo_id in event.photo_ids:
            self.rows["photos"].put({"photo_id": photo_id, "claim_id": event.originator_id})
        self._count(event.unit_code, state, 1)
        facts = {"by": event.proposed_by, "text_id": event.text_id, "points": event.points}
        self._note(log, state, detail=event.proposer_role, **facts)

    @folds(Claim.Screened)
    def _screened(self, log: LogEvent) -> None:
        event = log.event
        row = self._step(
            log,
            ClaimState.SCREENED,
            by=event.screened_by,
            text_id=event.text_id,
            points=event.points,
        )
        row |= {"screened_by": event.screened_by, "points": event.points}

    @folds(Claim.ScreeningTakenBack)
    def _taken_back(self, log: LogEvent) -> None:
        event = log.event
        row = self._step(log, ClaimState(event.state), kind=TAKEN_BACK, by=event.taken_back_by)
        row |= {"screened_by": None, "points": event.points}

    @folds(Claim.Warned)
    def _warned(self, log: LogEvent) -> None:
        event = log.event
        until = day_end(event.put_right_until)
        row = self._step(log, ClaimState.WARNED, by=event.warned_by, until=until)
        row |= {"warned_by": event.warned_by, "put_right_until": event.put_right_until}

    @folds(Claim.Voted)
    def _voted(self, log: LogEvent) -> None:
        event = log.event
        self.rows["votes"].put(
            {
                "claim_id": event.originator_id,
                "reviewer_id": event.reviewer_id,
                "vote": event.vote,
                "occurred_at": event.occurred_at,
            }
        )

    @folds(Claim.PanelCounted)
    def _panel_counted(self, log: LogEvent) -> None:
        event = log.event
        self.rows["claims"].change(event.originator_id)["is_panel_short"] = event.is_short
        if event.is_short:
            self._note(log, "panel_short")

    @folds(Claim.Reviewed)
    def _reviewed(self, log: LogEvent) -> None:
        row = self._step(log, ClaimState.REVIEWED)
        row |= {name: getattr(log.event, name) for name in _VOTES}

    @folds(Claim.Publicised)
    def _publicised(self, log: LogEvent) -> None:
        event = log.event
        row = self._step(log, ClaimState.PUBLICISED, until=event.closes_at)
        row |= {"notice_id": event.notice_id, "closes_at": event.closes_at}

    @folds(Claim.NoticeDelivered)
    def _delivered(self, log: LogEvent) -> None:
        event = log.event
        self.rows["claims"].change(event.originator_id)["closes_at"] = event.closes_at
        self._note(log, "delivered", detail=event.method, until=event.closes_at)

    @folds(Claim.Objected)
    def _objected(self, log: LogEvent) -> None:
        due = log.event.answer_due_on
        until = day_end(due) if due is not None else None
        row = self._step(log, ClaimState.OBJECTED, detail=OPENED, until=until)
        row["closes_at"] = None

    @folds(Claim.ObjectionDecided)
    def _decided(self, log: LogEvent) -> None:
        event = log.event
        detail = UPHELD if event.is_upheld else KEPT
        self._note(log, "objection_decided", detail=detail, text_id=event.text_id)

    @folds(Claim.Posted)
    def _posted(self, log: LogEvent) -> None:
        event = log.event
        row = self._step(log, ClaimState.POSTED, points=event.points, at=event.posted_at)
        row |= {"posted_at": event.posted_at, "taken": event.taken, "closes_at": None}

    @folds(Claim.Rejected)
    def _rejected(self, log: LogEvent) -> None:
        event = log.event
        row = self._step(
            log,
            ClaimState.REJECTED,
            detail=event.reason,
            by=event.rejected_by,
            text_id=event.text_id,
        )
        row |= {"reason": event.reason, "reason_text_id": event.text_id, "closes_at": None}
        row |= {name: getattr(event, name) for name in _VOTES}

    @folds(Claim.Withdrawn)
    def _withdrawn(self, log: LogEvent) -> None:
        self._step(log, ClaimState.WITHDRAWN, by=log.event.withdrawn_by)

    @folds(Claim.Reversed)
    def _reversed(self, log: LogEvent) -> None:
        event = log.event
        facts = {"detail": event.cause, "points": event.points, "by": event.reversed_by}
        self._step(log, ClaimState.REVERSED, **facts)

    @folds(Kinship.Declared)
    def _declared(self, log: LogEvent) -> None:
        event = log.event
        self.rows["kin"].put(
            {
                "person_id": event.person_id,
                "household_id": event.household_id,
                "declared_at": event.occurred_at,
            }
        )

    @folds(Kinship.Revoked)
    def _revoked(self, log: LogEvent) -> None:
        self.rows["kin"].remove((log.event.person_id, log.event.household_id))

    def _step(
        self,
        log: LogEvent,
        state: ClaimState,
        at: datetime | None = None,
        kind: str = "",
        **facts: Any,
    ) -> Record:
        row = self.rows["claims"].change(log.event.originator_id)
        moment = at or log.event.occurred_at
        if row["state"] != state.value:
            self._count(row["unit_code"], row["state"], -1)
            self._count(row["unit_code"], state.value, 1)
        row |= {"state": state.value, "changed_at": moment}
        if state is not ClaimState.SCREENED:
            row["is_panel_short"] = False
        self._note(log, kind or state.value, at=moment, **facts)
        return row

    def _count(self, unit_code: str, state: str, many: int) -> None:
        self.rows["counts"].add({"unit_code": unit_code, "state": state, "claims": 0}, claims=many)

    def _note(self, log: LogEvent, kind: str, at: datetime | None = None, **facts: Any) -> None:
        absent = {"detail": "", "by": None, "text_id": None, "points": 0, "until": None}
        self.rows["steps"].append(
            {
                "position": log.position,
                "claim_id": log.event.originator_id,
                "kind": kind,
                "occurred_at": at or log.event.occurred_at,
            }
            | absent
            | facts
        )


_VOTES = ("votes_for", "votes_against", "recused")
