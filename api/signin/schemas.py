"""What the doors of signing in read and answer."""

from marshmallow import Schema, fields, validate

from api.fields import Text, text
from api.reading import RequestSchema
from people.codes import CODE_LENGTH
from people.formats import TYPED_LENGTH_MAX
from people.identity import ID_LAST_LENGTH, NAME_TYPED_LENGTH_MAX
from people.phone_tables import REASON_LENGTH_MAX
from people.roles import Role
from people.sessions import SignInMethod
from people.tokens import SECRET_LENGTH


class PhoneSchema(RequestSchema):
    """POST /sign-in/codes."""

    phone = text(TYPED_LENGTH_MAX, required=True, metadata={"description": "As it is typed."})


class CodeSentAnswer(Schema):
    """The same whether or not the number is anybody's."""

    resend_after_s = fields.Integer()
    valid_s = fields.Integer()


class CodeSchema(PhoneSchema):
    """POST /sign-in."""

    code = Text(
        required=True,
        validate=validate.Regexp(rf"^[0-9]{{{CODE_LENGTH}}}$", error="Six digits."),
        metadata={"description": "The digits of the newest message."},
    )


class StepSchema(RequestSchema):
    """A sign-in under way."""

    step = text(SECRET_LENGTH, required=True, metadata={"description": "From the answer before."})


class ChoiceSchema(StepSchema):
    """POST /sign-in/choices."""

    person_id = fields.UUID(required=True)
    role = fields.String(required=True, validate=validate.OneOf([it.value for it in Role]))


class IdentitySchema(StepSchema):
    """POST /sign-in/identity-checks."""

    name = text(NAME_TYPED_LENGTH_MAX, required=True)
    id_last_6 = text(
        ID_LAST_LENGTH,
        length_min=ID_LAST_LENGTH,
        required=True,
        metadata={"description": "The last six characters of the ID number."},
    )


class ChoiceAnswer(Schema):
    """One of those a number may sign in as."""

    person_id = fields.UUID()
    name = fields.String(metadata={"description": "Masked."})
    role = fields.String()
    unit_code = fields.String()


class SignInAnswer(Schema):
    """``signed_in`` with the session's cookies, or ``choose`` among those of the number."""

    state = fields.String(validate=validate.OneOf(["signed_in", "choose"]))
    person_id = fields.UUID()
    role = fields.String()
    unit_code = fields.String()
    expires_at = fields.AwareDateTime()
    csrf_token = fields.String(
        metadata={"description": "To be sent as `X-CSRF-Token` with every unsafe request."}
    )
    step = fields.String(metadata={"description": "With `choose`: what to send with the choice."})
    choices = fields.List(fields.Nested(ChoiceAnswer))
    others = fields.Boolean(
        metadata={"description": "Somebody long unseen shares the number: an identity check."}
    )


class SessionAnswer(Schema):
    """One of one's own sessions."""

    session_id = fields.UUID()
    device_label = fields.String(metadata={"description": "Such as 安卓手机 · Chrome."})
    method = fields.String(validate=validate.OneOf([it.value for it in SignInMethod]))
    role = fields.String()
    opened_at = fields.AwareDateTime()
    seen_at = fields.AwareDateTime()
    expires_at = fields.AwareDateTime()
    this_one = fields.Boolean(metadata={"description": "The session of this request."})


class SessionsAnswer(Schema):
    """One's own sessions that go on, the one used last first."""

    items = fields.List(fields.Nested(SessionAnswer))


class EndedAnswer(Schema):
    """How many sessions were ended."""

    ended = fields.Integer()


class RebindingSchema(RequestSchema):
    """POST /desk/rebindings."""

    person_id = fields.UUID(required=True)
    phone = text(TYPED_LENGTH_MAX, required=True)
    reason = text(REASON_LENGTH_MAX, required=True)


class RebindingAnswer(Schema):
    """A proposed change of number, as the staff of the unit see it."""

    rebinding_id = fields.UUID()
    person_id = fields.UUID()
    name = fields.String(metadata={"description": "Masked."})
    unit_code = fields.String()
    phone = fields.String(metadata={"description": "Masked."})
    reason = fields.String()
    proposed_by = fields.UUID()
    proposed_at = fields.AwareDateTime()
    expires_at = fields.AwareDateTime()


class RebindingsAnswer(Schema):
    """What waits to be confirmed."""

    items = fields.List(fields.Nested(RebindingAnswer))


class NoticeAnswer(Schema):
    """Something the staff of a unit should look at."""

    notice_id = fields.UUID()
    unit_code = fields.String()
    kind = fields.String()
    person_id = fields.UUID()
    noticed_at = fields.AwareDateTime()
    seen_at = fields.AwareDateTime(allow_none=True)


class NoticesAnswer(Schema):
    """Notices, the newest first."""

    items = fields.List(fields.Nested(NoticeAnswer))
