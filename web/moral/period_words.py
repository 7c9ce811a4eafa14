"""Words of months: figures as an equation, fingerprints in groups."""

from ledger.moral.period_figures import Figures
from web.rendering import Context

GROUP = 4
STATES = {"drawn_up": "待主任签", "locked": "已锁", "reopened": "已重开，另有新版"}
_TERMS = (
    ("得分", "+", "earned"),
    ("扣分", "−", "deducted"),
    ("兑换", "−", "redeemed"),
    ("到期", "−", "expired"),
)
_SIGNED = (("冲正", "reversed"), ("迁入迁出", "moved"))


def month_words(period: str) -> str:
    """Write a month as people say it: 2026年11月."""
    year, month = period.split("-")
    return f"{year}年{int(month)}月"


def fingerprint_words(digest: str, groups: int = 16) -> str:
    """Write a fingerprint in groups of four, as people compare it."""
    parts = [digest[n : n + GROUP] for n in range(0, len(digest), GROUP)]
    return " ".join(parts[:groups])


def equation(figures: Figures) -> list[Context]:
    """Write what a month came to: opening, each movement with its sign, closing."""
    terms: list[Context] = [{"words": "期初", "op": "", "value": figures.opening}]
    terms += [
        {"words": words, "op": op, "value": getattr(figures, name)} for words, op, name in _TERMS
    ]
    if figures.forfeited:
        terms.append({"words": "注销作废", "op": "−", "value": figures.forfeited})
    for words, name in _SIGNED:
        value = getattr(figures, name)
        if value or name == "reversed":
            terms.append({"words": words, "op": "−" if value < 0 else "+", "value": abs(value)})
    return [*terms, {"words": "期末", "op": "=", "value": figures.closing}]
