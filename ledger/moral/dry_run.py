"""Dry run: what a draft would have given for last year, before anybody votes on it (试算)."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from ledger.moral.items import DEDUCTION_MONTH_MAX
from ledger.moral.versions import Version

CHANGES_SHOWN = 10
"""Households with the largest changes that a trial names, up and down."""
BAND_POINTS = 5
"""Changes are counted in bands of so many points."""
BANDS_MAX = 6
"""Bands on each side of no change; what changes more is counted in the last one."""
DAYS_OF_YEAR = 365


@dataclass(frozen=True, slots=True)
class PastEntry:
    """A posted act of last year: what it gave or took then. ``points`` is positive."""

    household_id: UUID
    item_code: str
    points: int
    occurred_on: date
    is_deduction: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """A household's year by the points of then and by those of the draft."""

    household_id: UUID
    before: int
    after: int

    @property
    def points(self) -> int:
        """How much better it would have stood."""
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class Band:
    """How many households changed by ``first`` to ``last`` points."""

    first: int
    last: int
    households: int


@dataclass(frozen=True, slots=True)
class DryRun:
    """What came of it. Costs are of gains: deductions give no money back."""

    entries: int
    unknown_entries: int
    """Acts by items that the draft does not have."""
    winners: int
    losers: int
    unchanged: int
    before_points: int
    after_points: int
    before_cost_fen: int
    after_cost_fen: int
    largest: tuple[Change, ...]
    bands: tuple[Band, ...] = field(default=())

    @property
    def households(self) -> int:
        """How many had an entry."""
        return self.winners + self.losers + self.unchanged

    def runway_days(self, budget_fen: int) -> int | None:
        """Say how many days a budget lasts at the draft's cost; None if it costs nothing."""
        if self.after_cost_fen <= 0:
            return None
        return budget_fen * DAYS_OF_YEAR // self.after_cost_fen


def dry_run(version: Version, entries: Iterable[PastEntry], *, before_fen: int = 0) -> DryRun:
    """Give and take last year's acts by a draft, its caps applied; order does not matter.

    ``before_fen`` is what a point was worth then, the draft's own worth if not said.
    """
    tally = _Tally(version)
    for entry in entries:
        tally.take(entry)
    gained, lost = tally.after()
    before_gained = sum(tally.gained.values())
    changes = [
        Change(it, tally.gained[it] - tally.lost[it], gained[it] - lost[it])
        for it in tally.households
    ]
    moved = Counter((it.points > 0) - (it.points < 0) for it in changes)
    after_gained = sum(gained.values())
    return DryRun(
        entries=tally.entries,
        unknown_entries=tally.unknown,
        winners=moved[1],
        losers=moved[-1],
        unchanged=moved[0],
        before_points=before_gained,
        after_points=after_gained,
        before_cost_fen=before_gained * (before_fen or version.face_value_fen),
        after_cost_fen=after_gained * version.face_value_fen,
        largest=_largest(changes),
        bands=_bands(changes),
    )


class _Tally:
    """Acts, counted by household, item and day, so that caps can be applied in any order."""

    def __init__(self, version: Version) -> None:
        self._version = version
        self.entries = self.unknown = 0
        self.households: dict[UUID, None] = {}
        self.gained: Counter[UUID] = Counter()
        self.lost: Counter[UUID] = Counter()
        self._days: Counter[tuple[UUID, str, date]] = Counter()

    def take(self, entry: PastEntry) -> None:
        """Count one act."""
        self.entries += 1
        self.households[entry.household_id] = None
        (self.lost if entry.is_deduction else self.gained)[entry.household_id] += entry.points
        item = self._version.items.get(entry.item_code)
        if item is None or item.is_deduction is not entry.is_deduction:
            self.unknown += 1
            return
        self._days[entry.household_id, entry.item_code, entry.occurred_on] += item.points

    def after(self) -> tuple[Counter[UUID], Counter[UUID]]:
        """Return what households gain and lose by the draft: day, month and year capped.

        Months come in their order, and items in theirs, so that a cap ends the same acts always.
        """
        months: Counter[tuple[UUID, str, int, int]] = Counter()
        for (household, code, day), points in self._days.items():
            cap = self._version.items[code].day_cap
            months[household, code, day.year, day.month] += _capped(points, cap)
        gained, lost = Counter[UUID](), Counter[UUID]()
        years: Counter[tuple[UUID, str, int]] = Counter()
        taken: Counter[tuple[UUID, int, int]] = Counter()
        for (household, code, year, month), points in sorted(months.items(), key=_by_month):
            item = self._version.items[code]
            limits = [_capped(points, item.month_cap)]
            if item.year_cap is not None:
                limits.append(item.year_cap - years[household, code, year])
            if item.is_deduction:
                limits.append(DEDUCTION_MONTH_MAX - taken[household, year, month])
            within = min(limits)
            years[household, code, year] += within
            if not item.is_deduction:
                gained[household] += within
            elif self._version.deductions_on:
                taken[household, year, month] += within
                lost[household] += within
        return gained, lost


def _by_month(it: tuple[tuple[UUID, str, int, int], int]) -> tuple[int, int, str]:
    (_, code, year, month), _ = it
    return year, month, code


def _capped(points: int, cap: int | None) -> int:
    return points if cap is None else min(points, cap)


def _largest(changes: list[Change]) -> tuple[Change, ...]:
    """Return the largest changes, those up before those down."""
    moved = [it for it in changes if it.points]
    moved.sort(key=lambda it: (-abs(it.points), it.household_id))
    return tuple(sorted(moved[:CHANGES_SHOWN], key=lambda it: (-it.points, it.household_id)))


def _bands(changes: list[Change]) -> tuple[Band, ...]:
    counted: defaultdict[int, int] = defaultdict(int)
    for it in changes:
        size = min(-(-abs(it.points) // BAND_POINTS), BANDS_MAX)
        counted[size if it.points > 0 else -size] += 1
    bands = range(-BANDS_MAX, BANDS_MAX + 1)
    return tuple(Band(*_edges(it), counted[it]) for it in bands)


def _edges(band: int) -> tuple[int, int]:
    if band == 0:
        return 0, 0
    low, high = (abs(band) - 1) * BAND_POINTS + 1, abs(band) * BAND_POINTS
    return (low, high) if band > 0 else (-high, -low)
