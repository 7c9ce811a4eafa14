"""Handlers of volunteer service."""

from ledger.kernel.commands import Answer, handles
from ledger.kernel.ids import derive_subject
from ledger.kernel.session import Session
from ledger.volunteering.activity import Activity, check_times
from ledger.volunteering.commands import PublishActivity
from ledger.volunteering.team_handlers import form_team, register_volunteer

__all__ = ["form_team", "publish_activity", "register_volunteer"]


@handles(PublishActivity, streams=lambda c: [derive_subject("activity", c.key)])
def publish_activity(session: Session, command: PublishActivity) -> Answer:
    """Publish an activity."""
    check_times(command.starts_at, command.ends_at)
    activity_id = derive_subject("activity", command.key)
    if session.find(Activity, activity_id) is None:
        activity = Activity._create(  # noqa: SLF001 - its ID follows from the key, which no event holds
            Activity.Published,
            id=activity_id,
            unit_code=command.unit_code,
            team_id=command.team_id,
            title=command.title,
            place=command.place,
            starts_at=command.starts_at,
            ends_at=command.ends_at,
            is_volunteer_service=command.is_volunteer_service,
            led_by=command.led_by,
            risk_level=command.risk_level,
        )
        session.add(activity)
    return {"activity_id": activity_id}
