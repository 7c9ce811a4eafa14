"""Tables are read as clerks see them, whatever wrote them."""

import io
from datetime import date, datetime, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from api.csv_files import csv_text
from api.sheets.cells import CELL_LENGTH_MAX, Fault, FaultCode, clean
from api.sheets.errors import SheetColumnsMissingError, SheetColumnTwiceError
from api.sheets.reading import Sheet, open_sheet
from tests.api.sheets.tables import COLUMNS, ROWS, SHEET, read
from tests.support.sheets import csv_of, shared_xlsx, with_part, xlsx_of

EXPECTED = [(2, "0147", "张三", "一楼"), (3, "0148", "李四", "")]


def told(sheet: Sheet) -> list[tuple[int, str, str, str]]:
    return [(it.number, it["number"], it["head"], it["note"]) for it in sheet.rows]


def faults(raw: bytes) -> dict[int, list[Fault]]:
    return {it.number: list(it.faults) for it in read(raw) if it.faults}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_csv_is_read_whoever_wrote_it(encoding: str, delimiter: str) -> None:
    raw = csv_of(ROWS, delimiter=delimiter).encode(encoding)
    assert told(open_sheet(raw, COLUMNS)) == EXPECTED


def test_a_rare_character_of_a_name_survives_both_ways() -> None:
    rows = [*ROWS[:2], ["0148", "李㛃𬭎", ""]]
    for raw in (csv_of(rows).encode("gb18030"), csv_of(rows).encode(), xlsx_of(rows)):
        assert read(raw)[1]["head"] == "李㛃𬭎"


def test_what_we_wrote_ourselves_is_read_back() -> None:
    raw = csv_text(ROWS[0], [["0147", "=张三", "+1"], ["0148", "-李四", "@b"]]).encode()
    assert told(open_sheet(raw, COLUMNS)) == [
        (2, "0147", "=张三", "+1"),
        (3, "0148", "-李四", "@b"),
    ]


def test_excels_note_about_the_delimiter_is_no_line() -> None:
    raw = ("sep=;\r\n" + csv_of(ROWS, delimiter=";")).encode()
    assert told(open_sheet(raw, COLUMNS)) == EXPECTED


def test_a_workbook_is_read() -> None:
    assert told(open_sheet(xlsx_of(ROWS), COLUMNS)) == EXPECTED


def test_a_title_above_blank_lines_and_columns_in_another_order_are_no_matter() -> None:
    rows = [
        ["大召社区住户表", None, None, None],
        [None, None, None, None],
        ["序号", "姓 名（必填）", "门牌号*", "电话"],
        [1, "张三", "0147", 139],
        [None, None, None, None],
        [2, "李四", "0148", 139],
    ]

    def merge(sheet: Any) -> None:
        sheet.merge_cells("A1:D1")

    sheet = open_sheet(xlsx_of(rows, merge), COLUMNS)
    assert sheet.unknown == ("序号", "电话")
    assert [it.name for it in sheet.columns] == ["head", "number"]
    assert told(sheet) == [(4, "0147", "张三", ""), (6, "0148", "李四", "")]


def test_what_is_missing_or_there_twice_is_named() -> None:
    with pytest.raises(SheetColumnsMissingError) as missing:
        open_sheet(csv_of([["户号", "电话"], ["1", "2"]]).encode(), COLUMNS)
    assert missing.value.facts["columns"] == ["户主"]
    with pytest.raises(SheetColumnsMissingError) as none:
        open_sheet(b"hello", COLUMNS)
    assert none.value.facts["columns"] == ["户号", "户主"]
    with pytest.raises(SheetColumnTwiceError) as twice:
        open_sheet(csv_of([["户号", "门牌号", "户主"], ["1", "2", "3"]]).encode(), COLUMNS)
    assert twice.value.facts["columns"] == ["户号"]


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (147, "147"),
        (147.0, "147"),
        (0.1, "0.1"),
        (1.5, "1.5"),
        (13900000001, "13900000001"),
        (date(2026, 11, 28), "2026-11-28"),
        (date(1900, 1, 15), "1900-01-15"),
        (datetime(2026, 11, 28, 9, 30), "2026-11-28 09:30"),  # noqa: DTZ001
        (time(9, 30), "09:30"),
        (True, "是"),
        (False, "否"),
        ("１２３号　Ａ栋", "123号 A栋"),
        ("  有\n换行\t的 ", "有 换行 的"),
        ("（甲）", "（甲）"),
        ("a\u200bb\ufeff", "ab"),
    ],
)
def test_a_cell_is_what_a_person_sees(value: Any, shown: str) -> None:
    (line,) = read(xlsx_of([ROWS[0], ["1", "2", value]]))
    assert (line["note"], line.faults) == (shown, ())


def test_zeros_that_a_format_shows_are_read() -> None:
    def fill(sheet: Any) -> None:
        sheet["A2"].number_format = "0000"

    assert read(xlsx_of([ROWS[0], [147, "张三"]], fill))[0]["number"] == "0147"


@pytest.mark.parametrize("pattern", ['yyyy"年"m"月"d"日"', "[$-804]yyyy/m/d", "m/d/yy h:mm"])
def test_dates_in_any_dress_are_dates(pattern: str) -> None:
    def dress(sheet: Any) -> None:
        sheet["C2"].number_format = pattern

    assert read(xlsx_of([ROWS[0], ["1", "2", 46354]], dress))[0]["note"] == "2026-11-28"


def test_a_book_that_counts_from_1904_is_read_right() -> None:
    raw = xlsx_of([ROWS[0], ["1", "2", date(2026, 11, 28)]])
    raw = with_part(
        raw, "xl/workbook.xml", lambda it: it.replace(b"<workbookPr ", b'<workbookPr date1904="1" ')
    )
    assert read(raw)[0]["note"] == "2030-11-29"


def test_an_id_number_typed_as_a_number_has_lost_its_end() -> None:
    raw = xlsx_of([ROWS[0], [110105194912310021, "张三"]])
    assert faults(raw) == {2: [Fault(FaultCode.NUMBER_ROUNDED, "number")]}


def test_merged_cells_are_refused_by_their_lines_and_filled_with_nothing() -> None:
    rows = [*ROWS, ["0149", "王五", ""], ["0150", "赵六", ""]]

    def merge(sheet: Any) -> None:
        sheet.merge_cells("B3:B4")

    assert faults(xlsx_of(rows, merge)) == {
        3: [Fault(FaultCode.MERGED)],
        4: [Fault(FaultCode.MERGED)],
    }


def test_a_formula_counts_as_what_was_saved_with_it_and_nothing_is_calculated() -> None:
    raw = xlsx_of([ROWS[0], ["=1+1", "张三", "=A1"], ["0148", "李四", "=1/0"]])
    assert faults(raw) == {
        2: [
            Fault(FaultCode.FORMULA_WITHOUT_VALUE, "number"),
            Fault(FaultCode.FORMULA_WITHOUT_VALUE, "note"),
        ],
        3: [Fault(FaultCode.FORMULA_WITHOUT_VALUE, "note")],
    }
    saved = with_part(
        raw,
        SHEET,
        lambda it: it.replace(b"<f>1+1</f><v></v>", b"<f>1+1</f><v>7</v>").replace(
            b"<f>1+1</f><v />", b"<f>1+1</f><v>7</v>"
        ),
    )
    assert read(saved)[0]["number"] == "7"


def test_what_excel_itself_could_not_calculate_is_an_error() -> None:
    assert faults(xlsx_of([ROWS[0], ["1", "#N/A"]])) == {2: [Fault(FaultCode.CELL_ERROR, "head")]}


def test_an_empty_cell_that_is_needed_and_one_that_is_too_long_are_errors() -> None:
    raw = csv_of([ROWS[0], ["", "张三", ""], ["1", "x" * (CELL_LENGTH_MAX + 1), ""], ["2"]])
    assert faults(raw.encode()) == {
        2: [Fault(FaultCode.CELL_EMPTY, "number")],
        3: [Fault(FaultCode.CELL_TOO_LONG, "head")],
        4: [Fault(FaultCode.CELL_EMPTY, "head")],
    }


def test_a_hidden_sheet_before_is_not_taken_and_pronunciation_is_no_text() -> None:
    book = Workbook()
    book.active.sheet_state = "hidden"
    book.active.append(["户号", "户主"])
    shown = book.create_sheet("户表")
    for row in ROWS:
        shown.append(row)
    out = io.BytesIO()
    book.save(out)
    assert told(open_sheet(out.getvalue(), COLUMNS)) == EXPECTED
    assert told(open_sheet(shared_xlsx(ROWS), COLUMNS)) == EXPECTED


def test_a_text_that_is_not_there_is_an_error_of_its_cell() -> None:
    raw = with_part(
        shared_xlsx(ROWS), SHEET, lambda it: it.replace(b"<v>0</v>", b"<v>99999999999999</v>")
    )
    assert {it.code for said in faults(raw).values() for it in said} == {FaultCode.CELL_ERROR}


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean(clean(text)) == clean(text) or clean(text).startswith("'")
