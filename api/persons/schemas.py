"""Requests and answers about other people's data."""

from marshmallow import Schema, fields, validate

from api.reading import RequestSchema
from people.audit_tables import PURPOSE_LENGTH_MAX
from people.purposes import PURPOSES, Fact, Purpose

_PURPOSES = "; ".join(f"`{it.value}` {need.chinese}" for it, need in PURPOSES.items())


class ReadingSchema(RequestSchema):
    """POST /persons/{person_id}/reading."""

    purpose = fields.String(
        load_default=None,
        allow_none=True,
        validate=validate.Length(max=PURPOSE_LENGTH_MAX),
        metadata={"description": f"One of: {_PURPOSES}. Needed; without it: `purpose_required`."},
    )
    fields_ = fields.List(
        fields.String(validate=validate.OneOf([it.value for it in Fact])),
        data_key="fields",
        attribute="facts",
        load_default=lambda: [Fact.NAME.value],
        validate=validate.Length(min=1, max=len(Fact)),
    )


class ReadingAnswer(Schema):
    """What the purpose opened; what was not asked for is not there, what is not known is null."""

    person_id = fields.UUID()
    purpose = fields.String(validate=validate.OneOf([it.value for it in Purpose]))
    display_name = fields.String()
    phone = fields.String(allow_none=True)
    id_number = fields.String(allow_none=True)
    born_on = fields.Date(allow_none=True)
