"""Golden lines: how an event of each class and version looks in the store.

The state of a line is never edited: it stands for events that are out there. A changed format is
a new ``class_version`` with an upcaster, and gets a line of its own; the fields of the older line
then tell how its state is read today.
"""

import json
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from types import NoneType
from typing import Any, get_args, get_origin, get_type_hints
from uuid import NAMESPACE_URL, UUID, uuid5

import msgspec
from eventsourcing.domain import CanMutateAggregate
from eventsourcing.persistence import StoredEvent

from ledger.catalogue import AGGREGATES
from ledger.kernel.encoding import EventMapper, MsgpackTranscoder
from ledger.kernel.ids import widen
from ledger.moral.account_figures import Gain, Goods, Money, Month, Outcome, Statement
from ledger.moral.items import Item, Linkage, PledgeText
from ledger.moral.meetings import Meeting
from ledger.moral.period_figures import Figures
from ledger.moral.scoring import Scored
from ledger.shop.hand_over import Collector
from ledger.shop.kinds import HandedOut, Portion
from ledger.shop.kinds import Line as BasketLine
from ledger.shop.offer import Offer
from ledger.stations.place import Location
from ledger.volunteering.certificate import CertifiedLine, GradeSum
from ledger.wallets.lots import Part

FILE = Path(__file__).with_name("events.jsonl")
ENVELOPE = ("originator_id", "originator_version")
BASES = ("Event", "Created")
"""Nested classes that only carry a topic or a type; no event of theirs is ever stored."""

NAMESPACE = uuid5(NAMESPACE_URL, "urn:redbee-ledger")
MAPPER = EventMapper(MsgpackTranscoder())


def golden_id(name: str) -> UUID:
    """Make the ID the lines were written with, whatever the ledger derives its own by."""
    head = bytearray(uuid5(NAMESPACE, f"golden/{name}").bytes[:8])
    head[6] = head[6] & 0x0F | 0x80
    return widen(bytes(head))


STREAM = golden_id("stream")

MORAL_SAMPLES: dict[Any, Any] = {
    Item: Item(
        code="12",
        title="照看独居老人",
        text="每次不少于半小时，每日记一次。",
        kind="neighbour",
        points=2,
        day_cap=2,
        month_cap=10,
        evidence=["photo", "witness"],
        proposers=["household", "grid_worker"],
    ),
    Linkage: Linkage(code="71", kind="goods", text="积分超市的生活用品"),
    PledgeText: PledgeText(title="承诺书", will_not=["不乱倒垃圾"], will_lead=["带头扫院子"]),
    Scored: Scored("12", date(2026, 11, 10), 5, is_deduction=False),
    Figures: Figures(
        opening=18_420,
        earned=1_286,
        deducted=34,
        redeemed=1_145,
        expired=0,
        forfeited=0,
        reversed=10,
        moved=0,
        closing=18_537,
        uncollected=4,
        shortfall=30,
        entries=431,
    ),
    Meeting: Meeting(
        kind="households",
        held_on=date(2026, 11, 7),
        eligible=324,
        present=240,
        votes_for=201,
        votes_against=30,
        abstained=9,
    ),
}
"""Values of rule books."""

PORTION = Portion(golden_id("batch"), 3, 1_250, date(2026, 12, 20))
SHOP_SAMPLES: dict[Any, Any] = {
    Offer: Offer(
        category="日用品",
        kind="goods",
        measure="桶",
        hint="每月15日，村委会",
        picture_id=golden_id("picture"),
        low_stock_at=5,
        quarter_max=2,
    ),
    Portion: PORTION,
    BasketLine: BasketLine(golden_id("item"), 3, 90),
    HandedOut: HandedOut(golden_id("item"), 3, 90, [PORTION]),
    Statement: Statement(
        unit_code="150104003005",
        quarter="2026Q3",
        households=324,
        months=[
            Month(
                period="2026-09",
                version=2,
                report_hash="b80c" * 16,
                figures=MORAL_SAMPLES[Figures],
            )
        ],
        gains=[Gain(kind="neighbour", entries=318, households=97, points=702)],
        goods=[
            Goods(
                item_id=golden_id("item"),
                name="胡麻油",
                measure="桶",
                opening=18,
                received=20,
                issued=11,
                corrected=-1,
                closing=26,
            )
        ],
        goods_beyond=0,
        money=Money(
            opening_fen=1_919_400,
            collective_fen=400_000,
            partner_fen=0,
            donation_fen=220_000,
            fiscal_fen=0,
            paid_fen=239_400,
            available_fen=2_300_000,
            face_value_fen=100,
            permille=787,
        ),
        outcomes=[Outcome(subject="objection", outcome="kept", count=3)],
        donors=[golden_id("donor_text")],
    ),
    Collector: Collector(
        relation="relative",
        confirmation="digits",
        person_id=golden_id("person"),
        text_id=golden_id("text"),
        photo_id=golden_id("photo"),
        photo_hash="ab" * 32,
        photo_mark="0f1e2d3c4b5a6978",
    ),
}
"""Values of the points shop."""
STATION_SAMPLES: dict[Any, Any] = {Location: Location(40_79_700, 111_64_400)}
"""Values of stations."""


@dataclass(frozen=True)
class Line:
    """One line of the golden file."""

    topic: str
    class_version: int
    state: str
    fields: dict[str, Any]

    @property
    def stored(self) -> StoredEvent:
        """The event as a store would hand it over."""
        return StoredEvent(
            originator_id=STREAM,
            originator_version=1,
            topic=self.topic,
            state=bytes.fromhex(self.state),
        )

    def written(self) -> str:
        """Write the line as the file keeps it."""
        return json.dumps(vars(self), ensure_ascii=False)


def event_classes() -> list[type[Any]]:
    """Return every class of events that can be stored."""
    return [
        it
        for aggregate in AGGREGATES
        for name, it in vars(aggregate).items()
        if isinstance(it, type) and issubclass(it, CanMutateAggregate) and name not in BASES
    ]


def version_of(event_class: type[Any]) -> int:
    """Return the version in which events of a class are written today."""
    return int(getattr(event_class, "class_version", 1))


def read_lines() -> list[Line]:
    """Read the golden file."""
    return [Line(**json.loads(line)) for line in FILE.read_text(encoding="utf-8").splitlines()]


def readable(event: Any) -> dict[str, Any]:
    """Show the fields of an event as JSON can hold them."""
    shown = {name: it for name, it in vars(event).items() if name not in ENVELOPE}
    plain: dict[str, Any] = msgspec.to_builtins(shown)
    return plain


def rebuild(event_class: type[Any], shown: dict[str, Any]) -> Any:
    """Make an event from its readable fields, without the reader that is under test."""
    hints = _hints(event_class)
    values = {name: msgspec.convert(shown[name], hints[name]) for name in hints}
    event = object.__new__(event_class)
    vars(event).update(values, originator_id=STREAM, originator_version=1)
    return event


def sample(event_class: type[Any]) -> Any:
    """Make an event with a telling value in every field."""
    values = {name: _value(name, hint) for name, hint in _hints(event_class).items()}
    event = object.__new__(event_class)
    vars(event).update(values, originator_id=STREAM, originator_version=1)
    return event


def line_of(event: Any) -> Line:
    """Write an event as it is stored today."""
    stored = MAPPER.to_stored_event(event)
    return Line(stored.topic, version_of(type(event)), stored.state.hex(), readable(event))


@cache
def _hints(event_class: type[Any]) -> dict[str, Any]:
    hints = get_type_hints(event_class)
    # In the order in which the library hands the values over: the envelope's own first.
    names = [it.name for it in fields(event_class) if it.name not in ENVELOPE]
    return {name: hints[name] for name in names}


def _value(name: str, hint: Any) -> Any:
    if get_origin(hint) is list:
        return [_value(name, get_args(hint)[0])]
    if get_origin(hint) is dict:
        return {name: _value(name, get_args(hint)[1])}
    kind = next((it for it in get_args(hint) if it is not NoneType), hint)
    if get_origin(kind) is list:
        return _value(name, kind)
    if name == "originator_topic":
        return "golden"
    samples: dict[Any, Any] = {
        bool: True,
        int: 7 + len(name),
        str: f"{name} 红蜂",
        UUID: golden_id(name),
        date: date(2027, 12, 31),
        datetime: datetime(2026, 3, 5, 1, 2, 3, 456789, tzinfo=UTC),
        Part: Part(date(2026, 12, 31), 5),
        GradeSum: GradeSum("own_scan", 120),
        CertifiedLine: CertifiedLine(
            golden_id("attendance"),
            golden_id("activity"),
            "150104003005",
            date(2026, 3, 5),
            120,
            "own_scan",
        ),
    }
    samples |= MORAL_SAMPLES | SHOP_SAMPLES | STATION_SAMPLES
    return samples[kind]
