"""Doors of planning: draft, publish, change, call off, end, and series."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from flask import Response

from api.auth import caller
from api.doors import Doors
from api.execution import execute
from api.idempotency import Stamp, stamp
from api.permissions import Action, requires
from api.reading import EmptySchema
from api.volunteering.activities import managed_activity
from api.volunteering.activity_schemas import (
    ActivityAmended,
    ActivityOver,
    ActivityPublished,
    CancelSchema,
    PlanSchema,
    PlanSeriesSchema,
    PublishActivitySchema,
    SeriesPlanned,
)
from api.volunteering.describing import described
from ledger.kernel.clock import local_date
from ledger.kernel.commands import Command
from ledger.volunteering.activity_commands import (
    AmendActivity,
    CancelActivity,
    DraftActivity,
    EndActivity,
    PlanSeries,
    PublishActivity,
    PublishDraft,
)
from ledger.volunteering.activity_kinds import CancelReason
from ledger.volunteering.recurrence import Repeat, occurrences
from people.roles import Role

blp = Doors("planning", "Planning of volunteer activities")


@blp.post("/activities")
@requires(Action.PUBLISH_ACTIVITY)
@blp.commands(PublishActivitySchema, ActivityPublished)
def publish_activity(loaded: dict[str, Any]) -> Response:
    """Publish an activity that volunteers can come to (发布活动)."""
    return _planned(loaded, publishing)


@blp.post("/activities/drafts")
@requires(Action.PUBLISH_ACTIVITY)
@blp.commands(PublishActivitySchema, ActivityPublished)
def draft_activity(loaded: dict[str, Any]) -> Response:
    """Write an activity down that nobody else sees yet (存草稿)."""
    return _planned(loaded, drafting)


@blp.post("/activities/series")
@requires(Action.PUBLISH_ACTIVITY)
@blp.commands(PlanSeriesSchema, SeriesPlanned)
def plan_series(loaded: dict[str, Any]) -> Response:
    """Publish or draft several shifts at once, all or none (一次多场、每月主题党日)."""
    return _planned(loaded, series_of)


@blp.post("/activities/<uuid:activity_id>/publication")
@requires(Action.PUBLISH_ACTIVITY)
@blp.commands(EmptySchema, ActivityPublished)
def publish_draft(_loaded: dict[str, Any], activity_id: UUID) -> Response:
    """Make a draft known (发布草稿)."""
    managed_activity(activity_id)
    by = caller().person_id
    return execute(PublishDraft(**stamp(), activity_id=activity_id, published_by=by), 201)


@blp.post("/activities/<uuid:activity_id>/amendment")
@requires(Action.PUBLISH_ACTIVITY)
@blp.commands(PlanSchema, ActivityAmended)
def amend_activity(loaded: dict[str, Any], activity_id: UUID) -> Response:
    """Change the plan; all of it is said again (改活动)."""
    found = managed_activity(activity_id)
    own_stamp, body = stamp(), loaded.pop("description")
    return described(
        own_stamp["key"],
        body,
        found.text_id,
        lambda text_id: execute(amending(own_stamp, activity_id, loaded, text_id), 201),
    )


@blp.post("/activities/<uuid:activity_id>/cancellation")
@requires(Action.PUBLISH_ACTIVITY)
@blp.commands(CancelSchema, ActivityPublished)
def cancel_activity(loaded: dict[str, Any], activity_id: UUID) -> Response:
    """Call an activity off before it begins (取消活动)."""
    managed_activity(activity_id)
    reason, by = CancelReason(loaded["reason"]), caller().person_id
    command = CancelActivity(**stamp(), activity_id=activity_id, reason=reason, cancelled_by=by)
    return execute(command, 201)


@blp.post("/activities/<uuid:activity_id>/ending")
@requires(Action.PUBLISH_ACTIVITY)
@blp.commands(EmptySchema, ActivityOver)
def end_activity(_loaded: dict[str, Any], activity_id: UUID) -> Response:
    """End an activity that has begun (结束活动); its record is due ten working days later."""
    managed_activity(activity_id)
    by = caller().person_id
    return execute(EndActivity(**stamp(), activity_id=activity_id, ended_by=by), 201)


def publishing(own_stamp: Stamp, plan: dict[str, Any], text_id: UUID | None) -> PublishActivity:
    """Return the command that publishes a loaded plan."""
    by = caller().person_id
    return PublishActivity(
        **own_stamp, **_frozen(plan), led_by=_leader(), published_by=by, text_id=text_id
    )


def drafting(own_stamp: Stamp, plan: dict[str, Any], text_id: UUID | None) -> DraftActivity:
    """Return the command that drafts it."""
    by = caller().person_id
    return DraftActivity(
        **own_stamp, **_frozen(plan), led_by=_leader(), drafted_by=by, text_id=text_id
    )


def amending(
    own_stamp: Stamp, activity_id: UUID, plan: dict[str, Any], text_id: UUID | None
) -> AmendActivity:
    """Return the command that makes a loaded plan that of an activity."""
    by = caller().person_id
    return AmendActivity(
        **own_stamp, activity_id=activity_id, **_frozen(plan), text_id=text_id, amended_by=by
    )


def series_of(own_stamp: Stamp, loaded: dict[str, Any], text_id: UUID | None) -> PlanSeries:
    """Return the command that plans every shift on every day its rule says."""
    plan = _frozen(loaded)
    repeat, count, shifts = plan.pop("repeat"), plan.pop("count"), plan.pop("further")
    first = (plan["starts_at"], plan["ends_at"])
    times = [first, *((it["starts_at"], it["ends_at"]) for it in shifts)]
    every = [it for shift in times for it in _repeated(shift, repeat, count)]
    by = caller().person_id
    return PlanSeries(
        **own_stamp,
        **plan,
        further=tuple(it for it in sorted(every) if it != first),
        led_by=_leader(),
        planned_by=by,
        text_id=text_id,
    )


def _repeated(
    shift: tuple[datetime, datetime], repeat: str | None, count: int
) -> list[tuple[datetime, datetime]]:
    if repeat is None:
        return [shift]
    starts_at, ends_at = shift
    first = local_date(starts_at)
    gaps = [day - first for day in occurrences(first, Repeat(repeat), count)]
    return [(starts_at + it, ends_at + it) for it in gaps]


def _leader() -> UUID | None:
    """Return who leads what the caller plans: a leader does so themself."""
    return caller().person_id if caller().role is Role.TEAM_LEADER else None


def _frozen(plan: dict[str, Any]) -> dict[str, Any]:
    campaigns = tuple(dict.fromkeys(plan["campaigns"]))
    return plan | {"campaigns": campaigns}


def _planned(
    loaded: dict[str, Any], command_of: Callable[[Stamp, dict[str, Any], UUID | None], Command]
) -> Response:
    """Carry out a new plan of the caller's unit; its description is kept beside the log."""
    caller().require_unit(loaded["unit_code"])
    own_stamp, body = stamp(), loaded.pop("description")
    return described(
        own_stamp["key"],
        body,
        None,
        lambda text_id: execute(command_of(own_stamp, loaded, text_id), 201),
    )
