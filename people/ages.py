"""Ages as the law counts them: a year of life is full on the birthday."""

from datetime import date
from typing import Final

CONSENT_AGE: Final = 14
"""Under it only a guardian agrees (PIPL 31)."""
FULL_AGE: Final = 18
VOLUNTEER_AGE_MIN: Final = 8


def birthday(born_on: date, age: int) -> date:
    """Return the day somebody becomes so old; who was born on 29 February waits for 1 March.

    In a year without that day the later one is taken: protection ends never too early.
    """
    try:
        return born_on.replace(year=born_on.year + age)
    except ValueError:
        return date(born_on.year + age, 3, 1)


def is_younger(born_on: date, age: int, day: date) -> bool:
    """Tell whether somebody is not yet so old on a day."""
    return day < birthday(born_on, age)
