"""Flags in plain words: what happened, without a judgement."""

from datetime import date
from typing import Final

from ledger.volunteering.flag_review import FlagKind, Outcome
from projections.volunteering.flags.rules import (
    LATE_ENTRIES_MAX,
    OPERATOR_MINUTES_MAX,
    SUDDEN_WITHIN,
)
from projections.volunteering.flags.views import FlagRow
from web import formats

#: What each kind is called, and its drawing.
KINDS: Final = {
    FlagKind.SHARED_DEVICE: ("一部手机多人扫", "phone"),
    FlagKind.IMPOSSIBLE_TRAVEL: ("很快到了两地", "walk"),
    FlagKind.OPERATOR_MINUTES: ("一人录得太多", "doc"),
    FlagKind.SUDDEN_MINUTES: ("时长一下变多", "bolt"),
    FlagKind.LATE_ENTRIES: ("迟录太多", "clock"),
}
#: What came of looking: words, tone, and what they are chosen for.
OUTCOMES: Final = {
    Outcome.EXPLAINED: ("说得清", "ok", "问过了，有正当原因"),
    Outcome.CORRECTED: ("已经更正", "ok", "记错的已经改过来"),
    Outcome.REFERRED: ("移交了", "warn", "交给上级或纪检去查"),
}
_MINUTE_S: Final = 60


def facts_in_words(flag: FlagRow, name: str, title: str) -> str:
    """Say what a flag rests on, in one sentence; ``title`` is the activity's, if there is one."""
    many, minutes = flag.grounds, formats.number(flag.minutes)
    who = name or "已注销的人"
    match FlagKind(flag.kind):
        case FlagKind.SHARED_DEVICE:
            return f"《{title}》上，一部手机给 {many} 个人扫了码"
        case FlagKind.IMPOSSIBLE_TRAVEL:
            gap = int((flag.last_at - flag.first_at).total_seconds()) // _MINUTE_S
            if many > _PAIR:
                return f"{who}一天里有 {many} 次扫码，前后两地赶不到"
            return f"{who}在 {gap} 分钟里到了两个地方"
        case FlagKind.OPERATOR_MINUTES:
            most = formats.number(OPERATOR_MINUTES_MAX)
            month = month_in_words(flag.period)
            return f"{who}在{month}经手 {minutes} 分钟，一个月超过 {most} 分钟要看一看"
        case FlagKind.SUDDEN_MINUTES:
            within = int(SUDDEN_WITHIN.total_seconds()) // _MINUTE_S
            return f"{who}的时长 {within} 分钟内多了 {minutes} 分钟，是人工录的"
        case FlagKind.LATE_ENTRIES:
            month = month_in_words(flag.period)
            return f"{who}在{month}迟录了 {many} 笔，一个月超过 {LATE_ENTRIES_MAX} 笔要看一看"


def when_in_words(flag: FlagRow) -> str:
    """Say from when until when it happened: one day, or several."""
    first, last = formats.day(flag.first_at), formats.day(flag.last_at)
    if first == last:
        return f"{first} {formats.span(flag.first_at, flag.last_at)}"
    return f"{first} 至 {last}"


def month_in_words(period: str) -> str:
    """Say a month as people do: 2026年11月."""
    first = date.fromisoformat(f"{period}-01")
    return f"{first.year}年{first.month}月"


_PAIR: Final = 2
