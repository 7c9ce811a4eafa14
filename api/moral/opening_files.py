"""Reading a file of old balances, as the platforms give it or a clerk types it."""

import csv
import hashlib
import io
from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from api.csv_files import unguarded
from ledger.moral.opening_errors import OpeningFileInvalidError
from ledger.moral.opening_rows import OPENING_LINES_MAX, OpeningRow

OPENING_BYTES_MAX: Final = 1 << 20
_NUMBER: Final = ("户号", "户编号", "门牌号")
_POINTS: Final = ("积分", "余额", "积分余额", "剩余积分", "当前积分")
_EXPIRES: Final = ("有效期", "有效期至", "到期日")
_UNIT: Final = ("单位代码", "村代码", "行政区划代码")
_DAYS: Final = ("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日")


def digest_of(raw: bytes) -> str:
    """Tell a file from every other."""
    return hashlib.sha256(raw).hexdigest()


def read_openings(raw: bytes) -> tuple[OpeningRow, ...]:
    """Return the lines of a file; one that cannot be read stays, so that it is told."""
    if len(raw) > OPENING_BYTES_MAX:
        raise OpeningFileInvalidError(lines_max=OPENING_LINES_MAX)
    lines = list(csv.reader(io.StringIO(_text(raw))))
    head = [it.strip() for it in lines[0]] if lines else []
    number, points = _place(head, _NUMBER), _place(head, _POINTS)
    if number is None or points is None:
        raise OpeningFileInvalidError(lines_max=OPENING_LINES_MAX)
    expires, unit = _place(head, _EXPIRES), _place(head, _UNIT)
    rows = tuple(
        _row(at, [_cell(cells, it) for it in (number, points, expires, unit)])
        for at, cells in enumerate(lines[1:], 2)
        if any(it.strip() for it in cells)
    )
    if not 0 < len(rows) <= OPENING_LINES_MAX:
        raise OpeningFileInvalidError(lines_max=OPENING_LINES_MAX)
    return rows


def _text(raw: bytes) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("gb18030", errors="replace")


def _place(head: Sequence[str], names: Sequence[str]) -> int | None:
    return next((at for at, it in enumerate(head) if it in names), None)


def _cell(cells: Sequence[str], at: int | None) -> str:
    return unguarded(cells[at]) if at is not None and at < len(cells) else ""


def _row(line: int, cells: Sequence[str]) -> OpeningRow:
    number, points, expires, unit = cells
    day, whole = _day(expires), points.replace(",", "").removesuffix(".0")
    plain = whole.removeprefix("-")
    readable = plain.isascii() and plain.isdigit() and len(plain) <= 9  # noqa: PLR2004 - fits anywhere
    good = readable and number.isascii() and number.isdigit() and (day is not None or not expires)
    return OpeningRow(line, number[:20], int(whole) if good else None, day, unit[:20])


def _day(typed: str) -> date | None:
    for form in _DAYS:
        try:
            return datetime.strptime(typed, form).date()  # noqa: DTZ007 - a day, not a moment
        except ValueError:
            continue
    return None
