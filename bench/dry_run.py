"""How long a trial of a draft takes: `python -m bench.dry_run [entries]`.

Acts of a year in a large village, by the template's items, generated from one seed.
"""

import json
import random
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from ledger.kernel.ids import new_id
from ledger.moral.dry_run import PastEntry, dry_run
from ledger.moral.template import built_in
from ledger.moral.versions import Stage, Version

ENTRIES = 100_000
HOUSEHOLDS = 1_000
SECONDS_MAX = 5.0
RUNS = 5
RESULT = Path(__file__).parent / "results" / "dry_run.json"


def main() -> None:
    """Measure, print, and fail when it takes too long."""
    entries = int(sys.argv[1]) if len(sys.argv) > 1 else ENTRIES
    version = Version(
        number=1,
        stage=Stage.EDITING,
        items={it.code: it for it in built_in().items},
        deductions_on=True,
    )
    past = list(_entries(version, entries))
    took = []
    for _ in range(RUNS):
        began = time.perf_counter()
        run = dry_run(version, past)
        took.append(time.perf_counter() - began)
    result = {
        "entries": entries,
        "households": run.households,
        "seconds_median": round(sorted(took)[RUNS // 2], 3),
        "seconds_worst": round(max(took), 3),
        "seconds_max": SECONDS_MAX,
    }
    RESULT.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(result, indent=2))
    if max(took) > SECONDS_MAX:
        sys.exit("too slow")


def _entries(version: Version, count: int) -> Iterator[PastEntry]:
    chance = random.Random(20260305)
    households = [new_id() for _ in range(HOUSEHOLDS)]
    items = list(version.items.values())
    for _ in range(count):
        item = chance.choice(items)
        yield PastEntry(
            household_id=chance.choice(households),
            item_code=item.code,
            points=item.points,
            occurred_on=date(2025, 1, 1) + timedelta(days=chance.randrange(365)),
            is_deduction=item.is_deduction,
        )


if __name__ == "__main__":
    main()
