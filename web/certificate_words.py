"""The words of certificates on pages."""

from typing import Final

#: Where a certificate stands: words and tone; and what the check says of it.
CERTIFICATE_STATES: Final = {
    "valid": ("有效", "ok"),
    "superseded": ("已有更新", "warn"),
    "holder_withdrew": ("已出具，持有人已注销", "info"),
    "revoked": ("已撤销", "warn"),
}
CERTIFICATE_SAID: Final = {
    "valid": ("证明有效", "和账本里的记录一致"),
    "superseded": ("已有更新", "出具以后，有的时长重新核定过。请持有人换一张新的"),
    "holder_withdrew": ("已出具，持有人已注销", "证明当时是真的；持有人后来注销了，姓名查不到了"),
    "revoked": ("已撤销", "出具单位撤销了这张证明，不能再用"),
}
REVOCATION_REASONS: Final = {
    "issued_in_error": "开错了",
    "record_false": "服务记录不实",
    "holder_asked": "本人要求",
    "other": "别的原因",
}
#: How somebody agreed that the desk acts for them, as the clerk chooses it.
PROXY_CONSENTS: Final = {
    "present_with_card": "本人拿着服务卡在场",
    "by_telephone": "本人在电话里同意",
    "paper_form": "本人签了纸面同意书",
}
