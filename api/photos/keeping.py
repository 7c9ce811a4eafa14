"""Keeping a photo of a request once, for doors and for forms."""

import hashlib
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from werkzeug.datastructures import FileStorage

from api.auth import caller
from api.idempotency import KEY_PATTERN
from api.refusals import IdempotencyKeyMissingError
from api.services import services
from api.uploads import read_file, sent_file, takes_files
from ledger.kernel.errors import KeyReusedError
from ledger.kernel.ids import derive
from people.photo import KeptPhoto
from people.photo_errors import PhotoMissingError, PhotoTooLargeError
from people.pictures import PHOTO_BYTES_MAX

PHOTO_FIELD = "photo"
PHOTOS_AT_ONCE_MAX = 3
"""In one form."""

_too_large = partial(PhotoTooLargeError, "too many bytes", bytes_max=PHOTO_BYTES_MAX)
takes_photo = takes_files(PHOTO_BYTES_MAX, _too_large)
"""Tag of a view that takes one photo in a form."""
takes_photos = takes_files(PHOTOS_AT_ONCE_MAX * PHOTO_BYTES_MAX, _too_large)
"""Tag of a view that takes several."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A photo of this request, and whether an earlier one with its key had kept it."""

    photo: KeptPhoto
    duplicate: bool


def sent_photo(name: str = PHOTO_FIELD) -> FileStorage:
    """Return the photo of this request's form, or raise PhotoMissingError."""
    sent = sent_file(name)
    if sent is None:
        raise PhotoMissingError("no photo was sent")
    return sent


def keep_photo(sent: FileStorage, key: str, *, about: UUID | None) -> Kept:
    """Keep a photo under the key of its request; the same key and file keep nothing twice.

    Raise IdempotencyKeyMissingError, KeyReusedError when the key was used for another file, or
    what `Photos.keep` raises.
    """
    if not KEY_PATTERN.fullmatch(key):
        raise IdempotencyKeyMissingError
    who, photos = caller(), services().photos
    raw = read_file(sent, PHOTO_BYTES_MAX)
    photo_id = derive("photo", f"{who.name_space}:{key}")
    was_there = photos.find(photo_id) is not None
    now = services().clock()
    kept = photos.keep(raw, about=about, by=who.person_id, now=now, photo_id=photo_id)
    if kept.hash != hashlib.sha256(raw).hexdigest():
        raise KeyReusedError
    return Kept(kept, was_there)
