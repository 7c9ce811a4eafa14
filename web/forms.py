"""Commands from plain forms: the same stamp, the same execution as through the API."""

from flask import request

from api.auth import caller
from api.idempotency import KEY_PATTERN, Stamp, fingerprint_of, stamp_of
from api.refusals import IdempotencyKeyMissingError
from api.services import services
from web.blueprints import CSRF_FIELD

KEY_FIELD = "idempotency_key"


def form_stamp() -> Stamp:
    """Make the stamp of the command a form asks for; its hidden key makes it happen once."""
    fields = {
        name: request.form.getlist(name)
        for name in sorted(request.form)
        if name not in (CSRF_FIELD, KEY_FIELD)
    }
    return stamp_of(
        caller(),
        form_key(),
        at=services().clock(),
        fingerprint=fingerprint_of(request.method, request.path, fields),
    )


def form_key() -> str:
    """Return the hidden key of a form, or refuse one that has none."""
    key = request.form.get(KEY_FIELD, "")
    if not KEY_PATTERN.fullmatch(key):
        raise IdempotencyKeyMissingError
    return key
