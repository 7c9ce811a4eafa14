"""What staff send to get in, and what they are told."""

from marshmallow import Schema, fields, validate

from api.fields import text, unit_code
from api.reading import RequestSchema
from ledger.registry.role_holder import ROLES
from people.masks import NAME_LENGTH_MAX
from people.passcodes import LOGIN_LENGTH_MAX
from people.passkeys import LABEL_LENGTH_MAX
from people.passwords import PASSWORD_LENGTH_MAX
from people.tickets import TICKET_LENGTH_MAX
from people.typed_codes import TYPED_LENGTH_MAX

OPTIONS = {"description": "For `navigator.credentials`; binary members are base64url."}
ANSWER = {"description": "What `navigator.credentials` answered, as `toJSON()` writes it."}


def _secret(length_max: int, **kwargs: object) -> fields.String:
    """Make a field that is taken as it is typed: blanks may be part of a password."""
    return fields.String(validate=validate.Length(max=length_max), **kwargs)  # type: ignore[arg-type]


class PasswordSchema(RequestSchema):
    """POST /staff-sign-in."""

    login = _secret(LOGIN_LENGTH_MAX, required=True)
    password = _secret(PASSWORD_LENGTH_MAX, required=True)


class StepAnswer(Schema):
    """The password was right; send the ticket with a second factor within five minutes."""

    ticket = fields.String()
    has_totp = fields.Boolean()
    passkey_options = fields.Dict(allow_none=True, metadata=OPTIONS)
    needs_new_password = fields.Boolean(
        metadata={"description": "The password is 90 days old: send `new_password` too."}
    )


class ProofSchema(RequestSchema):
    """A second factor: a code of the app, a recovery code, or a passkey's answer."""

    code = _secret(TYPED_LENGTH_MAX, load_default="")
    passkey = fields.Dict(load_default=None, allow_none=True, metadata=ANSWER)


class SecondFactorSchema(ProofSchema):
    """POST /staff-sign-in/second-factor."""

    ticket = _secret(TICKET_LENGTH_MAX, required=True)
    new_password = _secret(PASSWORD_LENGTH_MAX, load_default="")


class PasskeySchema(RequestSchema):
    """POST /staff-sign-in/passkey."""

    passkey = fields.Dict(required=True, metadata=ANSWER)


class EnteredAnswer(Schema):
    """Who is in. The session is in the cookies; unsafe requests carry the CSRF token."""

    role = fields.String()
    unit_code = fields.String()
    csrf_token = fields.String()


class OptionsAnswer(Schema):
    """What a browser needs for a passkey."""

    options = fields.Dict(allow_none=True, metadata=OPTIONS)


class PasskeyRow(Schema):
    """One of one's passkeys."""

    passkey_id = fields.UUID()
    label = fields.String()
    created_at = fields.AwareDateTime()
    used_at = fields.AwareDateTime(allow_none=True)


class SecurityAnswer(Schema):
    """One's own way in."""

    password_set_at = fields.AwareDateTime()
    password_expires_at = fields.AwareDateTime()
    has_totp = fields.Boolean()
    recovery_codes_left = fields.Integer()
    passkeys = fields.List(fields.Nested(PasskeyRow))


class NewPasswordSchema(RequestSchema):
    """POST /me/security/password."""

    current = _secret(PASSWORD_LENGTH_MAX, required=True)
    new = _secret(PASSWORD_LENGTH_MAX, required=True)


class AppAnswer(Schema):
    """A secret for an authenticator app; it counts from its first code on."""

    address = fields.String()
    secret = fields.String()


class FirstCodeSchema(RequestSchema):
    """A code of the new app."""

    code = _secret(TYPED_LENGTH_MAX, required=True)


class RecoveryCodesAnswer(Schema):
    """Ten codes that each replace the app once. They are told now and never again."""

    recovery_codes = fields.List(fields.String())


class NewPasskeySchema(PasskeySchema):
    """POST /me/security/passkeys."""

    label = text(LABEL_LENGTH_MAX, required=True)


class PasskeyIdAnswer(Schema):
    """The passkey that was added."""

    passkey_id = fields.UUID()


class ProvedAnswer(Schema):
    """When the second factor was shown, just now."""

    proved_at = fields.AwareDateTime()


class NewStaffSchema(RequestSchema):
    """POST /staff."""

    name = text(NAME_LENGTH_MAX, required=True)
    login = text(LOGIN_LENGTH_MAX, required=True)
    role = fields.String(required=True, validate=validate.OneOf(ROLES))
    unit_code = unit_code(required=True)
    place_id = fields.UUID(load_default=None, allow_none=True)


class StaffCodeAnswer(Schema):
    """The one-time set-up code. It is told now and never again, and good for a day."""

    person_id = fields.UUID()
    setup_code = fields.String()
