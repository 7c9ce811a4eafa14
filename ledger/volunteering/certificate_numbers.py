"""Numbers of certificates: to be read aloud and typed, with a character that shows a slip.

``150104003005-2026-K7M2QXT4``: the issuing unit, the year, seven drawn characters and one that
follows from all others. It names nobody, and nobody finds another one by counting on.
"""

import re

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""31 characters, none of which looks like another; 31 is prime, which the check needs."""
NONCE_LENGTH = 7
NUMBER_LENGTH_MAX = 40
_PRIME = len(ALPHABET)
_ROOT = 3
"""Its powers run through 1 to 30 before they repeat: neighbours never weigh the same."""
_PARTS = re.compile(rf"([0-9]{{2,24}})-?([0-9]{{4}})-?([{ALPHABET}]{{{NONCE_LENGTH + 1}}})")


def number_of(unit_code: str, year: int, nonce: str) -> str:
    """Return the number with a drawn part."""
    assert len(nonce) == NONCE_LENGTH, f"{NONCE_LENGTH} characters are drawn"
    digits = f"{year:04}"
    return f"{unit_code}-{digits}-{nonce}{_check(unit_code + digits, nonce)}"


def clean_number(typed: str) -> str | None:
    """Return a number as it is kept; None for what can be none, such as a slip of the finger."""
    if len(typed) > NUMBER_LENGTH_MAX:
        return None
    found = _PARTS.fullmatch("".join(typed.split()).upper())
    if found is None:
        return None
    unit_code, year, drawn = found.groups()
    number = number_of(unit_code, int(year), drawn[:-1])
    return number if number[-1] == drawn[-1] else None


def _check(digits: str, nonce: str) -> str:
    values = [*map(int, digits), *map(ALPHABET.index, nonce)]
    total = sum(value * pow(_ROOT, place, _PRIME) for place, value in enumerate(values))
    return ALPHABET[total % _PRIME]
