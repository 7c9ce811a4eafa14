"""Pages of those who plan: their activities, who signed up, and the rate of points."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from flask import Response, request, url_for

from api.auth import caller
from api.execution import carry_out
from api.permissions import Action, may, requires
from api.persons.names import names_for
from api.reach import scope_of
from api.services import services
from api.volunteering.activities import managed_activity, roll_need
from ledger.kernel.clock import local_date
from ledger.kernel.errors import RuleError
from ledger.volunteering.activity_commands import SetServicePointRate
from ledger.volunteering.activity_kinds import State
from ledger.volunteering.point_rate import (
    DEFAULT_RATE,
    HOURLY_FEN_MAX,
    RATE_MINUTES_MAX,
    RATE_POINTS_MAX,
)
from people.roles import Role
from projections.volunteering.activities.rows import ActivityRow
from projections.volunteering.activities.views import Choice
from web.blueprints import Pages, fresh
from web.errors import status_of_page
from web.forms import form_stamp
from web.messages_zh import refusal
from web.rendering import fresh_key, page, see
from web.units import unit_name

pages = Pages("led")

SHOWN = 30
SIGN_UPS_SHOWN = 50
EVERY_STATE = tuple(it.value for it in State)


@pages.get("/led")
@requires(Action.PUBLISH_ACTIVITY)
@fresh
def led() -> Response:
    """List what one leads, or plans for one's unit: what is to come, then what was (我的活动)."""
    who, now = caller(), services().clock()
    mine = who.person_id if who.role is Role.TEAM_LEADER else None
    choice, scope = Choice(states=EVERY_STATE, led_by=mine), scope_of(who.grant.unit_code)
    views = services().views.activities
    after_id = request.args.get("after_id", type=UUID)
    coming = [] if after_id else views.upcoming(scope, now, SHOWN, None, choice)
    running = [] if after_id else _running(choice)
    past = views.past(scope, now, SHOWN, after_id, choice)
    counts = services().views.sign_ups.counts(it.activity_id for it in (*running, *coming))
    full = len(past) == SHOWN
    return page(
        "led.html",
        running=[_row(it, counts) for it in running],
        coming=[_row(it, counts) for it in coming],
        past=[_row(it, {}) for it in past],
        next_address=url_for(".led", after_id=past[-1].activity_id) if full else "",
    )


def _running(choice: Choice) -> list[ActivityRow]:
    now, scope = services().clock(), scope_of(caller().grant.unit_code)
    today = services().views.activities.of_day(scope, local_date(now), SHOWN, None, choice)
    return [it for it in today if it.starts_at <= now < it.ends_at]


def _row(found: ActivityRow, counts: dict[UUID, Any]) -> dict[str, Any]:
    count = counts.get(found.activity_id)
    return {
        **asdict(found),
        "signed_up": count.signed_up if count else 0,
        "waiting": count.waiting if count else 0,
    }


@pages.get("/activities/<uuid:activity_id>/sign-ups")
@requires(Action.SEE_ROLL)
@fresh
def sign_ups(activity_id: UUID) -> Response:
    """List who signed up and who waits (报名名单)."""
    activity = managed_activity(activity_id)
    after = request.args.get("after_row", "").partition(".")
    place = (after[0], int(after[2])) if after[2].isdecimal() else None
    found = services().views.sign_ups.of_activity(activity_id, SIGN_UPS_SHOWN, place)
    in_full = roll_need(activity)
    names = names_for((it.person_id for it in found), in_full)
    last = found[-1] if len(found) == SIGN_UPS_SHOWN else None
    count = services().views.sign_ups.counts([activity_id])[activity_id]
    return page(
        "sign_ups.html",
        activity=activity,
        count=count,
        in_full=in_full is not None,
        rows=[{**asdict(it), "name": names.get(it.person_id, "")} for it in found],
        next_address=(
            url_for(".sign_ups", activity_id=activity_id, after_row=f"{last.state}.{last.number}")
            if last
            else ""
        ),
    )


@pages.get("/point-rate")
@requires(Action.SET_POINT_RATE)
@fresh
def point_rate() -> Response:
    """Show by which rate minutes give points here (积分标准)."""
    return _rate_page()


@pages.post("/point-rate")
@requires(Action.SET_POINT_RATE)
def set_point_rate() -> Response:
    """Set it, or say why not (改标准)."""
    who = caller()
    points = request.form.get("rate_points", -1, type=int)
    minutes = request.form.get("rate_minutes", 0, type=int)
    command = SetServicePointRate(
        **form_stamp(),
        unit_code=who.grant.unit_code,
        rate_points=points,
        rate_minutes=minutes,
        set_by=who.person_id,
    )
    try:
        recorded = carry_out(services(), command)
    except RuleError as no:
        return _rate_page(no, (points, minutes))
    return see(".point_rate", after=recorded.position)


def _rate_page(no: RuleError | None = None, typed: tuple[int, int] | None = None) -> Response:
    who, rates = caller(), services().views.point_rates
    rate, own = rates.in_force(who.grant.unit_code), rates.of(who.grant.unit_code)
    return page(
        "point_rate.html",
        status_of_page(no),
        unit_name=unit_name(who.grant.unit_code),
        rate=rate,
        set_at=own.set_at if own else None,
        default=DEFAULT_RATE,
        typed=typed or tuple(rate),
        hourly_yuan_max=HOURLY_FEN_MAX // 100,
        points_max=RATE_POINTS_MAX,
        minutes_max=RATE_MINUTES_MAX,
        publishes=may(who.role, Action.PUBLISH_ACTIVITY),
        refusal=None if no is None else refusal(no.code),
        key=fresh_key(),
    )
