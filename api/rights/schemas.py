"""Requests and answers about one's own rights."""

from marshmallow import Schema, fields, validate

from api.answers import CommandAnswer
from api.reading import RequestSchema
from ledger.registry.erasure import Asked


class ReadAnswer(Schema):
    """One read of the caller's data by somebody else: by role, unit and masked name."""

    at = fields.AwareDateTime()
    role = fields.String()
    role_name = fields.String(metadata={"description": "In Chinese."})
    unit_code = fields.String(allow_none=True)
    reader = fields.String(metadata={"description": "Masked; empty if not known any more."})
    action = fields.String()
    purpose = fields.String(allow_none=True)
    purpose_words = fields.String(metadata={"description": "In Chinese."})


class ErasureAnswer(Schema):
    """What the caller would lose by being forgotten, and where a request stands."""

    minutes = fields.Integer(metadata={"description": "No certificate can be made of them then."})
    sessions = fields.Integer()
    points = fields.Integer(metadata={"description": "Unspent: forfeited unless spent before."})
    vouchers = fields.Integer(metadata={"description": "Open ones: cancelled, points forfeited."})
    state = fields.String(validate=validate.OneOf(("none", "requested", "withdrawn", "erased")))
    due_on = fields.Date(allow_none=True, metadata={"description": "While it may be taken back."})


class EraseSchema(RequestSchema):
    """POST /me/erasure."""

    forfeit_points = fields.Boolean(load_default=False, truthy={True}, falsy={False})
    at_once = fields.Boolean(
        required=True,
        truthy={True},
        falsy={False},
        metadata={"description": "Now; there is no taking it back."},
    )


class ProxyEraseSchema(EraseSchema):
    """POST /persons/{person_id}/erasure."""

    asked = fields.String(
        required=True, validate=validate.OneOf((Asked.WITH_CARD.value, Asked.ON_PAPER.value))
    )


class ErasureRequested(CommandAnswer):
    """When it is carried out, and how many points go with it."""

    due_on = fields.Date()
    points = fields.Integer()
    erased = fields.Boolean(metadata={"description": "It is done already."})


class WithdrawSchema(RequestSchema):
    """POST /me/erasure/withdrawal."""


class ErasureWithdrawn(CommandAnswer):
    """The request that is no more."""

    person_id = fields.UUID()


class ExportAnswer(Schema):
    """Everything held about the caller. Lists are newest first."""

    made_at = fields.AwareDateTime()
    person = fields.Dict(metadata={"description": "Name, numbers, unit, what was agreed to."})
    roles = fields.List(fields.Dict())
    sessions = fields.List(fields.Dict())
    consents = fields.List(fields.Dict(), metadata={"description": "Given and withdrawn."})
    read_by_others = fields.List(fields.Nested(ReadAnswer))
    audit = fields.List(fields.Dict())
    service = fields.Dict()
    service_file = fields.Dict(
        metadata={"description": "Skills, trainings, honours, stars, teams, requests to join."}
    )
    accounts = fields.List(fields.Dict(), metadata={"description": "With lots and entries."})
    vouchers = fields.List(fields.Dict())
    visits = fields.List(fields.Dict(), metadata={"description": "Of the last 90 days."})
    reports = fields.List(
        fields.Dict(), metadata={"description": "What was reported, or confirmed after others."}
    )
    visit_days = fields.List(fields.Dict(), metadata={"description": "Counts, all days."})
    refused_scans = fields.List(fields.Dict())
    erasure = fields.Dict(allow_none=True)
