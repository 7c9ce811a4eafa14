"""Tell the day of 21 stations with 84 riders each in several orders: it must be one ledger.

Run with ``python -m bench.rider_day``. Every rider comes once or twice to the own station and to a
neighbouring one, scans a second time by mistake, or finds only the printed code; the phones send
all of it in the evening, in order to one ledger and in three other orders to three more. What must
hold: the same visits and the same points in all of them, and as many points in the wallets.
"""

import json
import sys
import tempfile
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

from ledger import catalogue
from ledger.kernel.application import Ledger
from ledger.kernel.clock import SHANGHAI, local_date
from ledger.kernel.errors import ConflictError
from ledger.kernel.ids import derive_subject
from ledger.kernel.sqlite import SqliteStore
from ledger.stations.commands import RegisterRider, RegisterStation
from ledger.stations.visit_commands import ScanStation
from ledger.stations.visit_day import VisitDay
from ledger.stations.visit_windows import Method
from ledger.wallets.wallet import Wallet

STATIONS, RIDERS_EACH, ORDERS = 21, 84, 4
UNIT = "150104003005"
DAY = date(2026, 11, 20)
EVENING = datetime(2026, 11, 20, 23, 0, tzinfo=SHANGHAI)
THREADS = 16
PAGE = 5_000
RESULTS = Path(__file__).parent / "results" / "rider_day.json"


@dataclass(frozen=True, slots=True)
class Made:
    """One scan that a phone kept."""

    key: str
    station: int
    rider: int
    at: datetime
    method: Method


def main() -> int:
    """Tell the day in every order; print and write what came of it."""
    assert catalogue.AGGREGATES
    made = a_day(STATIONS, RIDERS_EACH)
    told, begun = [], time.perf_counter()
    for order in range(ORDERS):
        with tempfile.TemporaryDirectory() as folder:
            store = SqliteStore(Path(folder) / "ledger.sqlite3")
            store.create()
            told.append(tell(Ledger(store), in_order(made, order), STATIONS, RIDERS_EACH))
            store.close()
    figures = {
        "name": "a riders' day in any order",
        "stations": STATIONS,
        "riders": STATIONS * RIDERS_EACH,
        "scans": len(made),
        "orders": ORDERS,
        "visits": len(told[0]["visits"]),
        "points": sum(told[0]["points"].values()),
        "seconds": round(time.perf_counter() - begun, 1),
        "different": sum(it != told[0] for it in told),
    }
    print(json.dumps(figures, ensure_ascii=False))
    RESULTS.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    return 1 if figures["different"] else 0


def a_day(stations: int, riders_each: int) -> list[Made]:
    """Make up the day: rest hours at the own station, the evening there or next door."""
    random, made = Random(stations * 1_000 + riders_each), []
    for rider in range(stations * riders_each):
        own = rider % stations
        noon = _at(13, 30) + timedelta(seconds=random.randrange(7_200))
        comes = [(own, noon, Method.SCREEN)]
        if random.random() < 0.5:
            later = noon + timedelta(seconds=random.randrange(60, 5 * 3_600))
            comes.append((random.choice((own, (own + 1) % stations)), later, Method.SCREEN))
        if random.random() < 0.2:
            comes.append((own, noon + timedelta(seconds=random.randrange(5, 600)), Method.SCREEN))
        if random.random() < 0.1:
            comes.append((own, noon - timedelta(minutes=random.randrange(1, 300)), Method.PLATE))
        made += [
            Made(f"day:{rider}:{n}", station, rider, at, method)
            for n, (station, at, method) in enumerate(comes)
        ]
    return sorted(made, key=lambda it: it.at)


def in_order(made: list[Made], order: int) -> list[Made]:
    """Return the scans in one of many orders; the first is that of the day."""
    return made if order == 0 else Random(order).sample(made, len(made))


def tell(ledger: Ledger, made: Iterable[Made], stations: int, riders_each: int) -> dict[str, Any]:
    """Send all of it in the evening; return visits and points as the log tells them."""
    places = [_station(ledger, n) for n in range(stations)]
    people = [_rider(ledger, n) for n in range(stations * riders_each)]

    def send(it: Made) -> None:
        command = ScanStation(
            key=it.key,
            at=EVENING,
            station_id=places[it.station],
            rider_id=people[it.rider],
            method=it.method,
            occurred_at=it.at,
        )
        try:
            ledger.execute(command)
        except ConflictError:  # the same second twice
            return

    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(send, made))
    return _read(ledger)


def _at(hour: int, minute: int) -> datetime:
    return datetime(DAY.year, DAY.month, DAY.day, hour, minute, tzinfo=SHANGHAI)


def _station(ledger: Ledger, n: int) -> UUID:
    told = ledger.execute(
        RegisterStation(
            key=f"day:station:{n}",
            at=EVENING,
            unit_code=UNIT,
            name=f"玉泉红蜂驿站 {n + 1} 号",
            services=("热水",),
            hours="08:00-22:00",
        )
    )
    return UUID(told.answer["station_id"])


def _rider(ledger: Ledger, n: int) -> UUID:
    person_id = derive_subject("person", "rider day", n)
    ledger.execute(
        RegisterRider(
            key=f"day:rider:{n}",
            at=EVENING,
            person_id=person_id,
            number=f"R{n:06d}",
            unit_code="1501",
        )
    )
    return person_id


def _read(ledger: Ledger) -> dict[str, Any]:
    """Read visits and points; the wallets must agree with the days."""
    visits: set[tuple[UUID, UUID, datetime, str]] = set()
    points: dict[UUID, int] = {}
    credited, last = 0, 0
    while page := ledger.store.select_notifications(last + 1, PAGE):
        for it in map(ledger.mapper.to_domain_event, page):
            if isinstance(it, Wallet.Credited):
                credited += it.amount
            elif isinstance(it, (VisitDay.VisitCounted, VisitDay.VisitRepeated)):
                points[it.rider_id] = points.get(it.rider_id, 0) + it.points
                assert local_date(it.occurred_at) == DAY
            if isinstance(it, VisitDay.VisitCounted):
                visits.add((it.rider_id, it.station_id, it.occurred_at, it.method))
            elif isinstance(it, VisitDay.VisitWithdrawn):
                points[it.rider_id] -= it.points
                visits.remove((it.rider_id, it.station_id, it.occurred_at, it.method))
        last = page[-1].id
    assert credited == sum(points.values()), "days and wallets disagree"
    return {"visits": visits, "points": {who: it for who, it in points.items() if it}}


if __name__ == "__main__":
    sys.exit(main())
