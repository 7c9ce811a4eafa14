"""Words of part-time grid work, and quarters to go through."""

from typing import Final

from ledger.moral.quarters import quarter_of_month

#: How a term ended.
ENDINGS: Final = {
    "": "在任",
    "asked": "本人不当了",
    "unit": "单位提前结束",
    "expired": "到期",
}
_PER_YEAR: Final = 4


def quarter_said(quarter: str) -> str:
    """Write a quarter as people say it: 2026 年第四季度."""
    year, number = quarter.split("Q")
    return f"{year} 年第{'一二三四'[int(number) - 1]}季度"


def moved(quarter: str, by: int) -> str:
    """Return the quarter so many later or, below zero, earlier."""
    year, number = (int(it) for it in quarter.split("Q"))
    year, number = divmod(year * _PER_YEAR + number - 1 + by, _PER_YEAR)
    return quarter_of_month(f"{year}-{number * 3 + 1:02}")
