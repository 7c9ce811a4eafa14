"""Cells as text, and what can be wrong with one."""

import unicodedata
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from api.csv_files import GUARD

CELL_LENGTH_MAX: Final = 500

_FULL_WIDTH: Final = {
    **{code: code - 0xFEE0 for code in range(0xFF10, 0xFF1A)},
    **{code: code - 0xFEE0 for code in range(0xFF21, 0xFF3B)},
    **{code: code - 0xFEE0 for code in range(0xFF41, 0xFF5B)},
    0x3000: 0x20,
    0x00A0: 0x20,
}
"""Digits, letters and blanks. Chinese punctuation is meant as it is, and no character of a name may
become another one, as full NFKC would have it."""
_INVISIBLE: Final = ("Cc", "Cf", "Cs")


class FaultCode(StrEnum):
    """What can be wrong with a line, whatever it is about."""

    MERGED = "merged"
    FORMULA_WITHOUT_VALUE = "formula_without_value"
    CELL_ERROR = "cell_error"
    NUMBER_ROUNDED = "number_rounded"
    CELL_TOO_LONG = "cell_too_long"
    CELL_EMPTY = "cell_empty"
    LINE_TWICE = "line_twice"


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong with a line: a FaultCode, or the code of a refusal."""

    code: str
    column: str = ""
    """The name of the column in the code; empty when it is the whole line."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell, or why nothing can be said to stand there."""

    text: str = ""
    fault: FaultCode | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its number as a spreadsheet shows it, and its cells by the names of columns."""

    number: int
    cells: dict[str, str]
    faults: tuple[Fault, ...] = field(default=())

    def __getitem__(self, column: str) -> str:
        """Return a cell; one that is not there is empty."""
        return self.cells.get(column, "")


def clean(text: str) -> str:
    """Return a text with plain digits and letters, on one line, without blank ends."""
    plain = text.translate(_FULL_WIDTH)
    if not plain.isprintable():
        seen = (" " if it in "\t\r\n" else it for it in plain)
        plain = "".join(it for it in seen if unicodedata.category(it) not in _INVISIBLE)
    return plain.strip().removeprefix(GUARD).strip()


def cell_of(text: str) -> Cell:
    """Return a cell with this text, or with the fault that it is too long."""
    plain = clean(text[: 4 * CELL_LENGTH_MAX])
    if len(plain) > CELL_LENGTH_MAX or len(text) > 4 * CELL_LENGTH_MAX:
        return Cell(plain[:CELL_LENGTH_MAX], FaultCode.CELL_TOO_LONG)
    return Cell(plain)
