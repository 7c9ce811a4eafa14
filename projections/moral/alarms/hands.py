"""Hand-overs to a known hand, or with a picture: who took what home, and what shows it (VP-17).

A hand is known by the code that was scanned; who left only a name is not counted, for names are
not in the log. What was taken back was handed out all the same.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, func, select

from ledger.kernel.clock import local_date
from ledger.moral.alarm_review import AlarmKind
from ledger.shop.shop import Shop
from ledger.shop.voucher import Voucher
from projections.moral.alarms.pictures import Pictures
from projections.moral.alarms.rules import HAND_HOUSEHOLDS, Spot
from projections.projection import LogEvent, Tables
from projections.rows import Rows

ENDS = (Voucher.Collected, Voucher.Cancelled, Voucher.Expired)


class HandedOver:
    """Vouchers on their way to whoever collects them.

    What nobody known collected, and no picture shows, has no row.
    """

    def __init__(self, connection: Connection, tables: Tables, rows: dict[str, Rows]) -> None:
        self._connection, self._tables = connection, tables
        self._shops, self._vouchers = rows["shops"], rows["handed"]
        self._opened: set[Any] = set()
        self._touched: set[tuple[Any, str]] = set()
        self._shown: set[str] = set()
        self._marked: set[tuple[str, str, str, datetime]] = set()

    def load(self, events: Sequence[Any]) -> None:
        """Read what the batch ends."""
        self._vouchers.load(it.originator_id for it in events if isinstance(it, ENDS))

    def opened(self, event: Shop.Opened) -> None:
        """Note whose shop it is."""
        row = {"shop_id": event.originator_id, "unit_code": event.unit_code}
        self._shops.put(row)
        self._opened.add(event.originator_id)

    def reserved(self, event: Voucher.Reserved) -> None:
        """Wait for whoever comes for it."""
        self._vouchers.put(
            {
                "voucher_id": event.originator_id,
                "shop_id": event.shop_id,
                "owner_id": event.owner_id,
                "person_id": None,
                "keeper_id": None,
                "relation": "",
                "day": "",
                "handed_at": None,
                "position": 0,
                "photo_id": None,
                "photo": "",
            }
        )

    def ended(self, log: LogEvent) -> None:
        """Keep who came for another's things, and what has a picture; forget the rest."""
        event = log.event
        row = self._vouchers.get(event.originator_id)
        if row is None:
            return
        came = event.collector if isinstance(event, Voucher.Collected) else None
        photo, mark = (came.photo_hash, came.photo_mark) if came else ("", "")
        for_another = came is not None and came.person_id not in (None, row["owner_id"])
        if came is None or not (for_another or photo):
            self._vouchers.remove(event.originator_id)
            return
        day = local_date(event.occurred_at).isoformat()
        self._vouchers.change(event.originator_id).update(
            person_id=came.person_id,
            keeper_id=event.keeper_id,
            relation=came.relation,
            day=day,
            handed_at=event.occurred_at,
            position=log.position,
            photo_id=came.photo_id,
            photo=photo,
        )
        self._touched.add((row["shop_id"], day))
        self._shown |= {photo} - {""}
        if mark:
            self._marked.add((row["shop_id"].hex, photo, mark, event.occurred_at))

    def periods(self) -> set[tuple[str, str]]:
        """Return villages and days that the batch touched, once its rows are written."""
        handed, shops = self._tables["handed"].c, self._tables["shops"].c
        touched = set(self._touched)
        if self._opened:
            known = select(handed.shop_id, handed.day).where(
                handed.shop_id.in_(sorted(self._opened)), handed.day != ""
            )
            touched |= {(it.shop_id, it.day) for it in self._connection.execute(known.distinct())}
        if not touched:
            return set()
        wanted = sorted({shop_id for shop_id, _ in touched})
        places = select(shops.shop_id, shops.unit_code).where(shops.shop_id.in_(wanted))
        units = {it.shop_id: it.unit_code for it in self._connection.execute(places)}
        return {(units[shop_id], day) for shop_id, day in touched if shop_id in units}

    def photos(self) -> set[str]:
        """Place the batch's pictures among those of their shops; return what is judged anew."""
        touched = set(self._shown)
        if self._opened:
            handed = self._tables["handed"].c
            known = select(handed.photo).where(
                handed.shop_id.in_(sorted(self._opened)), handed.photo != ""
            )
            touched |= set(self._connection.execute(known.distinct()).scalars())
        tables = (self._tables["handed_pictures"], self._tables["handed_bands"])
        pictures = Pictures(self._connection, *tables)
        for shop, photo, mark, shown_at in sorted(self._marked):
            touched |= pictures.place(shop, photo, mark, shown_at)
        return touched | pictures.firsts_of(touched)


def hands_of_day(
    connection: Connection, tables: Tables, unit_code: str, day: str
) -> Iterator[tuple[Spot, int, int, int]]:
    """Return who collected for too many households on a day: households of hand-overs."""
    handed = tables["handed"].c
    households = func.count(handed.owner_id.distinct())
    chosen = (
        select(handed.person_id, households, func.count(), func.max(handed.position))
        .where(handed.shop_id.in_(shops_of(tables, unit_code)), handed.day == day)
        .where(handed.person_id != handed.owner_id)
        .group_by(handed.person_id)
        .having(households > HAND_HOUSEHOLDS)
    )
    for person_id, part, whole, last in connection.execute(chosen):
        yield Spot(AlarmKind.SAME_HAND, unit_code, day, person_id), part, whole, last


def shops_of(tables: Tables, unit_code: str) -> Select[Any]:
    """Choose the shops of one unit."""
    shops = tables["shops"].c
    return select(shops.shop_id).where(shops.unit_code == unit_code)
