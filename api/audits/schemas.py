"""Requests and answers of the audit log."""

from marshmallow import Schema, fields

from api.paging import PageQuery
from api.reading import RequestSchema


class AuditQuery(PageQuery):
    """``?refused=true&reads=true``: only what was refused, only reads of full names."""

    refused = fields.Boolean(load_default=False)
    reads = fields.Boolean(load_default=False)


class AuditEntryAnswer(Schema):
    """Who did what to whose data. Persons are named by the end of their ID and masked."""

    entry_id = fields.Integer()
    at = fields.AwareDateTime()
    actor = fields.String(metadata={"description": "The end of an ID; empty for nobody."})
    actor_name = fields.String(metadata={"description": "Masked; empty if not known any more."})
    role = fields.String()
    role_name = fields.String(metadata={"description": "In Chinese."})
    unit_code = fields.String(allow_none=True)
    action = fields.String()
    target = fields.String()
    target_name = fields.String()
    purpose = fields.String(allow_none=True)
    purpose_words = fields.String(metadata={"description": "In Chinese."})
    result = fields.String(metadata={"description": "`done`, or the code of a refusal."})
    done = fields.Boolean()


class VerifySchema(RequestSchema):
    """POST /audit/verification."""


class VerifyAnswer(Schema):
    """Whether the chain of digests holds; if not, from which entry on it does not."""

    whole = fields.Boolean()
    first_flaw = fields.Integer(allow_none=True)
    entries = fields.Integer()
