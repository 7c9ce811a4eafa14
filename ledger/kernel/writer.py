"""The writer: loads, decides and records one batch of commands."""

import logging
from collections.abc import Iterable
from contextlib import nullcontext
from dataclasses import dataclass
from uuid import UUID

from eventsourcing.domain import CanMutateAggregate
from eventsourcing.persistence import PersistenceError, StoredEvent

from ledger.kernel import snapshots
from ledger.kernel.commands import HANDLERS, Answer, fingerprint_of
from ledger.kernel.encoding import EventMapper
from ledger.kernel.errors import BusyError, KeyReusedError, LedgerError, StorageUnavailableError
from ledger.kernel.leader import Job
from ledger.kernel.receipts import Receipt, Recorded, repeat, write_answer
from ledger.kernel.session import Session, StaleError
from ledger.kernel.store import Entry, Loaded, Store

PASSES_SHARED_MAX = 2
"""Passes in which other processes may be quicker; from then on they are kept out."""
FRUITLESS_PASSES_MAX = 12
"""Passes in a row that answer nobody, before those who still wait are told to come back."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Decided:
    """A command with its events, waiting for the append."""

    job: Job
    events: list[CanMutateAggregate[UUID]]
    entry: Entry


@dataclass(frozen=True, slots=True)
class Refused:
    """A command that was refused, and the streams the refusal rests on."""

    job: Job
    refusal: LedgerError
    looked_at: frozenset[UUID]


class Writer:
    """Carries batches out against one store. Called by one leader at a time."""

    def __init__(self, store: Store, mapper: EventMapper) -> None:
        self._store = store
        self._mapper = mapper
        self._session = Session(mapper)

    def carry_out(self, jobs: list[Job]) -> None:
        """Answer every job: recorded, repeated, or refused."""
        waiting, passes, fruitless = jobs, 0, 0
        while waiting:
            if fruitless == FRUITLESS_PASSES_MAX:
                for job in waiting:
                    job.error = BusyError(passes=passes)
                return
            self._attempt(waiting, alone=passes >= PASSES_SHARED_MAX)
            left = [job for job in waiting if not job.answered]
            passes += 1
            fruitless = fruitless + 1 if len(left) == len(waiting) else 0
            waiting = left

    def _attempt(self, jobs: list[Job], *, alone: bool) -> None:
        try:
            with self._store.alone() if alone else nullcontext():
                self._pass(jobs)
        except PersistenceError as error:
            _log.warning("store does not answer: %s", error)
            self._give_up(jobs)
        except BaseException:
            self._session.forget()
            raise
        finally:
            self._session.end_pass()

    def _pass(self, jobs: list[Job]) -> None:
        receipts = self._read(jobs)
        decided: dict[str, Decided] = {}
        refused: list[Refused] = []
        twins: list[Job] = []
        for job in jobs:
            key = job.command.key
            if key in receipts:
                self._repeat(job, receipts[key])
            elif key in decided:
                twins.append(job)
            else:
                match self._decide(job):
                    case Decided() as decision:
                        decided[key] = decision
                    case Refused() as refusal:
                        refused.append(refusal)
        lost = self._record(list(decided.values()))
        for it in refused:
            self._tell(it, lost)
        for job in twins:
            self._answer_twin(job, decided[job.command.key])

    def _read(self, jobs: list[Job]) -> dict[str, Receipt]:
        """Bring in one round trip what the batch needs; nothing, if all is in memory."""
        needed: set[UUID] = set()
        for job in jobs:
            if job.unsure:
                self._session.evict(job.streams)
            needed |= job.streams
        missing = self._session.missing(needed)
        if not missing and not any(job.unsure for job in jobs):
            return {}
        loaded = self._store.load(missing, {job.command.key for job in jobs})
        useless = self._session.take(loaded)
        if useless:
            self._session.take(Loaded({it: self._whole(it, loaded) for it in useless}))
        return loaded.receipts

    def _whole(self, stream_id: UUID, loaded: Loaded) -> list[StoredEvent]:
        """Read a stream from its first event on, as far as it had grown when it was loaded."""
        last = [loaded.snapshots[stream_id], *loaded.events[stream_id]][-1].originator_version
        return list(self._store.select_events(stream_id, lte=last))

    def _decide(self, job: Job) -> "Decided | Refused | None":
        self._session.begin()
        handler = HANDLERS[type(job.command)].handler
        try:
            return self._entry(job, handler(self._session, job.command))
        except StaleError as stale:
            self._session.refuse()
            job.streams |= stale.identifiers
            job.unsure = True
        except LedgerError as refusal:
            # A refusal that rests on cached state is checked against the store first; and a
            # repeated command may look refused only because its first copy was carried out.
            looked_at = self._session.touched()
            if self._session.refuse():
                return Refused(job, refusal, looked_at)
            self._look_again(job)
        except Exception as error:  # noqa: BLE001 - a bug: tell this caller, spare the others
            _log.exception("handler of %s failed", type(job.command).__name__)
            self._session.spoil()
            job.error = error
        return None

    def _entry(self, job: Job, answer: Answer) -> Decided | None:
        """Write down what was decided; None if that must be looked at again.

        An answer without events ("it is open already") is not checked by any version, so like a
        refusal it must rest on what is stored. It gets a receipt like every other answer.
        """
        events = self._session.collect()
        if not events and not self._session.settled():
            self._look_again(job)
            return None
        stored = [self._mapper.to_stored_event(event) for event in events]
        fingerprint = fingerprint_of(job.command)
        entry = Entry(
            events=stored,
            key=job.command.key,
            fingerprint=fingerprint,
            answer=write_answer(answer),
            relies=self._session.relied(),
        )
        return Decided(job, events, entry)

    def _look_again(self, job: Job) -> None:
        """Have all the command looked at read once more, and decide again."""
        job.streams |= self._session.touched()
        job.unsure = True

    def _record(self, decided: list[Decided]) -> set[UUID]:
        """Append what was decided; return the streams of whatever was left out."""
        if not decided:
            return set()
        try:
            appended = self._store.append([it.entry for it in decided])
        except BaseException:
            for it in decided:
                self._session.evict(event.originator_id for event in it.events)
            raise
        lost: set[UUID] = set()
        for ordinal, it in enumerate(decided):
            if not self._settle(it, appended.positions.get(ordinal)):
                lost.update(event.originator_id for event in it.events)
        self._session.evict(lost)
        self._keep_snapshots(it for n, it in enumerate(decided) if n in appended.positions)
        return lost

    @staticmethod
    def _settle(it: Decided, position: int | None) -> bool:
        if position is None:
            # Also what it only rests on, or the next pass would decide on the same old state.
            it.job.streams |= {identifier for identifier, _ in it.entry.relies}
            it.job.unsure = True
            return False
        receipt = Receipt(it.entry.key, it.entry.fingerprint, position, it.entry.answer)
        answer = repeat(receipt, it.entry.fingerprint).answer
        it.job.recorded = Recorded(answer, position)
        return True

    @staticmethod
    def _tell(it: "Refused", lost: set[UUID]) -> None:
        """Make a refusal final, unless it rests on a command of this batch that was left out."""
        if lost.isdisjoint(it.looked_at):
            it.job.error = it.refusal
        it.job.streams |= it.looked_at
        it.job.unsure = True

    def _answer_twin(self, job: Job, first: Decided) -> None:
        """Answer a command whose key came twice in one batch like its first copy."""
        if first.job.recorded is None:
            job.unsure = True
            return
        entry, position = first.entry, first.job.recorded.position
        assert position is not None
        self._repeat(job, Receipt(entry.key, entry.fingerprint, position, entry.answer))

    @staticmethod
    def _repeat(job: Job, receipt: Receipt) -> None:
        try:
            job.recorded = repeat(receipt, fingerprint_of(job.command))
        except KeyReusedError as refusal:
            job.error = refusal

    def _keep_snapshots(self, accepted: Iterable[Decided]) -> None:
        due = {}
        for it in accepted:
            for event in it.events:
                aggregate = self._session.recorded(event.originator_id)
                before = event.originator_version - 1
                if aggregate is not None and snapshots.is_due(aggregate, before):
                    due[aggregate.id] = snapshots.take(aggregate)
        if not due:
            return
        try:
            self._store.put_snapshots(list(due.values()))
        except PersistenceError as error:  # the events are safe; the next mark tries again
            _log.warning("snapshots not kept: %s", error)

    def _give_up(self, jobs: list[Job]) -> None:
        for job in jobs:
            if not job.answered:
                self._session.evict(job.streams)
                job.error = StorageUnavailableError()
