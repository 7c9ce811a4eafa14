"""How long a certificate takes: the paper alone, and from the wish to the PDF through the API.

Run with ``python -m bench.certificates`` (about two minutes); figures go to
``bench/results/certificates.json``. What must hold: a paper of 1,000 activities in two seconds.
"""

import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from ledger.volunteering.commands import PublishActivity
from people.roles import Role
from tests.api.house import House
from tests.support.village import COMMUNITY

RESULTS = Path(__file__).parent / "results" / "certificates.json"
SIZES = (10, 100, 1_000)
ROUNDS = 5
SECONDS_MAX = 2.0
FIRST = datetime(2024, 1, 1, 1, tzinfo=UTC)


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Return the seconds something took, and what it made."""
    begun = time.perf_counter()
    made = work()
    return time.perf_counter() - begun, made


def serve(house: House, activities: int) -> None:
    """Let the second volunteer be at so many activities, one a day, an hour each."""
    village = house.village
    for n in range(activities):
        village.now = FIRST + timedelta(days=n)
        activity = village.made(
            "activity_id",
            PublishActivity,
            unit_code=COMMUNITY,
            title=f"清洁家园 · 第 {n} 次",
            place="九龙湾街",
            starts_at=village.now,
            ends_at=village.now + timedelta(hours=1),
        )
        village.serve(village.volunteers[1], 60, activity)
    house.now = village.now = FIRST + timedelta(days=activities + 1)
    house.project()


def measure(folder: Path, activities: int) -> dict[str, Any]:
    """Issue and print certificates of so many activities."""
    house = House.on_sqlite(folder).settle()
    serve(house, activities)
    own = house.token(Role.VOLUNTEER, house.village.volunteers[1])
    body = {"from_day": FIRST.date().isoformat()}
    issuing, printing, computing, size = [], [], [], 0
    for _ in range(ROUNDS):
        took_s, answer = timed(lambda: house.post("/certificates", own, body))
        assert answer.json["minutes"] == 60 * activities, answer.text
        issuing.append(took_s)
        number = answer.json["number"]
        house.project()
        before_s = time.process_time()
        took_s, paper = timed(partial(house.get, f"/certificates/{number}/paper", own))
        assert paper.mimetype == "application/pdf"
        printing.append(took_s)
        computing.append(time.process_time() - before_s)
        size = len(paper.data)
    house.close()
    return {
        "activities": activities,
        "issue_ms": round(statistics.median(issuing) * 1000, 1),
        "print_ms": round(statistics.median(printing) * 1000, 1),
        "print_worst_ms": round(max(printing) * 1000, 1),
        "print_cpu_ms": round(statistics.median(computing) * 1000, 1),
        "pdf_kb": round(size / 1024),
    }


def main() -> int:
    """Measure every size; fail if the largest takes too long."""
    rows = []
    for activities in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            rows.append(measure(Path(folder), activities))
        print(rows[-1])
    RESULTS.write_text(json.dumps(rows, indent=2) + "\n", encoding="utf-8")
    whole_s = (rows[-1]["issue_ms"] + rows[-1]["print_worst_ms"]) / 1000
    return 0 if whole_s <= SECONDS_MAX else 1


if __name__ == "__main__":
    sys.exit(main())
