"""A file as a sheet: its columns found by name, its lines one after the other."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from api.sheets.cells import Cell, Fault, FaultCode, Line
from api.sheets.columns import Column, Head, head_of, require_all
from api.sheets.csv_reading import Row, csv_rows
from api.sheets.errors import (
    SheetTooLargeError,
    SheetTooLongError,
    SheetTypeUnsupportedError,
    SheetUnreadableError,
)
from api.sheets.xlsx_reading import xlsx_rows

SHEET_BYTES_MAX: Final = 10 << 20
LINES_MAX: Final = 100_000
HEAD_SOUGHT: Final = 10
"""In so many lines from the top: a title often stands above the names of the columns."""
_PACKED: Final = b"PK\x03\x04"
_OLD_EXCEL: Final = b"\xd0\xcf\x11\xe0"
"""Also what a workbook with a password begins with."""
_NO_TEXT: Final = (
    _OLD_EXCEL,
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"Rar!",
    b"7z\xbc",
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """Which columns were found, and the lines; these can be read once."""

    columns: tuple[Column, ...]
    unknown: tuple[str, ...]
    rows: Iterator[Line]


def digest_of(raw: bytes) -> str:
    """Return what tells this file from every other."""
    return hashlib.sha256(raw).hexdigest()


def open_sheet(raw: bytes, columns: Sequence[Column], *, lines_max: int = LINES_MAX) -> Sheet:
    """Open a CSV or XLSX file and find its columns.

    Raise one of `errors`; those of further lines are raised when they are come to.
    """
    if len(raw) > SHEET_BYTES_MAX:
        raise SheetTooLargeError(bytes_max=SHEET_BYTES_MAX)
    rows = _rows(raw, columns)
    head = _head(rows, columns)
    found = tuple(head.places.values())
    return Sheet(found, head.unknown, _lines(rows, head, lines_max))


def _rows(raw: bytes, columns: Sequence[Column]) -> Iterator[Row]:
    if not raw.strip():
        raise SheetUnreadableError
    if raw.startswith(_PACKED):
        return xlsx_rows(raw)
    if raw.startswith(_NO_TEXT):
        raise SheetTypeUnsupportedError
    return csv_rows(raw, columns)


def _head(rows: Iterator[Row], columns: Sequence[Column]) -> Head:
    """Return the names of the columns, and nothing of what stands above them."""
    best: Head | None = None
    for _, (_, cells) in zip(range(HEAD_SOUGHT), rows, strict=False):
        head = head_of([it.text for it in cells], columns)
        if head is not None and (best is None or len(head.places) > len(best.places)):
            best = head
        if head is not None and _has_required(head, columns):
            return require_all(head, columns)
    return require_all(best, columns)


def _has_required(head: Head, columns: Sequence[Column]) -> bool:
    found = {it.name for it in head.places.values()}
    return all(it.name in found for it in columns if it.is_required)


def _lines(rows: Iterator[Row], head: Head, lines_max: int) -> Iterator[Line]:
    count = 0
    for number, cells in rows:
        if not any(it.text or it.fault for it in cells):
            continue
        count += 1
        if count > lines_max:
            raise SheetTooLongError(lines_max=lines_max)
        yield _line(number, cells, head)


def _line(number: int, cells: list[Cell], head: Head) -> Line:
    """Put cells under their columns; what is wrong beside them does not matter here."""
    found: dict[str, str] = {}
    faults: list[Fault] = []
    if any(it.fault is FaultCode.MERGED for it in cells):
        faults.append(Fault(FaultCode.MERGED))
    for at, column in head.places.items():
        cell = cells[at] if at < len(cells) else Cell()
        found[column.name] = cell.text
        if cell.fault is not None and cell.fault is not FaultCode.MERGED:
            faults.append(Fault(cell.fault, column.name))
        elif not cell.text and column.is_required and not faults:
            faults.append(Fault(FaultCode.CELL_EMPTY, column.name))
    return Line(number, found, tuple(faults))
