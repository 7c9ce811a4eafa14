"""Words of presence: evidence, what waits for people, corrections, messages."""

from dataclasses import dataclass
from typing import Final

EVIDENCE: Final = {
    "self": ("本人扫码", "签到签退都扫了现场的码", "red"),
    "assisted": ("现场代扫", "工作人员扫了您的卡", "honey"),
    "witnessed": ("现场见证", "队长点名，有在场的人作证，单独列出", "ink"),
    "supplementary": ("事后补录", "两个人确认过，单独列出", "ink"),
}
#: How one moment, or a whole interval, is known; by `ledger.volunteering.evidence.Evidence`.
GRADES: Final = {
    "own_scan": "本人扫码",
    "own_code": "本人输 6 位数",
    "staff_scan": "队长代扫",
    "witness": "点名，有人作证",
    "back_office": "事后补录",
}
#: Why scans are missing, in the order of the form.
SUPPLEMENT_REASONS: Final = {
    "forgot_check_out": "走的时候忘了签退",
    "forgot_check_in": "来的时候忘了签到",
    "no_phone": "没带手机，也没带卡",
    "device_failed": "手机或屏幕坏了",
    "other": "别的原因",
}
#: Where made-up minutes stand: words and tone.
SUPPLEMENT_STATES: Final = {
    "proposed": ("等另一人确认", "warn"),
    "confirmed": ("确认过", "ok"),
    "declined": ("退回了", ""),
}
#: Why minutes wait for people.
HELD_REASONS: Final = {
    "over_cap": "超过每次 8 小时或每天 10 小时，要两个人确认",
    "own_lead": "队长自己的时长，要另一个人确认",
}
#: What speaks against a scan that was kept for review.
DOUBTS: Final = {
    "scan_needs_review": "上传晚了，或手机时间不准",
    "activity_cancelled": "活动取消了",
    "guardian_consent_required": "未成年，监护人还没同意",
    "companion_required": "未满 14 岁，没有陪同的大人",
}


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
    "evaluated": Message("队长评价了您的服务：{n} 星", "谢谢您", "star", _ACTIVITY),
    "held": Message("有 {n} 分钟等人确认", "超过一天的上限，等两个人确认", "clock", _ATTENDANCE),
    "held_confirmed": Message("{n} 分钟确认好了", "已经记到您名下", "check", _ATTENDANCE, "ok"),
    "moved_up": Message("候补上了，有您的位子", "来不了请退出，让给别人", "check", _ACTIVITY, "ok"),
    "no_check_out": Message("没有签退，先记 0 分钟", "请队长补录", "clock", _ACTIVITY, "honey"),
    "record_due": Message(
        "活动结束第 {n} 个工作日了", "时长和评价还没记好", "clock", _ACTIVITY, "honey"
    ),
    "scan_dropped": Message("一次扫码没有算", "不对的话，可以提更正", "scan", _ACTIVITY),
    "scan_kept": Message("一次扫码核对好了", "已经算到您的记录里", "check", _ACTIVITY, "ok"),
    "supplement_confirmed": Message("补录了 {n} 分钟", "两个人确认过", "check", _ACTIVITY, "ok"),
    "supplement_declined": Message("补录没有通过", "请问问队长", "doc", _ACTIVITY),
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
#: Where a version of a year's days off stands: words and tone.
