"""Doors of photos (照片): evidence of what was done."""

from typing import Any
from uuid import UUID

from flask import Response, request
from flask_smorest.fields import Upload  # type: ignore[import-untyped]
from marshmallow import Schema, fields

from api.auth import caller
from api.doors import Doors
from api.execution import json_response
from api.idempotency import KEY_HEADER
from api.permissions import Action, requires
from api.photos.keeping import PHOTO_FIELD, keep_photo, sent_photo, takes_photo
from api.photos.seeing import photo_to_see
from api.rates.quotas import OWN_PHONE_ROLES, PHOTOS
from api.reading import EmptySchema, RequestSchema
from api.services import services
from people.photo_errors import PhotoNotFoundError
from people.pictures import CONTENT_TYPE

blp = Doors("photos", "Photos: evidence of what was done")

IMAGE_HEADERS = {
    "Cache-Control": "private, no-cache",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Content-Disposition": "inline",
    "X-Content-Type-Options": "nosniff",
}
"""The picture may be looked at by whom it is shown to, and kept by no cache in between."""


class PhotoSchema(RequestSchema):
    """POST /photos: a form with one file; JPEG, PNG, WebP, GIF or HEIC."""

    photo = Upload(required=True, metadata={"description": "At most 15 MB and 50 megapixels."})


class PhotoKept(Schema):
    """What was kept: pass `photo_id` on with what the photo proves."""

    photo_id = fields.UUID(required=True)
    hash = fields.String(
        required=True, metadata={"description": "SHA-256 of the file as it was sent, in hex."}
    )
    seen_before = fields.Boolean(
        required=True,
        metadata={"description": "The same picture, or one that looks the same, was used before."},
    )


@blp.post("/photos")
@requires(Action.SEND_PHOTO, quota=PHOTOS)
@takes_photo
@blp.takes(PhotoSchema, PhotoKept)
def send_photo(_loaded: dict[str, Any]) -> Response:
    """Send a photo before what it proves (传照片).

    Only a picture made from it is kept, without where and with what it was taken. What nothing
    records within 7 days is destroyed.
    """
    key = request.headers.get(KEY_HEADER, "")
    who = caller()
    # What somebody photographs at work is not about them, and must outlive their leaving.
    about = who.person_id if who.role in OWN_PHONE_ROLES else None
    kept = keep_photo(sent_photo(PHOTO_FIELD), key, about=about)
    told = {
        "photo_id": kept.photo.photo_id,
        "hash": kept.photo.hash,
        "seen_before": kept.photo.seen_before is not None,
    }
    return json_response(told, 201, duplicate=kept.duplicate)


@blp.get("/photos/<uuid:photo_id>")
@requires(Action.SEE_PHOTO)
@blp.shows(CONTENT_TYPE)
def see_photo(photo_id: UUID) -> Response:
    """Show a photo to whom it concerns (看照片)."""
    return _shown(services().photos.read(photo_to_see(photo_id).photo_id))


@blp.get("/photos/<uuid:photo_id>/thumbnail")
@requires(Action.SEE_PHOTO)
@blp.shows(CONTENT_TYPE)
def see_thumbnail(photo_id: UUID) -> Response:
    """Show a photo in a small size (看小图)."""
    return _shown(services().photos.thumbnail(photo_to_see(photo_id).photo_id))


@blp.delete("/photos/<uuid:photo_id>")
@requires(Action.SEND_PHOTO)
@blp.answers(EmptySchema)
def take_photo_back(photo_id: UUID) -> Response:
    """Destroy a photo that one sent, while nothing recorded it (撤回照片)."""
    services().photos.take_back(photo_id, caller().person_id)
    return json_response({}, 200)


def shown_picture(photo_id: UUID | None) -> Response:
    """Show a photo in a small size that something everybody may see shows: it was let in there."""
    return _shown(None if photo_id is None else services().photos.thumbnail(photo_id))


def shown_whole(photo_id: UUID) -> Response:
    """Show a photo in full that everybody may see: it was let in there."""
    return _shown(services().photos.read(photo_id))


def _shown(jpeg: bytes | None) -> Response:
    if jpeg is None:  # gone in the last moment
        raise PhotoNotFoundError("the photo is gone")
    response = Response(jpeg, mimetype=CONTENT_TYPE, headers=IMAGE_HEADERS)
    response.add_etag()
    response.make_conditional(request)
    return response
