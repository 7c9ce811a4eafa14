"""Making tokens and reading them back; the door of this room for everyone above."""

import hmac
from collections.abc import Collection
from datetime import datetime

from qr.addresses import HOST_LENGTH_MAX, TEXT_LENGTH_MAX, URL_LENGTH_MAX, token_text, url
from qr.devices import DeviceSecret
from qr.digits import digits_at, digits_hold
from qr.flaws import Flaw, InvalidTokenError
from qr.keys import Keyring, KeyState
from qr.kinds import Kind
from qr.layout import SUBJECT_BYTES, Token, Written, checked_subject, mac, parse, subject_secret
from qr.layout import write as _write
from qr.pickup import pickup_digits
from qr.steps import (
    STEP_S,
    STEPS_EARLY_MAX,
    STEPS_LATE_MAX,
    nearest_step,
    seconds_left,
    step_at,
)

__all__ = [
    "HOST_LENGTH_MAX",
    "STEPS_EARLY_MAX",
    "STEPS_LATE_MAX",
    "STEP_S",
    "SUBJECT_BYTES",
    "TEXT_LENGTH_MAX",
    "URL_LENGTH_MAX",
    "DeviceSecret",
    "Flaw",
    "InvalidTokenError",
    "Kind",
    "Token",
    "TokenMaker",
    "TokenReader",
    "seconds_left",
    "url",
]


KEYS_TRIED = 2
"""Every further key would double the chance of a guess."""


class TokenMaker:
    """Makes tokens under the active key of a keyring."""

    def __init__(self, keyring: Keyring) -> None:
        self._key = keyring.active

    def make(self, kind: Kind, subject: bytes, *, at: datetime | None = None) -> str:
        """Return the text of a token; rotating kinds need the moment it is to be shown."""
        if kind.rotating and at is None:
            raise ValueError(f"a {kind} code turns with the clock: say when it is shown")
        checked_subject(subject)
        step = step_at(at) if kind.rotating and at is not None else None
        secret = subject_secret(self._key.secret, kind, subject)
        return _write(Token(kind, self._key.id, subject, step), secret)

    def digits(self, kind: Kind, subject: bytes, *, at: datetime) -> str:
        """Return the six digits that stand beside a rotating code at a moment."""
        return digits_at(self.device_secret(kind, subject).secret, at)

    def pickup(self, kind: Kind, subject: bytes) -> str:
        """Return the four digits by which the owner of a voucher or a card is known."""
        return pickup_digits(subject_secret(self._key.secret, kind, checked_subject(subject)))

    def device_secret(self, kind: Kind, subject: bytes) -> DeviceSecret:
        """Return what one screen or phone needs to make the codes of its own subject offline."""
        checked_subject(subject)
        secret = subject_secret(self._key.secret, kind, subject)
        return DeviceSecret(kind=kind, subject=subject, key_id=self._key.id, secret=secret)


class TokenReader:
    """Reads scanned texts; believes none that a key of the keyring does not prove."""

    def __init__(self, keyring: Keyring) -> None:
        self._keyring = keyring
        good = [key for key in keyring.keys if key.state is not KeyState.REVOKED]
        self._digit_keys = good[-KEYS_TRIED:]

    def read(self, text: str, *, at: datetime, kinds: Collection[Kind] | None = None) -> Token:
        """Return what a scanned code says at a moment, or raise InvalidTokenError with its flaw.

        `text` is a bare token or an address `HTTPS://HOST/Q/TOKEN` in any case; `kinds` are the
        kinds wanted here, all if None. Nothing is looked up: refuse before touching a store.
        """
        bare = token_text(text)
        written = parse(bare) if bare is not None else None
        if written is None:
            raise InvalidTokenError(Flaw.MALFORMED)
        token = self._proved(written, at)
        if kinds is not None and token.kind not in kinds:
            raise InvalidTokenError(Flaw.WRONG_KIND, token)
        if token.step is not None:
            _check_window(token, step_at(at) - token.step)
        return token

    def holds(self, kind: Kind, subject: bytes, typed: str, *, at: datetime) -> bool:
        """Tell whether somebody typed the digits beside a subject's code of this moment.

        Digits name no key: the newest KEYS_TRIED that were not revoked are tried, so that a screen
        that has been without a network since the last rotation is believed.
        """
        found = False
        for key in self._digit_keys:
            found |= digits_hold(subject_secret(key.secret, kind, subject), typed, at)
        return found

    def pickup_holds(self, kind: Kind, subject: bytes, typed: str) -> bool:
        """Tell whether somebody typed the four digits of a voucher or a card.

        The newest KEYS_TRIED keys are tried, so that a slip of paper outlives a rotation.
        """
        found = False
        for key in self._digit_keys:
            own = pickup_digits(subject_secret(key.secret, kind, subject))
            found |= hmac.compare_digest(own, typed)
        return found

    def _proved(self, written: Written, at: datetime) -> Token:
        key = self._keyring.find(written.key_id)
        if key is None:
            raise InvalidTokenError(Flaw.UNKNOWN_KEY)
        step = None if written.low_step is None else nearest_step(written.low_step, at=at)
        token = Token(written.kind, written.key_id, written.subject, step)
        secret = subject_secret(key.secret, token.kind, token.subject)
        if not hmac.compare_digest(written.mac, mac(secret, token)):
            raise InvalidTokenError(Flaw.FORGED)
        if key.state is KeyState.REVOKED:
            raise InvalidTokenError(Flaw.REVOKED, token)
        return token


def _check_window(token: Token, steps_late: int) -> None:
    if steps_late > STEPS_LATE_MAX:
        raise InvalidTokenError(Flaw.EXPIRED, token)
    if steps_late < -STEPS_EARLY_MAX:
        raise InvalidTokenError(Flaw.EARLY, token)
