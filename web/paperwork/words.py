"""Why minutes were entered, and by whom, in words."""

from typing import Final

from api.paperwork.public import ASKED_FOR, SOMEBODY
from projections.volunteering.paperwork.fold import CORRECTION
from web.messages_zh import ROLES, SUPPLEMENT_REASONS

REASONS: Final = {**SUPPLEMENT_REASONS, CORRECTION: "本人提出更正"}
WHO: Final = {"minor": "未成年志愿者", "erased": "已注销"}
_OTHERS: Final = {SOMEBODY: "工作人员", ASKED_FOR: ""}


def role_in_words(role: str) -> str:
    """Say as what somebody entered or confirmed; nothing of a volunteer who asked for it."""
    return ROLES.get(role, "") if role not in _OTHERS else _OTHERS[role]
