"""Who came for it: somebody of the household, or somebody else who is known or leaves a name."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from api.auth import caller
from api.households.owning import may_stand_for
from api.idempotency import Stamp
from api.photos.evidence import sent_photos
from api.scans.cards import person_behind
from api.services import Services
from api.shop.confirming import Confirmed
from ledger.kernel.ids import derive
from ledger.shop.errors import CollectorNotFamilyError
from ledger.shop.hand_over import Collector
from ledger.shop.kinds import Confirmation, Relation
from qr.kinds import Kind

INSIDE = frozenset({Relation.SELF, Relation.FAMILY})
"""Of the household whose points they are."""


@dataclass(frozen=True, slots=True)
class Came:
    """What is said of whoever came: a scanned code of their own, or a name."""

    relation: Relation = Relation.SELF
    code: str | None = None
    """The code on the phone of whoever came, or their paper card."""
    name: str | None = None
    photo_id: UUID | None = None


def came_of(loaded: dict[str, Any]) -> Came:
    """Return who came, of what was loaded."""
    said = ("relation", "collector_code", "collector", "photo_id")
    return Came(*(loaded[it] for it in said))


def collector_of(
    given: Services, came: Came, confirmed: Confirmed, *, owner_id: UUID, own_stamp: Stamp
) -> Collector:
    """Return who came, for the log: never the owner's card in a neighbour's hand as the neighbour.

    Whoever says to be of the household and shows a code is of it, or is refused. A name is kept
    with the people; the log has only its ID.
    """
    person_id = _person(given, came, own_stamp)
    inside = came.relation in INSIDE
    if inside and person_id is not None and not may_stand_for(given, person_id, owner_id):
        raise CollectorNotFamilyError
    if inside and person_id is None:
        person_id = confirmed.person_id
    photo = picture_of(came.photo_id, confirmed.by)
    text_id = _kept(given, came.name, own_stamp) if came.name else None
    return Collector(came.relation.value, confirmed.by.value, person_id, text_id, **photo)


def picture_of(photo_id: UUID | None, by: Confirmation) -> dict[str, Any]:
    """Return what a collector says of a picture of the keeper's own, or refuse another's."""
    if photo_id is None:
        return {}
    (photo,) = sent_photos([photo_id])
    signed = by is Confirmation.SIGNATURE
    mark = "" if signed else photo.perceptual_hash  # sheets of paper look alike
    return {"photo_id": photo_id, "photo_hash": photo.hash, "photo_mark": mark}


def _person(given: Services, came: Came, own_stamp: Stamp) -> UUID | None:
    if not came.code:
        return None
    at = own_stamp["at"]
    token = given.reader.read(came.code, at=at, kinds={Kind.CARD, Kind.PERSON})
    return person_behind(given, token, at)


def _kept(given: Services, name: str, own_stamp: Stamp) -> UUID:
    """Keep the name of somebody who is not known here; the same again for the same key."""
    text_id = derive("text", own_stamp["key"])
    by, now = caller().person_id, own_stamp["at"]
    given.texts.keep(name, about=None, by=by, now=now, text_id=text_id)
    return text_id
