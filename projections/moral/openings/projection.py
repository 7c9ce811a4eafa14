"""Projection of opening balances."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Index, MetaData, Table

from ledger.moral.opening import OpeningBook
from projections.columns import day, identifier, moment, number, text
from projections.projection import Fold, LogEvent, Projection, Tables, folds

NAME = "openings"
WAITING, APPROVED, DROPPED, REPLACED = "waiting", "approved", "dropped", "replaced"

End = tuple[str, date | None]
"""Why a line is not taken over, or the last day of its lot."""


class OpeningsFold(Fold):
    """One batch of files and decisions."""

    def load(self, batch: Sequence[LogEvent]) -> None:
        """Read the files that are decided about, or replaced."""
        self.rows["files"].load(
            (log.event.originator_id, number)
            for log in batch
            if not isinstance(log.event, OpeningBook.Opened)
            for number in (log.event.number, log.event.number - 1)
        )

    @folds(OpeningBook.Imported)
    def _imported(self, log: LogEvent) -> None:
        event, book_id = log.event, log.event.originator_id
        before = self.rows["files"].get((book_id, event.number - 1))
        if before is not None and before["state"] == WAITING:
            self.rows["files"].change((book_id, event.number - 1))["state"] = REPLACED
        told = ("unit_code", "platform", "number", "imported_by")
        self.rows["files"].put(
            {name: getattr(event, name) for name in told}
            | {
                "book_id": book_id,
                "position": log.position,
                "state": WAITING,
                "taken": len(event.points),
                "taken_points": sum(event.points),
                "remaining": len(event.left_points),
                "remaining_points": sum(event.left_points),
                "imported_at": event.occurred_at,
                "decided_by": None,
                "decided_at": None,
            }
        )
        lines = zip(event.numbers, event.points, event.expire_on, strict=True)
        for place, (number_, points, expires_on) in enumerate(lines, 1):
            self._line(event, place, number_, points, ("", expires_on))
        rest = zip(
            event.left_lines, event.left_numbers, event.left_points, event.left_reasons, strict=True
        )
        for line, number_, points, reason in rest:
            self._line(event, -line, number_, points, (reason, None))

    def _line(
        self, event: OpeningBook.Imported, place: int, number_: str, points: int, end: End
    ) -> None:
        reason, expires_on = end
        key = {"book_id": event.originator_id, "file": event.number, "place": place}
        told = {"household": number_, "points": points, "reason": reason, "expires_on": expires_on}
        self.rows["lines"].put(key | told)

    @folds(OpeningBook.Approved)
    def _approved(self, log: LogEvent) -> None:
        self._decide(log, APPROVED, log.event.approved_by)

    @folds(OpeningBook.Dropped)
    def _dropped(self, log: LogEvent) -> None:
        self._decide(log, DROPPED, log.event.dropped_by)

    def _decide(self, log: LogEvent, state: str, by: object) -> None:
        row = self.rows["files"].change((log.event.originator_id, log.event.number))
        row["state"], row["decided_by"] = state, by
        row["decided_at"] = log.event.occurred_at


class OpeningsProjection(Projection):
    """Turns files of old balances into reconciliation reports."""

    name = NAME
    version = 1
    fold = OpeningsFold

    def tables(self, metadata: MetaData, suffix: str) -> Tables:
        """Declare the tables of one build."""
        files = f"{NAME}_files{suffix}"
        return {
            "files": Table(
                files,
                metadata,
                identifier("book_id", key=True),
                number("number", key=True),
                number("position"),
                text("unit_code"),
                text("platform"),
                text("state"),
                number("taken"),
                number("taken_points"),
                number("remaining"),
                number("remaining_points"),
                identifier("imported_by"),
                moment("imported_at"),
                identifier("decided_by", optional=True),
                moment("decided_at", optional=True),
                Index(f"{files}_unit", "unit_code", "position"),
            ),
            "lines": Table(
                f"{NAME}_lines{suffix}",
                metadata,
                identifier("book_id", key=True),
                number("file", key=True),
                number("place", key=True),
                text("household"),
                number("points"),
                text("reason"),
                day("expires_on", optional=True),
            ),
        }
