"""S1: commands per second through the library boundary, 32 threads, durable, on PostgreSQL.

Run with ``make bench``. Every round measures each contender for a few seconds, one after the
other, so that a noisy machine is noisy for all; figures are medians, ratios are taken inside a
round. Acknowledged commands are counted again in the store: lost and doubled must be 0.
"""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg

from bench.measure import Figure, ratio, run_threads
from bench.rivals import PGBENCH_TABLE, plain_ledger, run_pgbench, run_plain
from ledger import catalogue
from ledger.kernel.application import Ledger
from ledger.kernel.ids import new_id
from ledger.kernel.postgres import PostgresStore
from ledger.stations.commands import RegisterRider, RegisterStation
from ledger.stations.visit_commands import ScanStation
from ledger.stations.visit_day import Method
from ledger.wallets.commands import CreditPoints, OpenWallet
from ledger.wallets.wallet import Reason, Wallet, WalletKind
from tests.support import binaries, servers

THREADS = 32
ROUNDS = 5
PGBENCH_SECONDS = 2
VISITS_PER_THREAD = 300
EVENTS_PER_VISIT = 3
"""The day opened, the visit counted, the point credited."""
RESULTS = Path(__file__).parent / "results" / "bench.json"
RATIO_MIN = 8.0
"""What this benchmark must show: so many times the plain library."""


def main() -> int:
    """Run all rounds, print the table, write the JSON; fail if a promise is not kept."""
    assert catalogue.AGGREGATES
    ours = Figure("S1", "redbee: credit a wallet", "library")
    visits = Figure("S1", "redbee: rider visit with its point", "library")
    plain = Figure("S1", "eventsourcing 9.5: get + save", "library")
    rows = Figure("S1", "pgbench: one-row commits", "database")
    with servers.postgres() as base:
        for number in range(1, ROUNDS + 1):
            _round(base, number, ours, visits, plain, rows)
    figures = [it.as_json([plain, rows]) for it in (ours, visits)]
    figures += [plain.as_json([]), rows.as_json([])]
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(figures, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    _print(figures)
    kept = ratio(ours, plain) >= RATIO_MIN and not any(
        it["lost"] or it["doubled"] for it in figures
    )
    print(
        "kept" if kept else f"NOT KEPT: less than {RATIO_MIN} x plain, or something lost or doubled"
    )
    return 0 if kept else 1


def _round(
    base: str, number: int, ours: Figure, visits: Figure, plain: Figure, rows: Figure
) -> None:
    print(f"round {number} of {ROUNDS} ...", file=sys.stderr, flush=True)
    with servers.database(base) as url:
        ledger = Ledger(_store(url))
        try:
            ours.add(*_credits(ledger))
            visits.add(*_visits(ledger))
        finally:
            ledger.close()
        with plain_ledger(url) as app:
            load, lost, doubled = run_plain(app, THREADS)
            plain.add(load.rate_per_s, load.p99_ms, lost=lost, doubled=doubled)
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(PGBENCH_TABLE)
        rows.add(
            run_pgbench(binaries.postgres_bin() / "pgbench", url, THREADS, PGBENCH_SECONDS), None
        )


def _store(url: str) -> PostgresStore:
    store = PostgresStore(url)
    store.create()
    return store


def _credits(ledger: Ledger) -> tuple[float, float]:
    now = datetime.now(UTC)
    wallets = [_wallet(ledger, n, now) for n in range(THREADS)]

    def credit(thread: int, n: int) -> None:
        ledger.execute(
            CreditPoints(
                key=f"credit-{thread}-{n}",
                at=now,
                wallet_id=wallets[thread],
                amount=1,
                reason=Reason.AWARD,
                occurred_at=now,
            )
        )

    load = run_threads(THREADS, credit)
    stored = sum(_available(ledger, wallet, now) for wallet in wallets)
    assert stored == load.acknowledged, f"{load.acknowledged} acknowledged, {stored} stored"
    return load.rate_per_s, load.p99_ms


def _visits(ledger: Ledger) -> tuple[float, float]:
    """Count visits of riders who come for the first time: a cold stream, a visit and a point."""
    now = datetime.now(UTC)
    station = ledger.execute(
        RegisterStation(
            key="station", at=now, unit_code="150104003005", name="s", services=(), hours=""
        )
    )
    station_id = UUID(station.answer["station_id"])
    riders = [[new_id() for _ in range(VISITS_PER_THREAD)] for _ in range(THREADS)]

    def register(thread: int, n: int) -> None:
        ledger.execute(
            RegisterRider(
                key=f"rider-{thread}-{n}",
                at=now,
                person_id=riders[thread][n],
                number=f"R{thread}-{n}",
                unit_code="1501",
            )
        )

    def scan(thread: int, n: int) -> None:
        ledger.execute(
            ScanStation(
                key=f"visit-{thread}-{n}",
                at=now,
                station_id=station_id,
                rider_id=riders[thread][n],
                method=Method.SCREEN,
                occurred_at=now,
            )
        )

    run_threads(THREADS, register, times=VISITS_PER_THREAD)
    before = ledger.store.max_notification_id() or 0
    load = run_threads(THREADS, scan, times=VISITS_PER_THREAD)
    stored = (ledger.store.max_notification_id() or 0) - before
    assert stored == EVENTS_PER_VISIT * load.acknowledged, f"{load.acknowledged} acknowledged"
    return load.rate_per_s, load.p99_ms


def _wallet(ledger: Ledger, number: int, now: datetime) -> UUID:
    opened = ledger.execute(
        OpenWallet(
            key=f"wallet-{number}",
            at=now,
            owner_id=new_id(),
            kind=WalletKind.HOUSEHOLD,
            unit_code="150104003005",
        )
    )
    return UUID(opened.answer["wallet_id"])


def _available(ledger: Ledger, wallet_id: UUID, now: datetime) -> int:
    wallet: Wallet = ledger.repository.get(wallet_id)
    return wallet.available(now)


def _print(figures: list[dict[str, Any]]) -> None:
    for it in figures:
        ratios = ", ".join(f"{ratio} x {name}" for name, ratio in it["ratio_to"].items())
        p99 = f"p99 {it['p99_ms']} ms" if it["p99_ms"] else "p99 not told"
        print(
            f"{it['name']:36} {it['rate_per_s']:>9.0f}/s  {p99:18}"
            f" lost {it['lost']}, doubled {it['doubled']}  {ratios}"
        )


if __name__ == "__main__":
    sys.exit(main())
