"""Handlers of activities: publish, draft, change, call off, end; the rate of a unit."""

from dataclasses import dataclass, fields
from datetime import datetime
from uuid import UUID

from ledger.kernel.commands import Answer, handles
from ledger.kernel.ids import derive_subject
from ledger.kernel.session import Session
from ledger.volunteering.activity import Activity
from ledger.volunteering.activity_commands import (
    AmendActivity,
    CancelActivity,
    DraftActivity,
    EndActivity,
    PlanSeries,
    PublishActivity,
    PublishDraft,
    SetServicePointRate,
)
from ledger.volunteering.finding import activity_of
from ledger.volunteering.plan import Plan
from ledger.volunteering.point_rate import CITY_CODE_LENGTH, DEFAULT_RATE, PointRate, Rate
from ledger.volunteering.sign_ups import SignUps


def rate_streams(unit_code: str) -> list[UUID]:
    """Name the streams that tell the rate of a unit: its own, and its city's."""
    return [PointRate.create_id(it) for it in (unit_code, unit_code[:CITY_CODE_LENGTH])]


def rate_of(session: Session, unit_code: str) -> Rate:
    """Return the rate of a unit, or else its city's, or else everybody's."""
    for identifier in rate_streams(unit_code):
        session.rely_on(identifier)
        found = session.find(PointRate, identifier)
        if found is not None:
            return found.rate
    return DEFAULT_RATE


def _new_streams(command: PublishActivity) -> list[UUID]:
    return [derive_subject("activity", command.key), *rate_streams(command.unit_code)]


@handles(PublishActivity, streams=_new_streams)
def publish_activity(session: Session, command: PublishActivity) -> Answer:
    """Publish an activity at the rate of its unit."""
    plan = Plan.of(command)
    plan.check_for_publishing(command.at)
    activity_id = derive_subject("activity", command.key)
    if session.find(Activity, activity_id) is None:
        rate = rate_of(session, command.unit_code)
        session.add(published(activity_id, plan, rate, command.published_by, Origin.of(command)))
    return {"activity_id": activity_id}


@handles(DraftActivity, streams=lambda c: [derive_subject("activity", c.key)])
def draft_activity(session: Session, command: DraftActivity) -> Answer:
    """Write a draft down."""
    plan = Plan.of(command)
    plan.check()
    activity_id = derive_subject("activity", command.key)
    if session.find(Activity, activity_id) is None:
        session.add(drafted(activity_id, plan, command.drafted_by, Origin.of(command)))
    return {"activity_id": activity_id}


@handles(PublishDraft, streams=lambda c: [c.activity_id])
def publish_draft(session: Session, command: PublishDraft) -> Answer:
    """Make a draft known, at the rate its unit has now."""
    activity = activity_of(session, command.activity_id)
    session.require(*rate_streams(activity.unit_code))
    activity.publish(rate_of(session, activity.unit_code), command.published_by, command.at)
    return {"activity_id": activity.id}


@handles(AmendActivity, streams=lambda c: [c.activity_id, SignUps.create_id(c.activity_id)])
def amend_activity(session: Session, command: AmendActivity) -> Answer:
    """Change the plan; new places go to those who wait."""
    activity = activity_of(session, command.activity_id)
    changed = activity.plan.changed(Plan.of(command))
    activity.amend(Plan.of(command), command.amended_by, command.at)
    _follow_quota(session, activity, command.at)
    return {"activity_id": activity.id, "changed": changed}


def _follow_quota(session: Session, activity: Activity, at: datetime) -> None:
    """Move up who waits; that nobody signs up in between is checked on saving."""
    identifier = SignUps.create_id(activity.id)
    sign_ups = session.find(SignUps, identifier)
    if sign_ups is not None:
        sign_ups.resize(activity.plan.places, at)
    if sign_ups is None or not sign_ups.pending_events:
        session.rely_on(identifier)


@handles(CancelActivity, streams=lambda c: [c.activity_id])
def cancel_activity(session: Session, command: CancelActivity) -> Answer:
    """Call it off; whoever signed up is told by what is derived from it."""
    activity = activity_of(session, command.activity_id)
    activity.cancel(command.reason, command.cancelled_by, command.at)
    return {"activity_id": activity.id}


@handles(EndActivity, streams=lambda c: [c.activity_id])
def end_activity(session: Session, command: EndActivity) -> Answer:
    """End it; the clock of its paperwork begins."""
    activity = activity_of(session, command.activity_id)
    activity.end(command.ended_by, command.at)
    return {"activity_id": activity.id, "ended_at": activity.ended_at}


@handles(SetServicePointRate, streams=lambda c: [PointRate.create_id(c.unit_code)])
def set_service_point_rate(session: Session, command: SetServicePointRate) -> Answer:
    """Set the rate of a unit."""
    point_rate = session.find(PointRate, PointRate.create_id(command.unit_code))
    if point_rate is None:
        point_rate = PointRate(unit_code=command.unit_code)
        session.add(point_rate)
    point_rate.set(Rate(command.rate_points, command.rate_minutes), command.set_by, command.at)
    return {"unit_code": command.unit_code}


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Whose activity it is: of which unit, team and leader, and of which series."""

    unit_code: str
    team_id: UUID | None
    led_by: UUID | None
    series_id: UUID | None = None

    @classmethod
    def of(
        cls, command: PublishActivity | DraftActivity | PlanSeries, series_id: UUID | None = None
    ) -> "Origin":
        """Take it out of a command."""
        return cls(
            unit_code=command.unit_code,
            team_id=command.team_id,
            led_by=command.led_by,
            series_id=series_id,
        )

    def values(self) -> dict[str, object]:
        """Return it as fields of an event."""
        return {it.name: getattr(self, it.name) for it in fields(self)}


def published(
    activity_id: UUID, plan: Plan, rate: Rate, published_by: UUID | None, origin: Origin
) -> Activity:
    """Make an activity that people can come to."""
    return Activity._create(  # noqa: SLF001 - its ID follows from the key, which no event holds
        Activity.Published,
        id=activity_id,
        **plan.values(),
        **origin.values(),
        rate_points=rate.points,
        rate_minutes=rate.minutes,
        published_by=published_by,
    )


def drafted(activity_id: UUID, plan: Plan, drafted_by: UUID | None, origin: Origin) -> Activity:
    """Make a draft."""
    return Activity._create(  # noqa: SLF001 - as above
        Activity.Drafted,
        id=activity_id,
        **plan.values(),
        **origin.values(),
        drafted_by=drafted_by,
    )
