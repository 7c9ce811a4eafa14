"""A rider's month on A4."""

from datetime import datetime

from api.papers.setting import set_paper
from api.riders.statement_words import month_said, reports_said, source_said, spending_said
from api.riders.statements import Statement
from ledger.kernel.clock import SHANGHAI


def statement_paper(statement: Statement, *, name: str, number: str, made_at: datetime) -> bytes:
    """Return the PDF of a month; it says of an open one that it is not settled."""
    return set_paper(
        "statement.typ",
        {
            "month": month_said(statement.month),
            "state": "已结账" if statement.is_settled else "未结账，以后还会有变化",
            "name": name,
            "number": number,
            "facts": [
                ("月初", f"{statement.opening:,} 分"),
                ("得到", f"{statement.gained:+,} 分"),
                ("用掉", f"{statement.spent:,} 分"),
                ("月末" if statement.is_settled else "现在", f"{statement.closing:,} 分"),
                ("随手拍", reports_said(statement.reports)),
            ],
            "sources": [
                (source_said(it.reason)[0], f"{it.times:,}", f"{it.amount:+,}")
                for it in statement.sources
            ],
            "spending": [
                (_day(it.occurred_at), spending_said(it.kind), f"{it.amount:+,}")
                for it in statement.spending
            ],
            "made_at": f"{made_at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}",
        },
    )


def _day(moment: datetime) -> str:
    return f"{moment.astimezone(SHANGHAI):%m-%d}"
