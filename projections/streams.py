"""Streams: whether the log is whole, and at which version each stream stands."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Connection, MetaData, Table, func, select

from projections.columns import identifier, number
from projections.difference import DIFFERENCES_MAX, Difference
from projections.projection import LogEvent
from projections.rows import Rows

heads = Table("stream_heads", MetaData(), identifier("stream_id", key=True), number("version"))


class Streams:
    """Follows every stream through the log, in a scratch table rather than in memory."""

    def __init__(self, connection: Connection) -> None:
        self._position = 0
        self.differences: list[Difference] = []
        with connection.begin():
            heads.create(connection)

    def take(self, connection: Connection, page: Sequence[LogEvent]) -> None:
        """Look at a page: positions must follow each other, and so must versions of a stream."""
        with connection.begin():
            rows = Rows(connection, heads)
            rows.load({log.event.originator_id for log in page})
            for log in page:
                self._look(rows, log)
            rows.write()

    def _look(self, rows: Rows, log: LogEvent) -> None:
        if log.position != self._position + 1:
            self._tell("position", f"after {self._position}", log.position, self._position + 1)
        self._position = log.position
        stream_id, version = log.event.originator_id, log.event.originator_version
        head = rows.add({"stream_id": stream_id}, version=0)
        if version != head["version"] + 1:
            self._tell("stream", str(stream_id), version, head["version"] + 1)
        head["version"] = version

    def _tell(self, what: str, key: str, found: int, expected: int) -> None:
        if len(self.differences) < DIFFERENCES_MAX:
            where = f"log.{what}"
            self.differences.append(Difference(where, key, str(found), f"{expected} comes next"))


def version_of(connection: Connection, stream_id: UUID) -> int:
    """Return the version at which a stream stands; 0 if it has no event."""
    query = select(func.max(heads.c.version)).where(heads.c.stream_id == stream_id)
    return int(connection.execute(query).scalar() or 0)
