"""Words of presence: evidence, and what waits for people."""

from typing import Final

EVIDENCE: Final = {
    "self": ("本人扫码", "签到签退都扫了现场的码", "red"),
    "assisted": ("现场代扫", "工作人员扫了您的卡", "honey"),
    "witnessed": ("现场见证", "队长点名，有在场的人作证，单独列出", "ink"),
    "supplementary": ("事后补录", "两个人确认过，单独列出", "ink"),
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
