"""Lines of the first sheet of a workbook, one after the other, never all of them at once."""

import re
from bisect import bisect_right
from collections import deque
from collections.abc import Callable, Iterator
from typing import Final

from api.sheets.cells import CELL_LENGTH_MAX, Cell, FaultCode, cell_of
from api.sheets.columns import COLUMNS_MAX
from api.sheets.csv_reading import Row
from api.sheets.errors import SheetTooLargeError
from api.sheets.packed import Packed
from api.sheets.xlsx_parts import Workbook, open_workbook
from api.sheets.xlsx_values import number_of

MERGES_MAX: Final = 20_000
_MERGE: Final = re.compile(
    rb"<(?:\w+:)?mergeCell\s[^>]*?ref\s*=\s*[\"']\$?[A-Z]+\$?(\d+):\$?[A-Z]+\$?(\d+)"
)
_TAIL: Final = 256
_ROW_MAX: Final = 1_048_576
_CHARS_HEARD: Final = 4 * CELL_LENGTH_MAX + 1
_AS_SHOWN: Final[dict[str, Callable[[str], str]]] = {
    "b": lambda value: "是" if value == "1" else "否",
    "d": lambda value: value.removesuffix("T00:00:00")[:16].replace("T", " "),
}
_LETTERS: Final = re.compile("[A-Z]{1,3}")


def xlsx_rows(raw: bytes) -> Iterator[Row]:
    """Yield the lines of the first sheet that is shown, or raise what `Packed` raises."""
    packed = Packed(raw)
    book = open_workbook(packed)
    merged = _Merged(packed, book.sheet)
    rows = _Rows(book, merged)
    for _ in packed.parse(book.sheet, rows):
        while rows.done:
            yield rows.done.popleft()


class _Merged:
    """Which lines have cells that are one with those of other lines.

    A workbook says so behind its last line; so the file is looked through beforehand.
    """

    def __init__(self, packed: Packed, part: str) -> None:
        spans: list[tuple[int, int]] = []
        tail = b""
        for piece in packed.pieces(part):
            window = tail + piece
            end = 0
            for found in _MERGE.finditer(window):
                spans.append((int(found[1][:9]), int(found[2][:9])))
                end = found.end()
            if len(spans) > MERGES_MAX:
                raise SheetTooLargeError(merges_max=MERGES_MAX)
            tail = window[max(end, len(window) - _TAIL) :]
        spans.sort()
        self._firsts = [first for first, _ in spans]
        self._lasts: list[int] = []
        for _, last in spans:
            self._lasts.append(max(last, self._lasts[-1] if self._lasts else 0))

    def __contains__(self, line: int) -> bool:
        at = bisect_right(self._firsts, line)
        return at > 0 and self._lasts[at - 1] >= line


class _Rows:
    """Hears of rows and cells, and has each line ready when it ends."""

    def __init__(self, book: Workbook, merged: _Merged) -> None:
        self.done: deque[Row] = deque()
        self._book = book
        self._merged = merged
        self._number = 0
        self._cells: dict[int, Cell] = {}
        self._at = -1
        self._kind = self._style = ""
        self._value: list[str] = []
        self._chars = 0
        self._is_heard = self._is_aside = self._has_formula = False

    def begin(self, name: str, has: dict[str, str]) -> None:
        if name == "c":
            self._begin_cell(has)
        elif name == "v" or (name == "t" and not self._is_aside):
            self._is_heard = True
        elif name == "f":
            self._has_formula = True
        elif name == "rPh":
            self._is_aside = True
        elif name == "row":
            given = has.get("r", "")
            self._number = int(given[:9]) if given.isdigit() else self._number + 1
            self._cells, self._at = {}, -1

    def end(self, name: str) -> None:
        if name in ("v", "t"):
            self._is_heard = False
        elif name == "rPh":
            self._is_aside = False
        elif name == "c":
            if 0 <= self._at < COLUMNS_MAX:
                self._cells[self._at] = self._cell()
        elif name == "row" and self._cells and self._number <= _ROW_MAX:
            self.done.append((self._number, self._line()))

    def text(self, text: str) -> None:
        if self._is_heard and self._chars < _CHARS_HEARD:
            self._chars += len(text)
            self._value.append(text)

    def _begin_cell(self, has: dict[str, str]) -> None:
        letters = _LETTERS.match(has.get("r", ""))
        self._at = _place(letters[0]) if letters else self._at + 1
        self._kind, self._style = has.get("t", "n"), has.get("s", "0")
        self._value, self._chars, self._has_formula = [], 0, False

    def _line(self) -> list[Cell]:
        width = max(self._cells) + 1
        cells = [self._cells.get(at, Cell()) for at in range(width)]
        if self._number in self._merged:
            return [Cell(it.text, FaultCode.MERGED) for it in cells]
        return cells

    def _cell(self) -> Cell:
        value = "".join(self._value)
        if not value:
            return Cell("", FaultCode.FORMULA_WITHOUT_VALUE if self._has_formula else None)
        if self._kind == "s":
            return self._shared(value)
        if self._kind == "n":
            kind = self._book.styles[int(self._style)] if self._is_styled() else ""
            return number_of(value, kind, from_1904=self._book.from_1904)
        if self._kind == "e":
            return Cell(value[:10], FaultCode.CELL_ERROR)
        return cell_of(_AS_SHOWN.get(self._kind, str)(value))

    def _shared(self, value: str) -> Cell:
        texts = self._book.texts
        if value.isdigit() and int(value[:9]) < len(texts):
            return cell_of(texts[int(value[:9])])
        return Cell("", FaultCode.CELL_ERROR)

    def _is_styled(self) -> bool:
        return self._style.isdigit() and int(self._style[:6]) < len(self._book.styles)


def _place(letters: str) -> int:
    """Return the number of a column from 0: A is 0, Z 25, AA 26."""
    at = 0
    for letter in letters:
        at = at * 26 + ord(letter) - 64
    return at - 1
