"""The sheet of a notice for the board of the village: A4, masked, with a code of its page."""

from datetime import datetime, timedelta
from typing import Any

from flask import Response

from api.moral.notice_shown import CountLine, Line, deductions_of_month, lines_shown
from api.papers.setting import set_paper
from api.services import Services
from ledger.kernel.clock import SHANGHAI, local_date
from ledger.moral.notice_kinds import NoticeKind
from projections.moral.notices.rows import NoticeRow
from qr import images

_OUTSIDE = {"objected": "复核中", "rejected": "不入账", "posted": "已入账"}


def printed_notice(given: Services, row: NoticeRow) -> Response:
    """Answer with the sheet; everybody may keep it for a minute."""
    response = Response(notice_paper(given, row), mimetype="application/pdf")
    name = f"notice-{row.unit_code}-{row.year}-{row.number}.pdf"
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    response.headers["Cache-Control"] = "public, max-age=60"
    return response


def notice_paper(given: Services, row: NoticeRow) -> bytes:
    """Return the PDF; whoever holds it may hold it against the page its code leads to."""
    now = given.clock()
    address = f"https://{given.public_host}/notices/{row.notice_id}"
    unit = given.views.units.of(row.unit_code, local_date(row.published_at))
    lines = lines_shown(row, None, now)
    counts = deductions_of_month(row.unit_code, local_date(row.published_at))
    data: dict[str, Any] = {
        "village": unit.name if unit else row.unit_code,
        "number": f"公-{row.number}",
        "kind": row.kind,
        "published_on": _day(row.published_at),
        "month": _month(row.month),
        "ends": _last_day(row.closes_at),
        "posts": _moment(row.closes_at),
        "days": row.days,
        "rows": [_row(it) for it in lines],
        "is_over": not lines and row.kind != NoticeKind.DEDUCTIONS,
        "total": f"共 {row.lines} 户次，合计 +{row.points} 分。",
        "counts": [_count(it) for it in counts],
        "telephone": given.views.offices.of(row.unit_code).telephone,
        "position": f"{row.position:,}",
        "printed_at": f"{now.astimezone(SHANGHAI):%Y-%m-%d %H:%M}",
        "page": address,
        "code": images.svg(address, title="公示页"),
    }
    return set_paper("notice.typ", data)


def who_of(line: Line) -> str:
    """Say whose act a line is: 二组 **17 户, or 1 户."""
    if not line.masked:
        return "1 户"
    return f"{line.group} {line.masked} 户".strip()


def _row(line: Line) -> list[str]:
    said = _OUTSIDE.get(line.state, "")
    note = f"（{said}）" if said else ""
    if line.state == "publicised" and line.round > 1:
        note = f"（重新公示到 {_last_day(line.closes_at)} 24:00）"
    return [who_of(line), line.title + note, line.item_code, f"+{line.points}"]


def _count(it: CountLine) -> str:
    many = "少于 3 户" if it.households is None else f"{it.households} 户"
    return f"{it.title}：{many}"


def _day(moment: datetime) -> str:
    day = local_date(moment)
    return f"{day.year} 年 {day.month} 月 {day.day} 日"


def _month(month: str) -> str:
    return f"{month[:4]} 年 {int(month[5:])} 月" if month else ""


def _last_day(closes_at: datetime | None) -> str:
    """Say the day at whose 24:00 a period ends: the one before its moment."""
    if closes_at is None:
        return ""
    return _short(closes_at.astimezone(SHANGHAI), days_before=1)


def _moment(closes_at: datetime | None) -> str:
    return "" if closes_at is None else _short(closes_at.astimezone(SHANGHAI), days_before=0)


def _short(local: datetime, *, days_before: int) -> str:
    day = local.date() - timedelta(days=days_before)
    return f"{day.month} 月 {day.day} 日"
