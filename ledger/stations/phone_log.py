"""PhoneLog: the running numbers of the scans that a phone kept, and which of them are missing."""

from datetime import datetime
from uuid import UUID

from eventsourcing.domain import Aggregate, event

from ledger.kernel.commands import Answer, handles
from ledger.kernel.ids import derive
from ledger.kernel.session import Session
from ledger.stations.visit_commands import NoteNumbers

NUMBER_MAX = 2**31 - 1
GAPS_MAX = 50
"""Open gaps that are kept of one phone; beyond them the oldest is taken for seen."""

Span = tuple[int, int]
"""The first and the last of numbers that follow each other; events say "17" or "20-24"."""


class PhoneLog(Aggregate):
    """What one person's phone has sent of what it kept, by its own running number from 1 on.

    A number that is left out while a later one arrives is a scan that somebody made and nobody
    sent: a gap (A23). It closes by itself when the number comes after all.
    """

    TOPIC = "phone_log"

    class Event(Aggregate.Event):
        pass

    class Created(Event, Aggregate.Created):
        TOPIC = "phone_log.created"

    class Opened(Created):
        TOPIC = "phone_log.opened"
        person_id: UUID | None
        role: str
        device_id: UUID

    class Sent(Event):
        """Numbers that had not come before; ``clock_off_s`` is what was added to the clock."""

        TOPIC = "phone_log.sent"
        person_id: UUID | None
        device_id: UUID
        unit_code: str
        spans: list[str]
        clock_off_s: int
        occurred_at: datetime

    class GapFound(Event):
        TOPIC = "phone_log.gap_found"
        person_id: UUID | None
        device_id: UUID
        unit_code: str
        place_id: UUID | None
        spans: list[str]
        occurred_at: datetime

    class GapChanged(Event):
        """What is still missing after a number came late; nothing closes the gap."""

        TOPIC = "phone_log.gap_changed"
        person_id: UUID | None
        device_id: UUID
        spans: list[str]
        occurred_at: datetime

    @staticmethod
    def create_id(person_id: UUID | None, role: str, device_id: UUID) -> UUID:
        """Name it by all three: what somebody keeps in another role is sent in that role."""
        return derive("phone-log", person_id, role, device_id)

    @event(Opened)
    def __init__(self, person_id: UUID | None, device_id: UUID) -> None:
        self.person_id = person_id
        self.device_id = device_id
        self.last = 0
        self.missing: list[Span] = []

    def note(self, command: NoteNumbers) -> None:
        """Note numbers; those that were seen before change nothing."""
        new = [it for it in sorted(set(command.numbers)) if self._is_new(it)]
        if not new:
            return
        who = {"person_id": self.person_id, "device_id": self.device_id}
        left = without(self.missing, new)
        gaps = gaps_after(self.last, new)
        self.trigger_event(
            self.Sent,
            **who,
            unit_code=command.unit_code,
            spans=written(spans_of(new)),
            clock_off_s=round(command.clock_off.total_seconds()),
            occurred_at=command.at,
        )
        if gaps:
            spans = [*left, *gaps][-GAPS_MAX:]
            self.trigger_event(
                self.GapFound,
                **who,
                unit_code=command.unit_code,
                place_id=command.place_id,
                spans=written(spans),
                occurred_at=command.at,
            )
        elif left != self.missing:
            self.trigger_event(self.GapChanged, **who, spans=written(left), occurred_at=command.at)

    def _is_new(self, number: int) -> bool:
        return number > self.last or any(first <= number <= last for first, last in self.missing)

    @event(Sent)
    def _sent(self, spans: list[str]) -> None:
        self.last = max(self.last, read(spans)[-1][1])

    @event(GapFound)
    def _gap_found(self, spans: list[str]) -> None:
        self.missing = read(spans)

    @event(GapChanged)
    def _gap_changed(self, spans: list[str]) -> None:
        self.missing = read(spans)


def written(spans: list[Span]) -> list[str]:
    """Write spans as events and people read them."""
    return [str(first) if first == last else f"{first}-{last}" for first, last in spans]


def read(spans: list[str]) -> list[Span]:
    """Read spans as events write them."""
    ends = [it.split("-") for it in spans]
    return [(int(it[0]), int(it[-1])) for it in ends]


def spans_of(numbers: list[int]) -> list[Span]:
    """Write sorted numbers as spans."""
    spans: list[Span] = []
    for it in numbers:
        if spans and spans[-1][1] == it - 1:
            spans[-1] = (spans[-1][0], it)
        else:
            spans.append((it, it))
    return spans


def gaps_after(last: int, new: list[int]) -> list[Span]:
    """Return what is left out between the last number and later ones."""
    gaps: list[Span] = []
    for it in new:
        if it > last + 1:
            gaps.append((last + 1, it - 1))
        last = max(last, it)
    return gaps


def without(spans: list[Span], numbers: list[int]) -> list[Span]:
    """Return what is left of spans when some numbers have come."""
    for it in numbers:
        spans = [
            part
            for first, last in spans
            for part in (
                ((first, it - 1), (it + 1, last)) if first <= it <= last else ((first, last),)
            )
            if part[0] <= part[1]
        ]
    return spans


@handles(NoteNumbers, streams=lambda c: [PhoneLog.create_id(c.person_id, c.role, c.device_id)])
def note_numbers(session: Session, command: NoteNumbers) -> Answer:
    """Note what a phone has sent, and what it has left out."""
    log_id = PhoneLog.create_id(command.person_id, command.role, command.device_id)
    log = session.find(PhoneLog, log_id)
    if log is None:
        log = PhoneLog._create(  # noqa: SLF001 - its ID is given
            PhoneLog.Opened,
            id=log_id,
            person_id=command.person_id,
            role=command.role,
            device_id=command.device_id,
        )
        session.add(log)
    log.note(command)
    return {"missing": written(log.missing)}
