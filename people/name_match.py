"""Telling whether a name somebody typed is the one that is kept, and nothing else."""

import hmac
import unicodedata
from hashlib import sha256

TYPED_LENGTH_MAX = 200
"""Characters looked at; the longest name with its spaces is far shorter."""
DOTS = frozenset("·•‧・･∙⋅•．｡.")
"""What phones and papers write for the middle dot of Mongolian and Uyghur names."""
_DROPPED = frozenset({"Zs", "Zl", "Zp", "Cc"})
_JOINERS = frozenset("\u200b\u2060\ufeff")


def same_name(kept: str | None, typed: str) -> bool:
    """Compare in the same time whatever differs; nobody's name is no name."""
    known, said = _digest(kept or ""), _digest(typed[:TYPED_LENGTH_MAX])
    return hmac.compare_digest(known, said) and kept is not None


def _digest(name: str) -> bytes:
    return sha256(_bare(name).encode(errors="surrogatepass")).digest()


def _bare(name: str) -> str:
    """Fold widths and case, drop spaces, write every middle dot the same way."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return "".join(
        "·" if char in DOTS else char
        for char in folded
        if unicodedata.category(char) not in _DROPPED and char not in _JOINERS
    )
