"""OpeningBook: the files of old balances of a village from one platform (期初导入).

A file is a proposal: the clerk hands it in, and nothing moves until the supervisor approves. A
corrected file takes the place of one that waits. Whoever brought points along once, does not do
so again, whatever the next file says: that is one opening for each household and platform.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from eventsourcing.domain import Aggregate, event

from ledger.kernel.ids import derive
from ledger.moral.opening_errors import (
    OpeningFileKnownError,
    OpeningImportNotFoundError,
    OpeningImportSettledError,
)
from ledger.moral.opening_rows import Left, Taken
from ledger.registry.separation import Hands, Step


@dataclass
class Waiting:
    """A file that waits for a second person."""

    number: int
    imported_by: UUID
    lines: list[Taken]


class OpeningBook(Aggregate):
    """One stream a village and platform."""

    TOPIC = "opening_book"

    class Event(Aggregate.Event):
        pass

    class Created(Event, Aggregate.Created):
        TOPIC = "opening_book.created"

    class Opened(Created):
        TOPIC = "opening_book.opened"
        unit_code: str
        platform: str

    class Imported(Event):
        """A file, parted into what is taken over and what is not; the sums add up to the file."""

        TOPIC = "opening_book.imported"
        unit_code: str
        platform: str
        number: int
        digest: str
        household_ids: list[UUID]
        numbers: list[str]
        points: list[int]
        expire_on: list[date]
        left_lines: list[int]
        left_numbers: list[str]
        left_points: list[int]
        left_reasons: list[str]
        imported_by: UUID
        occurred_at: datetime

    class Approved(Event):
        TOPIC = "opening_book.approved"
        number: int
        households: int
        points: int
        approved_by: UUID
        occurred_at: datetime

    class Dropped(Event):
        """The file comes to nothing: it was wrong, or was not wanted."""

        TOPIC = "opening_book.dropped"
        number: int
        dropped_by: UUID
        occurred_at: datetime

    @staticmethod
    def create_id(unit_code: str, platform: str) -> UUID:
        """One stream a village and platform."""
        return derive("opening-book", unit_code, platform)

    @event(Opened)
    def __init__(self, unit_code: str, platform: str) -> None:
        self.unit_code, self.platform = unit_code, platform
        self.number = 0
        self.digest = ""
        self.done: set[UUID] = set()
        self.waiting: Waiting | None = None

    def hand_in(
        self,
        digest: str,
        taken: Sequence[Taken],
        left: Sequence[Left],
        imported_by: UUID,
        at: datetime,
    ) -> None:
        """Hand a file in; one that waits goes, the very same one is refused."""
        if digest == self.digest:
            raise OpeningFileKnownError(number=self.number)
        self.trigger_event(
            self.Imported,
            unit_code=self.unit_code,
            platform=self.platform,
            number=self.number + 1,
            digest=digest,
            household_ids=[it.household_id for it in taken],
            numbers=[it.number for it in taken],
            points=[it.points for it in taken],
            expire_on=[it.expires_on for it in taken],
            left_lines=[it.line for it in left],
            left_numbers=[it.number for it in left],
            left_points=[it.points for it in left],
            left_reasons=[it.reason.value for it in left],
            imported_by=imported_by,
            occurred_at=at,
        )

    def approve(self, number: int, approved_by: UUID, at: datetime) -> list[Taken]:
        """Approve a file, never one's own; return what is to be credited."""
        waiting = self._waiting_as(number)
        Hands.of(propose=waiting.imported_by).refuse(Step.REVIEW, approved_by)
        self.trigger_event(
            self.Approved,
            number=number,
            households=len(waiting.lines),
            points=sum(it.points for it in waiting.lines),
            approved_by=approved_by,
            occurred_at=at,
        )
        return waiting.lines

    def drop(self, number: int, dropped_by: UUID, at: datetime) -> None:
        """Let a file come to nothing."""
        self._waiting_as(number)
        self.trigger_event(self.Dropped, number=number, dropped_by=dropped_by, occurred_at=at)

    def _waiting_as(self, number: int) -> Waiting:
        if not 1 <= number <= self.number:
            raise OpeningImportNotFoundError(number=number)
        if self.waiting is None or self.waiting.number != number:
            raise OpeningImportSettledError(number=number)
        return self.waiting

    @event(Imported)
    def _imported(
        self,
        number: int,
        digest: str,
        household_ids: list[UUID],
        numbers: list[str],
        points: list[int],
        expire_on: list[date],
        imported_by: UUID,
    ) -> None:
        lines = zip(household_ids, numbers, points, expire_on, strict=True)
        self.number, self.digest = number, digest
        self.waiting = Waiting(number, imported_by, [Taken(*it) for it in lines])

    @event(Approved)
    def _approved(self) -> None:
        assert self.waiting is not None
        self.done |= {it.household_id for it in self.waiting.lines}
        self.waiting = None

    @event(Dropped)
    def _dropped(self) -> None:
        self.waiting, self.digest = None, ""
