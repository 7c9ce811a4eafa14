"""An account in words and rows, the same on the page and on the paper."""

from collections.abc import Iterable
from typing import Any, Final

from api.moral.account_finding import Change, donors_of
from api.moral.account_making import SUBJECTS
from api.services import Services
from api.words_zh import ITEM_KINDS
from ledger.kernel.clock import local_date
from ledger.moral.account_figures import (
    GOODS_MAX,
    Goods,
    Money,
    Month,
    Outcome,
    Statement,
    shortened,
)
from ledger.moral.quarters import first_day_of, last_day_of
from projections.moral.accounts.views import AccountRow

ORDINALS = "一二三四"
KINDS: Final = ITEM_KINDS | {"brought": "期初导入", "other": "其他"}
MONTH_HEADS: Final = (
    ("opening", "期初"),
    ("earned", "+ 得分"),
    ("deducted", "− 扣分"),
    ("redeemed", "− 兑换"),
    ("expired", "− 到期"),
    ("reversed", "± 冲正"),
    ("other", "± 其他"),
    ("closing", "= 期末"),
)
"""Columns of the first table; ``other`` is what moved with a household, or was forfeited."""
SOURCES: Final = (
    ("collective_fen", "村集体公益金"),
    ("partner_fen", "共建单位"),
    ("donation_fen", "捐赠折价"),
    ("fiscal_fen", "财政资金"),
)
SUBJECT_WORDS: Final = {"objection": "公示期异议", "appeal": "入账后申诉", "alarm": "异常提醒"}
OUTCOME_WORDS: Final = {
    ("objection", "kept"): "维持",
    ("objection", "upheld"): "成立",
    ("appeal", "kept"): "维持",
    ("appeal", "upheld"): "成立、冲正",
    ("appeal", "withdrawn"): "撤回",
    ("alarm", "reasonable"): "有合理原因",
    ("alarm", "review_again"): "重新评议",
    ("alarm", "wrong"): "有错、要冲正",
}
OPEN_WORDS: Final = "还没办完"
PARTS: Final = {
    "months": "积分",
    "gains": "得分类别",
    "goods": "库存",
    "money": "资金",
    "outcomes": "异议、申诉、异常",
}
_NAMES: Final = {
    "opening": "期初",
    "earned": "得分",
    "deducted": "扣分",
    "redeemed": "兑换",
    "expired": "到期",
    "forfeited": "注销作废",
    "reversed": "冲正",
    "moved": "迁入迁出",
    "closing": "期末",
    "uncollected": "没扣到的分",
    "shortfall": "村里担的差额",
    "entries": "条数",
    "households": "户数",
    "points": "积分",
    "received": "进",
    "issued": "兑出",
    "corrected": "盘点、报损等",
    "opening_fen": "期初可用",
    **dict(SOURCES),
    "paid_fen": "兑付",
    "available_fen": "期末可用",
    "face_value_fen": "每分面值",
    "permille": "偿付率（千分）",
}
_OTHER = "other"
_POINTS: Final = [name for name, _ in MONTH_HEADS]
FEN, PERMILLE = 100, 10


def quarter_words(quarter: str) -> str:
    """Write a quarter as people say it: 2026 年第三季度."""
    year, number = quarter.split("Q")
    return f"{year} 年第{ORDINALS[int(number) - 1]}季度"


def span_words(quarter: str) -> str:
    """Write the days of a quarter: 7 月 1 日至 9 月 30 日."""
    first, last = first_day_of(quarter), last_day_of(quarter)
    return f"{first.month} 月 {first.day} 日至 {last.month} 月 {last.day} 日"


def number(value: int) -> str:
    """Write 1,507, and a real minus sign."""
    return f"{value:,}".replace("-", "−")


def yuan(fen: int) -> str:
    """Write fen as yuan: 4,000, or 4,000.50 where there are any fen."""
    sign, whole, rest = "−" * (fen < 0), abs(fen) // FEN, abs(fen) % FEN
    return f"{sign}{whole:,}.{rest:02}" if rest else f"{sign}{whole:,}"


def account_shown(given: Services, row: AccountRow, goods_max: int = GOODS_MAX) -> dict[str, Any]:
    """Return everything an account says, with the names of who is thanked."""
    village = given.views.units.of(row.unit_code, local_date(row.published_at))
    name = village.name if village else row.unit_code
    return account_words(row, name, donors_of(given, row.statement), goods_max)


def account_words(
    row: AccountRow, village: str, donors: list[str], goods_max: int = GOODS_MAX
) -> dict[str, Any]:
    """Return an account as rows of words; of stock so many lines and one for all others."""
    said = row.statement
    heads, months = _months(said.months)
    goods, beyond = shortened(said.goods, said.goods_beyond, goods_max)
    return {
        "village": village,
        "unit_code": row.unit_code,
        "quarter": row.quarter,
        "quarter_words": quarter_words(row.quarter),
        "span": span_words(row.quarter),
        "households": number(said.households),
        "version": row.version,
        "published_at": row.published_at,
        "month_heads": heads,
        "months": months,
        "gains": [
            [KINDS.get(it.kind, it.kind), *map(number, (it.entries, it.households, it.points))]
            for it in said.gains
        ],
        "gains_total": [
            number(sum(it.entries for it in said.gains)),
            number(sum(it.points for it in said.gains)),
        ],
        "corrects": any(it.corrected for it in goods),
        "goods": [_goods(it, beyond) for it in goods],
        "money": _money(said.money) if said.money else [],
        "solvency": solvency(said),
        "permille": _percent(said.money),
        "outcomes": list(_outcomes(said.outcomes)),
        "donors": donors,
        "position": number(row.position),
        "statement_hash": row.statement_hash,
        "fingerprint": grouped(row.statement_hash),
    }


def grouped(digest: str) -> str:
    """Write a fingerprint in groups of four, as people compare it."""
    return " ".join(digest[n : n + 4] for n in range(0, len(digest), 4))


def changed(found: Iterable[Change]) -> list[dict[str, str]]:
    """Say which figures two versions state differently."""
    return [
        {
            "where": _where(it),
            "name": OUTCOME_WORDS.get((it.key, it.name), _NAMES.get(it.name, OPEN_WORDS)),
            "before": _valued(it.name, it.before),
            "after": _valued(it.name, it.after),
        }
        for it in found
    ]


def _where(it: Change) -> str:
    named = {"gains": KINDS, "outcomes": SUBJECT_WORDS}.get(it.part, {})
    key = f"{int(it.key[5:])} 月" if it.part == "months" else named.get(it.key, it.key)
    return key or PARTS[it.part]


def _valued(name: str, value: int) -> str:
    return yuan(value) if name.endswith("_fen") else number(value)


def _months(months: list[Month]) -> tuple[list[str], list[list[str]]]:
    """Return the heads and rows of the first table; without a last column that is all nothing."""
    figures = [_figures(it) for it in months]
    total = {it: sum(one[it] for one in figures) for it in _POINTS}
    total |= {"opening": figures[0]["opening"], "closing": figures[-1]["closing"]}
    shown = [it for it in MONTH_HEADS if it[0] != _OTHER or any(one[_OTHER] for one in figures)]
    names = [f"{int(it.period[5:])} 月" for it in months]
    rows = [
        [name, *(number(one[it]) for it, _ in shown)]
        for name, one in zip([*names, "本季"], [*figures, total], strict=True)
    ]
    return [words for _, words in shown], rows


def _figures(month: Month) -> dict[str, int]:
    it = month.figures
    named = {name: getattr(it, name) for name in _POINTS if name != _OTHER}
    return named | {_OTHER: it.moved - it.forfeited}


def _goods(it: Goods, beyond: int) -> dict[str, str]:
    name = f"其他 {beyond} 种" if it.item_id is None else it.name
    if it.measure and it.item_id is not None:
        name += f"（{it.measure}）"
    figures = ("opening", "received", "issued", "corrected", "closing")
    return {"name": name} | {one: number(getattr(it, one)) for one in figures}


def _money(money: Money) -> list[list[str]]:
    """Return the lines of the money; a source from which nothing came is left out."""
    came = [
        [f"{'−' if value < 0 else '+'} {words}", yuan(abs(value))]
        for name, words in SOURCES
        if (value := getattr(money, name))
    ]
    return [
        ["期初可用", yuan(money.opening_fen)],
        *came,
        ["− 兑付", yuan(money.paid_fen)],
        ["期末可用", yuan(money.available_fen)],
    ]


def _percent(money: Money | None) -> str:
    if money is None or money.permille is None:
        return ""
    return f"{money.permille // PERMILLE}.{money.permille % PERMILLE}%"


def solvency(said: Statement) -> str:
    """Say whether what points promise is covered by money."""
    money = said.money
    if money is None:
        return f"没换的积分 {number(said.closing)} 分。村里还没有设资金账户，暂不算偿付率。"
    return (
        f"没换的积分 {number(said.closing)} 分，每分 {yuan(money.face_value_fen)} 元，"
        f"可用资金 {yuan(money.available_fen)} 元。"
        "到 80% 提醒，到 100% 新得分逐笔批准。"
    )


def _outcomes(found: list[Outcome]) -> Iterable[dict[str, str]]:
    for subject in SUBJECTS:
        mine = [it for it in found if it.subject == subject]
        words = [
            f"{OUTCOME_WORDS.get((subject, it.outcome), OPEN_WORDS)} {it.count}" for it in mine
        ]
        yield {
            "subject": SUBJECT_WORDS[subject],
            "count": number(sum(it.count for it in mine)),
            "words": "，".join(words) or "没有",
        }
