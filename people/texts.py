"""Texts that people type (原话): events carry their IDs, for what is in an event cannot be erased.

A text about somebody is sealed with that person's key and goes with the person. One about nobody,
such as why a whole activity was cancelled, is sealed with the house's own.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import delete, select

from people.batches import in_batches
from people.cells import Cipher
from people.errors import TextMissingError, TextTooLongError, UnknownPersonError
from people.schema import person_keys
from people.sealing import KEY_COLUMNS
from people.store import People
from people.text_tables import texts

TEXT_LENGTH_MAX = 500
"""Of a reason or an answer; what is longer is said at the desk."""
TEXTS_MAX = 200
"""Texts of one person that are listed."""

_table = texts.c
_rows = select(texts, *KEY_COLUMNS).select_from(
    texts.outerjoin(person_keys, _table.person_id == person_keys.c.person_id)
)


@dataclass(frozen=True, slots=True)
class Text:
    """A text about somebody. Its repr does not show it."""

    text_id: UUID
    written_at: datetime
    body: str = field(repr=False)


class Texts:
    """Keeps, reads and drops texts."""

    def __init__(self, people: People) -> None:
        self._people = people
        self._vault = people.vault

    def keep(
        self,
        body: str,
        *,
        about: UUID | None,
        by: UUID,
        now: datetime,
        text_id: UUID | None = None,
    ) -> UUID:
        """Keep a text and return its ID; under an ID that has one already, that one stays.

        Raise TextMissingError, TextTooLongError, or UnknownPersonError if nobody is enrolled
        whom it could be about.
        """
        cleaned, new_id = clean_text(body), text_id or uuid4()
        adding = self._people.insert(texts).on_conflict_do_nothing(index_elements=["text_id"])
        with self._people.writing_for_persons() as connection:
            row = {
                "text_id": new_id,
                "person_id": about,
                "written_by": by,
                "written_at": now,
                "body_sealed": self._seal(connection, about, new_id, cleaned),
            }
            connection.execute(adding, row)
        return new_id

    def has(self, text_id: UUID) -> bool:
        """Tell whether there is a text under an ID."""
        query = select(_table.text_id).where(_table.text_id == text_id)
        with self._people.reading() as connection:
            return connection.execute(query).first() is not None

    def read(self, ids: Iterable[UUID]) -> dict[UUID, str]:
        """Return the texts that are still there; those of people who were forgotten are not."""
        found: dict[UUID, str] = {}
        with self._people.reading() as connection:
            for batch in in_batches(ids):
                rows = connection.execute(_rows.where(_table.text_id.in_(batch)))
                found |= {it.text_id: it.body for it in self._opened(rows)}
        return found

    def about(self, person_id: UUID) -> list[Text]:
        """Return what was written about or by somebody, the latest first."""
        query = _rows.where(_table.person_id == person_id)
        query = query.order_by(_table.written_at.desc(), _table.text_id).limit(TEXTS_MAX)
        with self._people.reading() as connection:
            return self._opened(connection.execute(query))

    def drop(self, text_id: UUID) -> bool:
        """Destroy a text that nothing came to need; say whether there was one."""
        with self._people.writing() as connection:
            dropped = connection.execute(delete(texts).where(_table.text_id == text_id))
        return dropped.rowcount > 0

    def _seal(self, connection: Any, about: UUID | None, text_id: UUID, body: str) -> bytes:
        if about is None:
            return self._house().seal(body.encode(), _place(text_id))
        query = select(person_keys).where(person_keys.c.person_id == about)
        key = connection.execute(query).one_or_none()
        if key is None:
            raise UnknownPersonError("nobody with this ID is enrolled")
        return self._vault.open_key(key).seal(_column(text_id), body)

    def _opened(self, rows: Iterable[Any]) -> list[Text]:
        return [
            Text(it.text_id, it.written_at, self._open(it))
            for it in rows
            if it.person_id is None or it.wrapped is not None
        ]

    def _open(self, row: Any) -> str:
        if row.person_id is None:
            return self._house().open(row.body_sealed, _place(row.text_id)).decode()
        return self._vault.open_key(row).open(_column(row.text_id), row.body_sealed)

    def _house(self) -> Cipher:
        return Cipher(self._vault.house_secret("texts"))


def clean_text(body: str) -> str:
    """Return a text without blank ends, or refuse an empty or a long one."""
    cleaned = body.strip()
    if not cleaned:
        raise TextMissingError("there is nothing in this text")
    if len(cleaned) > TEXT_LENGTH_MAX:
        raise TextTooLongError("too long for a reason", length_max=TEXT_LENGTH_MAX)
    return cleaned


def _column(text_id: UUID) -> str:
    """Name the cell of one text: texts of a person cannot be swapped either."""
    return f"texts/{text_id.hex}"


def _place(text_id: UUID) -> bytes:
    return _column(text_id).encode()
