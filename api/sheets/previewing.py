"""What would become of a sheet, line by line; nothing is recorded."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import blake2b
from itertools import islice
from typing import ClassVar, Final, Generic, TypeVar

from api.idempotency import Stamp
from api.sheets.cells import Fault, FaultCode, Line
from api.sheets.columns import Column
from api.sheets.errors import SheetEmptyError
from api.sheets.reading import digest_of, open_sheet
from ledger.kernel.commands import Command

C = TypeVar("C", bound=Command)

BATCH: Final = 200
"""Lines that an importer looks up together."""
LINES_SHOWN_MAX: Final = 100
ERRORS_SHOWN_MAX: Final = 200
"""Lines with errors beyond these are counted, and are in the file of erroneous lines."""
_KEY_BYTES: Final = 15


class Importer(ABC, Generic[C]):
    """How lines of one kind of sheet become commands."""

    columns: ClassVar[Sequence[Column]]
    lines_max: ClassVar[int] = 5_000
    """Each line is a command of its own; a request should end before a browser gives up."""

    def prepare(self, lines: Sequence[Line]) -> None:
        """Look up what `check` needs for these lines, all at once; called before them."""

    @abstractmethod
    def check(self, line: Line) -> C | Fault:
        """Return the command of a line, or what is wrong with it.

        The command is stamped with `line_stamp(kind, key(line), at)`. Called for lines without faults only. It is called again before the import, so what it
        returns must follow from the line and from what is recorded.
        """

    @abstractmethod
    def key(self, line: Line) -> str:
        """Return what makes a line the same as another, in this sheet or in a later one."""


@dataclass(frozen=True, slots=True)
class Checked(Generic[C]):
    """A line, and its command or what is wrong with it."""

    line: Line
    command: C | None = None
    faults: tuple[Fault, ...] = ()


@dataclass(slots=True)
class Preview:
    """What a sheet holds: counts of all its lines, and those that are shown."""

    digest: str
    columns: tuple[Column, ...]
    unknown: tuple[str, ...]
    good: int = 0
    bad: int = 0
    lines: list[Line] = field(default_factory=list)
    """Good ones, the first LINES_SHOWN_MAX."""
    errors: list[tuple[Line, tuple[Fault, ...]]] = field(default_factory=list)

    @property
    def total(self) -> int:
        """How many lines there are."""
        return self.good + self.bad


def content_key(*parts: str) -> str:
    """Digest what a line says, for `Importer.key`: short enough for the key of a command."""
    return blake2b("\x1f".join(parts).encode(), digest_size=_KEY_BYTES).hexdigest()


def line_stamp(kind: str, key: str, at: datetime) -> Stamp:
    """Make the stamp of the command of a line: whoever imports the same line again repeats it."""
    return Stamp(key=f"sheet:{kind}:{key}", at=at, fingerprint=bytes.fromhex(key))


def preview(importer: Importer[C], raw: bytes) -> Preview:
    """Read a file and say of each line what would become of it."""
    sheet = open_sheet(raw, importer.columns, lines_max=importer.lines_max)
    seen = Preview(digest_of(raw), sheet.columns, sheet.unknown)
    for it in checked(importer, sheet.rows):
        if it.faults:
            seen.bad += 1
            if len(seen.errors) < ERRORS_SHOWN_MAX:
                seen.errors.append((it.line, it.faults))
        else:
            seen.good += 1
            if len(seen.lines) < LINES_SHOWN_MAX:
                seen.lines.append(it.line)
    if not seen.total:
        raise SheetEmptyError
    return seen


def checked(importer: Importer[C], rows: Iterator[Line]) -> Iterator[Checked[C]]:
    """Yield each line with its command or its faults; of lines that are the same, all but one."""
    keys: set[str] = set()
    while batch := list(islice(rows, BATCH)):
        importer.prepare([it for it in batch if not it.faults])
        for line in batch:
            yield _checked(importer, line, keys)


def _checked(importer: Importer[C], line: Line, keys: set[str]) -> Checked[C]:
    if line.faults:
        return Checked(line, faults=line.faults)
    found = importer.check(line)
    if isinstance(found, Fault):
        return Checked(line, faults=(found,))
    key = importer.key(line)
    if key in keys:
        return Checked(line, faults=(Fault(FaultCode.LINE_TWICE),))
    keys.add(key)
    return Checked(line, found)
