"""Words of stations and their screens."""

from typing import Final

from api.words_zh import PLACE_KINDS

__all__ = ["PLACE_KINDS"]

SERVICES: Final = {
    "water": ("热水", "cup"),
    "charging": ("充电", "bolt"),
    "meal": ("热饭", "heat"),
    "rest": ("歇脚", "chair"),
    "medicine": ("药箱", "med"),
    "toolbox": ("工具箱", "box"),
    "rain": ("雨具", "rain"),
    "heating": ("取暖", "sun"),
    "fridge": ("冰箱", "box"),
    "books": ("图书角", "book"),
    "toilet": ("厕所", "door"),
}
#: Drawings for services that a station names in its own words.
SERVICE_ICONS: Final = {
    "水": "cup",
    "电": "bolt",
    "饭": "heat",
    "微波": "heat",
    "歇": "chair",
    "座": "chair",
    "药": "med",
    "急救": "med",
    "工具": "box",
    "冰箱": "box",
    "暖": "sun",
    "雨": "rain",
    "厕": "door",
    "书": "book",
}
OUT_REASONS: Final = {
    "broken": "坏了",
    "used_up": "用完了",
    "lent_out": "借完了",
    "no_power": "停电",
    "no_water": "停水",
    "under_repair": "在修",
    "nobody_there": "没人照看",
}
CLOSING_REASONS: Final = {
    "holiday": "放假",
    "repair": "装修维修",
    "weather": "天气原因",
    "moving": "正在搬",
    "ended": "不再开放",
}
METHODS: Final = {
    "screen": "扫屏幕码",
    "keeper": "站长扫码",
    "plate": "扫墙上的码",
}
#: What is wrong with a device: headline, and what to do.
TROUBLES: Final = {
    "clock_off": ("时钟不准", "请把设备的时间校准，或打开自动设置时间"),
    "two_places": ("两处在用同一个密钥", "可能被人复制了。停用它，再登记一台"),
    "silent": ("三天多没有消息", "看看是不是断电、断网，或者不在了"),
    "used_while_silent": ("没消息，却还有人扫它的码", "可能被人拿走了。停用它，再登记一台"),
    "heard_after_end": ("停用了还在连", "设备可能在别人手里，它的码已经不算数"),
}


def place_kind(kind: str) -> str:
    """Give the words of a kind of place."""
    return PLACE_KINDS.get(kind, PLACE_KINDS["other"])


def service(name: str) -> tuple[str, str]:
    """Give words and icon of a service: one of ours, or whatever a station calls it."""
    drawn = (icon for part, icon in SERVICE_ICONS.items() if part in name)
    return SERVICES.get(name) or (name, next(drawn, "check"))


def trouble(code: str) -> tuple[str, str]:
    """Give headline and advice of what is wrong with a device."""
    return TROUBLES[code]


def out_reason(code: str) -> str:
    """Give the words of why a service cannot be had."""
    return OUT_REASONS[code]


def closing_reason(code: str) -> str:
    """Give the words of why a station is closed."""
    return CLOSING_REASONS[code]
