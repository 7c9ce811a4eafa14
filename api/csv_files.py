"""CSV that a spreadsheet opens as what it is: text, never a formula."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Final

BOM: Final = "\ufeff"
"""Without it Excel takes UTF-8 for another encoding."""
FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
GUARD: Final = "'"


def safe(value: object) -> str:
    """Write a value as a cell; what a spreadsheet would calculate gets a guard before it."""
    text = "" if value is None else str(value)
    return GUARD + text if text.lstrip(" \u3000").startswith(FORMULA_STARTS) else text


def csv_text(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Write a table with its head, ready for a spreadsheet."""
    return BOM + csv_lines([head, *rows])


def csv_lines(rows: Iterable[Sequence[object]]) -> str:
    """Write further lines of a table."""
    out = io.StringIO()
    csv.writer(out).writerows([safe(it) for it in row] for row in rows)
    return out.getvalue()
