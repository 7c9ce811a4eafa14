"""Words of messages, corrections, complaints and evaluations."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Message:
    """A kind of message: what happened (``{n}`` is its figure), what to do, where it leads."""

    headline: str
    advice: str
    icon: str
    address: str
    tone: str = ""


_ACTIVITY: Final = "/activities/{activity}"
_ATTENDANCE: Final = "/attendances/{subject}"
_DEDUCTION: Final = "/household/deductions/{subject}"
_REPORT: Final = "/reports/{subject}"
_CORRECTION: Final = "/attendances/{subject}/correction"
#: Messages by kind, see `projections.volunteering.messages.tellings`.
MESSAGES: Final = {
    "activity_cancelled": Message("活动取消了", "不用来了，看看别的", "x", _ACTIVITY, "honey"),
    "activity_changed": Message("活动改了时间或地点", "请再看一眼", "bell", _ACTIVITY, "honey"),
    "complaint_answered": Message("投诉有答复了", "点开看答复", "speak", "/me/corrections"),
    "correction_accepted": Message(
        "更正好了，记 {n} 分钟", "旧的新的都留着", "check", _CORRECTION, "ok"
    ),
    "correction_asked": Message(
        "有队员提出更正", "请在 5 个工作日内答复", "bell", "/corrections", "honey"
    ),
    "correction_declined": Message("更正没有改", "点开看理由，可以再提", "doc", _CORRECTION),
    "deduction_notice": Message(
        "有一份给您家的通知",
        "打开看，7 天内可以提异议",
        "bell",
        "/household/deductions/{subject}",
        "honey",
    ),
    "entry_put_right": Message(
        "有一笔错账更正了", "点开看改了哪一笔、为什么", "undo", "/household/score"
    ),
    "evaluated": Message("队长评价了您的服务：{n} 星", "谢谢您", "star", _ACTIVITY),
    "grid_appointed": Message(
        "您当上兼职网格员了", "点开看哪个网格、到哪天", "walk", "/me/appointment", "ok"
    ),
    "grid_expired": Message("网格聘期到了", "愿意再干，点开说一声", "walk", "/me/appointment"),
    "grid_renewed": Message("续聘好了，再一年", "点开看到哪天", "walk", "/me/appointment", "ok"),
    "grid_unit": Message(
        "网格聘期提前结束了", "有疑问请问聘任的社区", "walk", "/me/appointment", "honey"
    ),
    "held": Message("有 {n} 分钟等人确认", "点开看为什么、等谁确认", "clock", _ATTENDANCE),
    "held_confirmed": Message("{n} 分钟确认好了", "已经记到您名下", "check", _ATTENDANCE, "ok"),
    "item_arrived": Message(
        "您等的东西到货了", "先到先得，点开就能占住", "gift", "/items/{subject}", "ok"
    ),
    "moved_up": Message("候补上了，有您的位子", "来不了请退出，让给别人", "check", _ACTIVITY, "ok"),
    "no_check_out": Message("没有签退，先记 0 分钟", "请队长补录", "clock", _ACTIVITY, "honey"),
    "points_end": Message(
        "有 {n} 分快到期了", "先到期的先用，点开看批次", "clock", "/household/lots", "honey"
    ),
    "objection_upheld": Message(
        "有一条没有入账", "有人提出异议，监督委员会认为成立", "doc", "/notices"
    ),
    "record_due": Message(
        "活动结束第 {n} 个工作日了", "时长和评价还没记好", "clock", _ACTIVITY, "honey"
    ),
    "report_accepted": Message("上报受理了", "点开看进度，谢谢您", "check", _REPORT),
    "report_merged": Message("和别人报的是同一件", "合在一起办，点开看进度", "check", _REPORT),
    "report_paid": Message("上报受理了，记 {n} 分", "点开看进度", "check", _REPORT, "ok"),
    "report_rejected": Message("上报没有受理", "点开看理由", "doc", _REPORT),
    "report_replied": Message("上报有答复了", "点开看答复", "speak", _REPORT),
    "report_resolved": Message("上报的问题解决了", "看看照片，请打几颗星", "check", _REPORT, "ok"),
    "report_unaccepted": Message(
        "有上报 30 分钟没人受理", "请马上安排人看", "warn", _REPORT, "honey"
    ),
    "report_whistled": Message("吹哨：有上报三天没办完", "请协调解决", "warn", _REPORT, "honey"),
    "scan_dropped": Message("一次扫码没有算", "不对的话，可以提更正", "scan", _ACTIVITY),
    "scan_kept": Message("一次扫码核对好了", "已经算到您的记录里", "check", _ACTIVITY, "ok"),
    "statement_ready": Message(
        "上个月的账单出来了，得到 {n} 分",
        "点开看怎么来的、花在哪",
        "wallet",
        "/me/statements/settled",
    ),
    "supplement_confirmed": Message("补录了 {n} 分钟", "两个人确认过", "check", _ACTIVITY, "ok"),
    "supplement_declined": Message("补录没有通过", "请问问队长", "doc", _ACTIVITY),
    "visit_clock_off": Message(
        "一次到站没有算：手机时间不准", "请打开手机的自动对时，有疑问请找驿站", "clock", "/"
    ),
    "visit_counted": Message("一次到站核对好了，算数", "次数和积分都补上了", "check", "/", "ok"),
    "visit_not_said": Message("一次到站核对过了", "算没算看首页，有疑问请找驿站", "check", "/"),
    "visit_repeated": Message("一次到站核对好了，不另算", "同一个站四小时里只算一次", "check", "/"),
    "visit_too_late": Message(
        "一次到站没有算：存了三天以上才上传", "有网时打开一次就会自动上传", "clock", "/"
    ),
    "visit_waits_clock_off": Message(
        "一次到站在等核对：手机时间不准",
        "驿站或街道核对，不用再扫，结果会告诉您",
        "clock",
        "/",
        "honey",
    ),
    "visit_waits_too_late": Message(
        "一次到站在等核对：上传晚了",
        "驿站或街道核对，不用再扫，结果会告诉您",
        "clock",
        "/",
        "honey",
    ),
}
PLAIN_MESSAGE: Final = Message("有一条消息", "", "bell", "/")
CORRECTION_REASONS: Final = {
    "came_earlier": "来得更早",
    "left_later": "走得更晚",
    "scan_failed": "没扫上码",
    "too_much": "记多了",
    "wrong_person": "那不是我",
    "other": "别的原因",
}
#: Where a correction stands: words and tone.
CORRECTION_STATES: Final = {
    "open": ("等答复", "warn"),
    "accepted": ("已更正", "ok"),
    "declined": ("没有改", ""),
    "withdrawn": ("撤回了", ""),
}
COMPLAINT_KINDS: Final = {
    "unsafe": "不安全",
    "money": "收了钱，或者推销",
    "not_as_announced": "和通知说的不一样",
    "treated_badly": "对人不好",
    "wrong_record": "时长乱记",
    "privacy": "泄露个人信息",
    "other": "别的",
}
COMPLAINT_STATES: Final = {
    "open": ("等答复", "warn"),
    "upheld": ("情况属实", "ok"),
    "not_upheld": ("已答复", ""),
    "withdrawn": ("撤回了", ""),
}
STARS: Final = {1: "很不满意", 2: "不太满意", 3: "一般", 4: "满意", 5: "很满意"}
