"""What is wrong with a line of a spreadsheet, in words; and how a preview is put on a page."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from api.sheets.cells import Fault, FaultCode, Line
from api.sheets.columns import Column
from api.sheets.importing import Imported
from api.sheets.previewing import Preview
from web.messages_zh import refusal

FAULTS: Final[Mapping[str, str]] = {
    FaultCode.MERGED: "这一行有合并的单元格。请取消合并，每行都填上。",
    FaultCode.FORMULA_WITHOUT_VALUE: "这里是公式，没有算出的值。请改成数字或文字。",
    FaultCode.CELL_ERROR: "这里显示的是出错的值。请改成数字或文字。",
    FaultCode.NUMBER_ROUNDED: "号码太长，表格把后几位变成了 0。请设成文本再填。",
    FaultCode.CELL_TOO_LONG: "这一格字太多。请写短一些。",
    FaultCode.CELL_EMPTY: "这一格要填，不能空着。",
    FaultCode.LINE_TWICE: "这一行和前面的一行一样。请删掉一行。",
}
"""Faults of any sheet; others are refusal codes, with their own sentences."""


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A line on a page: its number, its cells in the order of the columns, what is wrong."""

    number: int
    cells: list[str]
    problems: list[str]


def fault_words(fault: Fault, columns: tuple[Column, ...] = ()) -> str:
    """Say what is wrong, and in which column."""
    words = FAULTS.get(fault.code) or refusal(fault.code).sentence
    title = next((it.title for it in columns if it.name == fault.column), "")
    return f"{title}：{words}" if title else words


def preview_context(seen: Preview, sheet_id: Any) -> dict[str, Any]:
    """Return what the macro `preview` of `_sheet_preview.html` needs."""
    return {
        "sheet_id": sheet_id,
        "digest": seen.digest,
        "heads": [it.title for it in seen.columns],
        "unknown": list(seen.unknown),
        "good": seen.good,
        "bad": seen.bad,
        "errors": [
            _line(line, seen.columns, [fault_words(it, seen.columns) for it in faults])
            for line, faults in seen.errors
        ],
        "lines": [_line(line, seen.columns, []) for line in seen.lines],
    }


def imported_context(done: Imported) -> dict[str, Any]:
    """Return what the macro `imported` of `_sheet_preview.html` needs."""
    return {
        "new": done.new,
        "known": done.known,
        "refused": [ShownLine(line.number, [], [fault_words(it)]) for line, it in done.refused],
    }


def _line(line: Line, columns: tuple[Column, ...], problems: list[str]) -> ShownLine:
    return ShownLine(line.number, [line[it.name] for it in columns], problems)
