"""The form of a plan: what is typed, and how it is read under the rules of the API's own doors."""

from datetime import date, datetime, time, timedelta
from typing import Any

from flask import Response, request
from marshmallow import Schema, ValidationError

from api.auth import caller
from api.doors import paths_of
from api.reach import scope_of
from api.refusals import RequestInvalidError
from api.services import services
from api.volunteering.activity_schemas import PlanSchema, PlanSeriesSchema, PublishActivitySchema
from api.volunteering.describing import description_of
from ledger.kernel.clock import SHANGHAI
from ledger.kernel.errors import LedgerError
from ledger.volunteering.errors import ActivityTimesError, InsuranceRequiredError, SignUpTermsError
from ledger.volunteering.plan import (
    INSURANCE_LENGTH_MAX,
    PLACE_LENGTH_MAX,
    QUOTA_MAX,
    TITLE_LENGTH_MAX,
)
from ledger.volunteering.recurrence import SHIFTS_MAX
from people.texts import TEXT_LENGTH_MAX
from projections.volunteering.activities.rows import ActivityRow
from web.errors import status_of_page
from web.formats import local
from web.messages_zh import CLOSINGS, refusal
from web.rendering import Context, fresh_key, page

TEAMS_SHOWN = 50
LIKELY_STARTS, LIKELY_ENDS, LIKELY_CLOSES = "09:00", "11:00", "0"
OTHER_SHIFTS = ("2", "3")
"""A form has room for two more shifts of the day."""
_TYPED = (
    *("title", "place", "day", "starts", "ends", "team_id", "risk_level", "category", "kind"),
    *("quota", "closes", "insurance_policy", "description", "repeat", "count"),
    *(f"{name}{it}" for it in OTHER_SHIFTS for name in ("starts", "ends")),
)
#: What the door calls a field, and what the form does.
_FIELDS = {
    "starts_at": "starts",
    "ends_at": "ends",
    "sign_up_until": "closes",
    "further": "starts2",
}
_MARKED: dict[type[LedgerError], set[str]] = {
    ActivityTimesError: {"starts", "ends"},
    InsuranceRequiredError: {"insurance_policy"},
    SignUpTermsError: {"quota", "closes"},
}
_NOTHING: Context = {
    **dict.fromkeys(_TYPED, ""),
    "starts": LIKELY_STARTS,
    "ends": LIKELY_ENDS,
    "closes": LIKELY_CLOSES,
    "risk_level": "0",
    "category": "other",
    "kind": "activity",
    "count": "1",
    "campaigns": [],
    "service": True,
}


def likely() -> Context:
    """Return what a new plan most likely is."""
    tomorrow = local(services().clock()).date() + timedelta(days=1)
    return {**_NOTHING, "day": tomorrow.isoformat()}


def typed_of(found: ActivityRow) -> Context:
    """Return a plan as it was typed."""
    starts, ends = local(found.starts_at), local(found.ends_at)
    before = (found.starts_at - found.sign_up_until) // timedelta(hours=1)
    closes = max(it for it in (int(key) for key in CLOSINGS) if it <= before)
    return {
        **_NOTHING,
        "title": found.title,
        "place": found.place,
        "day": starts.date().isoformat(),
        "starts": f"{starts:%H:%M}",
        "ends": f"{ends:%H:%M}",
        "team_id": str(found.team_id or ""),
        "risk_level": str(found.risk_level),
        "category": found.category,
        "kind": found.kind,
        "quota": str(found.quota or ""),
        "closes": str(closes),
        "insurance_policy": found.insurance_policy,
        "description": description_of(found.text_id),
        "campaigns": list(found.campaigns),
        "service": found.is_volunteer_service,
    }


def read_form() -> Context:
    """Return what was typed into the form of this request."""
    typed: Context = {name: request.form.get(name, "") for name in _TYPED}
    typed["campaigns"] = request.form.getlist("campaigns")
    typed["service"] = "service" in request.form
    return typed


def load_plan(typed: Context) -> dict[str, Any]:
    """Read it as the API reads a changed plan."""
    return _load(PlanSchema(), _plan(typed))


def load_new(typed: Context) -> dict[str, Any]:
    """Read it as the API reads a new activity; one with several shifts has ``further``."""
    sent = {
        **_plan(typed),
        "unit_code": caller().grant.unit_code,
        "team_id": typed["team_id"] or None,
    }
    further = [
        {
            "starts_at": _moment(typed["day"], typed[f"starts{it}"]),
            "ends_at": _end(typed["day"], typed[f"starts{it}"], typed[f"ends{it}"]),
        }
        for it in OTHER_SHIFTS
        if typed[f"starts{it}"]
    ]
    repeats = typed["repeat"] and typed["count"] not in ("", "1")
    if not further and not repeats:
        return _load(PublishActivitySchema(), sent)
    series = {"further": further, "repeat": typed["repeat"] or None}
    count = _whole(typed["count"]) if repeats else 1
    return _load(PlanSeriesSchema(), sent | series | {"count": count})


def plan_form(
    typed: Context, no: LedgerError | None = None, found: ActivityRow | None = None
) -> Response:
    """Draw the form: of a new plan, or of one that is changed."""
    errors = no.facts.get("errors", {}) if isinstance(no, RequestInvalidError) else {}
    paths = errors if isinstance(errors, dict) else {}
    named = {_FIELDS.get(path.partition(".")[0], path) for path in paths}
    marked = _MARKED.get(type(no), set()) if no is not None else set()
    return page(
        "activity_new.html",
        status_of_page(no),
        typed=typed,
        activity=found,
        teams=services().views.teams.page(scope_of(caller().grant.unit_code), TEAMS_SHOWN),
        refusal=None if no is None else refusal(no.code),
        wrong=sorted(named | marked),
        key=fresh_key(),
        title_length_max=TITLE_LENGTH_MAX,
        place_length_max=PLACE_LENGTH_MAX,
        insurance_length_max=INSURANCE_LENGTH_MAX,
        text_length_max=TEXT_LENGTH_MAX,
        quota_max=QUOTA_MAX,
        shifts_max=SHIFTS_MAX,
    )


def _plan(typed: Context) -> dict[str, Any]:
    starts_at = _moment(typed["day"], typed["starts"])
    return {
        "title": typed["title"].strip(),
        "place": typed["place"].strip(),
        "starts_at": starts_at,
        "ends_at": _end(typed["day"], typed["starts"], typed["ends"]),
        "is_volunteer_service": typed["service"],
        "risk_level": _whole(typed["risk_level"] or "0"),
        "kind": typed["kind"] or "activity",
        "category": typed["category"] or "other",
        "campaigns": typed["campaigns"],
        "insurance_policy": typed["insurance_policy"].strip(),
        "quota": _whole(typed["quota"]) if typed["quota"] else None,
        "sign_up_until": _until(starts_at, typed["closes"]),
        "description": " ".join(typed["description"].split()),
    }


def _load(schema: Schema, sent: dict[str, Any]) -> dict[str, Any]:
    try:
        return schema.load(sent)  # type: ignore[no-any-return]
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


def _end(day: str, starts: str, ends: str) -> str:
    """Return the end; one in the small hours after a start in the evening is the next day's."""
    end = _moment(day, ends)
    over_midnight = end and starts >= "18:00" and ends < "06:00"
    if not over_midnight:
        return end
    return (datetime.fromisoformat(end) + timedelta(days=1)).isoformat()


def _until(starts_at: str, closes: str) -> str | None:
    """Return when signing up ends, so many hours before the start."""
    if not starts_at or not closes.isdecimal() or closes == "0":
        return None
    return (datetime.fromisoformat(starts_at) - timedelta(hours=int(closes[:3]))).isoformat()


def _whole(typed: str) -> int | str:
    """Return a number; what is none is left for the schema to refuse."""
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 10 else typed  # noqa: PLR2004
