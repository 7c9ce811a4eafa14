"""Doors of sign-ups, and of one's own shifts."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from flask import Response
from marshmallow import Schema, fields

from api.answers import CommandAnswer, pages_of
from api.auth import caller
from api.consents.ages import band_of
from api.consents.naming import person_meant
from api.doors import Doors
from api.execution import execute
from api.fields import text
from api.idempotency import Stamp, stamp
from api.limits import TOKEN_LENGTH_MAX
from api.paging import PageQuery, page, read_cursor
from api.permissions import Action, requires
from api.persons.names import names_for
from api.reading import EmptySchema, ReadQuery, RequestSchema
from api.services import services
from api.volunteering.activities import activity_of, managed_activity, roll_need
from api.volunteering.activity_schemas import ActivityAnswer
from ledger.kernel.clock import local_date
from ledger.registry.consent_purposes import AgeBand
from ledger.volunteering.errors import AgeTooYoungError, CompanionRequiredError
from ledger.volunteering.sign_up_commands import SignOff, SignUp
from people.ages import VOLUNTEER_AGE_MIN, is_younger
from projections.volunteering.activities.rows import ActivityRow

blp = Doors("sign-ups", "Sign-ups for activities")


class SignUpSchema(RequestSchema):
    """POST /activities/<activity_id>/sign-ups."""

    wait = fields.Boolean(
        load_default=False,
        truthy={True},
        falsy={False},
        allow_none=False,
        metadata={"description": "Go on the waiting list if every place is taken."},
    )
    companion = text(
        TOKEN_LENGTH_MAX,
        load_default=None,
        allow_none=True,
        metadata={
            "description": "Number or code of the adult who stays with a minor: a guardian, "
            "or somebody who signed up as well."
        },
    )


class SignedUpAnswer(CommandAnswer):
    """Whether there is a place, or which one on the waiting list."""

    activity_id = fields.UUID()
    waiting = fields.Boolean()
    waiting_place = fields.Integer(metadata={"description": "1 is next; 0 with a place."})


class SignedOffAnswer(CommandAnswer):
    """What one no longer comes to."""

    activity_id = fields.UUID()


class SignUpAnswer(Schema):
    """One line of the list of sign-ups."""

    person_id = fields.UUID()
    display_name = fields.String(allow_none=True)
    state = fields.String(metadata={"description": "signed_up or waiting"})
    asked_at = fields.AwareDateTime()
    accompanied = fields.Boolean()


class ShiftAnswer(ActivityAnswer):
    """An activity one signed up for."""

    waiting = fields.Boolean()


class ShiftsAnswer(Schema):
    """One's shifts that are not over, soonest first; what was called off is among them."""

    items = fields.List(fields.Nested(ShiftAnswer))


@blp.post("/activities/<uuid:activity_id>/sign-ups")
@requires(Action.SIGN_UP)
@blp.commands(SignUpSchema, SignedUpAnswer)
def sign_up(loaded: dict[str, Any], activity_id: UUID) -> Response:
    """Sign up for an activity, or wait for a place (报名、候补)."""
    own_stamp, found = stamp(), activity_of(activity_id)
    return execute(signing_up(own_stamp, found, loaded["companion"], wait=loaded["wait"]), 201)


@blp.post("/activities/<uuid:activity_id>/sign-ups/withdrawal")
@requires(Action.SIGN_UP)
@blp.commands(EmptySchema, SignedOffAnswer)
def sign_off(_loaded: dict[str, Any], activity_id: UUID) -> Response:
    """Give one's place back, or wait no longer (取消报名)."""
    person_id = caller().person_id
    return execute(SignOff(**stamp(), activity_id=activity_id, person_id=person_id), 201)


@blp.get("/activities/<uuid:activity_id>/sign-ups")
@requires(Action.SEE_ROLL)
@blp.reads(PageQuery, pages_of(SignUpAnswer))
def list_sign_ups(asked: dict[str, Any], activity_id: UUID) -> Any:
    """List who means to come, then who waits, with names as the roll shows them (报名名单)."""
    activity = managed_activity(activity_id)
    limit, after = asked["limit"], read_cursor(asked["cursor"], tuple[str, int])
    found = services().views.sign_ups.of_activity(activity_id, limit, after)
    names = names_for((row.person_id for row in found), roll_need(activity))
    rows = [
        {
            **asdict(row),
            "display_name": names.get(row.person_id),
            "accompanied": row.companion_id is not None,
        }
        for row in found
    ]
    last = found[-1] if len(found) == limit else None
    return page(rows, None if last is None else (last.state, last.number))


@blp.get("/me/shifts")
@requires(Action.SEE_SELF)
@blp.reads(ReadQuery, ShiftsAnswer)
def list_my_shifts(_asked: dict[str, Any]) -> Any:
    """List the shifts one signed up for that are not over yet (我的班次)."""
    given = services()
    found = given.views.sign_ups.of_person(caller().person_id, given.clock())
    return {"items": [{**asdict(activity), "waiting": row.waits} for activity, row in found]}


def signing_up(
    own_stamp: Stamp, activity: ActivityRow, companion: str | None, *, wait: bool
) -> SignUp:
    """Return the command by which the caller signs up, at the age of that day (VH-14)."""
    given, person_id = services(), caller().person_id
    day = local_date(activity.starts_at)
    born_on = given.directory.minors.born_on(person_id)
    if born_on and is_younger(born_on, VOLUNTEER_AGE_MIN, day):
        raise AgeTooYoungError(age_min=VOLUNTEER_AGE_MIN)
    age = band_of(born_on, day)
    named = None if age is AgeBand.ADULT or not companion else companion
    return SignUp(
        **own_stamp,
        activity_id=activity.activity_id,
        person_id=person_id,
        wait=wait,
        age=age,
        companion_id=None if named is None else _companion(own_stamp, activity, named),
    )


def _companion(own_stamp: Stamp, activity: ActivityRow, named: str) -> UUID:
    """Return the adult a minor names; the ledger asks whether they come as well."""
    given, day = services(), local_date(activity.starts_at)
    found = person_meant(given, named, own_stamp["at"])
    is_adult = (
        found is not None and band_of(given.directory.minors.born_on(found), day) is AgeBand.ADULT
    )
    if found is None or not is_adult:
        raise CompanionRequiredError
    return found
