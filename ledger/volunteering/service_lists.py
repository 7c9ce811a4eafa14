"""Closed lists of the service file: skills, categories of service, levels of honours."""

from typing import Final

SKILLS: Final = (
    "first_aid",
    "nursing",
    "teaching",
    "law",
    "counselling",
    "mediation",
    "mongolian",
    "foreign_language",
    "sign_language",
    "repair",
    "haircut",
    "cooking",
    "driving",
    "computer",
    "arts",
    "sports",
    "photography",
    "rescue",
)
"""What a volunteer says they are good at."""

CATEGORIES: Final = (
    "elder_care",
    "child_care",
    "disability_help",
    "neighbour_help",
    "health",
    "environment",
    "civility",
    "culture",
    "teaching",
    "law_mediation",
    "public_safety",
    "emergency",
    "proxy_errands",
    "large_events",
)
"""What kinds of service a volunteer would like to give."""

HONOUR_LEVELS: Final = ("village", "township", "county", "city", "region", "nation")
TRAINING_MINUTES_MAX: Final = 60_000
"""A thousand hours of learning in one training record."""
RECORDS_MAX: Final = 500
"""Trainings and honours of one person, withdrawn ones included."""


def in_order(chosen: tuple[str, ...], listed: tuple[str, ...]) -> tuple[str, ...]:
    """Return what was chosen once each, in the order of the list."""
    return tuple(it for it in listed if it in chosen)
