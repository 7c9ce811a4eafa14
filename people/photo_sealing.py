"""The pictures of photos, sealed and opened, each in a cell of its own."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, select

from people.cells import Cipher
from people.errors import UnknownPersonError
from people.photo_tables import photos
from people.pictures import Picture
from people.schema import person_keys
from people.sealing import KEY_COLUMNS
from people.store import People

Seal = Callable[[bytes, bytes], bytes]

_table = photos.c
_with_keys = photos.outerjoin(person_keys, _table.person_id == person_keys.c.person_id)


class PhotoSeals:
    """Seals pictures with the key of whom they are about, or with the house's own."""

    def __init__(self, people: People) -> None:
        self._people = people
        self._vault = people.vault

    def seal(
        self, connection: Connection, about: UUID | None, photo_id: UUID, picture: Picture
    ) -> dict[str, bytes]:
        """Return the columns of a picture, or raise UnknownPersonError."""
        if about is None:
            seal: Seal = self._house().seal
        else:
            query = select(person_keys).where(person_keys.c.person_id == about)
            key = connection.execute(query).one_or_none()
            if key is None:
                raise UnknownPersonError("nobody with this ID is enrolled")
            seal = self._vault.open_key(key).seal_bytes
        return {
            "picture_sealed": seal(picture.jpeg, _place(photo_id, "picture")),
            "thumbnail_sealed": seal(picture.thumbnail, _place(photo_id, "thumbnail")),
        }

    def open(self, photo_id: UUID, size: str) -> bytes | None:
        """Return a picture in one of its two sizes, or None when it is gone."""
        query = select(_table[f"{size}_sealed"].label("sealed"), _table.person_id, *KEY_COLUMNS)
        query = query.select_from(_with_keys).where(_table.photo_id == photo_id)
        with self._people.reading() as connection:
            row: Any = connection.execute(query).one_or_none()
        if row is None or (row.person_id is not None and row.wrapped is None):
            return None
        place = _place(photo_id, size)
        if row.person_id is None:
            return self._house().open(row.sealed, place)
        return self._vault.open_key(row).open_bytes(row.sealed, place)

    def _house(self) -> Cipher:
        return Cipher(self._vault.house_secret("photos"))


def _place(photo_id: UUID, size: str) -> bytes:
    """Name the cell of one picture: pictures of a person cannot be swapped either."""
    return f"photos/{photo_id.hex}/{size}".encode()
