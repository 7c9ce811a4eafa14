"""What an activity is about, as closed lists of codes; their words stand in ``web/``."""

from enum import StrEnum


class ActivityKind(StrEnum):
    """In which frame people come together."""

    ACTIVITY = "activity"
    DOUBLE_REGISTRATION = "double_registration"
    """Party members who serve where they live as well (双报到)."""
    HELP_PAIR = "help_pair"
    """A member and a household that are paired (结对帮扶)."""
    THEME_DAY = "theme_day"
    """The monthly theme day of a party branch (主题党日)."""


class Category(StrEnum):
    """What is done."""

    CLEANING = "cleaning"
    ELDERLY = "elderly"
    DISABILITY = "disability"
    CHILDREN = "children"
    CLINIC = "clinic"
    HAIRCUT = "haircut"
    REPAIR = "repair"
    LECTURE = "lecture"
    CULTURE = "culture"
    PATROL = "patrol"
    CIVILITY = "civility"
    LEGAL_AID = "legal_aid"
    OTHER = "other"


class Campaign(StrEnum):
    """Which campaigns of the city it belongs to; any number of them."""

    WASTE_SORTING = "waste_sorting"
    CIVILISED_CITY = "civilised_city"
    PARTY_HELPS = "party_helps"
    WORKERS_AT_HOME = "workers_at_home"
    LEI_FENG = "lei_feng"
    ETHNIC_UNITY = "ethnic_unity"


class CancelReason(StrEnum):
    """Why an activity does not take place."""

    WEATHER = "weather"
    TOO_FEW = "too_few"
    LEADER_ABSENT = "leader_absent"
    PLACE_LOST = "place_lost"
    UNSAFE = "unsafe"
    OTHER = "other"


class State(StrEnum):
    """Where an activity is in its life."""

    DRAFT = "draft"
    PUBLISHED = "published"
    CANCELLED = "cancelled"
    ENDED = "ended"
