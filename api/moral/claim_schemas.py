"""Requests and answers of claims and their review."""

from typing import Any

from marshmallow import Schema, fields, validate

from api.answers import CommandAnswer
from api.fields import JsonInt, text
from api.paging import PageQuery
from api.reading import RequestSchema
from ledger.households.kinds import NUMBER_LENGTH_MAX
from ledger.moral.claim_kinds import ClaimState, Source, Vote
from ledger.moral.claim_proposal import PHOTOS_MAX
from ledger.moral.items import POINTS_MAX, EvidenceKind, Proposer
from people.texts import TEXT_LENGTH_MAX

CODE_PATTERN = r"\A\d{2,3}\Z"
SCREENED_AT_ONCE_MAX = 100
"""Claims screened in one request; each is answered alone."""
OF = ("household", "mine", "village", "waiting")


def words(*, required: bool = False) -> Any:
    """Declare what somebody writes."""
    if required:
        return text(TEXT_LENGTH_MAX, required=True)
    return text(TEXT_LENGTH_MAX, length_min=0, load_default="")


class ClaimsQuery(PageQuery):
    """Whose claims: of the own household, proposed by oneself, of the village, or to screen."""

    of = fields.String(load_default="household", validate=validate.OneOf(OF))
    state = fields.String(
        load_default="", validate=validate.OneOf(["", *(it.value for it in ClaimState)])
    )
    first = fields.Date(load_default=None)
    last = fields.Date(load_default=None)


class ProposeClaimSchema(RequestSchema):
    """POST /claims. Residents leave the household out for their own one.

    ``household_number`` names one of the caller's own village, for phones that know no IDs.
    """

    household_id = fields.UUID(load_default=None)
    household_number = text(NUMBER_LENGTH_MAX, load_default=None)
    item_code = fields.String(required=True, validate=validate.Regexp(CODE_PATTERN))
    occurred_on = fields.Date(required=True)
    points = JsonInt(load_default=None, validate=validate.Range(min=1, max=POINTS_MAX))
    person_id = fields.UUID(load_default=None)
    photo_ids = fields.List(
        fields.UUID(), load_default=list, validate=validate.Length(max=PHOTOS_MAX)
    )
    evidence = fields.List(
        fields.String(validate=validate.OneOf([it.value for it in EvidenceKind])),
        load_default=list,
        validate=validate.Length(max=len(EvidenceKind)),
    )
    words = words()
    source = fields.String(
        load_default=Source.PHONE.value,
        validate=validate.OneOf([Source.PHONE.value, Source.DESK.value, Source.PAPER_SHEET.value]),
    )


class ProposedAnswer(CommandAnswer):
    """The claim; ``photo_reused`` says that a picture of it was used for another act."""

    claim_id = fields.UUID()
    state = fields.String()
    points = fields.Integer()
    is_capped = fields.Boolean()
    photo_reused = fields.Boolean()


class ClaimStateAnswer(CommandAnswer):
    """Where the claim stands now."""

    claim_id = fields.UUID()
    state = fields.String()
    points = fields.Integer()
    is_panel_short = fields.Boolean()
    put_right_until = fields.Date()


class ScreeningSchema(RequestSchema):
    """POST …/screening: as proposed, or fewer points with the reason."""

    points = JsonInt(load_default=None, validate=validate.Range(min=1, max=POINTS_MAX))
    words = words()


class ClaimReasonSchema(RequestSchema):
    """A reason that is given."""

    words = words(required=True)


class ClaimNoteSchema(RequestSchema):
    """A reason that may be given."""

    words = words()


class PanelVoteSchema(RequestSchema):
    """POST …/votes."""

    vote = fields.String(required=True, validate=validate.OneOf([it.value for it in Vote]))


class PanelVoteAnswer(ClaimStateAnswer):
    """What the votes so far come to."""

    outcome = fields.String()
    votes_for = fields.Integer()
    votes_against = fields.Integer()
    recused = fields.Integer()
    substitutes_needed = fields.Boolean()


class BulkScreeningSchema(RequestSchema):
    """POST /claim-screenings: claims that are in order as they were proposed."""

    claim_ids = fields.List(
        fields.UUID(), required=True, validate=validate.Length(min=1, max=SCREENED_AT_ONCE_MAX)
    )


class ScreenedOneAnswer(Schema):
    """What came of one of them: its state, or the code of the refusal."""

    claim_id = fields.UUID()
    state = fields.String()
    code = fields.String(metadata={"description": "Empty unless it was refused."})


class BulkScreeningAnswer(CommandAnswer):
    """One answer for each, in the order asked."""

    results = fields.List(fields.Nested(ScreenedOneAnswer))


class ClaimStepAnswer(Schema):
    """A step with its day."""

    kind = fields.String()
    detail = fields.String()
    points = fields.Integer()
    words = fields.String(allow_none=True)
    until = fields.AwareDateTime(allow_none=True)
    occurred_at = fields.AwareDateTime()


class ClaimAnswer(Schema):
    """A claim as whoever may see it sees it."""

    claim_id = fields.UUID()
    household_id = fields.UUID()
    unit_code = fields.String()
    number = fields.String()
    group = fields.String()
    item_code = fields.String()
    title = fields.String()
    version = fields.Integer()
    points = fields.Integer()
    proposed_points = fields.Integer()
    is_deduction = fields.Boolean()
    is_safety = fields.Boolean()
    occurred_on = fields.Date()
    filed_at = fields.AwareDateTime()
    changed_at = fields.AwareDateTime()
    state = fields.String(validate=validate.OneOf([it.value for it in ClaimState]))
    reason = fields.String()
    source = fields.String()
    proposer_role = fields.String(validate=validate.OneOf([it.value for it in Proposer]))
    evidence = fields.List(fields.String())
    photo_ids = fields.List(fields.UUID())
    put_right_until = fields.Date(allow_none=True)
    closes_at = fields.AwareDateTime(allow_none=True)
    posted_at = fields.AwareDateTime(allow_none=True)
    is_panel_short = fields.Boolean()
    may_screen = fields.Boolean()
    needs_warning = fields.Boolean()


class OneClaimAnswer(ClaimAnswer):
    """A claim with its whole story."""

    words = fields.String(allow_none=True)
    votes_for = fields.Integer()
    votes_against = fields.Integer()
    recused = fields.Integer()
    steps = fields.List(fields.Nested(ClaimStepAnswer))


class KinAnswer(Schema):
    """A household one declared kinship with."""

    household_id = fields.UUID()
    number = fields.String()
    group = fields.String()
    unit_code = fields.String()


class KinDeclaredAnswer(CommandAnswer):
    """What was declared or taken back."""

    person_id = fields.UUID()
    household_id = fields.UUID()


class DeclareKinSchema(RequestSchema):
    """POST /me/kin: by the number of a household of the own village."""

    number = text(NUMBER_LENGTH_MAX, required=True)
