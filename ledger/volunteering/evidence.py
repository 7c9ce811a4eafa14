"""Evidence: how a presence is known, from a rotating code to a line typed in an office."""

from enum import StrEnum


class Evidence(StrEnum):
    """How one moment of a presence is known."""

    OWN_SCAN = "own_scan"
    """The volunteer scanned the rotating code on the spot."""
    OWN_CODE = "own_code"
    """The volunteer typed the six digits beside the code, which turn with it."""
    STAFF_SCAN = "staff_scan"
    """The leader scanned the volunteer's code or paper card."""
    WITNESS = "witness"
    """The leader ticked the list, and somebody else who was there stands by it."""
    BACK_OFFICE = "back_office"
    """Entered afterwards, with a reason and a second person."""


_FROM_STRONG_TO_WEAK = tuple(Evidence)
VERIFIED = frozenset({Evidence.OWN_SCAN, Evidence.OWN_CODE, Evidence.STAFF_SCAN})
"""Grades that count as `verified` on a certificate (VH-4); the others are `supplementary`."""


def weakest(*evidence: str) -> Evidence:
    """Return the grade of an interval: that of its weaker end."""
    return max((Evidence(it) for it in evidence), key=_FROM_STRONG_TO_WEAK.index)


def is_verified(grade: str) -> bool:
    """Tell whether a grade belongs to the verified subtotal."""
    return Evidence(grade) in VERIFIED
