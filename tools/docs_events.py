"""Write docs/events.md from the event classes: `python -m tools.docs_events`."""

import dataclasses
import inspect
from pathlib import Path
from typing import Any, get_type_hints

from eventsourcing.domain import CanMutateAggregate

from ledger.catalogue import AGGREGATES

PAGE = Path(__file__).parent.parent / "docs" / "events.md"
ENVELOPE = ("originator_id", "originator_version", "originator_topic", "timestamp")
BASES = ("Event", "Created")
"""Nested classes that only carry a topic or a type; no event of theirs is ever stored."""

HEAD = """# Events

Everything the ledger ever records. Written by `python -m tools.docs_events`; do not edit.

An event is stored as a self-describing msgpack map of its fields, with `timestamp` (when it was
recorded, UTC), `class_version` where that is above 1, and `originator_topic` in the first event
of a stream ([0011](decisions/0011-events-are-self-describing-maps.md)). Beside the map stand its
position in the log, its stream (a UUID), its version in the stream and its topic.

- Topics are for ever: classes and files may move, topics may not.
- Amounts are whole points and always positive; an event's name says which way they move.
- Times (`datetime`) are UTC; days (`date`) are days in Asia/Shanghai; `Part` is
  `{expires_on: date, amount: int}`, points of one lot.
- `occurred_at` is when it happened, `timestamp` when it was recorded: they differ after an
  offline scan.
- No event holds a name, a telephone number or an ID number of a person; `person_id` means
  something only in `people/`, which can forget it.
- How each event looks in bytes, in every version ever written:
  `tests/golden/events.jsonl`.
"""


def page() -> str:
    """Write the whole page."""
    return "\n".join([HEAD, *(_section(it) for it in AGGREGATES)])


def _section(aggregate: type[Any]) -> str:
    lines = [f"## {aggregate.__name__}", "", inspect.getdoc(aggregate) or "", ""]
    lines += ["| topic | version | fields |", "|---|---|---|"]
    lines += [_row(it) for it in event_classes(aggregate)]
    return "\n".join([*lines, ""])


def event_classes(aggregate: type[Any]) -> list[type[Any]]:
    """Return the classes of the events that an aggregate can record."""
    return [
        it
        for name, it in vars(aggregate).items()
        if isinstance(it, type) and issubclass(it, CanMutateAggregate) and name not in BASES
    ]


def _row(event_class: type[Any]) -> str:
    hints = get_type_hints(event_class)
    names = [it.name for it in dataclasses.fields(event_class) if it.name not in ENVELOPE]
    shown = ", ".join(f"`{name}: {_type(hints[name])}`" for name in names)
    version = getattr(event_class, "class_version", 1)
    return f"| `{event_class.TOPIC}` | {version} | {shown or '(none)'} |"


def _type(hint: Any) -> str:
    if isinstance(hint, type) and not hasattr(hint, "__args__"):
        return hint.__name__
    told = str(hint).replace("ledger.wallets.lots.", "").replace("uuid.", "")
    return told.replace(" | ", " or ")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
