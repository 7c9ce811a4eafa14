"""What doors and pages do alike with months: look, sign, lock, explain, reopen."""

from dataclasses import dataclass
from uuid import UUID

from api.auth import caller
from api.execution import carry_out
from api.idempotency import Stamp
from api.moral.period_checks import Checked, Month, look_at, open_checks
from api.reading import wait_for
from api.services import services
from api.texts import with_text
from ledger.kernel.receipts import Recorded
from ledger.moral.book_commands import (
    DrawUpPeriod,
    ExplainDifference,
    LockPeriod,
    ReopenPeriod,
    RequestReopening,
)
from ledger.moral.period_figures import report_hash
from ledger.moral.period_finding import month_after, month_before, month_of
from ledger.moral.score_errors import PeriodFiguresOutdatedError
from projections.moral.periods.closings import DRAWN_UP
from projections.moral.periods.views import Closing, MonthFigures


@dataclass(frozen=True, slots=True)
class Looked:
    """A month as the books say it at a position, what was checked, and what was signed."""

    unit_code: str
    period: str
    found: MonthFigures
    checks: list[Checked]
    reports: list[Closing]

    @property
    def figures_hash(self) -> str:
        """Digest the figures alone: what somebody has seen, wherever the log has come to."""
        return report_hash(self.unit_code, self.period, 0, self.found.figures)

    @property
    def report(self) -> Closing | None:
        """The latest report, signed by one or by both."""
        return self.reports[0] if self.reports else None


def look(unit_code: str, period: str) -> Looked:
    """Read a month when the read models have seen all that is in the log now."""
    given = services()
    wait_for(given, given.ledger.recorder.max_notification_id())
    found = given.views.periods.figures(unit_code, period)
    checks = look_at(given, Month(unit_code, period, found))
    return Looked(unit_code, period, found, checks, given.views.periods.reports(unit_code, period))


def month_to_close(unit_code: str) -> str:
    """Return the month to be closed next, or the one that runs."""
    village = services().views.periods.village(unit_code)
    running = month_of(services().clock())
    if village is not None and village.closed_through:
        return min(month_after(village.closed_through), running)
    return month_before(running)


def sign(stamp: Stamp, unit_code: str, period: str, seen: str) -> Recorded:
    """Sign as the clerk what the books say, if that is what the clerk has seen."""
    looked = look(unit_code, period)
    if looked.figures_hash != seen:
        raise PeriodFiguresOutdatedError(period=period)
    return carry_out(
        services(),
        DrawUpPeriod(
            **stamp,
            unit_code=unit_code,
            period=period,
            figures=looked.found.figures,
            position=looked.found.position,
            is_first=looked.found.is_first,
            blocked=open_checks(looked.checks),
            signed_by=caller().person_id,
        ),
    )


def lock(stamp: Stamp, unit_code: str, period: str, fingerprint: str) -> Recorded:
    """Sign as the second person, if the books still say what the clerk has signed."""
    looked = look(unit_code, period)
    return carry_out(
        services(),
        LockPeriod(
            **stamp,
            unit_code=unit_code,
            period=period,
            figures=looked.found.figures,
            report_hash=fingerprint,
            blocked=open_checks(looked.checks),
            locked_by=caller().person_id,
        ),
    )


def explain(stamp: Stamp, unit_code: str, period: str, check: str, words: str) -> Recorded:
    """Say why a check is not met; the words stay outside the log."""

    def tell(text_id: UUID) -> Recorded:
        return carry_out(
            services(),
            ExplainDifference(
                **stamp,
                unit_code=unit_code,
                period=period,
                check=check,
                text_id=text_id,
                explained_by=caller().person_id,
            ),
        )

    return with_text(stamp["key"], words, None, tell)


def ask_reopening(stamp: Stamp, unit_code: str, period: str, words: str) -> Recorded:
    """Ask that a closed month be opened, and say why."""

    def tell(text_id: UUID) -> Recorded:
        return carry_out(
            services(),
            RequestReopening(
                **stamp,
                unit_code=unit_code,
                period=period,
                text_id=text_id,
                requested_by=caller().person_id,
            ),
        )

    return with_text(stamp["key"], words, None, tell)


def reopen(stamp: Stamp, unit_code: str, period: str) -> Recorded:
    """Open it as another system administrator than the one who asked."""
    by = caller().person_id
    command = ReopenPeriod(**stamp, unit_code=unit_code, period=period, approved_by=by)
    return carry_out(services(), command)


def is_signed(looked: Looked) -> bool:
    """Tell whether the clerk's signature waits for the second one."""
    return looked.report is not None and looked.report.state == DRAWN_UP
