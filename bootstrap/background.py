"""What runs besides answering: keeping read models up to date, and acting when a day is over."""

import logging
import threading
import time
from collections.abc import Callable
from datetime import timedelta

from api.consents.effects import follow
from bootstrap.container import House
from ledger.kernel.clock import Clock, local_date
from ledger.kernel.commands import Command
from ledger.kernel.errors import LedgerError, UnavailableError
from ledger.kernel.receipts import RECEIPT_DAYS
from ledger.shop.commands import ExpireVoucher
from ledger.wallets.commands import ExpireLots
from projections.positions import ReadModelBehindError

JOBS_EVERY_S = 30.0
KEYS_EVERY_S = 3600.0
"""Old idempotency keys are looked for once an hour: they are kept 400 days."""
DUE_MAX = 200
"""How many overdue vouchers or lots one round takes; the next round takes the next."""

_log = logging.getLogger(__name__)


class Jobs:
    """Lets vouchers and lots run out whose last day is over.

    Every command's key follows from what runs out, so a job that dies half-way, runs twice or
    runs in two processes changes nothing twice (A17).
    """

    def __init__(self, house: House) -> None:
        self._services = house.services
        self._views = house.services.views
        self._ledger = house.ledger
        self._clock: Clock = house.services.clock

    def run_due(self) -> int:
        """Do what is due now; return how many vouchers and wallets were changed."""
        now = self._clock()
        today = local_date(now)
        due: list[Command] = [
            ExpireVoucher(key=f"job:voucher:{it.hex}", at=now, voucher_id=it)
            for it in self._views.vouchers.overdue(today, DUE_MAX)
        ]
        due += [
            ExpireLots(key=f"job:lots:{today.isoformat()}:{it.hex}", at=now, wallet_id=it)
            for it in self._views.lots.overdue(today, DUE_MAX)
        ]
        done = sum(self._do(command) for command in due)
        try:
            follow(self._services)
        except ReadModelBehindError as behind:  # the next round goes on from there
            _log.info("consents: %s", behind.code)
        return done

    def forget_old_keys(self) -> int:
        """Forget idempotency keys that are past their days."""
        return self._ledger.store.prune_receipts(self._clock() - timedelta(days=RECEIPT_DAYS))

    def _do(self, command: Command) -> bool:
        try:
            self._ledger.execute(command)
        except UnavailableError:
            raise
        except LedgerError as refusal:  # collected or cancelled in the last second
            _log.info("%s: %s", command.key, refusal.code)
            return False
        return True


class Background:
    """Runs the projections and the jobs in threads of this process until told to stop."""

    def __init__(self, house: House) -> None:
        self._stop = threading.Event()
        self._runner = house.runner()
        self._jobs = Jobs(house)
        self._threads = [
            threading.Thread(target=self._project, name="projections", daemon=True),
            threading.Thread(target=self._run_jobs, name="jobs", daemon=True),
        ]

    def start(self) -> None:
        """Begin."""
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """End, and wait until both threads have let go."""
        self._stop.set()
        for thread in self._threads:
            thread.join(timeout=10)

    def wait(self, beat: Callable[[], None], every_s: float) -> None:
        """Wait for the end, telling now and then that both threads live."""
        while not self._stop.wait(every_s):
            if all(thread.is_alive() for thread in self._threads):
                beat()

    def end(self) -> None:
        """Ask for the end from a signal handler."""
        self._stop.set()

    def _project(self) -> None:
        self._runner.run(self._stop)

    def _run_jobs(self) -> None:
        keys_from = time.monotonic()
        while not self._stop.wait(JOBS_EVERY_S):
            try:
                self._jobs.run_due()
                if time.monotonic() >= keys_from:
                    keys_from = time.monotonic() + KEYS_EVERY_S
                    self._jobs.forget_old_keys()
            except Exception:  # noqa: BLE001 - the database may be away; the next round tries again
                _log.exception("jobs did not run")
