"""What a screen or a phone needs to make its own codes without a network."""

from typing import Any
from uuid import UUID

from flask import Response
from marshmallow import Schema, fields

from api.execution import json_response
from api.services import services
from ledger.kernel.ids import subject_of
from qr.kinds import Kind
from qr.tokens import STEP_S, url


class SecretAnswer(Schema):
    """The secret of one subject's rotating codes, and the code of this moment."""

    kind = fields.String()
    subject = fields.String(metadata={"description": "Eight bytes, hexadecimal."})
    key_id = fields.Integer()
    secret = fields.String(
        metadata={"description": "One line for the device; it makes codes until keys rotate."}
    )
    host = fields.String(metadata={"description": "For `HTTPS://HOST/Q/TOKEN`."})
    step_s = fields.Integer()
    token = fields.String(metadata={"description": "The token of this moment."})
    url = fields.String()


def secret_response(kind: Kind, identifier: UUID) -> Response:
    """Hand out the secret of a subject; nobody on the way may keep the answer."""
    given, subject = services(), subject_of(identifier)
    secret = given.maker.device_secret(kind, subject)
    token = secret.make(given.clock())
    body: dict[str, Any] = {
        "kind": kind.value,
        "subject": subject.hex(),
        "key_id": secret.key_id,
        "secret": secret.to_text(),
        "host": given.public_host,
        "step_s": STEP_S,
        "token": token,
        "url": url(given.public_host, token),
    }
    response = json_response(body, 200)
    response.headers["Cache-Control"] = "no-store"
    return response
