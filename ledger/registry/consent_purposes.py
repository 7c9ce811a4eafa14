"""What people can agree to: a closed table, with the law each purpose rests on."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Purpose(StrEnum):
    """One thing that is done with what is known of somebody, and can be agreed to alone."""

    RED_BOARD = "red_board"
    RANKING = "ranking"
    ID_NUMBER = "id_number"
    LOCATION = "location"
    STATION = "station"
    NATIONAL_SYNC = "national_sync"
    MINOR = "minor"
    BASE_SERVICE = "base_service"


@dataclass(frozen=True, slots=True)
class Terms:
    """What the law asks of a purpose.

    ``article`` is of the Personal Information Protection Law. A ``separate`` consent has a switch
    of its own, which is off until somebody turns it on. What is ``published`` is never done with
    a minor. ``on_withdrawal`` says what happens at once.
    """

    article: str
    on_withdrawal: str
    separate: bool = True
    published: bool = False
    is_switch: bool = True


PURPOSES: Final[dict[Purpose, Terms]] = {
    Purpose.RED_BOARD: Terms("25", "the name leaves every red board", published=True),
    Purpose.RANKING: Terms("25", "the person leaves every leaderboard", published=True),
    Purpose.ID_NUMBER: Terms("29", "the sealed number and its index are destroyed"),
    Purpose.LOCATION: Terms("29", "reports carry no place any more"),
    Purpose.STATION: Terms("29", "visits are told without their station"),
    Purpose.NATIONAL_SYNC: Terms("23", "nothing more is given to the national system"),
    # A guardian's, for a minor: without it nobody under 14 serves.
    Purpose.MINOR: Terms("31", "the minor is not checked in any more", is_switch=False),
    # Rests on the registration itself (13, 1, 2); who takes it back closes the account.
    Purpose.BASE_SERVICE: Terms("13", "the account is closed", separate=False, is_switch=False),
}
"""Every purpose. None of them is needed to sign up, to scan or to have points (PIPL 16)."""

SWITCHES: Final = tuple(it for it, terms in PURPOSES.items() if terms.is_switch)
"""What people turn on and off for themselves, in the order of the page."""


class Method(StrEnum):
    """How somebody agreed."""

    OWN_PHONE = "own_phone"
    GUARDIAN = "guardian"
    PAPER = "paper"
    """A signed form at the desk; whoever types it in is the operator."""


class AgeBand(StrEnum):
    """How old somebody is, as far as the law asks. No event holds it."""

    UNDER_14 = "under_14"
    UNDER_18 = "under_18"
    ADULT = "adult"
