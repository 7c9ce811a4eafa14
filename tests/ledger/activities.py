"""Words for tests about activities: publish, sign up, sign off."""

from datetime import datetime
from typing import Any
from uuid import UUID

from ledger.kernel.errors import UnavailableError
from ledger.kernel.receipts import Recorded
from ledger.volunteering.activity_commands import PublishActivity
from ledger.volunteering.sign_up_commands import SignOff, SignUp
from ledger.volunteering.sign_ups import SignUps
from tests.support.ledgers import UNIT, Village, hohhot

START, END = hohhot("2026-11-20 09:00"), hohhot("2026-11-20 11:00")
DAYS_BEFORE = hohhot("2026-11-18 12:00")
PLAN: dict[str, Any] = {
    "title": "清洁家园",
    "place": "九龙湾街北口",
    "starts_at": START,
    "ends_at": END,
}
TRIES_MAX = 20


def publish(village: Village, at: datetime = DAYS_BEFORE, **more: Any) -> UUID:
    """Publish an activity of the unit."""
    told = village.tell(PublishActivity, at=at, unit_code=UNIT, **PLAN | more)
    return UUID(told.answer["activity_id"])


def sign_up(
    village: Village, activity_id: UUID, person_id: UUID, at: datetime = DAYS_BEFORE, **more: Any
) -> Recorded:
    """Sign somebody up."""
    return village.tell(SignUp, at=at, activity_id=activity_id, person_id=person_id, **more)


def sign_off(
    village: Village, activity_id: UUID, person_id: UUID, at: datetime = DAYS_BEFORE
) -> Recorded:
    """Sign somebody off."""
    return village.tell(SignOff, at=at, activity_id=activity_id, person_id=person_id)


def sign_ups_of(village: Village, activity_id: UUID) -> SignUps:
    """Replay the sign-ups of an activity."""
    sign_ups: SignUps = village.load(SignUps.create_id(activity_id))
    return sign_ups


def insist(village: Village, key: str, activity_id: UUID, person_id: UUID) -> Recorded:
    """Sign up as a phone does: again with the same key while the service is busy."""
    for _ in range(TRIES_MAX):
        try:
            return sign_up(village, activity_id, person_id, key=key)
        except UnavailableError:
            continue
    return sign_up(village, activity_id, person_id, key=key)
