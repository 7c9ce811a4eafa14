"""Activities for tests that need no ledger."""

from datetime import datetime
from uuid import UUID

from ledger.kernel.ids import new_id
from ledger.volunteering.activity import Activity
from ledger.volunteering.plan import SAID_FROM_V3
from tests.support.ledgers import UNIT


def an_activity(
    starts_at: datetime,
    ends_at: datetime,
    *,
    activity_id: UUID | None = None,
    service: bool = True,
) -> Activity:
    """Make a published activity."""
    return Activity._create(
        Activity.Published,
        id=activity_id or new_id(),
        unit_code=UNIT,
        team_id=None,
        title="清扫楼道",
        place="大召社区",
        starts_at=starts_at,
        ends_at=ends_at,
        is_volunteer_service=service,
        led_by=None,
        risk_level=0,
        **SAID_FROM_V3,
    )
