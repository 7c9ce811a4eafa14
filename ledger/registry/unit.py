"""Unit: a place in the city's tree, from the region down to one entrance (单位)."""

from datetime import date
from uuid import UUID

from eventsourcing.domain import Aggregate, event

from ledger.kernel.ids import derive
from ledger.registry.errors import UnitChangeTooEarlyError, UnitClosedError

UNIT_CODE_LENGTH_MAX = 20
"""Twelve digits name a village; a grid, a building and an entrance add to them."""
UNIT_NAME_LENGTH_MAX = 50

DIVISIONS = ("province", "city", "county", "township", "village")
"""Levels of the published divisions (省、市、旗县区、街道乡镇、社区村)."""
BELOW_VILLAGE = ("grid", "building", "entrance")
"""Levels below a village (网格、楼栋、单元)."""
PLACES = ("station", "service_centre", "civilisation_station", "shop")
"""Kinds of places that stand in the tree (驿站、党群服务中心、新时代文明实践站、积分超市)."""
LEVELS = DIVISIONS + BELOW_VILLAGE + PLACES


class Unit(Aggregate):
    """One unit of the tree, and how it changed from which day on.

    Codes nest when a unit is registered: its code begins with its parent's. ``1501`` is the city,
    ``150104`` a county or district, ``150104003`` a street or town and ``150104003005`` a community
    or village. A unit that is moved keeps its code, so from then on only the tree tells where it
    lies. Changes come in the order of their days: none may begin before the last one.
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

    class Renamed(Event):
        TOPIC = "unit.renamed"
        code: str
        name: str
        valid_from: date

    class Moved(Event):
        TOPIC = "unit.moved"
        code: str
        parent_code: str
        valid_from: date

    class Closed(Event):
        TOPIC = "unit.closed"
        code: str
        valid_from: date

    class Split(Event):
        TOPIC = "unit.split"
        code: str
        into: list[str]
        valid_from: date

    class Merged(Event):
        TOPIC = "unit.merged"
        code: str
        into: str
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
        self.parents = [(valid_from, parent_code)]
        """Under whom it lies, and since when."""
        self.valid_from = valid_from
        self.changed_from = valid_from
        self.is_closed = False

    @property
    def parent_code(self) -> str:
        """Under whom it lies by its last move, be that to come."""
        return self.parents[-1][1]

    def parent_on(self, day: date) -> str:
        """Tell under whom it lies on a day."""
        return next((code for since, code in reversed(self.parents) if since <= day), "")

    def refuse_unless_open_from(self, day: date) -> None:
        """Refuse to build on a unit that is closed, or not there yet."""
        if self.is_closed:
            raise UnitClosedError(code=self.code)
        if day < self.valid_from:
            raise UnitChangeTooEarlyError(code=self.code, since=self.valid_from.isoformat())

    def rename(self, name: str, valid_from: date) -> None:
        """Give it another name; the same name again changes nothing."""
        self._refuse_change(valid_from)
        if name != self.name:
            self.trigger_event(self.Renamed, code=self.code, name=name, valid_from=valid_from)

    def move(self, parent_code: str, valid_from: date) -> None:
        """Put it under another unit; the same one again changes nothing."""
        self._refuse_change(valid_from)
        if parent_code != self.parent_code:
            self.trigger_event(
                self.Moved, code=self.code, parent_code=parent_code, valid_from=valid_from
            )

    def close(self, valid_from: date) -> None:
        """End it; ``valid_from`` is the first day without it."""
        self._refuse_change(valid_from)
        self.trigger_event(self.Closed, code=self.code, valid_from=valid_from)

    def split(self, into: list[str], valid_from: date) -> None:
        """End it in favour of several new units."""
        self._refuse_change(valid_from)
        self.trigger_event(self.Split, code=self.code, into=into, valid_from=valid_from)

    def merge(self, into: str, valid_from: date) -> None:
        """End it in favour of another unit."""
        self._refuse_change(valid_from)
        self.trigger_event(self.Merged, code=self.code, into=into, valid_from=valid_from)

    def _refuse_change(self, valid_from: date) -> None:
        if self.is_closed:
            raise UnitClosedError(code=self.code)
        if valid_from < self.changed_from:
            raise UnitChangeTooEarlyError(code=self.code, since=self.changed_from.isoformat())

    @event(Renamed)
    def _renamed(self, name: str, valid_from: date) -> None:
        self.name = name
        self.changed_from = valid_from

    @event(Moved)
    def _moved(self, parent_code: str, valid_from: date) -> None:
        self.parents.append((valid_from, parent_code))
        self.changed_from = valid_from

    @event(Closed)
    def _closed(self, valid_from: date) -> None:
        self._end(valid_from)

    @event(Split)
    def _was_split(self, valid_from: date) -> None:
        self._end(valid_from)

    @event(Merged)
    def _was_merged(self, valid_from: date) -> None:
        self._end(valid_from)

    def _end(self, valid_from: date) -> None:
        self.is_closed = True
        self.changed_from = valid_from


def contains(unit_code: str, inner_code: str) -> bool:
    """Tell from two codes whether a unit is the other one or was registered below it.

    This is where a unit was registered, and right for whatever never moved. Where it lies on a
    day, moves included, is told by the read model: ``Units.contains(unit, inner, as_of)``.
    """
    return inner_code.startswith(unit_code)
