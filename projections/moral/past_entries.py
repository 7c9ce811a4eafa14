"""Past entries: the acts of a year that trials of drafts are made over."""

from collections.abc import Iterator
from datetime import date

from ledger.moral.dry_run import PastEntry
from projections.store import ReadStore


class PastEntries:
    """Streams posted acts of a village in pages.

    The read model of claims fills this in; until there are claims there are no acts.
    """

    def __init__(self, read_store: ReadStore) -> None:
        self._store = read_store

    def of_year(self, unit_code: str, first: date, last: date) -> Iterator[PastEntry]:
        """Yield the acts of a village that occurred from one day through another."""
        del unit_code, first, last
        return iter(())
