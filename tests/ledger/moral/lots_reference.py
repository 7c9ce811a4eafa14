"""What lots must do, said as plainly as possible: the reference of the stateful test."""

from datetime import date, timedelta
from fractions import Fraction
from math import floor

Lots = dict[date, int]


class Purse:
    """Points by their last day; nothing here knows of events or wallets."""

    def __init__(self) -> None:
        self.lots: Lots = {}
        self.holds: dict[int, Lots] = {}
        self.issued = self.gone = 0

    def put(self, lots: Lots) -> None:
        for day, amount in lots.items():
            self.lots[day] = self.lots.get(day, 0) + amount

    def grant(self, day: date, amount: int) -> None:
        self.put({day: amount})
        self.issued += amount

    def take(self, amount: int, first: date | None = None) -> Lots:
        taken: Lots = {}
        for day in sorted(self.lots, key=lambda it: (it != first, it)):
            some = min(amount, self.lots[day])
            if some:
                taken[day], amount = some, amount - some
                self.lots[day] -= some
        self.lots = {day: left for day, left in self.lots.items() if left}
        return taken

    def expire(self, today: date) -> None:
        over = [day for day in self.lots if day < today]
        self.gone += sum(self.lots.pop(day) for day in over)

    def hold(self, name: int, amount: int, today: date) -> bool:
        if sum(n for day, n in self.lots.items() if day >= today) < amount:
            return False
        self.expire(today)
        self.holds[name] = self.take(amount)
        return True

    def capture(self, name: int) -> None:
        self.gone += sum(self.holds.pop(name).values())

    def give_back(self, lots: Lots, today: date, *, late: bool = False) -> None:
        for day, amount in lots.items():
            grace = today + timedelta(days=30)
            self.put({max(day, grace) if late or day < today else day: amount})

    def lose(self, amount: int, first: date | None = None) -> Lots:
        taken = self.take(min(amount, sum(self.lots.values())), first)
        self.gone += sum(taken.values())
        return taken

    def leaving(self, share: Fraction) -> Lots:
        kept = {day: floor(n * share) for day, n in self.lots.items()}
        owed = floor(sum(self.lots.values()) * share + Fraction(1, 2)) - sum(kept.values())
        for day in sorted(kept, key=lambda it: (kept[it] - self.lots[it] * share, it))[:owed]:
            kept[day] += 1
        return {day: n - kept[day] for day, n in self.lots.items() if n > kept[day]}

    def move(self, lots: Lots, other: "Purse") -> None:
        left = {day: n - lots.get(day, 0) for day, n in self.lots.items()}
        self.lots = {day: n for day, n in left.items() if n}
        other.put(lots)
        self.issued -= sum(lots.values())
        other.issued += sum(lots.values())

    @property
    def held(self) -> int:
        return sum(sum(it.values()) for it in self.holds.values())
