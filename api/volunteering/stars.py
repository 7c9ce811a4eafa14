"""Doors of stars: apply, grant, decline."""

from typing import Any
from uuid import UUID

from flask import Response

from api.answers import pages_of
from api.auth import asked_unit, caller
from api.doors import Doors
from api.execution import execute
from api.idempotency import stamp
from api.paging import page, read_cursor
from api.permissions import Action, requires
from api.persons.names import with_numbers
from api.reach import scope_of
from api.reading import EmptySchema, ReadQuery, settled
from api.services import services
from api.volunteering.file_schemas import (
    OwnStarsAnswer,
    StarAnswered,
    StarDeclineSchema,
    StarSchema,
    StarWaitingAnswer,
)
from api.volunteering.schemas import UnitQuery
from ledger.volunteering.file_commands import ApplyForStar, DeclineStar, GrantStar
from ledger.volunteering.stars import STAR_MINUTES, StarDecline, stars_for
from ledger.volunteering.team_errors import StarNotAppliedError
from projections.volunteering.files.views import StarRow

blp = Doors("stars", "Stars of volunteers, on application")


@blp.get("/me/stars")
@requires(Action.JOIN_TEAM)
@blp.reads(ReadQuery, OwnStarsAnswer)
def see_my_stars(_asked: dict[str, Any]) -> Any:
    """Show one's star, and how far the next one is (我的星级)."""
    return own_stars(caller().person_id)


@blp.post("/me/stars")
@requires(Action.JOIN_TEAM)
@blp.commands(StarSchema, StarAnswered)
def apply_for_star(loaded: dict[str, Any]) -> Response:
    """Apply for a star that one's confirmed minutes reach (申请星级)."""
    return execute(ApplyForStar(**stamp(), person_id=caller().person_id, **loaded), 201)


@blp.get("/stars/applications")
@requires(Action.GRANT_STARS)
@blp.reads(UnitQuery, pages_of(StarWaitingAnswer))
def list_applications(asked: dict[str, Any]) -> Any:
    """List applications of the caller's unit that wait, the oldest first (星级申请)."""
    unit, limit = asked_unit(asked["unit"]), asked["limit"]
    found = services().views.stars.waiting(
        scope_of(unit), limit, read_cursor(asked["cursor"], UUID)
    )
    return page(with_numbers(found), found[-1].application_id if len(found) == limit else None)


@blp.post("/stars/<uuid:application_id>/grant")
@requires(Action.GRANT_STARS)
@blp.commands(EmptySchema, StarAnswered)
def grant_star(_loaded: dict[str, Any], application_id: UUID) -> Response:
    """Give the star applied for; never to oneself (授星)."""
    star = application_in_reach(application_id)
    whose = {"person_id": star.person_id, "application_id": application_id}
    return execute(GrantStar(**stamp(), **whose, granted_by=caller().grant.person_id), 201)


@blp.post("/stars/<uuid:application_id>/decline")
@requires(Action.GRANT_STARS)
@blp.commands(StarDeclineSchema, StarAnswered)
def decline_star(loaded: dict[str, Any], application_id: UUID) -> Response:
    """Do not give it, and say why (不授)."""
    star = application_in_reach(application_id)
    command = DeclineStar(
        **stamp(),
        person_id=star.person_id,
        application_id=application_id,
        reason=StarDecline(loaded["reason"]),
        declined_by=caller().grant.person_id,
    )
    return execute(command, 201)


def own_stars(person_id: UUID) -> dict[str, Any]:
    """Return somebody's star, what their minutes allow, and what is missing for the next."""
    views = services().views
    level, minutes = views.stars.level_of(person_id), views.totals.of(person_id).minutes
    reached = stars_for(minutes)
    after = max(level, reached)
    next_minutes = STAR_MINUTES[after] if after < len(STAR_MINUTES) else None
    return {
        "level": level,
        "minutes": minutes,
        "reached": reached,
        "next_minutes": next_minutes,
        "missing_minutes": None if next_minutes is None else max(0, next_minutes - minutes),
        "applications": views.stars.of_person(person_id),
    }


def application_in_reach(application_id: UUID) -> StarRow:
    """Return an application of the caller's unit; others seem not to be there."""
    star = settled(services(), lambda: services().views.stars.of(application_id))
    if star is None or not caller().reaches(star.unit_code):
        raise StarNotAppliedError(application_id=application_id)
    return star
