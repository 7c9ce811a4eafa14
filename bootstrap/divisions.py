"""Import of the published divisions: a CSV of ``code,name,level,parent_code``."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from unicodedata import category

from ledger.registry.unit import LEVELS, UNIT_CODE_LENGTH_MAX, UNIT_NAME_LENGTH_MAX

COLUMNS = ["code", "name", "level", "parent_code"]
PUBLISHED_ON = date(2023, 6, 30)
"""The state of the file that ships with the ledger."""
ERRORS_SHOWN_MAX = 20
_CONTROL = "Cc"


class DivisionsError(Exception):
    """The file is refused whole; every fault is told with its line number."""

    def __init__(self, faults: list[str]) -> None:
        shown = faults[:ERRORS_SHOWN_MAX]
        more = len(faults) - len(shown)
        super().__init__("\n".join([*shown, *([f"... and {more} more"] if more else [])]))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Division:
    """One line of the file."""

    line: int
    code: str
    name: str
    level: str
    parent_code: str


def read_divisions(path: Path) -> list[Division]:
    """Read and check a whole file; raises DivisionsError before anything is changed."""
    try:
        divisions = _rows(path)
    except UnicodeDecodeError as error:
        raise DivisionsError([f"the file is not UTF-8: {error}"]) from error
    faults = list(_faults(divisions))
    if faults:
        raise DivisionsError(faults)
    return divisions


def _rows(path: Path) -> list[Division]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file)
        if rows.fieldnames != COLUMNS:
            raise DivisionsError([f"line 1: the columns must be {','.join(COLUMNS)}"])
        try:
            return [
                Division(rows.line_num, *((row[name] or "").strip() for name in COLUMNS))
                for row in rows
            ]
        except csv.Error as error:
            raise DivisionsError([f"line {rows.line_num + 1}: {error}"]) from error


def _faults(divisions: list[Division]) -> Iterator[str]:
    seen: dict[str, Division] = {}
    for it in divisions:
        if not (it.code.isascii() and it.code.isdigit() and len(it.code) <= UNIT_CODE_LENGTH_MAX):
            yield f"line {it.line}: {it.code!r} is no code of up to {UNIT_CODE_LENGTH_MAX} digits"
        if it.code in seen:
            yield f"line {it.line}: {it.code} stands on line {seen[it.code].line} already"
        if not 0 < len(it.name) <= UNIT_NAME_LENGTH_MAX:
            yield f"line {it.line}: a name has 1 to {UNIT_NAME_LENGTH_MAX} characters"
        if any(category(char) == _CONTROL for char in it.name):
            yield f"line {it.line}: a name has no control characters"
        if it.level not in LEVELS:
            yield f"line {it.line}: level must be one of {', '.join(LEVELS)}"
        seen.setdefault(it.code, it)
    for it in divisions:
        if it.parent_code and it.parent_code not in seen:
            yield f"line {it.line}: parent {it.parent_code} is not in the file"
    yield from _cycle_faults(divisions, {it.code: it.parent_code for it in divisions})


def _cycle_faults(divisions: list[Division], parents: dict[str, str]) -> Iterator[str]:
    """Walk up from every line; whoever is met twice on one way lies above itself."""
    sound: set[str] = set()
    for it in divisions:
        way: dict[str, None] = {}
        code = it.code
        while code in parents and code not in sound and code not in way:
            way[code] = None
            code = parents[code]
        if code in way:
            yield f"line {it.line}: {it.code} lies below itself, through {code}"
        sound.update(way)
