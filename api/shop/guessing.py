"""Guesses of four digits, counted beside the ledger: many in a row lead to a pause.

A try is counted before it is known, so that a hundred sent at once are not a hundred guesses.
"""

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256

from api.services import Services
from ledger.shop.errors import PickupLockedError
from people.attempts import Attempts
from people.errors import SignInRefusedError


@dataclass(frozen=True, slots=True)
class Guess:
    """One try: how many in a row it makes, and what to call when it was right."""

    tries: int
    was_right: Callable[[], None]


def count_guess(given: Services, about: bytes, most: int) -> Guess:
    """Count a try about something; refuse after ``most`` wrong ones within 15 minutes each."""
    attempts, what = Attempts(given.people, most), sha256(about).digest()
    try:
        tries = attempts.count(what, now=given.clock())
    except SignInRefusedError as locked:
        raise PickupLockedError(retry_after_s=locked.facts["retry_after_s"]) from None
    return Guess(tries, lambda: attempts.forget([what]))
