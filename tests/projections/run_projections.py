"""A process that projects page by page and tells each: python -m ... EVENTS READS."""

import sys

from ledger.kernel.application import Ledger
from projections.catalogue import PROJECTIONS
from projections.runner import Runner
from projections.store import ReadStore
from tests.projections.setting import event_store


class Telling(ReadStore):
    """Prints every position it announces."""

    def announce(self, position: int) -> None:
        super().announce(position)
        print(position, flush=True)  # noqa: T201


if __name__ == "__main__":
    ledger = Ledger(event_store(sys.argv[1]))
    store = Telling(sys.argv[2])
    Runner(ledger, store, PROJECTIONS, page_events=20).catch_up()
    sys.stdin.read()
