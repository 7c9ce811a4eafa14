"""Photos that prove something happened: events carry their IDs and hashes, never the picture.

Like texts: sealed with the key of whom they are about and gone with the person; one about nobody is
sealed with the house's own key. What was sent is never kept, only a picture made from it
(`people/pictures.py`), and beside it the marks that find a picture again (`people/photo_index.py`).
"""

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import delete, select, update

from people.batches import in_batches
from people.photo import KeptPhoto, Photo
from people.photo_errors import PhotoInUseError, PhotoNotFoundError
from people.photo_index import Likeness, PhotoIndex, Trace
from people.photo_sealing import PhotoSeals
from people.photo_tables import photo_hashes, photos
from people.pictures import Picture, picture_of
from people.store import People

PHOTOS_LISTED_MAX = 200
"""Photos of one person that are listed."""

_table = photos.c
_INFO = (
    *(it for it in _table if not it.name.endswith("_sealed")),
    photo_hashes.c.hash,
    photo_hashes.c.perceptual_hash,
)
_infos = select(*_INFO).select_from(
    photos.join(photo_hashes, _table.photo_id == photo_hashes.c.photo_id)
)


class Photos:
    """Keeps, shows and drops photos."""

    def __init__(self, people: People) -> None:
        self._people = people
        self._seals = PhotoSeals(people)
        self._index = PhotoIndex(people)

    def keep(
        self,
        raw: bytes,
        *,
        about: UUID | None,
        by: UUID,
        now: datetime,
        photo_id: UUID | None = None,
    ) -> KeptPhoto:
        """Keep what a file shows; under an ID that has a photo already, that one stays.

        Raise what `picture_of` raises, or UnknownPersonError if nobody is enrolled whom it could
        be about.
        """
        new_id = photo_id or uuid4()
        found = self.find(photo_id) if photo_id else None
        if found is None:
            trace = Trace(new_id, hashlib.sha256(raw).hexdigest(), "")
            trace = self._add(trace, picture_of(raw), about, by, now)
        else:
            trace = Trace(new_id, found.hash, found.perceptual_hash)
        seen = self._index.seen_before(trace, by)
        return KeptPhoto(
            photo_id=new_id,
            hash=trace.hash,
            perceptual_hash=trace.perceptual_hash,
            seen_before=seen.photo_id if seen else None,
            is_same_file=seen is not None and seen.is_same_file,
        )

    def find(self, photo_id: UUID) -> Photo | None:
        """Return what is known of a photo that is still there."""
        with self._people.reading() as connection:
            row = connection.execute(_infos.where(_table.photo_id == photo_id)).one_or_none()
        return _photo(row) if row else None

    def of(self, ids: Iterable[UUID]) -> dict[UUID, Photo]:
        """Return what is known of those photos that are still there."""
        found: dict[UUID, Photo] = {}
        with self._people.reading() as connection:
            for batch in in_batches(ids):
                rows = connection.execute(_infos.where(_table.photo_id.in_(batch)))
                found |= {it.photo_id: _photo(it) for it in rows}
        return found

    def about(self, person_id: UUID) -> list[Photo]:
        """Return the photos that go with somebody, the latest first."""
        query = _infos.where(_table.person_id == person_id)
        query = query.order_by(_table.sent_at.desc(), _table.photo_id).limit(PHOTOS_LISTED_MAX)
        with self._people.reading() as connection:
            return [_photo(it) for it in connection.execute(query)]

    def read(self, photo_id: UUID) -> bytes | None:
        """Return the picture as JPEG, or None when it is gone."""
        return self._seals.open(photo_id, "picture")

    def thumbnail(self, photo_id: UUID) -> bytes | None:
        """Return the small picture as JPEG, or None when it is gone."""
        return self._seals.open(photo_id, "thumbnail")

    def record(self, ids: Iterable[UUID], now: datetime) -> None:
        """Note that photos became evidence: they stay for their term. Harmless to repeat."""
        for batch in in_batches(ids):
            with self._people.writing() as connection:
                which = _table.photo_id.in_(batch) & _table.recorded_at.is_(None)
                noted = {"recorded_at": now, "term_from": now}
                connection.execute(update(photos).where(which).values(noted))
                self._index.record(connection, batch)

    def hold(self, ids: Iterable[UUID]) -> None:
        """Keep photos beyond their term, while an appeal about them is open."""
        self._change(ids, held=True)

    def release(self, ids: Iterable[UUID], now: datetime) -> None:
        """Let the term of photos begin (anew): what they were held for has ended."""
        self._change(ids, held=False, term_from=now)

    def drop(self, photo_id: UUID) -> bool:
        """Destroy a photo that nothing came to need, and its marks; say whether there was one."""
        unused = _table.recorded_at.is_(None)
        with self._people.writing() as connection:
            dropping = delete(photos).where(_table.photo_id == photo_id, unused)
            dropped = connection.execute(dropping).rowcount > 0
            if dropped:
                self._index.forget(connection, photo_id)
        if dropped:
            self._people.drop_traces()
        return dropped

    def take_back(self, photo_id: UUID, by: UUID) -> None:
        """Destroy a photo for whoever sent it; what is evidence of something stays."""
        found = self.find(photo_id)
        if found is None or found.sent_by != by:
            raise PhotoNotFoundError("no photo of the caller has this ID")
        if not self.drop(photo_id) and self.find(photo_id) is not None:
            raise PhotoInUseError("it is evidence of something that was recorded")

    def used_before(self, photo_id: UUID) -> Likeness | None:
        """Return the first photo used as evidence that is the same as this or looks the same."""
        return self._index.used_before(photo_id)

    def similar(self, perceptual_hash: str) -> list[Likeness]:
        """Return photos that look like a mark, the most alike first; also such as are gone."""
        return self._index.similar(perceptual_hash)

    def _add(
        self, trace: Trace, picture: Picture, about: UUID | None, by: UUID, now: datetime
    ) -> Trace:
        marked = replace(trace, perceptual_hash=picture.perceptual_hash)
        row = {
            "photo_id": trace.photo_id,
            "person_id": about,
            "sent_by": by,
            "sent_at": now,
            "held": False,
            "width": picture.width,
            "height": picture.height,
        }
        adding = self._people.insert(photos).on_conflict_do_nothing(index_elements=["photo_id"])
        with self._people.writing_for_persons() as connection:
            sealed = self._seals.seal(connection, about, trace.photo_id, picture)
            connection.execute(adding, row | sealed)
            self._index.add(connection, marked, now)
        return marked

    def _change(self, ids: Iterable[UUID], **values: Any) -> None:
        for batch in in_batches(ids):
            with self._people.writing() as connection:
                changing = update(photos).where(_table.photo_id.in_(batch))
                connection.execute(changing.values(**values))


def _photo(row: Any) -> Photo:
    return Photo(**{name: getattr(row, name) for name in Photo.__slots__})
