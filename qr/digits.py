"""Six digits that turn with a code: for whoever has no camera and stands before it.

They are HMAC-SHA256 under the subject's secret over a label and the step in full (8 bytes), the
first 8 bytes as a number modulo a million: whatever makes the code makes them too, without a
network. A million is few: whoever lets somebody try them counts the tries.
"""

import hashlib
import hmac
from datetime import datetime

from qr.steps import STEPS_EARLY_MAX, STEPS_LATE_MAX, step_at

DIGITS = 6
_LABEL = b"redbee/digits"
_NUMBER_BYTES = 8


def digits_at(secret: bytes, at: datetime) -> str:
    """Return the digits that stand beside a subject's code at a moment."""
    return _of_step(secret, step_at(at))


def digits_hold(secret: bytes, typed: str, at: datetime) -> bool:
    """Tell whether digits were shown within the window of a code; as slow for all as for none."""
    if len(typed) != DIGITS or not (typed.isascii() and typed.isdigit()):
        return False
    now, found = step_at(at), False
    for step in range(now - STEPS_LATE_MAX, now + STEPS_EARLY_MAX + 1):
        found |= hmac.compare_digest(_of_step(secret, step), typed)
    return found


def _of_step(secret: bytes, step: int) -> str:
    proof = hmac.digest(secret, _LABEL + step.to_bytes(8, "big", signed=True), hashlib.sha256)
    number = int.from_bytes(proof[:_NUMBER_BYTES], "big") % 10**DIGITS
    return f"{number:0{DIGITS}}"
