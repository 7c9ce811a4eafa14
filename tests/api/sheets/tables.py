"""A small table of the tests, and how it is read."""

from api.sheets.cells import Line
from api.sheets.columns import Column
from api.sheets.reading import open_sheet

NUMBER = Column("number", "户号", also=("门牌号", "户编号"))
HEAD = Column("head", "户主", also=("户主姓名", "姓名"))
NOTE = Column("note", "备注", is_required=False)
COLUMNS = (NUMBER, HEAD, NOTE)
ROWS = [["户号", "户主", "备注"], ["0147", "张三", "一楼"], ["0148", "李四", ""]]
SHEET = "xl/worksheets/sheet1.xml"


def read(raw: bytes) -> list[Line]:
    return list(open_sheet(raw, COLUMNS).rows)
