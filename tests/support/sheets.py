"""Spreadsheets as clerks and pranksters make them, written by another hand than reads them."""

import io
import zipfile
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from openpyxl import Workbook


def csv_of(rows: Iterable[Sequence[str]], *, delimiter: str = ",") -> str:
    """Write lines as CSV, without quotes."""
    return "".join(delimiter.join(row) + "\r\n" for row in rows)


def xlsx_of(
    rows: Iterable[Sequence[Any]], change: Callable[[Any], None] = lambda _sheet: None
) -> bytes:
    """Write lines as a workbook; `change` does the rest to its sheet."""
    book = Workbook()
    sheet: Any = book.active
    for row in rows:
        sheet.append(list(row))
    change(sheet)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def long_xlsx(lines: int, columns: int) -> bytes:
    """Write a long workbook without holding it."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(["户号", "户主", *(f"列{at}" for at in range(columns - 2))])
    for number in range(lines):
        sheet.append([f"{number:06d}", f"张{number}", *(at * number for at in range(columns - 2))])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def with_part(raw: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """Rewrite one part of a workbook, packed as well as it can be."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(raw)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as new,
    ):
        for info in old.infolist():
            part = old.read(info)
            new.writestr(info.filename, change(part) if info.filename == name else part)
    return out.getvalue()


def shared_xlsx(rows: Sequence[Sequence[str]]) -> bytes:
    """Write lines as Excel does: texts in a part of their own, in runs, with pronunciation."""
    texts = sorted({cell for row in rows for cell in row})
    told = "".join(
        f"<si><r><t>{it[:1]}</t></r><r><rPr/><t>{it[1:]}</t></r>"
        f'<rPh sb="0" eb="1"><t>pinyin</t></rPh></si>'
        for it in texts
    )
    lines = "".join(
        "<row>" + "".join(f'<c t="s"><v>{texts.index(it)}</v></c>' for it in row) + "</row>"
        for row in rows
    )
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    parts = {
        "_rels/.rels": f'<Relationships><Relationship Id="r1" Type="{kind}/officeDocument"'
        ' Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<x:workbook xmlns:x="m" xmlns:r="{kind}"><x:sheets>'
        '<x:sheet name="a" r:id="rId1"/></x:sheets></x:workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships><Relationship Id="rId1" Type="{kind}/ws"'
        ' Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/sharedStrings.xml": f"<sst>{told}</sst>",
        "xl/worksheets/sheet1.xml": f"<worksheet><sheetData>{lines}</sheetData></worksheet>",
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, part in parts.items():
            packed.writestr(name, f'<?xml version="1.0" encoding="UTF-8"?>\n{part}')
    return out.getvalue()
