"""Spreadsheets that were shown and wait to be imported: exactly the file that was looked at."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import delete, select

from people.cells import Cipher
from people.sheet_tables import shown_sheets
from people.store import People

WAITING_MAX = 5
"""Of one person; the oldest gives way."""

_table = shown_sheets.c


class ShownSheets:
    """Keeps, reads and drops spreadsheets."""

    def __init__(self, people: People) -> None:
        self._people = people
        self._vault = people.vault

    def keep(self, raw: bytes, *, by: UUID, now: datetime) -> UUID:
        """Keep a file for whoever sent it; raise UnknownPersonError if nobody is enrolled so."""
        sheet_id = uuid4()
        row = {
            "sheet_id": sheet_id,
            "person_id": by,
            "shown_at": now,
            "file_sealed": self._house().seal(raw, _place(sheet_id, by)),
        }
        newest = select(_table.sheet_id).where(_table.person_id == by)
        newest = newest.order_by(_table.shown_at.desc(), _table.sheet_id).limit(WAITING_MAX)
        with self._people.writing_for_persons() as connection:
            connection.execute(self._people.insert(shown_sheets), row)
            kept = [*connection.execute(newest).scalars(), sheet_id]
            older = (_table.person_id == by) & _table.sheet_id.not_in(kept)
            connection.execute(delete(shown_sheets).where(older))
        return sheet_id

    def read(self, sheet_id: UUID, *, by: UUID) -> bytes | None:
        """Return a file to who sent it, or None when it is gone or somebody else's."""
        query = select(_table.file_sealed).where(
            _table.sheet_id == sheet_id, _table.person_id == by
        )
        with self._people.reading() as connection:
            sealed = connection.execute(query).scalar_one_or_none()
        return None if sealed is None else self._house().open(sealed, _place(sheet_id, by))

    def drop(self, sheet_id: UUID, *, by: UUID) -> bool:
        """Destroy a file that was imported or is not wanted; say whether there was one."""
        which = (_table.sheet_id == sheet_id) & (_table.person_id == by)
        with self._people.writing() as connection:
            dropped = connection.execute(delete(shown_sheets).where(which)).rowcount > 0
        if dropped:
            self._people.drop_traces()
        return dropped

    def _house(self) -> Cipher:
        return Cipher(self._vault.house_secret("sheets"))


def _place(sheet_id: UUID, by: UUID) -> bytes:
    """Name the cell: a file cannot become another's either."""
    return f"shown_sheets/{sheet_id.hex}/{by.hex}".encode()
