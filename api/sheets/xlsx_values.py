"""Values of cells in a workbook as the text that a person sees."""

import math
from datetime import datetime, timedelta
from typing import Final

from api.sheets.cells import Cell, FaultCode, cell_of

DIGITS_KEPT: Final = 15
"""Spreadsheets keep so many digits of a number; an ID number typed as one has lost its end."""
_DAY_ZERO: Final = datetime(1899, 12, 30)  # noqa: DTZ001 - a day on paper
_DAY_ZERO_1904: Final = datetime(1904, 1, 1)  # noqa: DTZ001
_FEBRUARY_29: Final = 60
"""The day of 1900 that spreadsheets have and calendars have not."""
_LAST_DAY: Final = 2_958_465


def number_of(text: str, kind: str, *, from_1904: bool) -> Cell:
    """Return a number as it is shown: a date, filled up with zeros, or without `.0`."""
    try:
        number = float(text)
    except ValueError:
        return cell_of(text)
    if not math.isfinite(number):
        return Cell("", FaultCode.CELL_ERROR)
    if kind == "date":
        return _date(number, from_1904=from_1904)
    if abs(number) >= 10**DIGITS_KEPT:
        return Cell(text, FaultCode.NUMBER_ROUNDED)
    if number.is_integer():
        return Cell(str(int(number)).zfill(len(kind)))
    return Cell(f"{number:.{DIGITS_KEPT}g}")


def _date(serial: float, *, from_1904: bool) -> Cell:
    if not 0 <= serial <= _LAST_DAY:
        return Cell("", FaultCode.CELL_ERROR)
    moment = timedelta(minutes=round(serial * 1440))
    if serial < 1 and not from_1904:
        return Cell(f"{_DAY_ZERO + moment:%H:%M}")
    zero = _DAY_ZERO_1904 if from_1904 else _DAY_ZERO
    if not from_1904 and serial < _FEBRUARY_29:
        zero += timedelta(days=1)
    day = zero + moment
    text = day.date().isoformat()
    return Cell(text if not (day.hour or day.minute) else f"{text} {day:%H:%M}")
