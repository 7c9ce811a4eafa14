"""Pledge: what a household signed, version by version (承诺书)."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from eventsourcing.domain import Aggregate, event

from ledger.kernel.ids import derive
from ledger.moral.rulebook_errors import PledgePaperRequiredError, PledgeSignedError


class SignedBy(StrEnum):
    """How it was signed. Ways are added, never renamed."""

    PHONE = "phone"
    PAPER = "paper"


class Pledge(Aggregate):
    """One stream a household. A version is signed once, for all who live there."""

    TOPIC = "pledge"

    class Event(Aggregate.Event):
        pass

    class Created(Event, Aggregate.Created):
        TOPIC = "pledge.created"

    class Opened(Created):
        TOPIC = "pledge.opened"
        household_id: UUID
        unit_code: str

    class Signed(Event):
        """``photo_id`` and ``photo_hash`` are of the paper, if there is one."""

        TOPIC = "pledge.signed"
        household_id: UUID
        unit_code: str
        rulebook_version: int
        signed_by: UUID
        method: str
        entered_by: UUID | None
        photo_id: UUID | None
        photo_hash: str
        occurred_at: datetime

    @staticmethod
    def create_id(household_id: UUID) -> UUID:
        """One household, one stream."""
        return derive("pledge", household_id)

    @event(Opened)
    def __init__(self, household_id: UUID, unit_code: str) -> None:
        self.household_id = household_id
        self.unit_code = unit_code
        self.signed: set[int] = set()

    def sign(
        self,
        rulebook_version: int,
        signed_by: UUID,
        at: datetime,
        *,
        entered_by: UUID | None = None,
        photo_id: UUID | None = None,
        photo_hash: str = "",
    ) -> None:
        """Sign the pledge of a version; on paper somebody else enters it, with a picture of it."""
        if rulebook_version in self.signed:
            raise PledgeSignedError(version=rulebook_version)
        on_paper = entered_by is not None
        if on_paper != (photo_id is not None) or entered_by == signed_by:
            raise PledgePaperRequiredError
        method = SignedBy.PAPER if on_paper else SignedBy.PHONE
        self.trigger_event(
            self.Signed,
            household_id=self.household_id,
            unit_code=self.unit_code,
            rulebook_version=rulebook_version,
            signed_by=signed_by,
            method=method.value,
            entered_by=entered_by,
            photo_id=photo_id,
            photo_hash=photo_hash,
            occurred_at=at,
        )

    @event(Signed)
    def _signed(self, rulebook_version: int) -> None:
        self.signed.add(rulebook_version)
