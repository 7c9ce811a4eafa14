"""Doors of pledges: what one's household signed, signing, and entering a paper."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from flask import Response
from marshmallow import Schema, fields, validate

from api.answers import CommandAnswer
from api.auth import asked_unit, caller
from api.consents.ages import age_of
from api.doors import Doors
from api.execution import execute
from api.idempotency import stamp
from api.moral.rulebook_answers import RulebookVersionAnswer
from api.moral.rulebook_finding import version_told
from api.permissions import Action, requires
from api.photos.evidence import keep_as_evidence, sent_photos
from api.reach import today
from api.reading import EmptySchema, ReadQuery, RequestSchema
from api.refusals import RequestInvalidError
from api.services import services
from ledger.households.errors import HouseholdMemberRequiredError, HouseholdNotFoundError
from ledger.moral.pledging import SignPledge
from projections.households.views import HouseholdRow

blp = Doors("pledges", "Pledges that households sign, version by version")

HASH_LENGTH = 64
"""SHA-256 in hexadecimal digits."""


class PaperPledgeSchema(RequestSchema):
    """POST /households/<id>/pledges: who signed on paper, and the picture of the paper."""

    person_id = fields.UUID(required=True)
    photo_id = fields.UUID(required=True)
    photo_hash = fields.String(
        required=True, validate=validate.Regexp(rf"^[0-9a-f]{{{HASH_LENGTH}}}$")
    )


class PledgeSignature(Schema):
    """A signature under a version."""

    household_id = fields.UUID()
    version = fields.Integer()
    method = fields.String()
    signed_at = fields.AwareDateTime()


class OwnPledgeAnswer(Schema):
    """What there is to sign, and what was signed."""

    household_id = fields.UUID()
    in_force = fields.Nested(RulebookVersionAnswer, allow_none=True)
    signed = fields.List(fields.Nested(PledgeSignature))


class SignedAnswer(CommandAnswer):
    """Which household, and which version."""

    household_id = fields.UUID()
    version = fields.Integer()


@blp.get("/me/pledge")
@requires(Action.SIGN_PLEDGE)
@blp.reads(ReadQuery, OwnPledgeAnswer)
def see_own_pledge(_asked: dict[str, Any]) -> Any:
    """Show what one's household is to sign, and what it signed (我家的承诺书)."""
    household = own_household()
    row = services().views.rulebooks.in_force_on(household.unit_code, today())
    signed = services().views.pledges.of_household(household.household_id)
    return {
        "household_id": household.household_id,
        "in_force": None if row is None else version_told(row),
        "signed": [asdict(it) for it in signed],
    }


@blp.post("/me/pledge")
@requires(Action.SIGN_PLEDGE)
@blp.commands(EmptySchema, SignedAnswer)
def sign_own_pledge(_loaded: dict[str, Any]) -> Response:
    """Sign for one's household, on one's own phone (签承诺书)."""
    household, person_id = own_household(), caller().person_id
    command = SignPledge(
        **stamp(),
        household_id=household.household_id,
        person_id=person_id,
        age=age_of(services(), person_id, today()),
    )
    return execute(command, 201)


@blp.post("/households/<uuid:household_id>/pledges")
@requires(Action.ENTER_PLEDGE)
@blp.commands(PaperPledgeSchema, SignedAnswer)
def enter_paper_pledge(loaded: dict[str, Any], household_id: UUID) -> Response:
    """Enter a pledge that was signed on paper, with its picture (代录纸质承诺书)."""
    household = household_near(household_id)
    (paper,) = sent_photos([loaded["photo_id"]])
    if paper.hash != loaded["photo_hash"]:
        raise RequestInvalidError({"photo_hash": ["Not the hash of this photo."]})
    command = SignPledge(
        **stamp(),
        household_id=household.household_id,
        person_id=loaded["person_id"],
        age=age_of(services(), loaded["person_id"], today()),
        entered_by=caller().person_id,
        photo_id=paper.photo_id,
        photo_hash=paper.hash,
    )
    entered = execute(command, 201)
    keep_as_evidence([paper.photo_id])
    return entered


def own_household() -> HouseholdRow:
    """Return the household of who asks; whoever is of none is told so."""
    found = services().views.households.of_person(caller().person_id)
    if found is None:
        raise HouseholdMemberRequiredError
    return found


def household_near(household_id: UUID) -> HouseholdRow:
    """Return a household of the caller's unit."""
    found = services().views.households.survivor(household_id)
    if found is None:
        raise HouseholdNotFoundError(household_id=household_id)
    asked_unit(found.unit_code)
    return found
