"""Notices at the desk: what the staff of a unit should look at. IDs and kinds, never names."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, and_, delete, func, insert, not_, or_, select, update

from people.phone_tables import desk_notices
from people.store import People

NOTICES_MAX = 200
NOTICE_DAYS_MAX = 90
"""So long a notice is kept, seen or not."""

Reach = Sequence[tuple[str, tuple[str, ...]]]
"""Units somebody reaches: all codes that begin with one, without those that moved away."""

_table = desk_notices.c


class NoticeKind(StrEnum):
    """What happened. Kinds are added, never renamed."""

    IDENTITY_CHECK_LOCKED = "identity_check_locked"
    """Somebody failed five times to show that a long unused number is theirs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One notice."""

    notice_id: UUID
    unit_code: str
    kind: NoticeKind
    person_id: UUID
    noticed_at: datetime
    seen_at: datetime | None


class DeskNotices:
    """Leaves notices, lists them, and notes that they were seen."""

    def __init__(self, people: People) -> None:
        self._people = people

    def leave(self, kind: NoticeKind, unit_code: str, person_id: UUID, *, now: datetime) -> None:
        """Leave a notice for the staff of a unit."""
        row = {
            "notice_id": uuid4(),
            "unit_code": unit_code,
            "kind": kind.value,
            "person_id": person_id,
            "noticed_at": now,
        }
        old = now - timedelta(days=NOTICE_DAYS_MAX)
        with self._people.writing_for_persons() as connection:
            connection.execute(delete(desk_notices).where(_table.noticed_at < old))
            connection.execute(insert(desk_notices), row)

    def list_of(self, reach: Reach, *, unseen: bool = False) -> list[Notice]:
        """Return the latest notices within reach, the newest first."""
        query = select(desk_notices).where(below(_table.unit_code, reach))
        if unseen:
            query = query.where(_table.seen_at.is_(None))
        query = query.order_by(_table.noticed_at.desc(), _table.notice_id).limit(NOTICES_MAX)
        with self._people.reading() as connection:
            return [_notice(row) for row in connection.execute(query)]

    def count_unseen(self, reach: Reach) -> int:
        """Return how many nobody has seen yet."""
        query = select(func.count()).select_from(desk_notices)
        query = query.where(below(_table.unit_code, reach), _table.seen_at.is_(None))
        with self._people.reading() as connection:
            return connection.execute(query).scalar_one()

    def see(self, notice_id: UUID, reach: Reach, *, by: UUID, now: datetime) -> bool:
        """Note that a notice was seen; say whether it is within reach."""
        which = (_table.notice_id == notice_id, below(_table.unit_code, reach))
        seeing = update(desk_notices).where(*which, _table.seen_at.is_(None))
        with self._people.writing() as connection:
            connection.execute(seeing.values(seen_at=now, seen_by=by))
            found = connection.execute(select(_table.notice_id).where(*which)).one_or_none()
        return found is not None


def below(column: Any, reach: Reach) -> ColumnElement[bool]:
    """Return the condition that a row is of a unit that somebody reaches."""
    return or_(
        *(
            and_(
                column.startswith(code, autoescape=True),
                *(not_(column.startswith(it, autoescape=True)) for it in without),
            )
            for code, without in reach
        )
    )


def _notice(row: Any) -> Notice:
    return Notice(
        notice_id=row.notice_id,
        unit_code=row.unit_code,
        kind=NoticeKind(row.kind),
        person_id=row.person_id,
        noticed_at=row.noticed_at,
        seen_at=row.seen_at,
    )
