"""The number of a station (本站码): six characters to read out when a code cannot be scanned.

``7GK 259``: the first thirty bits of the station's ID, in letters and digits of which none looks
like another. It follows from the ID, so no list of numbers is kept. It finds a station and proves
nothing: two of 1,719 places share one with a chance of 1 in 700, and a search then shows both.
"""

from typing import Final
from uuid import UUID

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
NUMBER_LENGTH: Final = 6
_BITS_A_CHARACTER: Final = 5
_REST_BITS: Final = 128 - NUMBER_LENGTH * _BITS_A_CHARACTER
_HALF: Final = NUMBER_LENGTH // 2
_AS_HEARD: Final = str.maketrans({"O": "0", "I": "1", "L": "1", " ": "", "-": ""})


def number_of(station_id: UUID) -> str:
    """Return a station's number as it is written on its walls, in two groups of three."""
    value = station_id.int >> _REST_BITS
    places = range(NUMBER_LENGTH - 1, -1, -1)
    said = "".join(ALPHABET[value >> place * _BITS_A_CHARACTER & 31] for place in places)
    return f"{said[:_HALF]} {said[_HALF:]}"


def ids_of(typed: str) -> tuple[UUID, UUID] | None:
    """Return the first and the last ID of a number, as people type it; None if it is none."""
    said = typed.upper().translate(_AS_HEARD)
    if len(said) != NUMBER_LENGTH or not set(said) <= set(ALPHABET):
        return None
    value = 0
    for character in said:
        value = value << _BITS_A_CHARACTER | ALPHABET.index(character)
    first = value << _REST_BITS
    return UUID(int=first), UUID(int=first | (1 << _REST_BITS) - 1)
