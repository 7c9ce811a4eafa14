"""Requests and answers of certificates."""

from marshmallow import Schema, fields, validate

from api.answers import CommandAnswer
from api.limits import TOKEN_LENGTH_MAX
from api.reading import RequestSchema
from ledger.registry.proxy import Consent
from ledger.volunteering.certificate import RevocationReason
from people.name_match import TYPED_LENGTH_MAX
from projections.volunteering.certificates.views import Status


class IssueSchema(RequestSchema):
    """POST /certificates: this year so far, unless told."""

    from_day = fields.Date(load_default=None, allow_none=True)
    to_day = fields.Date(load_default=None, allow_none=True)
    with_id_number = fields.Boolean(
        load_default=False,
        truthy={True},
        falsy={False},
        metadata={"description": "Masked; needs the consent `id_number`."},
    )
    wants_seal = fields.Boolean(
        load_default=False,
        truthy={True},
        falsy={False},
        metadata={"description": "The unit sees that its seal is wanted on the paper."},
    )


class ProxyIssueSchema(IssueSchema):
    """POST /proxy/certificates: with the scanned `card`, or with `person_id` by other consent."""

    consent = fields.Enum(Consent, by_value=True, required=True)
    card = fields.String(
        load_default=None, allow_none=True, validate=validate.Length(max=TOKEN_LENGTH_MAX)
    )
    person_id = fields.UUID(load_default=None, allow_none=True)


class IssuedAnswer(CommandAnswer):
    """The certificate that was issued."""

    certificate_id = fields.UUID()
    number = fields.String()
    minutes = fields.Integer()
    verified_minutes = fields.Integer()
    supplementary_minutes = fields.Integer()


class CheckAnswer(Schema):
    """What everybody may know of a certificate."""

    number = fields.String()
    status = fields.String(validate=validate.OneOf([it.value for it in Status]))
    from_day = fields.Date()
    to_day = fields.Date()
    minutes = fields.Integer()
    verified_minutes = fields.Integer(metadata={"description": "Proved by scans (VH-4)."})
    supplementary_minutes = fields.Integer()
    unit_code = fields.String(metadata={"description": "Of the issuer."})
    issued_at = fields.AwareDateTime()
    superseded_on = fields.Date(allow_none=True)


class OwnCertificateAnswer(CheckAnswer):
    """A certificate as its holder sees it."""

    volunteer_number = fields.String()
    line_count = fields.Integer(metadata={"description": "Attendances on it."})
    with_id_number = fields.Boolean()
    wants_seal = fields.Boolean()
    revoked_at = fields.AwareDateTime(allow_none=True)
    reason_code = fields.String(allow_none=True)


class UnitCertificateAnswer(OwnCertificateAnswer):
    """A certificate as its unit sees it."""

    person_id = fields.UUID()
    display_name = fields.String(allow_none=True, metadata={"description": "Masked."})
    consent = fields.String(allow_none=True)


class NameCheckSchema(RequestSchema):
    """POST /certificates/{number}/name-check."""

    name = fields.String(required=True, validate=validate.Length(min=1, max=TYPED_LENGTH_MAX))


class NameCheckAnswer(Schema):
    """Whether the name is the holder's."""

    matches = fields.Boolean()


class RevokeSchema(RequestSchema):
    """POST /certificates/{number}/revocation."""

    reason = fields.Enum(RevocationReason, by_value=True, required=True)


class RevokedAnswer(CommandAnswer):
    """The certificate that is no more."""

    certificate_id = fields.UUID()
    number = fields.String()
