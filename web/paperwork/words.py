"""Why minutes were entered, and by whom, in words."""

from typing import Final

from api.paperwork.public import ASKED_FOR, SOMEBODY
from web.messages_zh import ROLES

REASONS: Final = {
    "forgot_check_out": "忘了签退",
    "forgot_check_in": "忘了签到",
    "no_phone": "没带手机",
    "device_failed": "设备坏了，扫不成",
    "other": "其他原因",
    "correction": "本人提出更正",
}
WHO: Final = {"minor": "未成年志愿者", "erased": "已注销"}
_OTHERS: Final = {SOMEBODY: "工作人员", ASKED_FOR: "本人提出"}


def role_in_words(role: str) -> str:
    """Say as what somebody entered or confirmed."""
    return _OTHERS.get(role) or ROLES.get(role, _OTHERS[SOMEBODY])
