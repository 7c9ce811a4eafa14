"""How events become consents, their history, and guardians."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Any
from uuid import UUID

from ledger.registry.consents import Consents
from ledger.registry.guardianship import Guardianship
from projections.projection import Fold, LogEvent, folds


class LinkState(StrEnum):
    """How far a guardian has come."""

    REQUESTED = "requested"
    LINKED = "linked"


class ConsentsFold(Fold):
    """One batch of consents and guardians; nothing of before is needed to fold it."""

    def load(self, batch: Sequence[LogEvent]) -> None:
        """Read nothing: every event says all there is to know."""

    @folds(Consents.Given)
    def _given(self, log: LogEvent) -> None:
        self._decided(log, log.event.given_by, given=True)

    @folds(Consents.Withdrawn)
    def _withdrawn(self, log: LogEvent) -> None:
        self._decided(log, log.event.withdrawn_by, given=False)

    @folds(Guardianship.Requested)
    def _requested(self, log: LogEvent) -> None:
        self._linked_as(log, LinkState.REQUESTED)

    @folds(Guardianship.Linked)
    def _linked(self, log: LogEvent) -> None:
        self._linked_as(log, LinkState.LINKED)

    @folds(Guardianship.Ended)
    def _ended(self, log: LogEvent) -> None:
        self.rows["guardians"].remove((log.event.person_id, log.event.guardian_id))

    def _decided(self, log: LogEvent, decided_by: UUID, *, given: bool) -> None:
        event: Any = log.event
        row = {
            "person_id": event.person_id,
            "purpose": event.purpose,
            "given": given,
            "notice_version": event.notice_version,
            "decided_by": decided_by,
            "operator_id": event.operator_id,
            "method": event.method,
            "occurred_at": event.occurred_at,
            "position": log.position,
        }
        self.rows["consents"].put(row)
        self.rows["history"].append(dict(row))

    def _linked_as(self, log: LogEvent, state: LinkState) -> None:
        event: Any = log.event
        self.rows["guardians"].put(
            {
                "person_id": event.person_id,
                "guardian_id": event.guardian_id,
                "state": state.value,
                "unit_code": event.unit_code,
                "occurred_at": event.occurred_at,
                "position": log.position,
            }
        )
