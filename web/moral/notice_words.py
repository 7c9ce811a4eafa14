"""Public notices in words: whose act, where it stands, until when."""

from datetime import date, datetime, timedelta
from typing import Final
from urllib.parse import urlencode

from api.moral.notice_shown import CountLine, Line
from ledger.kernel.clock import local_date
from ledger.moral.notice_kinds import NoticeKind, ObjectionMethod
from projections.moral.notices.rows import EntryRow, NoticeRow
from web.rendering import Context

KINDS: Final = {
    NoticeKind.GAINS: "得分",
    NoticeKind.LARGE_GAINS: "得分（公示 7 天）",
    NoticeKind.DEDUCTIONS: "扣分",
}
#: Where an act stands: words and tone.
STATES: Final = {
    "proposed": ("等核实", ""),
    "screened": ("等评议", ""),
    "warned": ("限期改正", "warn"),
    "reviewed": ("等公示", ""),
    "publicised": ("公示中", ""),
    "objected": ("复核中", "warn"),
    "posted": ("已入账", "ok"),
    "rejected": ("不入账", ""),
    "withdrawn": ("撤回了", ""),
    "reversed": ("已冲正", ""),
}
METHODS: Final = {
    ObjectionMethod.PHONE_PAGE: "本人在手机上提的",
    ObjectionMethod.ORAL: "当面说的",
    ObjectionMethod.TELEPHONE: "打电话说的",
    ObjectionMethod.PAPER: "递的纸条",
}
SPOKEN: Final = tuple(it for it in METHODS if it is not ObjectionMethod.PHONE_PAGE)


def last_moment(closes_at: datetime | None) -> str:
    """Say when a period ends, as people do: 11月16日 24:00."""
    if closes_at is None:
        return ""
    day = last_day(closes_at)
    return f"{day.month}月{day.day}日 24:00"


def last_day(closes_at: datetime) -> date:
    """Return the day at whose 24:00 a period ends."""
    return local_date(closes_at - timedelta(seconds=1))


def posts_on(closes_at: datetime | None) -> str:
    """Say when the points arrive: 11月17日 0:00."""
    if closes_at is None:
        return ""
    day = local_date(closes_at)
    return f"{day.month}月{day.day}日 0:00"


def number_of(row: NoticeRow) -> str:
    """Say the number: 公-116."""
    return f"公-{row.number}"


def title_of(row: NoticeRow) -> str:
    """Say what is on a notice: 11月清单, or 得分."""
    month = f"{int(row.month[5:])}月清单，" if row.month else ""
    return f"{month}{KINDS[NoticeKind(row.kind)]}"


def whose(line: Line) -> str:
    """Say whose act it is: 二组 **17 户, or 1 户; the committee reads the number."""
    if line.masked:
        said = f"{line.group} {line.masked} 户".strip()
    else:
        said = f"{line.number} 户（没公开）" if line.number else "1 户"
    return f"{said}（您家）" if line.is_own else said


def line_shown(line: Line) -> Context:
    """Return a line for a page."""
    words, tone = STATES[line.state]
    note = ""
    if line.state == "objected":
        note = "有人提出异议，已暂停"
    elif line.state == "publicised" and line.round > 1:
        note = f"重新公示到 {last_moment(line.closes_at)}"
    elif line.state == "rejected":
        note = "异议成立，不入账"
    return {
        "claim_id": line.claim_id,
        "n": line.line,
        "who": whose(line),
        "group": line.group,
        "title": line.title,
        "code": line.item_code,
        "points": line.points,
        "state": line.state,
        "words": words,
        "tone": tone,
        "note": note,
        "is_open": line.is_open,
        "is_own": line.is_own,
    }


def count_shown(it: CountLine) -> Context:
    """Return a type of deductions for a page."""
    many = "少于 3 户" if it.households is None else f"{it.households} 户"
    return {"title": it.title, "words": many}


def notice_shown(row: NoticeRow) -> Context:
    """Return the head of a notice for a page."""
    return {
        "notice_id": row.notice_id,
        "number": number_of(row),
        "title": title_of(row),
        "kind": row.kind,
        "days": row.days,
        "published_at": row.published_at,
        "ends": last_moment(row.closes_at),
        "posts": posts_on(row.closes_at),
        "lines": row.lines,
        "points": row.points,
        "address": f"/notices/{row.notice_id}",
    }


def deduction_shown(row: EntryRow, title: str) -> Context:
    """Return a deduction for its own household: item, figure, until when to object."""
    words, tone = STATES[row.state]
    return {
        "claim_id": row.claim_id,
        "title": title,
        "points": row.points,
        "taken": row.taken,
        "uncollected": row.uncollected,
        "occurred_on": row.occurred_on,
        "published_at": row.published_at,
        "is_sealed": row.state == "publicised" and row.delivered_at is None,
        "delivered_at": row.delivered_at,
        "ends": last_moment(row.closes_at),
        "posts": posts_on(row.closes_at),
        "state": row.state,
        "words": words,
        "tone": tone,
        "posted_at": row.posted_at,
        "address": f"/household/deductions/{row.claim_id}",
    }


def with_query(address: str, **asked: str) -> str:
    """Write an address with what is asked; what is empty is left out."""
    given = {name: value for name, value in asked.items() if value}
    return f"{address}?{urlencode(given)}" if given else address
