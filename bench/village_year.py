"""A village's year: 324 households, two claims a month each, every month closed by two people.

Run with ``python -m bench.village_year`` (some minutes), ``--json`` for a program. Everything goes
through the commands and the background jobs of the product; only the clock is virtual, and jumps
from one thing that happens to the next. The twelve months lie around a New Year of which both
years' days off are known. Every job runs twice at every step, and the second run may not write one
event. Lots, balances, scores and every figure of every month are counted by hand as well
(``bench.year.tally``); at the end ``check`` derives every read model from the log again. The
bench ends with the first figure that differs.
"""

import json
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import click

from bench.year.acts import Queue
from bench.year.homes import Homes
from bench.year.jobs import TwiceRunJobs
from bench.year.months import Months
from bench.year.setting import Clock, Village, moment
from bench.year.stories import acts_of
from bench.year.tally import Caps, Tally
from bootstrap.config import Config
from bootstrap.container import House, build, prepare
from bootstrap.progress import bar
from tests.support import servers

HOUSEHOLDS, MONTHS = 324, 12
NEW_YEAR = date(2026, 1, 1)
"""Days off of both years around it come with the house."""
LIST_ON, REST_ON = 3, 18
"""The list of a month comes by the third; what was passed since, in the middle of the month."""
SHOP_ON, CHANGE_ON = 28, 10
REOPENED = 1
"""The month, counted from 0, that is opened again and closed a second time."""
RESULTS = Path(__file__).parent / "results" / "village_year.json"
SECONDS_MAX = 600.0


@click.command()
@click.option("--households", default=HOUSEHOLDS, show_default=True, type=click.IntRange(12))
@click.option("--months", default=MONTHS, show_default=True, type=click.IntRange(2, MONTHS))
@click.option("--store", default="sqlite", type=click.Choice(["sqlite", "postgresql"]))
@click.option("--json", "as_json", is_flag=True, help="Print the figures for a program.")
def main(households: int, months: int, store: str, *, as_json: bool) -> None:
    """Let the year pass, print what it came to; fail if a figure differs or it took too long."""
    with opened(store) as (house, clock):
        figures = pass_a_year(house, clock, households, months) | {"store": store}
    if (households, months) == (HOUSEHOLDS, MONTHS):
        known = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {}
        told = json.dumps(known | {store: figures}, indent=2, ensure_ascii=False)
        RESULTS.write_text(told + "\n", encoding="utf-8")
    print(json.dumps(figures, indent=2, ensure_ascii=False) if as_json else _told(figures))
    sys.exit(0 if figures["seconds"] <= SECONDS_MAX else "too slow")


@contextmanager
def opened(store: str) -> Iterator[tuple[House, Clock]]:
    """Build a house of its own on SQLite, or on a PostgreSQL server's new database."""
    clock = Clock(moment(NEW_YEAR))
    with tempfile.TemporaryDirectory() as folder:
        settings = {"REDBEE_DATA_DIR": folder}
        if store == "sqlite":
            yield from _house(settings, clock)
            return
        with servers.postgres() as base, servers.database(base) as url:
            yield from _house(settings | {"REDBEE_DATABASE_URL": url}, clock)


def _house(settings: dict[str, str], clock: Clock) -> Iterator[tuple[House, Clock]]:
    config = Config.from_env(settings)
    prepare(config)
    house = build(config, clock)
    try:
        yield house, clock
    finally:
        house.close()


def pass_a_year(house: House, clock: Clock, households: int, months: int) -> dict[str, Any]:
    """Let so many months pass around the New Year; return the figures, or fail at the first."""
    begun = time.perf_counter()
    year = Year(house, clock, households, months)
    year.pass_by()
    passed_s = time.perf_counter() - begun
    compared = year.months.judge()
    seconds, village = time.perf_counter() - begun, year.village
    return {
        "households": households,
        "months": months,
        "claims": year.homes.tally.counts["proposed"],
        "commands": village.commands,
        "sent_twice": village.resent,
        "events": village.position,
        "job_runs": year.jobs.runs,
        "written_by_jobs": dict(sorted(year.jobs.written.items())),
        "households_compared": compared,
        "check": "green",
        "seconds": round(seconds, 1),
        "seconds_of_check": round(seconds - passed_s, 1),
        "events_per_s": round(village.position / passed_s),
        "by_month": year.months.table,
    }


class Year:
    """The year, from the first midnight to the closing of the last month."""

    def __init__(self, house: House, clock: Clock, households: int, months: int) -> None:
        self.first = _months_on(NEW_YEAR, -((months + 1) // 2))
        self.end = _months_on(self.first, months)
        self.village = Village(house, clock, households)
        self.village.settle(self.first)
        items = self.village.items.items()
        caps = {code: Caps(it.day_cap, it.month_cap, it.year_cap) for code, it in items}
        self.homes = Homes(self.village, Tally(caps), Queue())
        self.months = Months(self.homes)
        self.jobs = TwiceRunJobs(self.village)
        self._plan()

    def _plan(self) -> None:
        """Enter what is known beforehand; what follows from it enters itself."""
        queue, homes = self.homes.queue, self.homes
        for act in acts_of(self.village.homes, self.first, self.end):
            at = moment(act.filed_on, 19, act.n % 60)
            queue.put(at, lambda it=act: homes.file(it))  # type: ignore[misc]
        queue.put(moment(self.first + timedelta(days=1), 9), lambda: homes.bring_points(NEW_YEAR))
        month = self.first
        while month < self.end:
            before = f"{month - timedelta(days=1):%Y-%m}"
            listed = moment(month.replace(day=LIST_ON), 9)
            queue.put(listed, lambda it=before: homes.publish(it))  # type: ignore[misc]
            queue.put(moment(month.replace(day=REST_ON), 9), homes.publish)
            queue.put(moment(month.replace(day=SHOP_ON), 10), homes.buy)
            month = _months_on(month, 1)
        changing = _months_on(self.first, 1).replace(day=CHANGE_ON)
        queue.put(moment(changing, 23), homes.merge)
        queue.put(moment(changing, 23, 30), homes.split)

    def pass_by(self) -> None:
        """Let day after day pass: what people do, and at midnight what the jobs do."""
        days = (self.end - self.first).days
        each = (self.first + timedelta(days=it) for it in range(1, days + 1))
        for day in bar(each, "days", days):
            midnight = moment(day)
            self.homes.queue.run(midnight, self.village)
            if self.homes.due_at(day):
                self.jobs.run(midnight - timedelta(seconds=1), {"Claim.Posted": 0})
            self._midnight(day, midnight)
            if day.day == 1:
                before = (day - timedelta(days=1)).replace(day=1)
                self.months.close(before, day, reopened=len(self.months.table) == REOPENED)

    def _midnight(self, day: date, midnight: datetime) -> None:
        self.village.clock.now = midnight
        self.jobs.run(midnight, self.homes.midnight(day))


def _months_on(day: date, months: int) -> date:
    """Return the first day of the month so many months from one."""
    n = day.year * 12 + day.month - 1 + months
    return date(n // 12, n % 12 + 1, 1)


def _told(figures: dict[str, Any]) -> str:
    """Write the figures for people."""
    points = ("opening", "earned", "deducted", "redeemed", "expired", "reversed", "closing")
    claims = ("proposed", "posted", "capped", "rejected", "withdrawn")
    names = ("month", *points, "uncollected", "shortfall", *claims, "events", "seconds")
    lines = [_row(names)]
    for row in figures["by_month"]:
        told = row | {it: row["claims"][it] for it in claims}
        lines.append(_row(told[it] for it in names))
    lines += [f"{name}: {it}" for name, it in figures.items() if name != "by_month"]
    return "\n".join(lines)


def _row(cells: Iterable[object]) -> str:
    return " ".join(f"{it}".rjust(11) for it in cells)


if __name__ == "__main__":
    main()
