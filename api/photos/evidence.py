"""Pictures that are to prove something: what the caller sent before."""

from collections.abc import Sequence
from uuid import UUID

from api.auth import caller
from api.services import services
from people.photo import Photo
from people.photo_errors import PhotoNotFoundError


def sent_photos(photo_ids: Sequence[UUID]) -> list[Photo]:
    """Return pictures the caller sent; another's is as good as none."""
    found = services().photos.of(photo_ids)
    for it in photo_ids:
        if it not in found or found[it].sent_by != caller().person_id:
            raise PhotoNotFoundError("no photo of the caller has this ID")
    return [found[it] for it in photo_ids]


def keep_as_evidence(photo_ids: Sequence[UUID]) -> None:
    """Let pictures stay for their term: something was recorded with them."""
    services().photos.record(photo_ids, services().clock())
