"""The tree as the log tells it, read from the ledger itself: an import must not rest on less."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from eventsourcing.utils import get_topic

from ledger.kernel.application import Ledger
from ledger.registry.unit import Unit

PAGE_EVENTS = 5_000
_ENDINGS = (Unit.Closed, Unit.Split, Unit.Merged)
_TOPICS = [get_topic(it) for it in (Unit.Registered, Unit.Renamed, Unit.Moved, *_ENDINGS)]


@dataclass(slots=True)
class KnownUnit:
    """A unit as its last change left it, be that to come."""

    code: str
    name: str
    level: str
    parent_code: str
    valid_from: date
    changed_from: date
    is_closed: bool = False


def known_units(ledger: Ledger) -> dict[str, KnownUnit]:
    """Return every unit by its code."""
    found: dict[str, KnownUnit] = {}
    last = 0
    while page := ledger.store.select_notifications(
        last, PAGE_EVENTS, topics=_TOPICS, inclusive_of_start=False
    ):
        for it in page:
            _take(found, ledger.mapper.to_domain_event(it))
        last = int(page[-1].id)
    return found


def _take(found: dict[str, KnownUnit], event: Any) -> None:
    if isinstance(event, Unit.Registered):
        found[event.code] = KnownUnit(
            code=event.code,
            name=event.name,
            level=event.level,
            parent_code=event.parent_code,
            valid_from=event.valid_from,
            changed_from=event.valid_from,
        )
        return
    unit = found[event.code]
    unit.changed_from = event.valid_from
    if isinstance(event, Unit.Renamed):
        unit.name = event.name
    elif isinstance(event, Unit.Moved):
        unit.parent_code = event.parent_code
    else:
        unit.is_closed = True
