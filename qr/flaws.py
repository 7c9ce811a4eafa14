"""The closed list of what can be wrong with a code, and how a refusal names it."""

from enum import StrEnum

from qr.layout import Token


class Flaw(StrEnum):
    """What is wrong with a scanned text."""

    MALFORMED = "malformed"  # 无法识别: not shaped like one of our tokens
    UNKNOWN_KEY = "unknown_key"  # 密钥不存在: shaped like ours, under a key we never had
    FORGED = "forged"  # 伪造: the proof does not hold
    REVOKED = "revoked"  # 已停用: proved, but under a key that was withdrawn
    WRONG_KIND = "wrong_kind"  # 类型不符: proved, but not the kind wanted here
    EXPIRED = "expired"  # 已过期: proved, but its step is over
    EARLY = "early"  # 尚未生效: proved, but its step has not begun

    @property
    def code(self) -> str:
        """The refusal code people and programs are told; it tells forgers no more than it must."""
        return _CODES[self]


_CODES = {
    Flaw.MALFORMED: "qr_invalid",
    Flaw.UNKNOWN_KEY: "qr_invalid",
    Flaw.FORGED: "qr_invalid",
    Flaw.REVOKED: "qr_revoked",
    Flaw.WRONG_KIND: "qr_kind_mismatch",
    Flaw.EXPIRED: "qr_expired",
    # The remedy is the same as for an old code: scan the screen again.
    Flaw.EARLY: "qr_expired",
}


class InvalidTokenError(Exception):
    """A scanned text is not a code we accept here and now.

    `token` says what the code claims when its proof held, and is None otherwise. Under a
    revoked key the proof holds and is worth nothing: the key may be in other hands.
    """

    def __init__(self, flaw: Flaw, token: Token | None = None) -> None:
        super().__init__(flaw.value)
        self.flaw = flaw
        self.code = flaw.code
        self.token = token
