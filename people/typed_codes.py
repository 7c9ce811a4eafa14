"""Codes that people type from paper: no letter that looks like a figure, groups of four or five."""

import hmac
import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's 32 signs: five random bits each."""
TYPED_LENGTH_MAX = 64
_AS_MEANT = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, " ": None})


def new_code(signs: int, group: int) -> str:
    """Return a random code in groups."""
    code = "".join(secrets.choice(ALPHABET) for _ in range(signs))
    return "-".join(code[at : at + group] for at in range(0, signs, group))


def normal_code(text: str) -> str:
    """Return a code as meant, however it was typed."""
    return text[:TYPED_LENGTH_MAX].upper().translate(_AS_MEANT).strip()


def code_hash(key: bytes, text: str) -> bytes:
    """Return what is kept of a code; tells nothing without the key."""
    return hmac.digest(key, normal_code(text).encode(errors="surrogatepass"), "sha256")
