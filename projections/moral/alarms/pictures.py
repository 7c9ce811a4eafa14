"""Which pictures of an area show the same: each leads to the earliest it looks the same as.

An area is a village for claims, and a shop for hand-overs.

Pictures are not compared in pairs. A mark is kept in four pieces; of two that differ in up to
``ALIKE_BITS_MAX`` bits one piece differs in at most one, so a picture is compared only with those
that share one of 68 pieces, with ``CANDIDATES_MAX`` of its area at most: the work for a
picture does not grow with the photos of the area.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table, and_, delete, insert, select, update

from people.picture_hash import ALIKE_BITS_MAX, BAND_BITS, bands_of, bits_between, near

CANDIDATES_MAX = 200
"""Pictures one is compared with bit by bit, the earliest first."""


class Pictures:
    """Pictures with marks, and which of them is the first to show something."""

    def __init__(self, connection: Connection, pictures: Table, bands: Table) -> None:
        self._connection = connection
        self._pictures, self._bands = pictures, bands

    def place(self, area: str, photo: str, mark: str, shown_at: datetime) -> set[str]:
        """Put a picture among the others; return the firsts whose alarms are judged anew.

        Earlier is who was shown earlier, and among equals who has the smaller hash: the same in
        whatever order the log is read.
        """
        c = self._pictures.c
        here = and_(c.area == area, c.photo == photo)
        known = self._connection.execute(select(self._pictures).where(here)).first()
        if known is not None and known.shown_at <= shown_at:
            return {known.first} - {""}
        alike = self._alike(area, photo, mark)
        place = (shown_at, photo)
        before = [it for it in alike if _place(it) < place]
        first = min(before, key=_place).photo if before else ""
        self._keep(area, photo, mark, shown_at, first)
        touched = {first, known.first if known is not None else ""}
        at = {it.photo: _place(it) for it in alike}
        for it in alike:
            if _place(it) > place and (not it.first or at.get(it.first, place) >= place):
                its = and_(c.area == area, c.photo == it.photo)
                self._connection.execute(update(self._pictures).where(its).values(first=photo))
                touched |= {it.first, photo}
        return touched - {""}

    def firsts_of(self, photos: set[str]) -> set[str]:
        """Return the firsts that pictures lead to: one used again counts there, too."""
        c = self._pictures.c
        chosen = select(c.first).where(c.photo.in_(sorted(photos)), c.first != "")
        return set(self._connection.execute(chosen).scalars())

    def _alike(self, area: str, photo: str, mark: str) -> list[Any]:
        c, bands = self._pictures.c, self._bands.c
        pieces = [
            at << BAND_BITS | piece
            for at, band in enumerate(bands_of(mark))
            for piece in near(band)
        ]
        sharing = select(bands.photo).where(bands.area == area, bands.band.in_(pieces))
        chosen = (
            select(self._pictures)
            .where(c.area == area, c.photo.in_(sharing), c.photo != photo)
            .order_by(c.shown_at, c.photo)
            .limit(CANDIDATES_MAX)
        )
        rows = self._connection.execute(chosen).all()
        return [it for it in rows if bits_between(mark, it.mark) <= ALIKE_BITS_MAX]

    def _keep(self, area: str, photo: str, mark: str, shown_at: datetime, first: str) -> None:
        for table in (self._pictures, self._bands):
            old = and_(table.c.area == area, table.c.photo == photo)
            self._connection.execute(delete(table).where(old))
        row = {"area": area, "photo": photo}
        facts = {"mark": mark, "shown_at": shown_at, "first": first}
        self._connection.execute(insert(self._pictures).values(row | facts))
        pieces = [at << BAND_BITS | it for at, it in enumerate(bands_of(mark))]
        rows = [row | {"band": it} for it in sorted(set(pieces))]
        self._connection.execute(insert(self._bands), rows)


def _place(row: Any) -> tuple[datetime, str]:
    return row.shown_at, row.photo
