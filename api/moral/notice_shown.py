"""What is shown of a public notice: masked, and to whom more (pages.md 9)."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from api.auth import Caller
from api.moral.homes import Home, homes_of, own_homes
from api.moral.rule_titles import titles_of
from api.permissions import Action, may
from api.services import services
from ledger.kernel.clock import day_end, local_date
from ledger.moral.notice_kinds import NoticeKind
from projections.moral.notices.rows import EntryRow, NoticeRow, TypeCount
from projections.moral.notices.views import ON_NOTICE

FEW = 3
"""``black_min_count``: fewer households of a type are not told apart."""
SHOWN_AFTER = timedelta(days=7)
"""So long the lines of a notice that is over are still shown: while an appeal may be filed."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line as this reader sees it. ``number`` is full, and only the committee has it."""

    claim_id: UUID
    line: int
    group: str
    masked: str
    number: str
    item_code: str
    title: str
    points: int
    state: str
    round: int
    closes_at: datetime | None
    is_open: bool
    is_own: bool


@dataclass(frozen=True, slots=True)
class CountLine:
    """A type of deductions, and how many households: None is fewer than three."""

    item_code: str
    title: str
    households: int | None


def mask_number(number: str) -> str:
    """Write 0147 as **47, the one way on phone and paper: two masks would give it away."""
    return f"**{number[-2:]}"


def is_over(row: NoticeRow, lines: Iterable[EntryRow], now: datetime) -> bool:
    """Tell whether the lines of a notice are not shown any more."""
    if row.kind == NoticeKind.DEDUCTIONS:
        return True
    held = list(lines)
    if any(it.state in ON_NOTICE for it in held):
        return False
    ends = [it.closes_at or row.published_at for it in held]
    return not ends or now >= max(ends) + SHOWN_AFTER


def public_facts(row: NoticeRow) -> dict[str, Any]:
    """Return what everybody may know of a notice; of deductions neither lines nor sums."""
    tells = row.kind != NoticeKind.DEDUCTIONS
    return asdict(row) | {
        "total_lines": row.lines if tells else None,
        "total_points": row.points if tells else None,
    }


def lines_shown(row: NoticeRow, who: Caller | None, now: datetime) -> list[Line]:
    """Return the lines of a notice of gains; of one that is over, or of deductions, none."""
    entries = services().views.notices.lines(row.notice_id)
    if is_over(row, entries, now):
        return []
    return lines_of(entries, who, now)


def lines_of(entries: Sequence[EntryRow], who: Caller | None, now: datetime) -> list[Line]:
    """Return acts as somebody may see them."""
    homes = homes_of(it.household_id for it in entries)
    titles = titles_of(entries)
    own = own_homes(who) if who else frozenset()
    return [
        _line(it, homes.get(it.household_id), titles, own, _sees_all(who, it), now)
        for it in entries
    ]


def _sees_all(who: Caller | None, row: EntryRow) -> bool:
    if who is None:
        return False
    return may(who.role, Action.DECIDE_OBJECTION) and who.reaches(row.unit_code)


def _line(
    row: EntryRow,
    home: Home | None,
    titles: dict[tuple[str, int, str], str],
    own: frozenset[UUID],
    sees_all: bool,
    now: datetime,
) -> Line:
    named = home is not None and home.publishes
    return Line(
        claim_id=row.claim_id,
        line=row.line,
        group=home.group if home and named else "",
        masked=mask_number(home.number) if home and named else "",
        number=home.number if home and sees_all else "",
        item_code=row.item_code,
        title=titles[row.unit_code, row.version, row.item_code],
        points=row.points,
        state=row.state,
        round=row.round,
        closes_at=row.closes_at,
        is_open=row.is_open(now),
        is_own=row.household_id in own,
    )


def deductions_of_month(unit_code: str, day: date) -> list[CountLine]:
    """Return the deductions publicised in a village in the month of a day, as counts by type."""
    first = day.replace(day=1)
    following = (first + timedelta(days=31)).replace(day=1)
    begin, end = (day_end(it - timedelta(days=1)) for it in (first, following))
    counts = services().views.notices.deduction_counts(unit_code, begin, end)
    return counts_shown(unit_code, counts)


def counts_shown(unit_code: str, counts: Sequence[TypeCount]) -> list[CountLine]:
    """Return counts by type; fewer than FEW are told as that."""
    titles = titles_of(counts, unit_code)
    return [
        CountLine(
            item_code=it.item_code,
            title=titles[unit_code, it.version, it.item_code],
            households=it.households if it.households >= FEW else None,
        )
        for it in counts
    ]


def next_list_on(now: datetime) -> date:
    """Return the day by which the list of this month is out: the third of the next (VP-6)."""
    first = local_date(now).replace(day=1)
    return (first + timedelta(days=31)).replace(day=3)
