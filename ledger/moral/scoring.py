"""Scoring: the entries of a household's year, and the room that caps leave (VP-1, VP-10)."""

from collections.abc import Iterable
from datetime import date

import msgspec

from ledger.moral.items import DEDUCTION_MONTH_MAX, DEDUCTION_POINTS_MAX, Item


class Scored(msgspec.Struct, frozen=True):
    """One entry: by which item, for an act of which day, how many points, and whether undone."""

    item_code: str
    occurred_on: date
    points: int
    is_deduction: bool
    is_reversed: bool = False


def room_for(entries: Iterable[Scored], item: Item, on: date, points: int) -> int:
    """Return how many of some points the caps leave: 0 to all of them."""
    counted = [it for it in entries if not it.is_reversed]
    same = [it for it in counted if it.item_code == item.code]
    limits = [points]
    if item.day_cap is not None:
        limits.append(item.day_cap - _points(it for it in same if it.occurred_on == on))
    if item.month_cap is not None:
        limits.append(item.month_cap - _points(_of_month(same, on)))
    if item.year_cap is not None:
        limits.append(item.year_cap - _points(same))
    if item.is_deduction:
        deductions = [it for it in counted if it.is_deduction]
        limits += [DEDUCTION_POINTS_MAX, DEDUCTION_MONTH_MAX - _points(_of_month(deductions, on))]
    return max(0, min(limits))


def _of_month(entries: Iterable[Scored], on: date) -> Iterable[Scored]:
    month = on.replace(day=1)
    return (it for it in entries if it.occurred_on.replace(day=1) == month)


def _points(entries: Iterable[Scored]) -> int:
    return sum(it.points for it in entries)
