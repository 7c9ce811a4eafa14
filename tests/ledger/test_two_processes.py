"""Real processes on PostgreSQL: what two of them sell was there to be sold."""

import subprocess
import sys
from collections import Counter
from pathlib import Path
from uuid import UUID

import pytest

from ledger.kernel.application import Ledger
from ledger.kernel.postgres import PostgresStore
from tests.support.ledgers import Village, read_log

ROOT = Path(__file__).parent.parent.parent
ANSWER_S_MAX = 120


def _start(url: str, item_id: UUID, key: str, wallets: list[UUID]) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.ledger.buyers", url, str(item_id), key, *map(str, wallets)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def _play(*processes: subprocess.Popen[str]) -> list[str]:
    """Give the word to all, and collect what each caller was told."""
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    told = []
    for process in processes:
        out, _ = process.communicate(timeout=ANSWER_S_MAX)
        assert process.returncode == 0
        told += out.split()
    return told


@pytest.mark.service
def test_fifty_buyers_in_two_processes_get_five_pieces(postgres_url: str) -> None:
    store = PostgresStore(postgres_url)
    store.create()
    village = Village(Ledger(store))
    item_id = village.item(price=30, stock=5)
    wallets = [village.wallet(points=30) for _ in range(50)]

    told = _play(
        _start(postgres_url, item_id, "", wallets[:25]),
        _start(postgres_url, item_id, "", wallets[25:]),
    )

    assert Counter(told)["out_of_stock"] == 45
    assert len(set(told) - {"out_of_stock"}) == 5
    loaded = [village.load(it) for it in wallets]
    assert sorted(it.held for it in loaded) == [0] * 45 + [30] * 5
    assert all(it.open_lots.get(day, 0) >= 0 for it in loaded for day in it.open_lots)
    assert village.load(item_id).free == 0
    read_log(village.ledger)
    village.ledger.close()


@pytest.mark.service
def test_the_same_fifty_commands_through_two_processes_happen_once(postgres_url: str) -> None:
    store = PostgresStore(postgres_url)
    store.create()
    village = Village(Ledger(store))
    item_id = village.item(price=30, stock=50)
    wallets = [village.wallet(points=60) for _ in range(50)]

    told = _play(*(_start(postgres_url, item_id, "same-", wallets) for _ in range(2)))

    assert sorted(Counter(told).values()) == [2] * 50
    assert village.load(item_id).free == 0
    read_log(village.ledger)
    village.ledger.close()
