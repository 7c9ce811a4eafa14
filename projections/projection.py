"""Projection: what turns the log into the tables of one read model."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, TypeVar

from eventsourcing.utils import get_topic
from sqlalchemy import Connection, MetaData, Table

from projections.rows import Rows

Tables = Mapping[str, Table]
"""The tables of one build by their short names."""


@dataclass(frozen=True, slots=True)
class LogEvent:
    """A decoded event and its place in the log; ``event.timestamp`` is when it was recorded."""

    position: int
    event: Any


F = TypeVar("F", bound="Fold")
Folding = Callable[[F, LogEvent], None]


def folds(*event_classes: type) -> Callable[[Folding[F]], Folding[F]]:
    """Mark the method of a fold that takes events of some classes."""

    def mark(method: Folding[F]) -> Folding[F]:
        vars(method)["folded_classes"] = event_classes
        return method

    return mark


class Fold(ABC):
    """One batch on its way into the tables: read what it touches, take each event, write back."""

    takers: ClassVar[dict[type, Callable[[Any, LogEvent], None]]] = {}

    def __init_subclass__(cls) -> None:
        cls.takers = {
            event_class: method
            for base in reversed(cls.__mro__)
            for method in vars(base).values()
            for event_class in getattr(method, "folded_classes", ())
        }

    def __init__(self, connection: Connection, tables: Tables) -> None:
        self.rows = {name: Rows(connection, table) for name, table in tables.items()}

    @abstractmethod
    def load(self, batch: Sequence[LogEvent]) -> None:
        """Read the rows that the batch may change."""

    def take(self, log: LogEvent) -> None:
        """Fold one event into the rows in memory."""
        self.takers[type(log.event)](self, log)

    def write(self) -> None:
        """Write every table back."""
        for rows in self.rows.values():
            rows.write()


class Projection(ABC):
    """One read model. It keeps no state of its own: what it knows is in its tables.

    ``version`` is raised whenever the tables or the folding change; every store then builds the
    tables anew from the log before it uses them.
    """

    name: ClassVar[str]
    version: ClassVar[int]
    fold: ClassVar[type[Fold]]

    @property
    def events(self) -> tuple[type, ...]:
        """Event classes it wants to see."""
        return tuple(self.fold.takers)

    @property
    def topics(self) -> tuple[str, ...]:
        """Topics of the events it wants to see."""
        return tuple(get_topic(event_class) for event_class in self.events)

    @abstractmethod
    def tables(self, metadata: MetaData, suffix: str) -> Tables:
        """Declare the tables of one build; every table's name ends with the suffix."""

    def tables_of_build(self, suffix: str) -> Tables:
        """Declare the tables of one build in a catalogue of their own."""
        return self.tables(MetaData(), suffix)

    def apply(self, connection: Connection, tables: Tables, batch: Sequence[LogEvent]) -> None:
        """Fold a batch in memory and write what changed, in the transaction given."""
        fold = self.fold(connection, tables)
        fold.load(batch)
        for log in batch:
            fold.take(log)
        fold.write()
