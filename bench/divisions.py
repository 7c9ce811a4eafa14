"""The whole country's tree through ``redbee import``, on each store: once anew, once again.

Run with ``python -m bench.divisions`` (about six minutes); add a number of villages for less. The
names are made up, the counts of each level are the country's. What must hold: 620,573 villages in
at most three minutes, and a second import that changes nothing.
"""

import csv
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.support import servers

VILLAGES = 620_573
LEVEL_COUNTS = (("province", 31), ("city", 333), ("county", 2_843), ("township", 41_352))
SECONDS_MAX = 180
_DIGITS = {"province": 2, "city": 2, "county": 2, "township": 3, "village": 3}
_ROOM = 999
Row = tuple[str, str, str, str]


def country(villages: int) -> Iterator[Row]:
    """Yield a tree with the country's number of units on each level, parents first."""
    above = [""]
    for level, count in (*LEVEL_COUNTS, ("village", villages)):
        digits = _DIGITS[level]
        made = []
        for n in range(count):
            parent = above[n % len(above)]
            number = n // len(above) + 1
            assert number <= min(_ROOM, 10**digits - 1), f"{parent} is full"
            code = f"{parent}{number:0{digits}d}"
            made.append(code)
            yield code, f"{level}{n}", level, parent
        above = made


def main() -> int:
    """Import on both stores and print a line of JSON for each."""
    villages = int(sys.argv[1]) if len(sys.argv) > 1 else VILLAGES
    kept = True
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "country.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(("code", "name", "level", "parent_code"))
            writer.writerows(country(villages))
        for store, settings in (("postgresql", _postgres), ("sqlite", _sqlite)):
            with settings(Path(folder) / store) as env:
                _redbee(env, "init")
                first_s, first = _import(env, path)
                again_s, again = _import(env, path)
            print(json.dumps({"store": store, "first_s": first_s, "again_s": again_s, **first}))
            assert first["new"] == first["units"], first
            assert (again["new"], again["renamed"], again["moved"]) == (0, 0, 0), again
            kept = kept and first_s <= SECONDS_MAX
    print("kept" if kept else f"NOT KEPT: more than {SECONDS_MAX} s")
    return 0 if kept else 1


@contextmanager
def _postgres(folder: Path) -> Iterator[dict[str, str]]:
    with servers.postgres() as base, servers.database(base) as url:
        yield {"REDBEE_DATA_DIR": str(folder), "REDBEE_DATABASE_URL": url}


@contextmanager
def _sqlite(folder: Path) -> Iterator[dict[str, str]]:
    yield {"REDBEE_DATA_DIR": str(folder)}


def _import(env: dict[str, str], path: Path) -> tuple[float, dict[str, Any]]:
    begun = time.perf_counter()
    answer = json.loads(_redbee(env, "import", str(path), "--json"))
    return round(time.perf_counter() - begun, 1), answer


def _redbee(env: dict[str, str], *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "bootstrap", *arguments],
        env=os.environ | env,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        check=True,
        text=True,
    )
    return done.stdout


if __name__ == "__main__":
    sys.exit(main())
