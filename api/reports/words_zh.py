"""Chinese words of reports: categories, states, and sentences to answer with."""

from collections.abc import Mapping
from typing import Final

from ledger.reports.categories import Category
from ledger.reports.kinds import RejectReason, ReportState, Unpaid

CATEGORY_NAMES: Final[Mapping[Category, str]] = {
    Category.BLOCKED_FIRE_LANE: "堵消防道",
    Category.FLYING_WIRE: "飞线充电",
    Category.BATTERY_INDOORS: "电动车进楼",
    Category.GAS_OR_WIRE: "燃气电线隐患",
    Category.BROKEN_COVER: "井盖",
    Category.BROKEN_ROAD: "路面坏",
    Category.FACILITY: "设施损坏",
    Category.ICE: "结冰积雪",
    Category.LITTER: "垃圾",
    Category.PARKING: "乱停车",
    Category.OTHER: "别的",
}
STATE_NAMES: Final[Mapping[ReportState, str]] = {
    ReportState.FILED: "等受理",
    ReportState.ACCEPTED: "已受理",
    ReportState.VERIFIED: "已核实",
    ReportState.RESOLVED: "已解决",
    ReportState.REJECTED: "不受理",
    ReportState.MERGED: "合在一起办",
}
REASON_NAMES: Final[Mapping[RejectReason, str]] = {
    RejectReason.NOT_FOUND: "现场没有发现",
    RejectReason.NO_PROBLEM: "不算问题",
    RejectReason.UNCLEAR: "照片或地点看不清",
    RejectReason.NOT_OURS: "不归社区管，请打 12345",
    RejectReason.ALREADY_DONE: "已经处理过",
    RejectReason.FALSE: "与事实不符",
}
UNPAID_NAMES: Final[Mapping[Unpaid, str]] = {
    Unpaid.NOT_A_RIDER: "谢谢您，居民和志愿者上报不记分",
    Unpaid.DAY_LIMIT: "今天已有 5 条记分，这条不记分",
}

_ALWAYS: Final = (
    "已收到您的上报，网格员正在去现场。谢谢您。",
    "问题已经处理好，请您看照片。有不满意的可以点“没解决”。",
)
TEMPLATES: Final[Mapping[Category, tuple[str, ...]]] = {
    Category.BLOCKED_FIRE_LANE: (
        "已联系车主挪车，消防通道已经畅通。",
        "车主暂时联系不上，已请交警协助，今天内再答复您。",
        "已在通道口补划禁停标线，并加装提示牌。",
    ),
    Category.FLYING_WIRE: (
        "飞线已经拆除，并提醒住户到充电棚充电。",
        "已请物业和供电所到现场，拆除前有人看守。",
    ),
    Category.BATTERY_INDOORS: (
        "电动车已推出楼道，并向住户讲明危险。",
        "已在楼门口加装提示和阻车装置。",
    ),
    Category.GAS_OR_WIRE: (
        "已请燃气公司到现场检查，确认安全前已拉警戒线。",
        "供电所已到场处理，现场有人看守。",
    ),
    Category.BROKEN_COVER: (
        "井口已先围挡，新井盖今天内换好。",
        "井盖已经换好，围挡已撤。",
        "井盖属于其他单位，已通知并在现场围挡。",
    ),
    Category.BROKEN_ROAD: (
        "路面已先围挡，已报市政部门修补。",
        "路面已经修好。",
    ),
    Category.FACILITY: (
        "损坏的设施已停用并贴了提示，正在联系维修。",
        "设施已经修好，可以正常使用。",
    ),
    Category.ICE: (
        "已撒融雪剂并铲冰，路面可以正常走。",
        "已安排志愿者清雪，请您先绕行。",
    ),
    Category.LITTER: (
        "垃圾已经清走，并提醒附近住户投放到桶里。",
        "这里已增加一个垃圾桶，保洁每天多收一次。",
    ),
    Category.PARKING: (
        "车辆已经挪走，道路畅通。",
        "已与物业商量，在这里划出停车位。",
    ),
    Category.OTHER: ("已转给负责的单位，有结果马上告诉您。",),
}
"""By category, the first ones first; a page shows those of `_ALWAYS` after them."""


def templates_of(category: Category) -> list[str]:
    """Return the sentences to answer a report of a category with."""
    return [*TEMPLATES[category], *_ALWAYS]
