"""Requests and answers of notifications."""

from marshmallow import Schema, fields, validate

from api.fields import text
from api.reading import RequestSchema

ENDPOINT_LENGTH_MAX = 500
"""Addresses of push services are shorter."""
KEY_LENGTH_MAX = 120
"""A point of P-256 in base64url has 87 letters."""
_BASE64 = validate.Regexp(r"\A[A-Za-z0-9_-]+=*\Z", error="Not base64url.")


def _key() -> fields.String:
    return fields.String(required=True, validate=[validate.Length(1, KEY_LENGTH_MAX), _BASE64])


class SubscriptionSchema(RequestSchema):
    """PUT /me/notifications/browser: what the browser's subscription says of itself."""

    endpoint = text(ENDPOINT_LENGTH_MAX, required=True)
    p256dh = _key()
    auth = _key()


class SubscriptionEndSchema(RequestSchema):
    """POST /me/notifications/browser/ending: one browser, or all of them if none is named."""

    endpoint = text(ENDPOINT_LENGTH_MAX, load_default=None, allow_none=True)


class MessagesWishSchema(RequestSchema):
    """PUT /me/notifications/messages."""

    wanted = fields.Boolean(required=True, truthy={True}, falsy={False})


class NotificationsAnswer(Schema):
    """By which ways one is told, and which there are."""

    public_key = fields.String(
        metadata={"description": "Browsers subscribe with it; empty where there is no Web Push."}
    )
    browsers = fields.Integer(metadata={"description": "How many of one's own are told."})
    has_messages = fields.Boolean(metadata={"description": "Whether there is a gateway."})
    by_message = fields.Boolean()
