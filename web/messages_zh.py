"""The words of the pages: refusals, results of a scan, roles, kinds, reasons, states."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from api.words_zh import CATEGORIES, GRADES
from web.activities_zh import (
    ACTIVITY_KINDS,
    ACTIVITY_STATES,
    CAMPAIGNS,
    CANCEL_REASONS,
    CLOSINGS,
    REPEATS,
    RISKS,
)
from web.certificate_words import (
    CERTIFICATE_SAID,
    CERTIFICATE_STATES,
    PROXY_CONSENTS,
    REVOCATION_REASONS,
)
from web.presence_zh import (
    DOUBTS,
    EVIDENCE,
    HELD_REASONS,
    SUPPLEMENT_REASONS,
    SUPPLEMENT_STATES,
)
from web.refusals_zh import REFUSALS, TARGETS, Refusal, refusal
from web.stations_zh import (
    SERVICES,
    closing_reason,
    out_reason,
    place_kind,
    service,
    trouble,
)

__all__ = [
    "ACTIVITY_KINDS",
    "ACTIVITY_STATES",
    "CAMPAIGNS",
    "CANCEL_REASONS",
    "CATEGORIES",
    "CERTIFICATE_SAID",
    "CERTIFICATE_STATES",
    "CLOSINGS",
    "DOUBTS",
    "EVIDENCE",
    "GRADES",
    "HELD_REASONS",
    "PROXY_CONSENTS",
    "REFUSALS",
    "REPEATS",
    "REVOCATION_REASONS",
    "RISKS",
    "SERVICES",
    "SUPPLEMENT_REASONS",
    "SUPPLEMENT_STATES",
    "TARGETS",
    "Refusal",
    "closing_reason",
    "out_reason",
    "place_kind",
    "refusal",
    "service",
    "trouble",
]


@dataclass(frozen=True, slots=True)
class Tab:
    """A root page in the bar at the foot."""

    name: str
    address: str
    icon: str
    words: str
    is_kept: bool = False
    """Whether a phone keeps the page for when there is no network."""


_HOME: Final = Tab("home", "/", "home", "首页")
SCAN_ADDRESS: Final = "/scan"
_SCAN: Final = Tab("scan", SCAN_ADDRESS, "scan", "扫码")
_ME: Final = Tab("me", "/me", "person", "我的")
_SHOP: Final = Tab("items", "/items", "gift", "兑换")
_NOTICES: Final = Tab("notices", "/notices", "megaphone", "公示")
_STAFF: Final = (_HOME, _SCAN, _ME)

ROLES: Final = {
    "volunteer": "志愿者",
    "rider": "骑手",
    "resident": "居民",
    "team_leader": "志愿服务队长",
    "clerk": "村（社区）文书",
    "shop_keeper": "积分超市管理员",
    "station_keeper": "驿站管理员",
    "screen": "驿站屏幕",
    "street": "街道",
    "grid_worker": "网格员",
    "building_leader": "楼栋长",
    "entrance_leader": "单元长",
    "reviewer": "评议员",
    "supervisor": "村务监督员",
    "county": "旗县区",
    "city": "市级",
    "partner_unit": "共建单位",
    "system_administrator": "系统管理员",
    "security_administrator": "安全管理员",
    "audit_administrator": "审计管理员",
}
TABS: Final = {
    "volunteer": (_HOME, Tab("activities", "/activities", "activity", "活动"), _SCAN, _ME),
    "rider": (
        Tab("home", "/", "scan", "打卡"),
        Tab("reports", "/reports/new", "camera", "随手拍", is_kept=True),
        Tab("entries", "/me/statements", "list", "账单"),
        _ME,
    ),
    "resident": (_HOME, _NOTICES, _SHOP, Tab("household", "/household", "people", "我家")),
    "team_leader": _STAFF,
    "clerk": _STAFF,
    "shop_keeper": _STAFF,
    "station_keeper": _STAFF,
    "street": (_HOME, _ME),
    "grid_worker": (_HOME, _ME),
    "building_leader": (_HOME, _ME),
    "entrance_leader": (_HOME, _ME),
    "reviewer": (_HOME, _ME),
    "supervisor": (_HOME, _ME),
    "county": (_HOME, _ME),
    "city": (_HOME, _ME),
    "partner_unit": (_HOME, _ME),
    "system_administrator": (_HOME, _ME),
    "security_administrator": (_HOME, _ME),
    "audit_administrator": (_HOME, _ME),
}

#: What a scan did, by the `result` of the API: headline, and a line below it.
RESULTS: Final = {
    "checked_in": ("签到好了", "离开的时候再扫一次签退"),
    "checked_out": ("签退好了", "今天辛苦了"),
    "visit_counted": ("到站了", "路上慢点，注意安全"),
    "visit_declared": ("记了到站，没有分", "扫屏幕上会变的码才有积分"),
    "person_found": ("认出来了", "请接着往下办"),
    "voucher_found": ("券是好的", "请核对后交货"),
    "gate_opened": ("门牌对得上", "回首页接着办"),
    "voucher_collected": ("领好了", "积分已经扣划"),
    "scan_undone": ("撤销好了", "刚才那一次不算，可以重新扫"),
}
#: Codes of refusals that are kind news: already counted, nothing lost.
ALREADY: Final = ("visit_already_counted", "already_checked_in", "already_checked_out")

#: Codes of scans that were kept though they count for nothing yet: nothing is lost, nothing to do.
KEPT: Final = (
    "already_checked_in",
    "already_checked_out",
    "not_checked_in",
    "scan_needs_review",
    "activity_cancelled",
    "guardian_consent_required",
    "companion_required",
)

#: Why an entry stands in a wallet: words and icon.
REASONS: Final = {
    "service_minutes": ("志愿服务", "heart"),
    "station_visit": ("到站打卡", "pin"),
    "visit_taken_back": ("撤销到站", "undo"),
    "report_accepted": ("上报受理", "camera"),
    "report_resolved": ("上报办结", "camera"),
    "major_hazard": ("发现重大隐患", "alert"),
    "award": ("奖励", "star"),
    "deed": ("好事入账", "heart"),
    "broken_rule": ("扣分", "warn"),
    "appeal": ("申诉成立，退回", "undo"),
    "redemption": ("兑换", "gift"),
    "redemption_returned": ("兑换退回", "undo"),
    "voucher_expired": ("逾期未领，退回", "undo"),
    "expired": ("到期清零", "clock"),
    "forfeited": ("注销作废", "trash"),
    "adjustment": ("调整", "doc"),
    "reversal": ("冲正", "undo"),
    "shortfall": ("退回的积分先补错账", "undo"),
    "hand_over_undone": ("交付撤回，积分退回", "undo"),
    "partly_collected": ("没领完，积分退回", "undo"),
    "opening": ("开户转入", "wallet"),
    "merge": ("并户", "people"),
    "split": ("分户", "people"),
}
#: What the audit log writes down, as its page says it.
AUDIT_WORDS: Final = {
    "signed_in": "登录",
    "signed_out": "退出",
    "refused": "被拒",
    "person_read": "看全名",
    "persons_exported": "导出",
    "erasure_requested": "申请注销",
    "erasure_withdrawn": "撤回注销",
    "person_erased": "注销",
    "device_ordered": "要登记码",
    "device_enrolled": "登记设备",
    "device_revoked": "停用设备",
    "sessions_ended": "退出别的手机",
    "rebinding_proposed": "提出换绑",
    "rebinding_confirmed": "确认换绑",
    "consent_recorded": "代录同意",
    "consents_read": "看同意",
    "guardian_linked": "登记监护人",
    "guardian_ended": "解除监护",
    "card_issued": "发服务卡",
    "card_revoked": "停用服务卡",
    "role_assigned": "任命",
    "role_ended": "卸任",
    "hat_changed": "换身份",
    "staff_changed": "改工作人员",
    "national_exported": "报送全国系统",
    "spot_check_drawn": "抽查",
}
#: What else stands in the place of a purpose: how somebody asked, or at which door.
AUDIT_PURPOSES: Final = {
    "own_session": "本人申请",
    "present_with_card": "本人带卡到场",
    "paper_form": "纸质申请",
    "asked": "本人申请",
    "inactive": "十年没有活动",
    "sign_in": "登录",
    "device_enrolment": "登记设备",
    "code": "短信验证码",
    "password": "口令",
    "passkey": "通行密钥",
    "oidc": "统一登录",
    "passcode": "卡上的号码",
    "setup": "第一次设置",
}
CALENDAR_STATES: Final = {
    "proposed": ("等另一位管理员核对", "warn"),
    "approved": ("核对通过", "ok"),
    "rejected": ("退回了", ""),
    "replaced": ("后来又重新提交", ""),
}
VOUCHER_STATES: Final = {
    "reserved": ("待领取", "info"),
    "collected": ("已领取", "ok"),
    "expired": ("过期了，积分已退", "warn"),
    "cancelled": ("已取消，积分已退", "warn"),
    "undone": ("退回了，积分已退", "warn"),
}


def reason(code: str) -> tuple[str, str]:
    """Give words and icon of a reason; one not yet in the table reads as a plain entry."""
    return REASONS.get(code, ("积分记录", "doc"))


def _lines(part: Mapping[str, object]) -> str:
    said = (f"  {code}: {json.dumps(words, ensure_ascii=False)}," for code, words in part.items())
    return "\n".join(said)


def phone_module() -> str:
    """Write the sentences as the phone's own module, to say them without a network."""
    said = {
        code: {"headline": no.headline, "advice": no.advice, "button": no.button, "to": no.address}
        for code, no in REFUSALS.items()
    }
    lines = (
        f"export const REFUSALS = {{\n{_lines(said)}\n}};",
        f"export const RESULTS = {{\n{_lines(RESULTS)}\n}};",
        f"export const ALREADY = {json.dumps(ALREADY)};",
        f"export const KEPT = {json.dumps(KEPT)};",
    )
    note = "// Written by `python -m web.messages_zh` from the catalogue; do not edit.\n"
    return note + "\n".join(lines) + "\n"


if __name__ == "__main__":
    _MODULE = Path(__file__).parent / "static" / "app" / "messages.js"
    _MODULE.write_text(phone_module(), encoding="utf-8")
