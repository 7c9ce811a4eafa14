"""Importing a sheet that was shown: all of it, or its good lines when the clerk says so."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final

from api.csv_files import csv_lines, csv_text
from api.sheets.cells import Fault, Line
from api.sheets.errors import SheetChangedError, SheetHasErrorsError
from api.sheets.previewing import C, Checked, Importer, checked
from api.sheets.reading import digest_of, open_sheet
from ledger.kernel.errors import (
    ConflictError,
    ForbiddenError,
    LedgerError,
    NotFoundError,
    RuleError,
)
from ledger.kernel.receipts import Recorded

PROBLEM: Final = "问题"
LINE_NUMBER: Final = "行"
REFUSED_SHOWN_MAX: Final = 200
_OF_THE_LINE: Final = (ConflictError, ForbiddenError, NotFoundError, RuleError)
"""What a line is refused with. That the store is away is no fault of a line."""

Words = Callable[[Fault], str]
"""Says in words what is wrong; sentences stand in `web/`."""


@dataclass(slots=True)
class Imported:
    """What an import came to."""

    new: int = 0
    known: int = 0
    """Lines that an earlier import had recorded."""
    refused: list[tuple[Line, Fault]] = field(default_factory=list)
    """Lines that were good when they were looked at, and were refused when they came in."""


def import_sheet(
    importer: Importer[C],
    raw: bytes,
    carry_out: Callable[[C], Recorded],
    *,
    digest: str,
    only_good: bool,
) -> Imported:
    """Carry out the command of every good line of a file that was shown.

    Raise SheetChangedError if it is another file, and SheetHasErrorsError if lines have errors
    and nobody said that the good ones are to go alone. Harmless to repeat, also when it was cut
    off: each line has its own key.
    """
    if digest_of(raw) != digest:
        raise SheetChangedError
    if not only_good and (bad := sum(bool(it.faults) for it in _read(importer, raw))):
        raise SheetHasErrorsError(errors=bad)
    done = Imported()
    for it in _read(importer, raw):
        if it.command is not None:
            _import_line(it.line, it.command, carry_out, done)
    return done


def erroneous_lines(importer: Importer[C], raw: bytes, words: Words) -> Iterator[str]:
    """Yield a CSV of the lines with errors, as they were read, with a column that says why."""
    sheet = open_sheet(raw, importer.columns, lines_max=importer.lines_max)
    titles = [it.title for it in sheet.columns]
    yield csv_text([*titles, LINE_NUMBER, PROBLEM], [])
    for it in checked(importer, sheet.rows):
        if it.faults:
            cells = [it.line[column.name] for column in sheet.columns]
            said = " ".join(words(fault) for fault in it.faults)
            yield csv_lines([[*cells, it.line.number, said]])


def _read(importer: Importer[C], raw: bytes) -> Iterator[Checked[C]]:
    sheet = open_sheet(raw, importer.columns, lines_max=importer.lines_max)
    return checked(importer, sheet.rows)


def _import_line(
    line: Line, command: C, carry_out: Callable[[C], Recorded], done: Imported
) -> None:
    try:
        recorded = carry_out(command)
    except LedgerError as no:
        if not isinstance(no, _OF_THE_LINE):
            raise
        done.refused.append((line, Fault(no.code)))
        return
    if recorded.duplicate:
        done.known += 1
    else:
        done.new += 1
