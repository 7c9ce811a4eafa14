"""HolidayYear: days off and at work of one year, loaded from the published notice (放假安排)."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from eventsourcing.domain import Aggregate, event

from ledger.kernel.ids import derive
from ledger.kernel.session import Session
from ledger.registry.errors import CalendarNoticeInvalidError, CalendarProposalNotFoundError
from ledger.registry.separation import Hands, Step
from ledger.registry.working_days import WorkingDays, YearDays, is_weekend

YEAR_MIN, YEAR_MAX = 2000, 2999
SOURCE_LENGTH_MAX = 300
"""Number or title of the notice, and its address."""
STATUTORY_DAYS = 13
"""Days off that everybody has by law since 2025."""
STATUTORY_DAYS_BEFORE, STATUTORY_SINCE = 11, 2025
DAYS_MAX = 120
"""More days off or at work are no notice but a mistake."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What somebody read out of a notice and nobody else has looked at yet."""

    number: int
    days: YearDays
    proposed_by: UUID


class HolidayYear(Aggregate):
    """One stream a year. A version counts once a second person has approved it; all stay."""

    TOPIC = "calendar"

    class Event(Aggregate.Event):
        pass

    class Created(Event, Aggregate.Created):
        TOPIC = "calendar.created"

    class Opened(Created):
        TOPIC = "calendar.opened"
        year: int

    class Proposed(Event):
        TOPIC = "calendar.proposed"
        year: int
        version: int
        holidays: list[date]
        workdays: list[date]
        source: str
        proposed_by: UUID

    class Approved(Event):
        TOPIC = "calendar.approved"
        year: int
        version: int
        approved_by: UUID

    class Rejected(Event):
        TOPIC = "calendar.rejected"
        year: int
        version: int
        rejected_by: UUID

    @staticmethod
    def create_id(year: int) -> UUID:
        """One year, one stream."""
        return derive("holiday-year", year)

    @event(Opened)
    def __init__(self, year: int) -> None:
        self.year = year
        self.versions = 0
        self.proposal: Proposal | None = None
        self.days: YearDays | None = None

    def propose(
        self, holidays: Iterable[date], workdays: Iterable[date], source: str, proposed_by: UUID
    ) -> int:
        """State what a notice says; an earlier proposal that nobody decided on is replaced."""
        off, work = sorted(holidays), sorted(workdays)
        refuse_invalid(self.year, off, work, source)
        same = YearDays(frozenset(off), frozenset(work))
        open_one = self.proposal
        if open_one and (open_one.days, open_one.proposed_by) == (same, proposed_by):
            return open_one.number
        self.trigger_event(
            self.Proposed,
            year=self.year,
            version=self.versions + 1,
            holidays=off,
            workdays=work,
            source=source.strip(),
            proposed_by=proposed_by,
        )
        return self.versions

    def approve(self, number: int, approved_by: UUID) -> None:
        """Let a version count from now on; whoever proposed it cannot."""
        proposal = self._open(number)
        Hands.of(propose=proposal.proposed_by).refuse(Step.REVIEW, approved_by)
        self.trigger_event(self.Approved, year=self.year, version=number, approved_by=approved_by)

    def reject(self, number: int, rejected_by: UUID) -> None:
        """Let a version never count; what counted before goes on counting."""
        self._open(number)
        self.trigger_event(self.Rejected, year=self.year, version=number, rejected_by=rejected_by)

    def _open(self, number: int) -> Proposal:
        if self.proposal is None or self.proposal.number != number:
            raise CalendarProposalNotFoundError(year=self.year, version=number)
        return self.proposal

    @event(Proposed)
    def _proposed(
        self, version: int, holidays: list[date], workdays: list[date], proposed_by: UUID
    ) -> None:
        self.versions = version
        days = YearDays(frozenset(holidays), frozenset(workdays))
        self.proposal = Proposal(version, days, proposed_by)

    @event(Approved)
    def _approved(self) -> None:
        assert self.proposal is not None, "only a proposal is approved"
        self.days, self.proposal = self.proposal.days, None

    @event(Rejected)
    def _rejected(self) -> None:
        self.proposal = None


def statutory_days(year: int) -> int:
    """Return how many days off the law gives everybody in a year: no notice names fewer."""
    return STATUTORY_DAYS if year >= STATUTORY_SINCE else STATUTORY_DAYS_BEFORE


def refuse_invalid(year: int, off: list[date], work: list[date], source: str) -> None:
    """Refuse what cannot be the notice of a year; the facts name every flaw."""
    both = set(off) & set(work)
    flaws: dict[str, object] = {
        "outside_year": _told(it for it in {*off, *work} if it.year != year),
        "twice": _told(it for it, n in Counter([*off, *work]).items() if n > 1 and it not in both),
        "both": _told(both),
        "not_weekend": _told(it for it in set(work) if not is_weekend(it)),
    }
    least = statutory_days(year)
    if len(set(off)) < least:
        flaws |= {"holidays": len(set(off)), "holidays_min": least}
    if len(off) + len(work) > DAYS_MAX:
        flaws["days_max"] = DAYS_MAX
    if not 0 < len(source.strip()) <= SOURCE_LENGTH_MAX:
        flaws["source_length_max"] = SOURCE_LENGTH_MAX
    told = {name: it for name, it in flaws.items() if it != []}
    if told or not YEAR_MIN <= year <= YEAR_MAX:
        raise CalendarNoticeInvalidError(year=year, **told)


def _told(days: Iterable[date]) -> list[str]:
    return [it.isoformat() for it in sorted(days)]


def calendar_of(session: Session, *years: int) -> WorkingDays:
    """Return the calendar for a decision that counts days of these years, and rest it on them."""
    streams = {year: HolidayYear.create_id(year) for year in years}
    session.require(*streams.values())
    loaded = {}
    for year, identifier in streams.items():
        session.rely_on(identifier)
        found = session.find(HolidayYear, identifier)
        if found is not None and found.days is not None:
            loaded[year] = found.days
    return WorkingDays(loaded)
