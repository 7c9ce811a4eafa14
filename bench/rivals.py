"""The rivals of one run: the plain library, and PostgreSQL's own one-row commits."""

import re
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit
from uuid import UUID

from eventsourcing.application import Application
from eventsourcing.domain import Aggregate, event

from bench.measure import Load, run_threads


class Account(Aggregate):
    """The least an account can be: one number. It favours the rival."""

    @event("Opened")
    def __init__(self) -> None:
        self.balance = 0

    @event("Credited")
    def credit(self, amount: int, reason: str) -> None:  # noqa: ARG002 - the event keeps it
        self.balance += amount


class PlainLedger(Application[UUID]):
    """Plain ``eventsourcing``: load, change, save; one transaction each."""

    name = "plain"


@contextmanager
def plain_ledger(url: str) -> Iterator[PlainLedger]:
    """Open the plain library on PostgreSQL with as many connections as it has callers."""
    parts = urlsplit(url)
    env = {
        "PERSISTENCE_MODULE": "eventsourcing.postgres",
        "POSTGRES_DBNAME": parts.path.lstrip("/"),
        "POSTGRES_HOST": parts.hostname or "127.0.0.1",
        "POSTGRES_PORT": str(parts.port or 5432),
        "POSTGRES_USER": parts.username or "",
        "POSTGRES_PASSWORD": parts.password or "",
        "POSTGRES_POOL_SIZE": "10",
        "POSTGRES_MAX_OVERFLOW": "30",
    }
    with PlainLedger(env=env) as app:
        yield app


def run_plain(app: PlainLedger, threads: int) -> tuple[Load, int, int]:
    """Credit one account a thread; return the load, and what was lost and doubled."""
    accounts = [Account() for _ in range(threads)]
    for account in accounts:
        app.save(account)

    def credit(thread: int, _: int) -> None:
        account: Account = app.repository.get(accounts[thread].id)
        account.credit(amount=1, reason="bench")
        app.save(account)

    load = run_threads(threads, credit)
    stored = sum(app.repository.get(it.id).version - 1 for it in accounts)
    return load, max(0, load.acknowledged - stored), max(0, stored - load.acknowledged)


def run_pgbench(binary: Path, url: str, clients: int, seconds: int) -> float:
    """Insert one row and commit, again and again; return transactions per second."""
    with tempfile.NamedTemporaryFile("w", suffix=".sql") as script:
        script.write("INSERT INTO bench_rows VALUES (gen_random_uuid(), 1, 'credit', '\\x00');\n")
        script.flush()
        command = [str(binary), "-n", "-f", script.name, "-c", str(clients), "-j", "2"]
        done = subprocess.run(
            [*command, "-M", "prepared", "-T", str(seconds), url],
            capture_output=True,
            text=True,
            timeout=seconds + 30,
            check=True,
        )
    found = re.search(r"tps = ([\d.]+) \(without", done.stdout)
    assert found, done.stdout
    return float(found[1])


PGBENCH_TABLE = (
    "CREATE TABLE IF NOT EXISTS bench_rows"
    " (stream_id uuid, version bigint, topic text, state bytea,"
    " position bigserial, PRIMARY KEY (stream_id, version))"
)
