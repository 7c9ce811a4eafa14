"""Publishing an activity with a plain form, under the rules of the API's own door."""

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from flask import Response, request
from marshmallow import ValidationError

from api.auth import caller
from api.doors import paths_of
from api.execution import carry_out
from api.permissions import Action, requires
from api.reach import scope_of
from api.refusals import RequestInvalidError
from api.services import services
from api.volunteering.schemas import PublishActivitySchema
from ledger.kernel.clock import SHANGHAI
from ledger.kernel.errors import LedgerError, RuleError
from ledger.volunteering.commands import PublishActivity
from ledger.volunteering.plan import PLACE_LENGTH_MAX, TITLE_LENGTH_MAX
from people.roles import Role
from web.blueprints import Pages
from web.errors import status_of_page
from web.formats import local
from web.forms import form_stamp
from web.messages_zh import refusal
from web.rendering import Context, fresh_key, page, see

pages = Pages("publishing")

TEAMS_SHOWN = 50
LIKELY_STARTS = "09:00"
LIKELY_ENDS = "11:00"
#: What the door calls a field, and what the form does.
_FIELDS = {"starts_at": "starts", "ends_at": "ends", "team_id": "team_id"}
_schema = PublishActivitySchema()


@pages.get("/activities/new")
@requires(Action.PUBLISH_ACTIVITY)
def new_activity() -> Response:
    """Ask what, where and when (发布活动)."""
    tomorrow = local(services().clock()).date() + timedelta(days=1)
    likely = {"day": tomorrow.isoformat(), "starts": LIKELY_STARTS, "ends": LIKELY_ENDS}
    nothing = {"title": "", "place": "", "team_id": "", "risk_level": "0"}
    return _form({**nothing, **likely, "service": True})


@pages.post("/activities")
@requires(Action.PUBLISH_ACTIVITY)
def publish() -> Response:
    """Publish it, or say what is wrong beside all that was typed (发布)."""
    typed: Context = {
        name: request.form.get(name, "")
        for name in ("title", "place", "day", "starts", "ends", "team_id", "risk_level")
    }
    typed["service"] = "service" in request.form
    own_stamp, who = form_stamp(), caller()
    try:
        loaded = _load(typed)
        led_by = who.person_id if who.role is Role.TEAM_LEADER else None
        recorded = carry_out(services(), PublishActivity(**own_stamp, led_by=led_by, **loaded))
    except (RequestInvalidError, RuleError) as no:
        return _form(typed, no)
    activity_id = UUID(recorded.answer["activity_id"])
    endpoint = "pages_volunteering.activity"
    return see(endpoint, activity_id=activity_id, after=recorded.position)


def _load(typed: Context) -> dict[str, Any]:
    """Read what was typed as the API reads its JSON."""
    sent = {
        "unit_code": caller().grant.unit_code,
        "title": typed["title"].strip(),
        "place": typed["place"].strip(),
        "starts_at": _moment(typed["day"], typed["starts"]),
        "ends_at": _moment(typed["day"], typed["ends"]),
        "is_volunteer_service": typed["service"],
        "team_id": typed["team_id"] or None,
        "risk_level": int(typed["risk_level"]) if typed["risk_level"].isdecimal() else 0,
    }
    try:
        return _schema.load(sent)  # type: ignore[no-any-return]
    except ValidationError as error:
        messages = error.normalized_messages()  # type: ignore[no-untyped-call]
        raise RequestInvalidError(paths_of(messages)) from None


def _moment(day: str, clock: str) -> str:
    """Join a day and a time of Hohhot; what is neither is left for the schema to refuse."""
    try:
        joined = datetime.combine(date.fromisoformat(day), time.fromisoformat(clock))
    except ValueError:
        return ""
    return joined.replace(tzinfo=SHANGHAI).isoformat()


def _form(typed: Context, no: LedgerError | None = None) -> Response:
    errors = no.facts.get("errors", {}) if no is not None else {}
    named = {_FIELDS.get(path, path) for path in errors} if isinstance(errors, dict) else set()
    wrong = named or ({"starts", "ends"} if no is not None else set())
    return page(
        "activity_new.html",
        status_of_page(no),
        typed=typed,
        teams=services().views.teams.page(scope_of(caller().grant.unit_code), TEAMS_SHOWN),
        refusal=None if no is None else refusal(no.code),
        wrong=sorted(wrong),
        key=fresh_key(),
        title_length_max=TITLE_LENGTH_MAX,
        place_length_max=PLACE_LENGTH_MAX,
    )
