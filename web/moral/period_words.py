"""Words of months: figures as an equation, fingerprints in groups."""

import msgspec

from projections.moral.periods.views import Closing, MonthFigures
from web.rendering import Context

GROUP = 4
STATES = {"drawn_up": "待主任签", "locked": "已锁", "reopened": "已重开，另有新版"}
_TERMS = (
    ("得分", "+", "gained"),
    ("期初导入", "+", "brought"),
    ("扣分", "−", "deducted"),
    ("兑换", "−", "redeemed"),
    ("到期", "−", "expired"),
    ("注销作废", "−", "forfeited"),
)
_RARE = frozenset({"brought", "forfeited", "moved"})
"""Left out of a month in which there was none."""
_SIGNED = (("冲正", "reversed"), ("迁入迁出", "moved"))


def month_words(period: str) -> str:
    """Write a month as people say it: 2026年11月."""
    year, month = period.split("-")
    return f"{year}年{int(month)}月"


def fingerprint_words(digest: str, groups: int = 16) -> str:
    """Write a fingerprint in groups of four, as people compare it."""
    parts = [digest[n : n + GROUP] for n in range(0, len(digest), GROUP)]
    return " ".join(parts[:groups])


def parted(row: MonthFigures | Closing) -> dict[str, int]:
    """Name a month's figures, and part what was gained in it from what was brought along."""
    figures: dict[str, int] = msgspec.structs.asdict(row.figures)
    return figures | {"gained": row.figures.earned - row.brought, "brought": row.brought}


def equation(figures: dict[str, int]) -> list[Context]:
    """Write what a month came to: opening, each movement with its sign, closing."""
    terms: list[Context] = [{"words": "期初", "op": "", "value": figures["opening"]}]
    signed = ((words, "−" if figures[name] < 0 else "+", name) for words, name in _SIGNED)
    terms += [
        {"words": words, "op": op, "value": abs(figures[name])}
        for words, op, name in (*_TERMS, *signed)
        if figures[name] or name not in _RARE
    ]
    return [*terms, {"words": "期末", "op": "=", "value": figures["closing"]}]


ROWS = (
    ("期初", "opening"),
    ("得分", "gained"),
    ("期初导入", "brought"),
    ("扣分", "deducted"),
    ("兑换", "redeemed"),
    ("到期", "expired"),
    ("注销作废", "forfeited"),
    ("冲正", "reversed"),
    ("迁入迁出", "moved"),
    ("期末", "closing"),
    ("没扣到的分（不记账）", "uncollected"),
    ("村里担的差额", "shortfall"),
    ("笔数", "entries"),
)
"""Every figure of a month, in the order of its equation."""


def compared(old: dict[str, int], new: dict[str, int]) -> list[Context]:
    """Set two versions of a month side by side, and say by how much each figure changed."""
    pairs = [(words, old[name], new[name]) for words, name in ROWS]
    return [
        {"words": words, "old": was, "new": now, "change": now - was} for words, was, now in pairs
    ]
