"""The read store: where the tables of all read models live. Disposable; the log is truth."""

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import Row, Select

from projections.projection import Projection, Tables


class ReadStore:
    """A SQLite file (``sqlite:///path``) or the schema ``readmodels`` of a PostgreSQL database.

    Safe for threads and processes.
    """

    def __init__(self, url: str) -> None:
        self._url = url

    def create(self) -> None:
        """Create what is missing to keep read models; harmless to repeat."""

    def read(
        self, projection: Projection, statement: Callable[[Tables], Select[Any]]
    ) -> Sequence[Row[Any]]:
        """Run one statement on the live build of a projection."""
        raise NotImplementedError

    def position(self) -> int:
        """Return the position that every live read model has come to; 0 before the first."""
        raise NotImplementedError

    def close(self) -> None:
        """Let go of every connection."""
