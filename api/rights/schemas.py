"""Requests and answers about one's own rights."""

from marshmallow import Schema, fields


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
