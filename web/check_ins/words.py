"""Words of check-ins: how somebody was scanned, and what for."""

from typing import Final

from ledger.stations.visit_windows import Method, Purpose

STATION_PHONE: Final = "驿站的设备"
METHODS: Final = {
    Method.SCREEN: "扫屏幕码",
    Method.KEEPER: "驿站扫骑手的码",
    Method.CARD: "刷卡",
    Method.PLATE: "扫墙上的码",
}
PURPOSES: Final = {
    Purpose.REST: ("歇脚", "chair"),
    Purpose.CHARGE: ("充电", "bolt"),
    Purpose.MEAL: ("热饭", "heat"),
    Purpose.WATER: ("喝水", "cup"),
    Purpose.MEDICINE: ("找药", "med"),
    Purpose.HELP_DESK: ("办事", "doc"),
    Purpose.BRIEFING: ("听宣讲", "megaphone"),
    Purpose.EVENT: ("参加活动", "activity"),
    Purpose.REPORT: ("随手拍回访", "camera"),
}
"""In the order in which pages offer them: words, and an icon."""
