"""Lines of a CSV file, whoever wrote it: UTF-8, UTF-16 or GB18030, with commas or not."""

import codecs
import csv
import io
from collections.abc import Iterable, Iterator
from typing import Final

from api.sheets.cells import Cell, cell_of
from api.sheets.columns import COLUMNS_MAX, Column, head_of
from api.sheets.errors import SheetUnreadableError

DELIMITERS: Final = (",", ";", "\t")
_CHUNK: Final = 1 << 16
_SEPARATOR_LINE: Final = "sep="
_UTF16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_HEAD_CHARS: Final = 1 << 14

Row = tuple[int, list[Cell]]
"""The number of a line, and its cells."""


def csv_rows(raw: bytes, columns: Iterable[Column]) -> Iterator[Row]:
    """Yield the lines of a file, or raise SheetUnreadableError."""
    encoding = _encoding(raw)
    with _text(raw, encoding) as start:
        delimiter = _delimiter(start.read(_HEAD_CHARS), list(columns))
    with _text(raw, encoding) as lines:
        reader = csv.reader(lines, delimiter=delimiter, strict=True)
        number = 0
        try:
            for cells in reader:
                if number == 0 and len(cells) <= 2 and _is_separator(cells):  # noqa: PLR2004
                    continue  # Excel's own note about the delimiter, which it does not show
                number += 1
                yield number, [cell_of(it) for it in cells[:COLUMNS_MAX]]
        except csv.Error:
            raise SheetUnreadableError(line=number + 1) from None


def _text(raw: bytes, encoding: str) -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(raw), encoding, newline="")


def _encoding(raw: bytes) -> str:
    for encoding in ("utf-16",) if raw.startswith(_UTF16) else ("utf-8-sig", "gb18030"):
        if _decodes(raw, encoding):
            return encoding
    raise SheetUnreadableError


def _decodes(raw: bytes, encoding: str) -> bool:
    """Tell whether a file is written so, piece by piece; no zero can be in a text."""
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        for at in range(0, len(raw), _CHUNK):
            if "\0" in decoder.decode(raw[at : at + _CHUNK]):
                return False
        decoder.decode(b"", final=True)
    except UnicodeError:
        return False
    return True


def _delimiter(start: str, columns: list[Column]) -> str:
    """Return what parts the names of columns, and most of them."""

    def known(delimiter: str) -> int:
        best = 0
        for line in start.splitlines()[:20]:
            titles = [it.strip().strip('"') for it in line.split(delimiter)]
            head = head_of(titles, columns)
            best = max(best, len(head.places) if head else 0)
        return best

    return max(DELIMITERS, key=known)  # the first of several that are as good


def _is_separator(cells: list[str]) -> bool:
    return cells[:1] != [] and cells[0].casefold().startswith(_SEPARATOR_LINE)
