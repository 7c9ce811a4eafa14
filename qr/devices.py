"""What a station's screen or a person's phone holds to make its own codes without a network."""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from typing import Self

from qr.kinds import Kind
from qr.layout import (
    KEY_ID_MAX,
    SECRET_BYTES,
    SUBJECT_BYTES,
    Token,
    base32,
    checked_subject,
    unbase32,
    write,
)
from qr.steps import step_at

_CHECK_BYTES = 4
_TEXT_BYTES = 2 + SUBJECT_BYTES + SECRET_BYTES + _CHECK_BYTES


@dataclass(frozen=True, slots=True)
class DeviceSecret:
    """Makes the rotating codes of one subject, and of no other; treat it like a key."""

    kind: Kind
    subject: bytes
    key_id: int
    secret: bytes = field(repr=False)

    def __post_init__(self) -> None:
        """Refuse what could never make a code."""
        checked_subject(self.subject)
        if not self.kind.rotating:
            raise ValueError(f"a {self.kind} code stands still: print it, no device needs a secret")
        if len(self.secret) != SECRET_BYTES or not 0 <= self.key_id <= KEY_ID_MAX:
            raise ValueError("a device secret has a key id of one byte and 32 secret bytes")

    def make(self, at: datetime) -> str:
        """Return the token to show at this moment, the very one the server would make."""
        return write(Token(self.kind, self.key_id, self.subject, step_at(at)), self.secret)

    def to_text(self) -> str:
        """Write the secret as one line to carry to the device, with a check against slips."""
        body = bytes([self.kind.number, self.key_id]) + self.subject + self.secret
        return base32(body + _check(body))

    @classmethod
    def from_text(cls, text: str) -> Self:
        """Read such a line back; a slip of one letter is a ValueError."""
        raw = unbase32(text.strip())
        if raw is None or len(raw) != _TEXT_BYTES:
            raise ValueError("this is not a device secret")
        body, check = raw[:-_CHECK_BYTES], raw[-_CHECK_BYTES:]
        kind = Kind.of(body[0])
        if kind is None or check != _check(body):
            raise ValueError("this device secret is damaged: copy it again")
        middle = 2 + SUBJECT_BYTES
        return cls(kind=kind, key_id=body[1], subject=body[2:middle], secret=body[middle:])


def _check(body: bytes) -> bytes:
    return hashlib.sha256(body).digest()[:_CHECK_BYTES]
