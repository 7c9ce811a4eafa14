"""Pages of stars: how far one's own are, and who applied."""

from uuid import UUID

from flask import Response, request, url_for

from api.auth import caller
from api.execution import carry_out
from api.permissions import Action, requires
from api.persons.names import with_numbers
from api.reach import scope_of
from api.services import services
from api.volunteering.stars import application_in_reach, own_stars
from ledger.kernel.commands import Command
from ledger.kernel.errors import LedgerError
from ledger.volunteering.file_commands import ApplyForStar, DeclineStar, GrantStar
from ledger.volunteering.stars import STAR_MINUTES, StarDecline
from web.blueprints import Pages, fresh
from web.errors import status_of_page
from web.forms import form_stamp
from web.messages_zh import refusal
from web.rendering import Context, fresh_key, page, see
from web.volunteering.team_words import STAR_DECLINES, STAR_NAMES, STATES, star_name

pages = Pages("stars")

SHOWN = 50
TENTH_MINUTES = 6


@pages.get("/me/stars")
@requires(Action.JOIN_TEAM)
@fresh
def my_stars() -> Response:
    """Show one's star, how far the next one is, and what became of applications (我的星级)."""
    return _mine()


@pages.post("/me/stars")
@requires(Action.JOIN_TEAM)
def apply() -> Response:
    """Apply for the highest star that one's minutes reach (申请)."""
    own_stamp, level = form_stamp(), request.form.get("level", type=int)
    if level is None or not 0 < level <= len(STAR_MINUTES):
        return _mine("field_missing", 422)
    command = ApplyForStar(**own_stamp, person_id=caller().person_id, level=level)
    try:
        recorded = carry_out(services(), command)
    except LedgerError as no:
        return _mine(no.code, status_of_page(no))
    return see(".my_stars", after=recorded.position)


@pages.get("/stars")
@requires(Action.GRANT_STARS)
@fresh
def applications() -> Response:
    """List who applied for a star (星级申请)."""
    return _waiting()


@pages.post("/stars/<uuid:application_id>/grant")
@requires(Action.GRANT_STARS)
def grant(application_id: UUID) -> Response:
    """Give it (授星)."""
    star = application_in_reach(application_id)
    whose = {"person_id": star.person_id, "application_id": application_id}
    return _answer(GrantStar(**form_stamp(), **whose, granted_by=caller().person_id))


@pages.post("/stars/<uuid:application_id>/decline")
@requires(Action.GRANT_STARS)
def decline(application_id: UUID) -> Response:
    """Do not give it, with a reason of the list (不授)."""
    star = application_in_reach(application_id)
    own_stamp, reason = form_stamp(), request.form.get("reason", "")
    if reason not in set(StarDecline):
        return _waiting("field_missing", 422)
    command = DeclineStar(
        **own_stamp,
        person_id=star.person_id,
        application_id=application_id,
        reason=StarDecline(reason),
        declined_by=caller().person_id,
    )
    return _answer(command)


def _answer(command: Command) -> Response:
    try:
        recorded = carry_out(services(), command)
    except LedgerError as no:
        return _waiting(no.code, status_of_page(no))
    return see(".applications", after=recorded.position)


def _mine(code: str = "", status: int = 200) -> Response:
    own = own_stars(caller().person_id)
    applied = [it for it in own["applications"] if it.state == "waiting"]
    can_apply = own["reached"] > own["level"] and not applied
    return page(
        "my_stars.html",
        status,
        star=star_name(own["level"]),
        level=own["level"],
        minutes=own["minutes"],
        next_minutes=own["next_minutes"],
        missing=_up_to_tenths(own["missing_minutes"] or 0),
        next_name=_next_name(own["next_minutes"]),
        offered=own["reached"] if can_apply else 0,
        offered_name=star_name(own["reached"]) if can_apply else "",
        steps=[
            {"name": name, "minutes": minutes, "held": level <= own["level"]}
            for level, (name, minutes) in enumerate(
                zip(STAR_NAMES, STAR_MINUTES, strict=True), start=1
            )
        ],
        applications=[_application(it) for it in own["applications"]],
        refusal=refusal(code) if code else None,
        key=fresh_key(),
    )


def _up_to_tenths(minutes: int) -> int:
    """Round what is missing up to tenths of an hour: never say 0 while a minute is missing."""
    return -(-minutes // TENTH_MINUTES) * TENTH_MINUTES


def _next_name(next_minutes: int | None) -> str:
    return "" if next_minutes is None else STAR_NAMES[STAR_MINUTES.index(next_minutes)]


def _application(it: object) -> Context:
    row = {name: getattr(it, name) for name in ("applied_at", "decided_at")}
    state, level, reason = (getattr(it, name) for name in ("state", "level", "reason"))
    said = {"name": star_name(level), "words": STATES[state]}
    return row | said | {"reason_words": STAR_DECLINES.get(reason, "")}


def _waiting(code: str = "", status: int = 200) -> Response:
    after_id = request.args.get("after_id", type=UUID)
    scope = scope_of(caller().grant.unit_code)
    found = services().views.stars.waiting(scope, SHOWN, after_id)
    own = caller().person_id
    minutes = services().views.totals.minutes_of(it.person_id for it in found)
    more = url_for(".applications", after_id=found[-1].application_id) if found else ""
    return page(
        "stars.html",
        status,
        rows=[
            {
                **it,
                "name": star_name(it["level"]),
                "own": it["person_id"] == own,
                "now_minutes": minutes[it["person_id"]],
            }
            for it in with_numbers(found)
        ],
        declines=STAR_DECLINES,
        refusal=refusal(code) if code else None,
        key=fresh_key(),
        next_address=more if len(found) == SHOWN else "",
    )
