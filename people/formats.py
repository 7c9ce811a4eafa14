"""Phone numbers and ID numbers (GB 11643): as they are kept, and as others may see them."""

import re
import unicodedata
from datetime import UTC, date, datetime, timedelta, timezone

from people.errors import IdNumberInvalidError, PhoneInvalidError

TYPED_LENGTH_MAX = 64
"""Characters looked at; no number with all its spaces and full-width forms is longer."""
ID_NUMBER_LENGTH = 18

_PHONE = re.compile(r"(?:\+86|0086|86)?(1[3-9][0-9]{9})")
_ID_NUMBER = re.compile(r"[0-9]{17}[0-9X]")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_CHARACTERS = "10X98765432"
_DROPPED = frozenset({"Zs", "Zl", "Zp", "Cc", "Cf", "Pd"})
# China keeps one time all year, so that the offset is enough to know what day it is.
_CHINA = timezone(timedelta(hours=8))


def clean_phone(typed: str) -> str:
    """Return a mobile number as its eleven digits, or raise PhoneInvalidError.

    Spaces, hyphens, full-width forms and the country's prefix are dropped.
    """
    found = _PHONE.fullmatch(_bare(typed))
    if found is None:
        raise PhoneInvalidError("a mobile number has 11 digits and begins with 13 to 19")
    return found[1]


def clean_id_number(typed: str, *, today: date | None = None) -> str:
    """Return an ID number as its eighteen characters, or raise IdNumberInvalidError.

    The check character must fit, and the birth date be real and not after `today`. Numbers of
    fifteen digits are no longer issued and not taken.
    """
    number = _bare(typed).upper()
    if not _ID_NUMBER.fullmatch(number) or check_character(number[:-1]) != number[-1]:
        raise IdNumberInvalidError("no ID number has this form or this check character")
    try:
        born_on = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        raise IdNumberInvalidError("the birth date in the ID number is no date") from None
    if born_on > (today or today_in_china()):
        raise IdNumberInvalidError("the birth date in the ID number is in the future")
    return number


def check_character(first_17: str) -> str:
    """Return the last character of the ID number that begins with these 17 digits."""
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, first_17, strict=True))
    return _CHECK_CHARACTERS[total % len(_CHECK_CHARACTERS)]


def mask_phone(phone: str) -> str:
    """Show a number as `138****1234`."""
    cleaned = clean_phone(phone)
    return f"{cleaned[:3]}****{cleaned[-4:]}"


def mask_id_number(id_number: str) -> str:
    """Show a number as certificates do: `110105********002X`. Never on boards, not even so."""
    cleaned = clean_id_number(id_number)
    return f"{cleaned[:6]}********{cleaned[-4:]}"


def today_in_china() -> date:
    """Return the local date there, whatever this machine's zone."""
    return datetime.now(UTC).astimezone(_CHINA).date()


def _bare(typed: str) -> str:
    """Fold full-width forms, drop spaces, hyphens and what cannot be seen."""
    if len(typed) > TYPED_LENGTH_MAX:
        return ""
    folded = unicodedata.normalize("NFKC", typed)
    return "".join(char for char in folded if unicodedata.category(char) not in _DROPPED)
