"""What a workbook says beside its cells: which sheet is the first, its texts, what is a date."""

import posixpath
import re
from dataclasses import dataclass, field
from typing import Final

from api.sheets.errors import SheetTooLargeError, SheetUnreadableError
from api.sheets.packed import Packed

TEXT_CHARS_MAX: Final = 24_000_000
"""Of all shared texts together: they must be in memory to be looked up."""
_BUILT_IN_DATES: Final = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
_QUOTED: Final = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')
_DATE_LETTERS: Final = re.compile("[ymdhs年月日]", re.IGNORECASE)
_ZEROS: Final = re.compile(r"0{2,20}")
_REL_ID: Final = "id"


@dataclass(slots=True)
class Workbook:
    """The first sheet that is shown, and what is needed to read its cells."""

    sheet: str
    texts: list[str]
    styles: list[str]
    """For every style of cells: "date", zeros to fill a number up with, or nothing."""
    from_1904: bool


def open_workbook(packed: Packed) -> Workbook:
    """Find the parts of a workbook, or raise SheetUnreadableError."""
    book_name = next(iter(_relations(packed, "").values()), "xl/workbook.xml")
    book = _Book()
    packed.parse_all(book_name, book)
    related = _relations(packed, book_name)
    if book.sheet is None or book.sheet not in related:
        raise SheetUnreadableError
    folder = posixpath.dirname(book_name)
    texts, styles = _Texts(), _Styles()
    for name, handler in (("sharedStrings.xml", texts), ("styles.xml", styles)):
        if packed.has(part := posixpath.join(folder, name)):
            packed.parse_all(part, handler)
    return Workbook(related[book.sheet], texts.found, styles.kinds(), book.from_1904)


def _relations(packed: Packed, part: str) -> dict[str, str]:
    """Return where the relations of a part lead, by their IDs; of the file itself, to the book."""
    folder, name = posixpath.split(part)
    path = posixpath.join(folder, "_rels", f"{name}.rels")
    found = _Relations(only_book=not part)
    if packed.has(path):
        packed.parse_all(path, found)
    return {
        key: posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        for key, target in found.targets.items()
    }


class _Handler:
    def begin(self, name: str, has: dict[str, str]) -> None:
        """Hear of an element."""

    def end(self, name: str) -> None:
        """Hear of its end."""

    def text(self, text: str) -> None:
        """Hear of text."""


@dataclass(slots=True)
class _Relations(_Handler):
    only_book: bool
    targets: dict[str, str] = field(default_factory=dict)

    def begin(self, name: str, has: dict[str, str]) -> None:
        if name != "Relationship" or has.get("TargetMode") == "External":
            return
        if not self.only_book or has.get("Type", "").endswith("/officeDocument"):
            self.targets[has.get("Id", "")] = has.get("Target", "")


@dataclass(slots=True)
class _Book(_Handler):
    sheet: str | None = None
    from_1904: bool = False

    def begin(self, name: str, has: dict[str, str]) -> None:
        if name == "workbookPr":
            self.from_1904 = has.get("date1904", "0") in ("1", "true")
        if name == "sheet" and self.sheet is None and has.get("state", "visible") == "visible":
            ids = (value for key, value in has.items() if key.rpartition(" ")[2] == _REL_ID)
            self.sheet = next(ids, None)


@dataclass(slots=True)
class _Texts(_Handler):
    found: list[str] = field(default_factory=list)
    _parts: list[str] = field(default_factory=list)
    _is_heard: bool = False
    _is_aside: bool = False
    _chars: int = 0

    def begin(self, name: str, has: dict[str, str]) -> None:  # noqa: ARG002
        if name == "si":
            self._parts = []
        elif name == "rPh":  # how it is pronounced
            self._is_aside = True
        self._is_heard = name == "t" and not self._is_aside

    def end(self, name: str) -> None:
        self._is_heard = False
        if name == "rPh":
            self._is_aside = False
        elif name == "si":
            self.found.append("".join(self._parts))

    def text(self, text: str) -> None:
        if self._is_heard:
            self._chars += len(text)
            if self._chars > TEXT_CHARS_MAX:
                raise SheetTooLargeError(chars_max=TEXT_CHARS_MAX)
            self._parts.append(text)


@dataclass(slots=True)
class _Styles(_Handler):
    _formats: dict[str, str] = field(default_factory=dict)
    _used: list[str] = field(default_factory=list)
    _is_cells: bool = False

    def begin(self, name: str, has: dict[str, str]) -> None:
        if name == "numFmt":
            self._formats[has.get("numFmtId", "")] = has.get("formatCode", "")
        elif name == "cellXfs":
            self._is_cells = True
        elif name == "xf" and self._is_cells:
            self._used.append(has.get("numFmtId", "0"))

    def end(self, name: str) -> None:
        if name == "cellXfs":
            self._is_cells = False

    def kinds(self) -> list[str]:
        known = {it: self._kind(it) for it in set(self._used)}
        return [known[it] for it in self._used]

    def _kind(self, number: str) -> str:
        code = self._formats.get(number)
        if code is None:
            return "date" if number.isdigit() and int(number) in _BUILT_IN_DATES else ""
        plain = _QUOTED.sub("", code).partition(";")[0]
        if _ZEROS.fullmatch(plain):
            return plain
        return "date" if _DATE_LETTERS.search(plain) else ""
