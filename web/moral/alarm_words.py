"""Alarms in plain words: what is over which line, without a judgement."""

from datetime import timedelta
from typing import Final

from ledger.moral.alarm_review import OF_PICTURES, AlarmKind, Conclusion
from projections.moral.alarms.rules import (
    HAND_HOUSEHOLDS,
    MONTH_END_DAYS,
    MONTH_END_PERCENT,
    PHOTO_CLAIMS,
    PHOTO_HAND_OVERS,
    PROPOSER_PERCENT,
    RELATIVES_PERCENT,
)
from projections.moral.alarms.views import AlarmRow
from web import formats

CONCLUSIONS: Final = {
    Conclusion.REASONABLE: ("有合理原因", "问清楚了，说得通", "已说明"),
    Conclusion.REVIEW_AGAIN: ("要复评", "换人再评一次", "要复评"),
    Conclusion.WRONG: ("有误，冲正", "另走更正，两个人办", "有误"),
}
"""What each is called, what it is chosen for, and its tab."""
_LINES: Final = {
    AlarmKind.REVIEWERS_RELATIVES: f"线 {RELATIVES_PERCENT}%",
    AlarmKind.ONE_PROPOSER: f"线 {PROPOSER_PERCENT}%",
    AlarmKind.SAME_PHOTO: f"线 {PHOTO_CLAIMS - 1} 次",
    AlarmKind.MONTH_END: f"线 {MONTH_END_PERCENT}%",
    AlarmKind.SAME_HAND: f"线 {HAND_HOUSEHOLDS} 户",
    AlarmKind.SAME_HANDED_PHOTO: f"线 {PHOTO_HAND_OVERS - 1} 次",
}
_NUMERALS: Final = "零一二三四"


def line_of(alarm: AlarmRow) -> str:
    """Say over which line it is."""
    return _LINES[AlarmKind(alarm.kind)]


def title_of(alarm: AlarmRow) -> str:
    """Say what stands out, in a few words and without a name."""
    share = f"{alarm.part * 100 // max(alarm.whole, 1)}%"
    match AlarmKind(alarm.kind):
        case AlarmKind.REVIEWERS_RELATIVES:
            return f"评议人近亲属得分占 {share}"
        case AlarmKind.ONE_PROPOSER:
            return f"单人申报占 {share}"
        case AlarmKind.SAME_PHOTO:
            return f"同一张照片用了 {alarm.part} 次"
        case AlarmKind.MONTH_END:
            return f"月末两天录入 {share}"
        case AlarmKind.SAME_HAND:
            return f"同一人一天代领 {alarm.part} 户"
        case AlarmKind.SAME_HANDED_PHOTO:
            return f"{alarm.part} 次发货用了同一张照片"


def numbers_of(alarm: AlarmRow, name: str = "") -> str:
    """Say the numbers it rests on; ``name`` is masked, for the committee only."""
    part, whole = formats.number(alarm.part), formats.number(alarm.whole)
    match AlarmKind(alarm.kind):
        case AlarmKind.REVIEWERS_RELATIVES:
            return f"评议人自家和回避过的户得 {part} 分，全村 {whole} 分"
        case AlarmKind.ONE_PROPOSER:
            return f"{name or '同一人'}申报 {part} 条，全月 {whole} 条"
        case AlarmKind.SAME_PHOTO:
            return f"{part} 条申报的照片相同，或几乎一样，请对照着看"
        case AlarmKind.MONTH_END:
            first = alarm.ends_on - timedelta(days=MONTH_END_DAYS - 1)
            days = f"{first.month} 月 {first.day}、{alarm.ends_on.day} 日"
            return f"{days}录入 {part} 条，全月 {whole} 条"
        case AlarmKind.SAME_HAND:
            return f"{name or '同一人'}领了 {part} 户的东西，共 {whole} 张券"
        case AlarmKind.SAME_HANDED_PHOTO:
            return f"{part} 次发货的照片相同，或几乎一样，请对照着看"


def when_of(alarm: AlarmRow) -> str:
    """Say the month, the quarter, or the day of the picture."""
    if alarm.kind in {*OF_PICTURES, AlarmKind.SAME_HAND}:
        return formats.date_day(alarm.ends_on)
    if "Q" in alarm.period:
        return f"{alarm.ends_on.year} 年{_NUMERALS[int(alarm.period[-1])]}季度"
    return f"{alarm.ends_on.year} 年 {alarm.ends_on.month} 月"
