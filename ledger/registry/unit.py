"""Unit: a place in the city's tree, from the city down to the village (行政区划)."""

from datetime import date
from uuid import UUID

from eventsourcing.domain import Aggregate, event

from ledger.kernel.ids import derive

UNIT_CODE_LENGTH_MAX = 12
UNIT_NAME_LENGTH_MAX = 50


class Unit(Aggregate):
    """One division of the published tree. Codes nest: a unit's code begins with its parent's.

    ``1501`` is the city, ``150104`` a county or district, ``150104003`` a street or town and
    ``150104003005`` a community or village.
    """

    TOPIC = "unit"

    class Event(Aggregate.Event):
        pass

    class Created(Event, Aggregate.Created):
        TOPIC = "unit.created"

    class Registered(Created):
        TOPIC = "unit.registered"
        code: str
        name: str
        level: str
        parent_code: str
        valid_from: date

    @staticmethod
    def create_id(code: str) -> UUID:
        """One code, one stream."""
        return derive("unit", code)

    @event(Registered)
    def __init__(
        self, code: str, name: str, level: str, parent_code: str, valid_from: date
    ) -> None:
        self.code = code
        self.name = name
        self.level = level
        self.parent_code = parent_code
        self.valid_from = valid_from


def contains(unit_code: str, inner_code: str) -> bool:
    """Tell whether a unit is the other one or lies above it in the tree."""
    return inner_code.startswith(unit_code)
