"""What is wrong with a pasted notice, flaw by flaw, in words."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

DAYS_SHOWN: Final = 12
_DAYS: Final = {
    "outside_year": "不是这一年的日子",
    "twice": "写了两遍",
    "both": "又写休又写班",
    "not_weekend": "写了上班，但不是周六周日",
}


def flaws_in_words(facts: Mapping[str, Any]) -> list[str]:
    """Say every flaw the facts of a refusal name."""
    said = [f"{words}：{_days(facts[name])}" for name, words in _DAYS.items() if name in facts]
    if "lines" in facts:
        rows = "、".join(f"第 {it} 行" for it in facts["lines"][:DAYS_SHOWN])
        said.insert(0, f"看不懂{rows}。一行写一天或一段，后面空一格写休或班。")
    if "holidays_min" in facts:
        said.append(
            f"放假只有 {facts['holidays']} 天；法定节假日就有 {facts['holidays_min']} 天，少了。"
        )
    if "days_max" in facts:
        said.append(f"日子太多，一年最多写 {facts['days_max']} 天。")
    if "source_length_max" in facts:
        said.append("通知的文号（或标题）和网址没写，或者太长。")
    return said


def _days(days: list[str]) -> str:
    shown = (date.fromisoformat(it) for it in days[:DAYS_SHOWN])
    more = " 等" if len(days) > DAYS_SHOWN else ""
    return "、".join(f"{it.year}年{it.month}月{it.day}日" for it in shown) + more
