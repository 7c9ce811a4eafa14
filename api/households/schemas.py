"""Requests of households."""

from typing import Any

from marshmallow import ValidationError, fields, validate, validates_schema

from api.fields import Text, text, unit_code, whole
from api.paging import PageQuery
from api.reading import RequestSchema
from ledger.households.kinds import (
    GROUP_LENGTH_MAX,
    HOUSEHOLD_MEMBERS_MAX,
    LEAVE_REASONS,
    NUMBER_LENGTH_MAX,
    SPLIT_SHARE_MAX,
    ChangeReason,
    CloseReason,
    GateReason,
    Relation,
    RequestKind,
)
from people.texts import TEXT_LENGTH_MAX

NAME_LENGTH_MAX = 50
NUMBER_SHAPE = rf"^[0-9A-Z-]{{1,{NUMBER_LENGTH_MAX}}}$"


def _number(**kwargs: Any) -> fields.String:
    return fields.String(
        validate=validate.Regexp(NUMBER_SHAPE, error="Not a household number."), **kwargs
    )


def _group(**kwargs: Any) -> fields.String:
    return Text(validate=validate.Length(max=GROUP_LENGTH_MAX), **kwargs)


def _one_of(kinds: Any, **kwargs: Any) -> fields.String:
    return fields.String(validate=validate.OneOf([it.value for it in kinds]), **kwargs)


def _words(**kwargs: Any) -> fields.String:
    return text(TEXT_LENGTH_MAX, **kwargs)


class HouseholdMemberSchema(RequestSchema):
    """Somebody to be entered: known by an ID, a number or a card, or new with a name."""

    person_id = fields.UUID(load_default=None, allow_none=True)
    person = text(200, load_default=None, allow_none=True)
    display_name = text(NAME_LENGTH_MAX, load_default=None, allow_none=True)
    phone = text(20, load_default=None, allow_none=True)
    born_on = fields.Date(load_default=None, allow_none=True)
    relation = _one_of(Relation, required=True)

    @validates_schema
    def check_who(self, data: dict[str, Any], **_more: Any) -> None:
        """Refuse nobody, and somebody in two ways."""
        said = [data.get(it) for it in ("person_id", "person", "display_name")]
        if sum(it is not None for it in said) != 1:
            raise ValidationError("One of person_id, person and display_name.", "person_id")


class RegisterHouseholdSchema(RequestSchema):
    """POST /households."""

    unit_code = unit_code(load_default=None)
    number = _number(required=True)
    group = _group(load_default="")
    members = fields.List(
        fields.Nested(HouseholdMemberSchema),
        load_default=list,
        validate=validate.Length(max=HOUSEHOLD_MEMBERS_MAX),
    )


class HouseholdGroupSchema(RequestSchema):
    """POST /households/{id}/group."""

    group = _group(required=True)


class HouseholdLeaveSchema(RequestSchema):
    """POST …/departure."""

    reason = _one_of(LEAVE_REASONS, required=True)


class HouseholdMoveSchema(RequestSchema):
    """POST …/move."""

    to_household_id = fields.UUID(required=True)
    relation = _one_of(Relation, required=True)


class HouseholdHeadSchema(RequestSchema):
    """POST …/head: the new head, and what the former one is to them."""

    person_id = fields.UUID(required=True)
    former = _one_of(Relation, required=True)


class HouseholdRelationSchema(RequestSchema):
    """POST …/relation."""

    relation = _one_of(Relation, required=True)


class HouseholdCloseSchema(RequestSchema):
    """POST …/closing."""

    reason = _one_of(CloseReason, required=True)


class HouseholdGateSchema(RequestSchema):
    """POST …/gate-code."""

    reason = _one_of(GateReason, required=True)


class HouseholdSwitchSchema(RequestSchema):
    """POST /me/household/publication and …/scheme: the switch of publication."""

    publishes = fields.Boolean(required=True, truthy={True}, falsy={False})


class HouseholdEnteredSwitchSchema(HouseholdSwitchSchema):
    """The same from paper: which adult of the household signed."""

    agreed_by = fields.UUID(required=True)


class HouseholdEnteredSchema(RequestSchema):
    """Which adult of the household signed."""

    agreed_by = fields.UUID(required=True)


class HouseholdRelatedSchema(RequestSchema):
    """What somebody who moves is to the head they get."""

    person_id = fields.UUID(required=True)
    relation = _one_of(Relation, required=True)


class HouseholdBasisSchema(RequestSchema):
    """On what a change rests; the note or the picture says that both heads agreed."""

    reason = _one_of(ChangeReason, required=True)
    words = _words(load_default=None, allow_none=True)
    photo_id = fields.UUID(load_default=None, allow_none=True)


class HouseholdMergeSchema(HouseholdBasisSchema):
    """POST …/merge: the household becomes part of ``into_id``."""

    into_id = fields.UUID(required=True)
    relations = fields.List(
        fields.Nested(HouseholdRelatedSchema),
        load_default=list,
        validate=validate.Length(max=HOUSEHOLD_MEMBERS_MAX),
    )


class HouseholdSplitSchema(HouseholdBasisSchema):
    """POST …/split: some members become a household of their own."""

    new_number = _number(required=True)
    group = _group(load_default="")
    members = fields.List(
        fields.Nested(HouseholdRelatedSchema),
        required=True,
        validate=validate.Length(min=1, max=HOUSEHOLD_MEMBERS_MAX),
    )
    stays = whole(0, SPLIT_SHARE_MAX, required=True)
    leaves = whole(0, SPLIT_SHARE_MAX, required=True)


class HouseholdWordsSchema(RequestSchema):
    """Why not."""

    words = _words(required=True)


class HouseholdRequestMadeSchema(RequestSchema):
    """POST /me/household/requests."""

    kind = _one_of(RequestKind, required=True)
    words = _words(load_default=None, allow_none=True)


class HouseholdRequestAnsweredSchema(RequestSchema):
    """POST …/answer."""

    is_done = fields.Boolean(required=True, truthy={True}, falsy={False})
    words = _words(load_default=None, allow_none=True)


class HouseholdsQuery(PageQuery):
    """``?unit=&number=``: the households of a unit, or those whose number begins so."""

    unit = unit_code(load_default=None)
    number = fields.String(
        load_default=None, validate=validate.Length(min=1, max=NUMBER_LENGTH_MAX)
    )


class WaitingHouseholdsQuery(PageQuery):
    """``?unit=``: the unit of the caller's grant if not said."""

    unit = unit_code(load_default=None)


class HouseholdRosterSchema(RequestSchema):
    """POST /households/roster, and its preview."""

    unit_code = unit_code(load_default=None)
    csv = fields.String(required=True, validate=validate.Length(min=1, max=200_000))
