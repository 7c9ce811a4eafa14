"""ClaimPhoto: for which acts one picture was used, by its hash (照片用过没有)."""

from datetime import datetime
from uuid import UUID

from eventsourcing.domain import Aggregate, event

from ledger.kernel.ids import derive


class ClaimPhoto(Aggregate):
    """One stream a picture. Used a second time it is flagged, never silently taken."""

    TOPIC = "claim_photo"

    class Event(Aggregate.Event):
        pass

    class Created(Event, Aggregate.Created):
        TOPIC = "claim_photo.created"

    class Used(Created):
        TOPIC = "claim_photo.used"
        hash: str
        claim_id: UUID
        household_id: UUID
        item_code: str
        unit_code: str
        occurred_at: datetime

    class UsedAgain(Event):
        """``first_claim_id`` is the act it was used for at first: an alarm (VP-7, VP-17)."""

        TOPIC = "claim_photo.used_again"
        hash: str
        claim_id: UUID
        household_id: UUID
        item_code: str
        unit_code: str
        first_claim_id: UUID
        occurred_at: datetime

    @staticmethod
    def create_id(photo_hash: str) -> UUID:
        """One picture, one stream, whichever village uses it."""
        return derive("claim-photo", photo_hash)

    @event(Used)
    def __init__(self, hash: str, claim_id: UUID, household_id: UUID, item_code: str) -> None:  # noqa: A002 - an event's field
        self.hash = hash
        self.uses: dict[str, tuple[UUID, str]] = {str(claim_id): (household_id, item_code)}

    @property
    def first_claim_id(self) -> UUID:
        """The act it was used for at first."""
        return UUID(next(iter(self.uses)))

    def claims_of(self, household_id: UUID, item_code: str) -> list[UUID]:
        """Return the acts of a household and item it was used for."""
        return [UUID(it) for it, use in self.uses.items() if use == (household_id, item_code)]

    def use_again(
        self, claim_id: UUID, household_id: UUID, item_code: str, unit_code: str, at: datetime
    ) -> None:
        """Use it for another act."""
        self.trigger_event(
            self.UsedAgain,
            hash=self.hash,
            claim_id=claim_id,
            household_id=household_id,
            item_code=item_code,
            unit_code=unit_code,
            first_claim_id=self.first_claim_id,
            occurred_at=at,
        )

    @event(UsedAgain)
    def _used_again(self, claim_id: UUID, household_id: UUID, item_code: str) -> None:
        self.uses[str(claim_id)] = (household_id, item_code)
