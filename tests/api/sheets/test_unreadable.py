"""What is no table, or a trap, is refused in little memory; damage never breaks the reading."""

import io
import tracemalloc
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.sheets import packed
from api.sheets.cells import Line
from api.sheets.errors import (
    SheetTooLargeError,
    SheetTooLongError,
    SheetTypeUnsupportedError,
    SheetUnreadableError,
)
from api.sheets.reading import LINES_MAX, SHEET_BYTES_MAX, open_sheet
from ledger.kernel.errors import LedgerError
from tests.api.sheets.tables import COLUMNS, ROWS, SHEET, read
from tests.support.sheets import csv_of, long_xlsx, shared_xlsx, with_part, xlsx_of


def test_what_is_no_table_is_refused() -> None:
    for raw in (b"\xd0\xcf\x11\xe0" + bytes(600), b"%PDF-1.7", b"\xff\xd8\xff\xe0", b"\x89PNG"):
        with pytest.raises(SheetTypeUnsupportedError):
            open_sheet(raw, COLUMNS)
    for raw in (b"", b"   ", b"\xff\xff\xff\xff", b"a\x00b", b"PK\x03\x04 not packed"):
        with pytest.raises(SheetUnreadableError):
            open_sheet(raw, COLUMNS)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as other:
        other.writestr("word/document.xml", "<w/>")
    with pytest.raises(SheetUnreadableError):
        open_sheet(out.getvalue(), COLUMNS)
    with pytest.raises(SheetUnreadableError):
        open_sheet(xlsx_of(ROWS)[:-300], COLUMNS)


def test_a_file_of_too_many_bytes_is_not_looked_into() -> None:
    with pytest.raises(SheetTooLargeError):
        open_sheet(b"x" * (SHEET_BYTES_MAX + 1), COLUMNS)


def test_a_bomb_is_stopped_while_it_unpacks_in_little_memory() -> None:
    def blow(part: bytes) -> bytes:
        row = b'<row r="9"><c r="A9" t="inlineStr"><is><t>x</t></is></c></row>'
        spaces = b" " * (300 << 20)
        return part.replace(b"</sheetData>", spaces + row + b"</sheetData>")

    raw = with_part(xlsx_of(ROWS), SHEET, blow)
    assert len(raw) < 1 << 20
    tracemalloc.start()
    try:
        with pytest.raises(SheetTooLargeError):
            read(raw)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 32 << 20


def test_a_part_that_lies_about_its_size_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed, "UNPACKED_BYTES_MAX", 10_000)
    raw = with_part(xlsx_of(ROWS), SHEET, lambda it: it + b" " * 20_000)
    directory = raw.rindex(b"PK\x01\x02" + b"", 0, raw.rindex(SHEET.encode()))
    lying = raw[: directory + 24] + (100).to_bytes(4, "little") + raw[directory + 28 :]
    with pytest.raises((SheetTooLargeError, SheetUnreadableError)):
        read(lying)


def test_a_document_type_is_refused_so_nothing_laughs_a_billion_times() -> None:
    laughs = b'<!DOCTYPE lolz [<!ENTITY a "haha"><!ENTITY b "&a;&a;&a;">]>'
    head = b'<?xml version="1.0" encoding="UTF-8"?>\n'
    for part in (SHEET, "xl/workbook.xml", "xl/sharedStrings.xml"):
        with pytest.raises(SheetUnreadableError):
            read(with_part(shared_xlsx(ROWS), part, lambda it: it.replace(head, head + laughs)))
    with pytest.raises(SheetUnreadableError):
        read(with_part(xlsx_of(ROWS), "xl/styles.xml", lambda it: laughs + it))


def test_links_to_elsewhere_are_not_followed() -> None:
    raw = with_part(
        xlsx_of(ROWS),
        "xl/_rels/workbook.xml.rels",
        lambda it: it.replace(b"/xl/worksheets/sheet1.xml", b"../../../../etc/passwd"),
    )
    with pytest.raises(SheetUnreadableError):
        read(raw)


def test_more_lines_than_allowed_are_refused_and_the_last_one_still_is_not() -> None:
    raw = csv_of([ROWS[0], *([str(at), "张", ""] for at in range(50))]).encode()
    assert len(list(open_sheet(raw, COLUMNS, lines_max=50).rows)) == 50
    with pytest.raises(SheetTooLongError) as refused:
        list(open_sheet(raw, COLUMNS, lines_max=49).rows)
    assert refused.value.facts["lines_max"] == 49
    assert LINES_MAX == 100_000


def test_a_long_sheet_is_read_line_by_line_in_little_memory() -> None:
    raw = long_xlsx(8_000, 8)
    tracemalloc.start()
    try:
        count = sum(1 for _ in open_sheet(raw, COLUMNS).rows)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert count == 8_000
    assert most < 16 << 20


PREFIXES = (b"", b"PK\x03\x04", "户号,户主\n".encode())


@settings(max_examples=100, deadline=None)
@given(raw=st.binary(max_size=300), prefix=st.sampled_from(PREFIXES))
def test_any_bytes_are_read_or_refused(raw: bytes, prefix: bytes) -> None:
    try:
        lines = read(prefix + raw)
    except LedgerError:
        return
    assert all(isinstance(it, Line) for it in lines)


PLAIN = shared_xlsx(ROWS)


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_a_damaged_workbook_is_read_or_refused(data: st.DataObject) -> None:
    raw = bytearray(PLAIN)
    for _ in range(data.draw(st.integers(1, 8))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    try:
        lines = read(bytes(raw))
    except LedgerError:
        return
    assert all(isinstance(it, Line) for it in lines)


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_a_workbook_with_damaged_parts_is_read_or_refused(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from([SHEET, "xl/workbook.xml", "xl/sharedStrings.xml"]))

    def damage(part: bytes) -> bytes:
        at = data.draw(st.integers(0, len(part) - 1))
        return part[:at] + data.draw(st.binary(max_size=6)) + part[at + 1 :]

    try:
        lines = read(with_part(PLAIN, name, damage))
    except LedgerError:
        return
    assert all(isinstance(it, Line) for it in lines)
