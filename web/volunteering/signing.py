"""Signing up and off with plain forms, one's own shifts, and their calendar feed."""

from typing import Any
from uuid import UUID

from flask import Response, current_app, make_response, request, url_for

from api.auth import caller
from api.execution import carry_out
from api.permissions import Action, requires
from api.refusals import UnknownAddressError
from api.services import services
from api.signin.opening import SECURE_SETTING
from api.volunteering.activities import activity_of
from api.volunteering.sign_ups import signing_up
from ledger.kernel.errors import ConflictError, RuleError
from ledger.volunteering.activity_kinds import State
from ledger.volunteering.sign_up_commands import SignOff
from web.blueprints import Pages, fresh
from web.forms import form_stamp
from web.messages_zh import CANCEL_REASONS
from web.rendering import page, see
from web.volunteering.pages import activity_page
from web.volunteering.shift_feed import etag_of, feed_of
from web.volunteering.standing import standing_context

pages = Pages("signing")

CALENDAR_TYPE = "text/calendar; charset=utf-8"


@pages.post("/activities/<uuid:activity_id>/sign-up")
@requires(Action.SIGN_UP)
def sign_up(activity_id: UUID) -> Response:
    """Sign up or wait, or say on the activity's page why not (报名、候补)."""
    found, own_stamp = activity_of(activity_id), form_stamp()
    companion = request.form.get("companion", "").strip() or None
    try:
        command = signing_up(own_stamp, found, companion, wait="wait" in request.form)
        recorded = carry_out(services(), command)
    except (RuleError, ConflictError) as no:
        return activity_page(found, no)
    return see(".signed_up", activity_id=activity_id, after=recorded.position)


@pages.get("/activities/<uuid:activity_id>/signed-up")
@requires(Action.SIGN_UP)
@fresh
def signed_up(activity_id: UUID) -> Response:
    """Say that there is a place, or which one on the list (报名成功)."""
    found = activity_of(activity_id)
    context = standing_context(found, caller(), services().clock())
    if context["sign_up"] is None:
        return see("pages_volunteering.activity", activity_id=activity_id)
    return page("signed_up.html", activity=found, **context)


@pages.post("/activities/<uuid:activity_id>/sign-off")
@requires(Action.SIGN_UP)
def sign_off(activity_id: UUID) -> Response:
    """Give one's place back (取消报名)."""
    found, who = activity_of(activity_id), caller()
    command = SignOff(**form_stamp(), activity_id=activity_id, person_id=who.person_id)
    try:
        recorded = carry_out(services(), command)
    except (RuleError, ConflictError) as no:
        return activity_page(found, no)
    return see("pages_volunteering.activity", activity_id=activity_id, after=recorded.position)


@pages.get("/me/shifts")
@requires(Action.SEE_SELF)
@fresh
def shifts() -> Response:
    """List the shifts one signed up for, and the calendar they can be seen in (我的班次)."""
    return _shifts_page()


@pages.post("/me/shifts/feed")
@requires(Action.SEE_SELF)
def renew_feed() -> Response:
    """Make an address for calendar programs; the former one ends (生成订阅地址)."""
    given = services()
    secret = given.feeds.renew(caller().person_id, given.clock())
    scheme = "https" if current_app.config.get(SECURE_SETTING, True) else "http"
    path = url_for(".feed", secret=secret)
    return _shifts_page(f"{scheme}://{given.public_host}{path}")


@pages.post("/me/shifts/feed/withdrawal")
@requires(Action.SEE_SELF)
def withdraw_feed() -> Response:
    """End the address (停用订阅地址)."""
    services().feeds.withdraw(caller().person_id)
    return see(".shifts")


@pages.get("/shifts/<secret>.ics")
@requires(Action.PUBLIC)
def feed(secret: str) -> Response:
    """Give a calendar program the shifts its address stands for (日历订阅)."""
    given = services()
    person_id = given.feeds.person_of(secret)
    if person_id is None:
        raise UnknownAddressError
    text = feed_of(person_id, given.clock())
    response = make_response(text)
    response.headers["Content-Type"] = CALENDAR_TYPE
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["Content-Disposition"] = 'inline; filename="shifts.ics"'
    response.set_etag(etag_of(text))
    response.make_conditional(request)
    return response


def _shifts_page(address: str = "") -> Response:
    given, person_id = services(), caller().person_id
    found = given.views.sign_ups.of_person(person_id, given.clock())
    return page(
        "shifts.html",
        shifts=[_row(activity, waits=row.waits) for activity, row in found],
        feed_address=address,
        feed_made_at=given.feeds.made_at(person_id),
    )


def _row(activity: Any, *, waits: bool) -> dict[str, Any]:
    cancelled = activity.state == State.CANCELLED
    return {
        "activity_id": activity.activity_id,
        "title": activity.title,
        "place": activity.place,
        "starts_at": activity.starts_at,
        "ends_at": activity.ends_at,
        "waits": waits,
        "cancelled": CANCEL_REASONS.get(activity.cancel_reason or "", "") if cancelled else "",
    }
