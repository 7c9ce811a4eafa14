"""Categories of reports: what they are about, how grave that can be, and whom to call first."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

FIRE, POLICE, AMBULANCE = "119", "110", "120"


class Hazard(StrEnum):
    """How grave a category can be."""

    NUISANCE = "nuisance"
    """Ugly or in the way."""
    DANGER = "danger"
    """Somebody may come to harm."""
    GRAVE = "grave"
    """Whoever looks at it may find a major hazard (重大隐患)."""


class Category(StrEnum):
    """What a report is about."""

    BLOCKED_FIRE_LANE = "blocked_fire_lane"
    FLYING_WIRE = "flying_wire"
    BATTERY_INDOORS = "battery_indoors"
    GAS_OR_WIRE = "gas_or_wire"
    BROKEN_COVER = "broken_cover"
    BROKEN_ROAD = "broken_road"
    FACILITY = "facility"
    ICE = "ice"
    LITTER = "litter"
    PARKING = "parking"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class CategoryFacts:
    """``call`` are the numbers to ring in an emergency of this kind, the first one first."""

    hazard: Hazard
    call: tuple[str, ...]


_BURNS = (FIRE, AMBULANCE, POLICE)
_HURTS = (AMBULANCE, POLICE, FIRE)
_BLOCKS = (POLICE, AMBULANCE, FIRE)

CATEGORIES: Mapping[Category, CategoryFacts] = {
    Category.BLOCKED_FIRE_LANE: CategoryFacts(Hazard.GRAVE, _BURNS),
    Category.FLYING_WIRE: CategoryFacts(Hazard.GRAVE, _BURNS),
    Category.BATTERY_INDOORS: CategoryFacts(Hazard.GRAVE, _BURNS),
    Category.GAS_OR_WIRE: CategoryFacts(Hazard.GRAVE, _BURNS),
    Category.BROKEN_COVER: CategoryFacts(Hazard.GRAVE, _HURTS),
    Category.BROKEN_ROAD: CategoryFacts(Hazard.DANGER, _HURTS),
    Category.FACILITY: CategoryFacts(Hazard.DANGER, _HURTS),
    Category.ICE: CategoryFacts(Hazard.DANGER, _HURTS),
    Category.LITTER: CategoryFacts(Hazard.NUISANCE, _BLOCKS),
    Category.PARKING: CategoryFacts(Hazard.NUISANCE, _BLOCKS),
    Category.OTHER: CategoryFacts(Hazard.DANGER, _BLOCKS),
}
"""Every category; pages show them in this order."""


def facts_of(category: str) -> CategoryFacts:
    """Return what is known of a category."""
    return CATEGORIES[Category(category)]
