"""The port that one-time codes leave by. What stands behind it is the composition root's."""

from typing import Protocol

from ledger.kernel.errors import UnavailableError


class SmsUnavailableError(UnavailableError):
    """The code could not be sent; ask for another one after ``Retry-After``."""

    code = "sms_unavailable"
    retry_after_s = 60


class CodeSender(Protocol):
    """Sends a code to a phone number, within seconds or not at all."""

    def send(self, phone: str, code: str) -> None:
        """Return when the message is on its way; raise SmsUnavailableError when it is not."""


class NoSender:
    """What a service has that was told no gateway: codes cannot be sent."""

    def send(self, phone: str, code: str) -> None:
        """Say so."""
        del phone, code
        raise SmsUnavailableError
