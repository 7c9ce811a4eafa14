"""Passwords that guessers try first, looked up without asking anybody.

The file holds the first bytes of a digest of each, sorted: `python -m tools.breached_passwords`
makes it, and `people/data/README.md` says from what.
"""

import hashlib
from bisect import bisect_left
from functools import cache
from pathlib import Path

FILE = Path(__file__).parent / "data" / "breached-passwords.bin"
DIGEST_BYTES = 5
"""A good password is taken for a bad one once in ten million times."""
STEM_LENGTH_MIN = 4
_TAIL = "0123456789!@#$%^&*()_+-=.,?~ "


def is_breached(password: str) -> bool:
    """Tell whether a password, or what is left without the usual tail, is known.

    ``Password1!`` is `password` to a guesser: capitals are folded, and digits and signs at the
    end are tried with and without.
    """
    return any(_is_listed(it) for it in _variants(password))


def digest_of(text: str) -> bytes:
    """Return what the file holds of a password."""
    return hashlib.sha256(text.encode(errors="surrogatepass")).digest()[:DIGEST_BYTES]


def _variants(password: str) -> set[str]:
    folded = password.casefold()
    bare = folded.rstrip("!@#$%^&*()_+-=.,?~ ")
    stem = folded.rstrip(_TAIL)
    plain = "".join(char for char in folded if char.isalnum())
    return {it for it in (folded, bare, stem, plain) if len(it) >= STEM_LENGTH_MIN}


class _Digests:
    """The file as a sorted sequence."""

    def __init__(self, raw: bytes) -> None:
        self._raw = raw

    def __len__(self) -> int:
        return len(self._raw) // DIGEST_BYTES

    def __getitem__(self, at: int) -> bytes:
        return self._raw[at * DIGEST_BYTES : (at + 1) * DIGEST_BYTES]


@cache
def _digests() -> _Digests:
    """Read the file when the first password is judged."""
    return _Digests(FILE.read_bytes())


def _is_listed(text: str) -> bool:
    digests, wanted = _digests(), digest_of(text)
    at = bisect_left(digests, wanted)
    return at < len(digests) and digests[at] == wanted
