"""VillagePeriod: one month of a village's points, closed by two people (月结)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from eventsourcing.domain import Aggregate, event

from ledger.kernel.ids import derive
from ledger.moral.period_figures import Figures, report_hash
from ledger.moral.score_errors import (
    PeriodBlockedError,
    PeriodClosedError,
    PeriodFiguresOutdatedError,
    PeriodNotClosedError,
    PeriodNotSignedError,
    PeriodSecondSignerError,
)


@dataclass(frozen=True)
class Report:
    """What is signed: the figures of a month as they stood at a position of the log."""

    unit_code: str
    period: str
    version: int
    figures: Figures
    position: int
    report_hash: str
    drawn_up_by: UUID
    occurred_at: datetime


class VillagePeriod(Aggregate):
    """A month: drawn up and signed by the clerk, locked by the committee, perhaps reopened.

    Every closing is a version and stays; nothing that was signed is ever changed.
    """

    TOPIC = "village_period"

    class Event(Aggregate.Event):
        pass

    class Created(Event, Aggregate.Created):
        TOPIC = "village_period.created"

    class Opened(Created):
        TOPIC = "village_period.opened"
        unit_code: str
        period: str

    class Explained(Event):
        """A difference that a check found is explained, and no longer keeps the month open."""

        TOPIC = "village_period.explained"
        unit_code: str
        period: str
        check: str
        text_id: UUID
        explained_by: UUID
        occurred_at: datetime

    class DrawnUp(Report, Event):
        TOPIC = "village_period.drawn_up"

    class Locked(Report, Event):
        TOPIC = "village_period.locked"
        locked_by: UUID

    class ReopeningRequested(Event):
        TOPIC = "village_period.reopening_requested"
        unit_code: str
        period: str
        version: int
        text_id: UUID | None
        requested_by: UUID
        occurred_at: datetime

    class Reopened(Event):
        TOPIC = "village_period.reopened"
        unit_code: str
        period: str
        version: int
        requested_by: UUID
        approved_by: UUID
        occurred_at: datetime

    @staticmethod
    def create_id(unit_code: str, period: str) -> UUID:
        """One stream for each village and month."""
        return derive("village-period", unit_code, period)

    @event(Opened)
    def __init__(self, unit_code: str, period: str) -> None:
        self.unit_code = unit_code
        self.period = period
        self.edition = 0
        self.explained: set[str] = set()
        self.drawn_up: DrawnUpReport | None = None
        self.closing: int | None = None
        self.is_closed = False
        self.reopening_by: UUID | None = None

    # Decisions ---------------------------------------------------------------

    def explain(self, check: str, text_id: UUID, by: UUID, at: datetime) -> None:
        """Say why a check is not met; the clerk's words, kept outside the log."""
        self._require_open()
        self.trigger_event(
            self.Explained, **self._named, check=check, text_id=text_id, explained_by=by,
            occurred_at=at,
        )  # fmt: skip

    def draw_up(
        self, figures: Figures, position: int, blocked: list[str], by: UUID, at: datetime
    ) -> str:
        """Sign the figures as the clerk; return the report's fingerprint."""
        self._require_open()
        self._require_passed(blocked)
        if not figures.adds_up:
            raise PeriodFiguresOutdatedError(period=self.period)
        fingerprint = report_hash(self.unit_code, self.period, position, figures)
        self._state(self.DrawnUp, figures, position, fingerprint, by, at)
        return fingerprint

    def lock(
        self, figures: Figures, fingerprint: str, blocked: list[str], by: UUID, at: datetime
    ) -> int:
        """Sign as the second person and close; the books must still say what the clerk signed."""
        self._require_open()
        signed = self.drawn_up
        if signed is None:
            raise PeriodNotSignedError(period=self.period)
        if by == signed.by:
            raise PeriodSecondSignerError
        self._require_passed(blocked)
        if figures != signed.figures or fingerprint != signed.fingerprint:
            raise PeriodFiguresOutdatedError(period=self.period)
        self._state(self.Locked, figures, signed.position, fingerprint, signed.by, at, locked_by=by)
        return self.edition

    def request_reopening(self, by: UUID, text_id: UUID | None, at: datetime) -> None:
        """Ask, as a system administrator, that a closed month be opened; the latest ask counts."""
        self._require_closed()
        self.trigger_event(
            self.ReopeningRequested, **self._named, version=self.edition, text_id=text_id,
            requested_by=by, occurred_at=at,
        )  # fmt: skip

    def reopen(self, by: UUID, at: datetime) -> None:
        """Open it again, as another system administrator than the one who asked."""
        self._require_closed()
        asked_by = self.reopening_by
        if asked_by is None or asked_by == by:
            raise PeriodSecondSignerError
        self.trigger_event(
            self.Reopened, **self._named, version=self.edition, requested_by=asked_by,
            approved_by=by, occurred_at=at,
        )  # fmt: skip

    @property
    def _named(self) -> dict[str, Any]:
        return {"unit_code": self.unit_code, "period": self.period}

    def _require_open(self) -> None:
        if self.is_closed:
            raise PeriodClosedError(period=self.period)

    def _require_closed(self) -> None:
        if not self.is_closed:
            raise PeriodNotClosedError(period=self.period)

    def _require_passed(self, blocked: list[str]) -> None:
        left = sorted(set(blocked) - self.explained)
        if left:
            raise PeriodBlockedError(checks=left)

    def _state(
        self,
        event_class: Any,
        figures: Figures,
        position: int,
        fingerprint: str,
        drawn_up_by: UUID,
        at: datetime,
        **more: UUID,
    ) -> None:
        self.trigger_event(
            event_class,
            **self._named,
            version=self.edition + 1,
            figures=figures,
            position=position,
            report_hash=fingerprint,
            drawn_up_by=drawn_up_by,
            occurred_at=at,
            **more,
        )

    # Evolution: believe the event ---------------------------------------------

    @event(Explained)
    def _explained(self, check: str) -> None:
        self.explained.add(check)

    @event(DrawnUp)
    def _drawn_up(
        self, figures: Figures, position: int, report_hash: str, drawn_up_by: UUID
    ) -> None:
        self.drawn_up = DrawnUpReport(figures, position, report_hash, drawn_up_by)

    @event(Locked)
    def _locked(self, version: int, figures: Figures) -> None:
        self.edition = version
        self.closing = figures.closing
        self.is_closed = True
        self.reopening_by = None

    @event(ReopeningRequested)
    def _asked(self, requested_by: UUID) -> None:
        self.reopening_by = requested_by

    @event(Reopened)
    def _reopened(self) -> None:
        self.is_closed = False
        self.drawn_up = None
        self.reopening_by = None
        self.explained = set()


@dataclass(frozen=True, slots=True)
class DrawnUpReport:
    """What the clerk has signed."""

    figures: Figures
    position: int
    fingerprint: str
    by: UUID
