"""Pickup digits: four digits that only the owner of a voucher or a card knows (VP-13).

They follow from the subject and a secret of the house, so no event and no read model holds them:
a keeper who sees a voucher does not see its digits.
"""

import hashlib
import hmac

PICKUP_CODES = 10_000


def pickup_digits(secret: bytes) -> str:
    """Return the four digits that belong to the secret of one voucher or card."""
    digest = hmac.new(secret, b"pickup", hashlib.sha256).digest()
    return f"{int.from_bytes(digest[:4]) % PICKUP_CODES:04d}"
