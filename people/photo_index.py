"""Finding a picture that was used before, by its file or by what it shows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, and_, delete, or_, select, update

from people.photo_tables import photo_hashes, photos
from people.picture_hash import ALIKE_BITS_MAX, bands_of, bits_between, near
from people.store import People

CANDIDATES_MAX = 2_000
"""Rows that are compared bit by bit in one look-up, the oldest first."""
SIMILAR_MAX = 20

_table = photo_hashes.c


@dataclass(frozen=True, slots=True)
class Trace:
    """What stays of a photo: marks of the file and of what it shows."""

    photo_id: UUID
    hash: str
    perceptual_hash: str


@dataclass(frozen=True, slots=True)
class Likeness:
    """A photo that is the same as another, or looks the same."""

    photo_id: UUID
    is_same_file: bool
    bits: int
    """How many bits of their marks differ."""


class PhotoIndex:
    """The marks of all photos, also of those that are gone."""

    def __init__(self, people: People) -> None:
        self._people = people

    def add(self, connection: Connection, trace: Trace, now: datetime) -> None:
        """Keep the marks of a photo."""
        bands = {f"band_{at}": it for at, it in enumerate(bands_of(trace.perceptual_hash))}
        row = {
            "photo_id": trace.photo_id,
            "hash": trace.hash,
            "perceptual_hash": trace.perceptual_hash,
            "kept_at": now,
            "recorded": False,
        }
        adding = self._people.insert(photo_hashes).on_conflict_do_nothing()
        connection.execute(adding, row | bands)

    def record(self, connection: Connection, ids: list[UUID]) -> None:
        """Note that photos were used."""
        using = update(photo_hashes).where(_table.photo_id.in_(ids)).values(recorded=True)
        connection.execute(using)

    def forget(self, connection: Connection, photo_id: UUID) -> None:
        """Drop the marks of a photo that nothing came to need."""
        connection.execute(delete(photo_hashes).where(_table.photo_id == photo_id))

    def seen_before(self, trace: Trace, by: UUID) -> Likeness | None:
        """Return the first like it that was used, or that somebody else sent.

        What somebody sent twice and used for nothing is no second picture.
        """
        of_others = and_(photos.c.photo_id.is_not(None), photos.c.sent_by != by)
        return self._first(trace, or_(_table.recorded, of_others))

    def used_before(self, photo_id: UUID) -> Likeness | None:
        """Return the first like it that was used."""
        query = select(photo_hashes).where(_table.photo_id == photo_id)
        with self._people.reading() as connection:
            row = connection.execute(query).one_or_none()
        if row is None:
            return None
        return self._first(Trace(photo_id, row.hash, row.perceptual_hash), _table.recorded)

    def similar(self, perceptual_hash: str) -> list[Likeness]:
        """Return photos that look like a mark, the most alike first."""
        with self._people.reading() as connection:
            found = list(self._looking(connection, perceptual_hash, _table.photo_id.is_not(None)))
        return sorted(found, key=lambda it: it.bits)[:SIMILAR_MAX]

    def _first(self, trace: Trace, which: ColumnElement[bool]) -> Likeness | None:
        other = and_(which, _table.photo_id != trace.photo_id)
        same = _rows(and_(other, _table.hash == trace.hash)).limit(1)
        with self._people.reading() as connection:
            row = connection.execute(same).first()
            if row is not None:
                return Likeness(row.photo_id, is_same_file=True, bits=0)
            return next(iter(self._looking(connection, trace.perceptual_hash, other)), None)

    def _looking(
        self, connection: Connection, mark: str, which: ColumnElement[bool]
    ) -> Iterable[Likeness]:
        bands = bands_of(mark)
        if not bands:
            return
        nearby = or_(*(_table[f"band_{at}"].in_(near(it)) for at, it in enumerate(bands)))
        query = _rows(and_(which, nearby)).limit(CANDIDATES_MAX)
        for row in connection.execute(query).all():
            bits = bits_between(mark, row.perceptual_hash)
            if bits <= ALIKE_BITS_MAX:
                yield Likeness(row.photo_id, is_same_file=False, bits=bits)


def _rows(which: ColumnElement[bool]) -> Any:
    joined = photo_hashes.outerjoin(photos, photos.c.photo_id == _table.photo_id)
    query = select(_table.photo_id, _table.perceptual_hash).select_from(joined)
    return query.where(which).order_by(_table.kept_at, _table.photo_id)
