"""Requests and answers of consents and guardians."""

from marshmallow import Schema, fields, validate

from api.answers import CommandAnswer
from api.fields import text, unit_code
from api.limits import TOKEN_LENGTH_MAX
from api.paging import PageQuery
from api.reading import RequestSchema
from ledger.registry.consent_purposes import PURPOSES, SWITCHES, Purpose
from people.formats import TYPED_LENGTH_MAX

_OF_MINORS = (Purpose.MINOR, *SWITCHES)


def _purpose(allowed: tuple[Purpose, ...]) -> fields.String:
    return fields.String(required=True, validate=validate.OneOf([it.value for it in allowed]))


def _given() -> fields.Boolean:
    return fields.Boolean(required=True, truthy={True}, falsy={False})


class SwitchSchema(RequestSchema):
    """PUT /me/consents: one switch."""

    purpose = _purpose(SWITCHES)
    given = _given()


class IdNumberSchema(RequestSchema):
    """PUT /me/id-number."""

    id_number = text(TYPED_LENGTH_MAX, required=True)


class IdNumberAnswer(Schema):
    """The number that is kept, as others may see it."""

    id_number = fields.String(metadata={"description": "Masked."})


class MinorSwitchSchema(RequestSchema):
    """PUT /me/dependants/…/consents: one switch of a minor."""

    purpose = _purpose(_OF_MINORS)
    given = _given()


class PaperSchema(RequestSchema):
    """POST /consents: what a signed form at the desk says."""

    person_id = fields.UUID(required=True)
    purpose = _purpose(tuple(PURPOSES))
    given = _given()
    guardian_id = fields.UUID(
        load_default=None,
        allow_none=True,
        metadata={"description": "Who signed for a minor; the person if not said."},
    )


class DependantSchema(RequestSchema):
    """POST /me/dependants: the number on the minor's card, or the card's code."""

    number = text(TOKEN_LENGTH_MAX, required=True)


class GuardianSchema(RequestSchema):
    """POST /guardians and /guardians/ending."""

    person_id = fields.UUID(required=True)
    guardian_id = fields.UUID(required=True)


class RequestsQuery(PageQuery):
    """``?unit=``: the unit of the caller's grant if not said."""

    unit = unit_code(load_default=None)


class PurposeAnswer(Schema):
    """One purpose: how it stands, since when, and under which notice."""

    purpose = fields.String()
    state = fields.String(
        validate=validate.OneOf(("off", "on", "changed", "closed")),
        metadata={"description": "`changed`: the notice says something else since, ask anew."},
    )
    given = fields.Boolean()
    article = fields.String(metadata={"description": "Of the PIPL."})
    separate = fields.Boolean()
    notice_version = fields.Integer(allow_none=True)
    decided_at = fields.AwareDateTime(allow_none=True)
    method = fields.String(allow_none=True)


class ConsentsAnswer(Schema):
    """Every switch, and the notice in force."""

    notice_version = fields.Integer()
    items = fields.List(fields.Nested(PurposeAnswer))


class DecisionAnswer(Schema):
    """One decision of the past."""

    position = fields.Integer()
    purpose = fields.String()
    given = fields.Boolean()
    notice_version = fields.Integer()
    method = fields.String()
    occurred_at = fields.AwareDateTime()


class ConsentDecided(CommandAnswer):
    """The decision that stands now."""

    person_id = fields.UUID()
    purpose = fields.String()
    given = fields.Boolean()


class DependantAnswer(Schema):
    """Somebody the caller is guardian for."""

    person_id = fields.UUID()
    display_name = fields.String(allow_none=True)
    consents = fields.List(fields.Nested(PurposeAnswer))


class DependantsAnswer(Schema):
    """All of them."""

    items = fields.List(fields.Nested(DependantAnswer))


class GuardianRequested(Schema):
    """The same answer whoever was meant: the desk looks."""

    result = fields.String()


class GuardianLinked(CommandAnswer):
    """The link that stands, or has ended."""

    person_id = fields.UUID()
    guardian_id = fields.UUID()


class GuardianRequestAnswer(Schema):
    """A request that waits for both at the desk."""

    person_id = fields.UUID()
    guardian_id = fields.UUID()
    person_name = fields.String(metadata={"description": "Masked."})
    guardian_name = fields.String(metadata={"description": "Masked."})
    unit_code = fields.String()
    occurred_at = fields.AwareDateTime()
