"""Projection: what turns the log into the tables of one read model."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from eventsourcing.utils import get_topic
from sqlalchemy import Connection, MetaData, Table

Tables = Mapping[str, Table]
"""The tables of one build by their short names."""


@dataclass(frozen=True, slots=True)
class LogEvent:
    """A decoded event and its place in the log; ``event.timestamp`` is when it was recorded."""

    position: int
    event: Any


class Projection(ABC):
    """One read model. It keeps no state of its own: what it knows is in its tables.

    ``version`` is raised whenever the tables or the folding change; every store then builds the
    tables anew from the log before it uses them.
    """

    name: ClassVar[str]
    version: ClassVar[int]
    events: ClassVar[tuple[type, ...]]
    """Event classes it wants to see."""

    @property
    def topics(self) -> tuple[str, ...]:
        """Topics of the events it wants to see."""
        return tuple(get_topic(event_class) for event_class in self.events)

    @abstractmethod
    def tables(self, metadata: MetaData, suffix: str) -> Tables:
        """Declare the tables of one build; every table's name ends with the suffix."""

    @abstractmethod
    def apply(self, connection: Connection, tables: Tables, batch: Sequence[LogEvent]) -> None:
        """Fold a batch in memory and write what changed, in the transaction given."""
