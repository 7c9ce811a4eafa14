"""Feed: reads the log once and hands every projection what it wants to see."""

from collections.abc import Sequence

from sqlalchemy import Connection

from ledger.kernel.application import Ledger
from projections import builds
from projections.builds import Build
from projections.projection import LogEvent, Projection
from projections.store import ReadStore


def read_page(ledger: Ledger, after: int, limit: int, through: int | None = None) -> list[LogEvent]:
    """Read and decode events after a position, through another if one is given."""
    notifications = ledger.store.select_notifications(
        after, limit, stop=through, inclusive_of_start=False
    )
    decode = ledger.mapper.to_domain_event
    return [LogEvent(int(it.id), decode(it)) for it in notifications]


class Feed:
    """Writes pages of the log into some builds, rows and checkpoints in one transaction."""

    def __init__(self, store: ReadStore, wanted: Sequence[tuple[Projection, Build]]) -> None:
        self._store = store
        self._wanted = wanted
        self._routes: dict[type, list[int]] = {}
        for place, (projection, _) in enumerate(wanted):
            for event_class in projection.events:
                self._routes.setdefault(event_class, []).append(place)

    def write(self, connection: Connection, page: Sequence[LogEvent], position: int) -> None:
        """Move every build to a position; raises BuildLostError if another process did."""
        with connection.begin():
            builds.advance(connection, [build for _, build in self._wanted], position)
            for (projection, build), batch in zip(self._wanted, self._sorted(page), strict=True):
                if batch:
                    projection.apply(connection, self._store.tables(projection, build), batch)

    def _sorted(self, page: Sequence[LogEvent]) -> list[list[LogEvent]]:
        batches: list[list[LogEvent]] = [[] for _ in self._wanted]
        for log in page:
            for place in self._routes.get(type(log.event), ()):
                batches[place].append(log)
        return batches
