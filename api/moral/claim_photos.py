"""Pictures of claims: what the caller sent before, and its hashes."""

from collections.abc import Sequence
from uuid import UUID

from api.auth import caller
from api.services import services
from people.photo_errors import PhotoNotFoundError


def hashes_of(photo_ids: Sequence[UUID]) -> tuple[str, ...]:
    """Return the hashes of pictures the caller sent; another's is as good as none."""
    found = services().photos.of(photo_ids)
    for it in photo_ids:
        if it not in found or found[it].sent_by != caller().person_id:
            raise PhotoNotFoundError("no photo of the caller has this ID")
    return tuple(found[it].hash for it in photo_ids)


def marks_of(photo_ids: Sequence[UUID]) -> tuple[str, ...]:
    """Return what these pictures show, 64 bits each; empty of one that shows too little."""
    found = services().photos.of(photo_ids)
    return tuple(found[it].perceptual_hash for it in photo_ids)


def keep_as_evidence(photo_ids: Sequence[UUID]) -> None:
    """Let pictures stay for their term: a claim was filed with them."""
    services().photos.record(photo_ids, services().clock())
