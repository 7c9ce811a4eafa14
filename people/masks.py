"""Names as they are kept, and as strangers may see them."""

import unicodedata

NAME_LENGTH_MAX = 50
"""Code points after normalising; the selectors of traditional Mongolian count too."""

_MARKS = frozenset({"Mn", "Mc", "Me", "Cf"})


def clean_name(name: str) -> str:
    """Return the name as it is kept: composed (NFC), without surrounding space.

    Raise ValueError when nothing visible is left, when it is longer than NAME_LENGTH_MAX, or
    when it holds control characters or halves of surrogate pairs, which no database stores.
    """
    cleaned = unicodedata.normalize("NFC", name).strip()
    if not 1 <= len(cleaned) <= NAME_LENGTH_MAX:
        raise ValueError(f"a name has 1 to {NAME_LENGTH_MAX} characters")
    categories = [unicodedata.category(char) for char in cleaned]
    if "Cc" in categories or "Cs" in categories:
        raise ValueError("a name holds no control characters")
    if all(category in _MARKS for category in categories):
        raise ValueError("a name has something to see")
    return cleaned


def mask_name(name: str) -> str:
    """Show as much of a name as a public board may: at most its first and last characters.

    One character becomes `*`, two `张*`, three `张*三`, four and more first + `**` + last.
    The middle dot counts as a character.
    """
    characters = _characters(clean_name(name))
    first, last = characters[0], characters[-1]
    match len(characters):
        case 1:
            return "*"
        case 2:
            return f"{first}*"
        case 3:
            return f"{first}*{last}"
        case _:
            return f"{first}**{last}"


def _characters(name: str) -> list[str]:
    """Split into what a reader sees as characters.

    A mark or variation selector belongs to the letter before it; counted on its own, the
    "last character" of a Mongolian name could be an invisible selector.
    """
    characters: list[str] = []
    for char in name:
        if characters and unicodedata.category(char) in _MARKS:
            characters[-1] += char
        else:
            characters.append(char)
    return characters
