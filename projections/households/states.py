"""Where a household, a change and a request stand."""

from enum import StrEnum


class HouseholdState(StrEnum):
    """Whether a household still is."""

    OPEN = "open"
    MERGED = "merged"
    CLOSED = "closed"


class DecisionState(StrEnum):
    """Where a merge or a split stands."""

    OPEN = "open"
    CONFIRMED = "confirmed"
    TURNED_DOWN = "turned_down"
    WITHDRAWN = "withdrawn"


class RequestState(StrEnum):
    """Where a member's request stands."""

    OPEN = "open"
    DONE = "done"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
