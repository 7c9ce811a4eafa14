"""What is wrong with devices, as lists say it."""

from collections.abc import Iterable
from typing import Any

from api.devices.watching import GRAVE, Trouble, Watched
from web.stations_zh import trouble

_MINUTE_S = 60
_HOUR_S = 3600
_DAY_S = 86_400


def trouble_rows(devices: Iterable[Watched]) -> list[dict[str, Any]]:
    """Return a row for everything that is wrong: whose, what, what to do."""
    return [
        {
            "device_id": it.record.device_id,
            "label": it.record.label,
            "may_end": it.record.revoked_at is None,
            **said,
        }
        for it in devices
        for said in said_of(it)
    ]


def said_of(device: Watched) -> list[dict[str, Any]]:
    """Return what is wrong with one device in words, the gravest first."""
    ordered = sorted(device.troubles, key=lambda it: it not in GRAVE)
    return [_said(it, device.clock_off_s) for it in ordered]


def clock_words(off_s: int) -> str:
    """Say how far a clock is off: 快 40 秒, 慢 3 小时."""
    much = abs(off_s)
    for unit_s, words in ((_DAY_S, "天"), (_HOUR_S, "小时"), (_MINUTE_S, "分钟")):
        if much >= 2 * unit_s:
            return f"{'快' if off_s > 0 else '慢'} {much // unit_s:,} {words}"
    return f"{'快' if off_s > 0 else '慢'} {much} 秒"


def _said(it: Trouble, off_s: int | None) -> dict[str, Any]:
    headline, advice = trouble(it.value)
    if it is Trouble.CLOCK_OFF and off_s is not None:
        headline = f"时钟{clock_words(off_s)}"
    return {"headline": headline, "advice": advice, "is_grave": it in GRAVE}
