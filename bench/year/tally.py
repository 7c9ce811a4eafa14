"""What the year comes to by plain arithmetic: nothing here asks the ledger anything.

Lots are those of the sixty plain lines that the ledger's own model test is measured by; caps,
scores, months and days of notices are counted here anew, from what the bench did and when.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from uuid import UUID

import chinese_calendar  # type: ignore[import-untyped]

from tests.ledger.moral.lots_reference import Lots, Purse

BASE = 100
SINGLE_MAX, MONTH_MAX = 20, 30
"""A deduction, and all deductions of a household in a month, take no more (VP-10)."""
STAGES = (60, 30, 7)


def last_day(begins: date, days: int) -> date:
    """Count days as the Civil Code does (201, 203): not the first, and never ending in a rest."""
    day = begins + timedelta(days=days)
    while not chinese_calendar.is_workday(day):
        day += timedelta(days=1)
    return day


@dataclass(frozen=True, slots=True)
class Caps:
    """What an item allows of itself: points of a day, a month, a year."""

    day: int | None
    month: int | None
    year: int | None


@dataclass
class Entry:
    """What counted of one act."""

    item: str
    on: date
    points: int
    is_deduction: bool
    lost: Lots
    is_undone: bool = False


@dataclass
class Account:
    """A household: its points, what counted for it, and of what it was reminded."""

    purse: Purse = field(default_factory=Purse)
    entries: dict[UUID, Entry] = field(default_factory=dict)
    reminded: dict[date, int] = field(default_factory=dict)

    @property
    def balance(self) -> int:
        return sum(self.purse.lots.values()) + self.purse.held

    def score(self, year: int) -> int:
        """Add to the base what stands of the year's acts."""
        of_year = [it for it in self.entries.values() if it.on.year == year and not it.is_undone]
        return BASE + sum(-it.points if it.is_deduction else it.points for it in of_year)

    def room(self, item: str, on: date, points: int, caps: Caps, *, is_deduction: bool) -> int:
        """Count what the caps leave of some points."""
        counted = [it for it in self.entries.values() if not it.is_undone and it.on.year == on.year]
        same = [it for it in counted if it.item == item]
        month = [it for it in same if it.on.month == on.month]
        left = [points]
        for cap, those in (
            (caps.day, [it for it in same if it.on == on]),
            (caps.month, month),
            (caps.year, same),
        ):
            if cap is not None:
                left.append(cap - sum(it.points for it in those))
        if is_deduction:
            falls = [it for it in counted if it.is_deduction and it.on.month == on.month]
            left += [SINGLE_MAX, MONTH_MAX - sum(it.points for it in falls)]
        return max(0, min(left))


class Tally:
    """The village's books, kept by hand."""

    def __init__(self, caps: dict[str, Caps]) -> None:
        self.caps = caps
        self.accounts: dict[UUID, Account] = defaultdict(Account)
        self.months: dict[str, Counter[str]] = defaultdict(Counter)
        self.counts: Counter[str] = Counter()

    def _move(self, day: date, what: str, amount: int) -> None:
        self.months[f"{day:%Y-%m}"][what] += amount
        self.months[f"{day:%Y-%m}"]["entries"] += 1

    def net(self, before: str) -> int:
        """Add what all months before one came to."""
        return sum(self.net_of(it) for name, it in self.months.items() if name < before)

    @staticmethod
    def net_of(month: Counter[str]) -> int:
        """Add what a month did to the households' points."""
        gone = month["deducted"] + month["redeemed"] + month["expired"]
        return month["earned"] + month["reversed"] - gone

    def total(self) -> int:
        """Add what all households have, one by one."""
        return sum(it.balance for it in self.accounts.values())

    # What happens ------------------------------------------------------------------

    def open_with(self, home: UUID, points: int, expires_on: date, today: date) -> None:
        """Bring points along from paper books."""
        self.accounts[home].purse.grant(expires_on, points)
        self._move(today, "earned", points)

    def room(self, home: UUID, item: str, on: date, points: int, *, falls: bool = False) -> int:
        """Count what the caps leave a household of some points."""
        account = self.accounts[home]
        return account.room(item, on, points, self.caps[item], is_deduction=falls)

    def gain(self, home: UUID, claim: UUID, item: str, on: date, points: int, today: date) -> int:
        """Post an act."""
        counted = self.room(home, item, on, points)
        if counted:
            account = self.accounts[home]
            account.purse.grant(date(on.year + 1, 12, 31), counted)
            account.entries[claim] = Entry(item, on, counted, is_deduction=False, lost={})
            self._move(today, "earned", counted)
        return counted

    def fall(self, home: UUID, claim: UUID, item: str, on: date, points: int, today: date) -> int:
        """Post a deduction: as far as points are there, and nobody owes the rest."""
        counted = self.room(home, item, on, points, falls=True)
        if counted:
            account = self.accounts[home]
            self.expire(home, today)
            lost = account.purse.lose(counted)
            account.entries[claim] = Entry(item, on, counted, is_deduction=True, lost=lost)
            self._move(today, "deducted", sum(lost.values()))
            self.months[f"{today:%Y-%m}"]["uncollected"] += counted - sum(lost.values())
        return counted

    def give_back(self, home: UUID, claim: UUID, today: date) -> None:
        """Uphold an appeal."""
        account = self.accounts[home]
        entry = account.entries[claim]
        entry.is_undone = True
        account.purse.give_back(entry.lost, today)
        account.purse.gone -= sum(entry.lost.values())
        self._move(today, "reversed", sum(entry.lost.values()))

    def take_back(self, home: UUID, claim: UUID, today: date) -> int:
        """Take points back that were posted by mistake; return what is short."""
        account = self.accounts[home]
        entry = account.entries[claim]
        entry.is_undone = True
        lost = account.purse.lose(entry.points, first=date(entry.on.year + 1, 12, 31))
        self._move(today, "reversed", -sum(lost.values()))
        short = entry.points - sum(lost.values())
        self.months[f"{today:%Y-%m}"]["shortfall"] += short
        return short

    def expire(self, home: UUID, today: date) -> int:
        """Let lots go whose last day is over."""
        purse = self.accounts[home].purse
        before = purse.gone
        purse.expire(today)
        if purse.gone > before:
            self._move(today, "expired", purse.gone - before)
        return purse.gone - before

    def hold(self, home: UUID, name: int, amount: int, today: date) -> bool:
        """Set points aside, if there are enough."""
        self.expire(home, today)
        return self.accounts[home].purse.hold(name, amount, today)

    def collect(self, home: UUID, name: int, today: date) -> None:
        """Spend what was set aside."""
        purse = self.accounts[home].purse
        self._move(today, "redeemed", sum(purse.holds[name].values()))
        purse.capture(name)

    def let_go(self, home: UUID, name: int, today: date, *, late: bool) -> None:
        """Give back what was set aside."""
        purse = self.accounts[home].purse
        purse.give_back(purse.holds.pop(name), today, late=late)

    def merge(self, gone: UUID, stays: UUID, today: date) -> None:
        """Make one household of two: points now, the year's acts at the next run of the jobs."""
        self.expire(gone, today)
        self._carry(gone, stays, dict(self.accounts[gone].purse.lots), today)

    def merge_scores(self, gone: UUID, stays: UUID) -> None:
        """Let the year go on for both; the base counts once."""
        self.accounts[stays].entries |= self.accounts[gone].entries
        self.accounts[gone].entries = {}

    def split(self, home: UUID, new: UUID, stays: int, leaves: int, today: date) -> int:
        """Make two households of one, lots by largest remainder; return how many points leave."""
        self.expire(home, today)
        leaving = self.accounts[home].purse.leaving(Fraction(stays, stays + leaves))
        self._carry(home, new, leaving, today)
        return sum(leaving.values())

    def _carry(self, source: UUID, target: UUID, lots: Lots, today: date) -> None:
        if lots:
            self.accounts[source].purse.move(lots, self.accounts[target].purse)
            self._move(today, "moved", 0)
            self._move(today, "moved", 0)

    def seen(self) -> set[tuple[UUID, date]]:
        """Return the lots there are, of whom."""
        return {(it, day) for it, its in self.accounts.items() for day in its.purse.lots}

    def remind(self, today: date, seen: set[tuple[UUID, date]]) -> int:
        """Count who hears today of points that end, seen before and still there: once a stage."""
        told = 0
        for home, day in seen:
            account, left = self.accounts[home], (day - today).days
            stage = min((it for it in STAGES if 0 <= left <= it), default=0)
            before = account.reminded.get(day, STAGES[0] + 1)
            if stage and day in account.purse.lots and stage < before:
                account.reminded[day] = stage
                told += 1
        return told
