"""One process of buyers: `python -m tests.ledger.buyers URL ITEM KEY WALLET…`.

Waits for a line on its standard input, then every wallet buys one piece in a thread of its own.
Prints one line for each: the voucher, or the code of the refusal.
"""

import sys
from datetime import UTC, datetime
from functools import partial
from uuid import UUID

from ledger.kernel.application import Ledger
from ledger.kernel.errors import LedgerError
from ledger.kernel.postgres import PostgresStore
from tests.support.ledgers import Village, at_once

THREADS = 16


def main(url: str, item_id: str, key: str, *wallets: str) -> None:
    """Buy one piece for each wallet, sixteen at a time."""
    village = Village(Ledger(PostgresStore(url)), at=datetime.now(UTC))
    assert village.ledger.store.max_notification_id()
    shares = [wallets[n::THREADS] for n in range(min(THREADS, len(wallets)))]
    print("ready", flush=True)  # noqa: T201 - this is a program
    sys.stdin.readline()

    said: list[str] = []

    def press(share: tuple[str, ...]) -> None:
        for wallet_id in share:
            try:
                told = village.buy(UUID(item_id), UUID(wallet_id), key=f"{key}{wallet_id}")
                said.append(told.answer["voucher_id"])
            except LedgerError as refusal:
                said.append(refusal.code)

    outcomes = at_once([partial(press, it) for it in shares])  # type: ignore[misc]
    print("\n".join(said))  # noqa: T201
    village.ledger.close()
    assert outcomes == [None] * len(shares), outcomes


if __name__ == "__main__":
    main(*sys.argv[1:])
