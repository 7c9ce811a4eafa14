"""The ledger: an event-sourced application whose commands are committed in groups."""

from typing import cast
from uuid import UUID

from eventsourcing.application import Application
from eventsourcing.persistence import ApplicationRecorder, Mapper

from ledger.kernel.commands import HANDLERS, Command
from ledger.kernel.encoding import EventMapper, MsgpackTranscoder
from ledger.kernel.leader import Job, Leader
from ledger.kernel.receipts import Recorded
from ledger.kernel.store import Store
from ledger.kernel.writer import Writer


class Ledger(Application[UUID]):
    """Takes commands, records events, answers repeats. Safe for threads and processes."""

    name = "ledger"

    def __init__(self, store: Store) -> None:
        self.store = store
        super().__init__()
        self._leader = Leader(Writer(store, cast("EventMapper", self.mapper)).carry_out)

    def execute(self, command: Command) -> Recorded:
        """Carry a command out once.

        Returns its answer and position, at once durable. Raises the :class:`LedgerError` it was
        refused with; an ``UnavailableError`` means that nothing is known to have been written and
        the same command with the same key may be sent again.
        """
        streams = HANDLERS[type(command)].streams(command)
        return self._leader.execute(Job(command, frozenset(streams)))

    def construct_mapper(self) -> Mapper[UUID]:
        """Use msgpack for events."""
        return EventMapper(MsgpackTranscoder())

    def construct_recorder(self) -> ApplicationRecorder:
        """Use the store given by the composition root."""
        return self.store

    def close(self) -> None:
        """Let go of the store."""
        super().close()
        self.store.close()
