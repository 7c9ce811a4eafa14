"""What runs besides answering: keeping read models up to date, and acting when a day is over."""

import logging
import threading
import time
from collections.abc import Callable
from datetime import datetime

from api.consents.effects import follow
from api.rights.erasing import carry_out
from bootstrap.account_jobs import AccountJobs
from bootstrap.container import House
from bootstrap.lot_expiry import LotExpiry
from bootstrap.lot_reminders import LotReminders
from bootstrap.moral_jobs import FundJobs, NoticeJobs
from bootstrap.pushing import PushJobs
from bootstrap.reminders import Reminders
from bootstrap.report_jobs import ReportJobs
from bootstrap.retention import run_rules
from bootstrap.rider_jobs import RiderJobs
from ledger.kernel.clock import Clock, local_date
from ledger.kernel.commands import Command
from ledger.kernel.errors import LedgerError, UnavailableError
from ledger.moral.book_commands import MergeScoreYears
from ledger.shop.voucher_commands import ExpireVoucher
from ledger.volunteering.activity import ENDS_BY_ITSELF
from ledger.volunteering.activity_commands import EndActivity
from ledger.volunteering.commands import CloseAttendance
from projections.positions import ReadModelBehindError

JOBS_EVERY_S = 30.0
RETENTION_EVERY_S = 86_400.0
"""What has been kept long enough is looked for at the start and once a day."""
DUE_MAX = 200
"""How many overdue vouchers or attendances one round takes; the next round takes the next."""

_log = logging.getLogger(__name__)


class Jobs:
    """Lets run out what is over: vouchers, lots, activities, stays whose end nobody saw.

    Every command's key follows from what runs out, so a job that dies half-way, runs twice or
    runs in two processes changes nothing twice (A17).
    """

    def __init__(self, house: House) -> None:
        self._house = house
        self._services = house.services
        self._views = house.services.views
        self._ledger = house.ledger
        self._clock: Clock = house.services.clock
        self._reminders = Reminders(self._views, self._do)
        self._lots = LotExpiry(self._views, self._do)
        self._funds = FundJobs(self._views, self._do)
        self._notices = NoticeJobs(self._views, self._do)
        self._accounts = AccountJobs(self._views, self._do)
        self._reports = ReportJobs(self._views, self._do)
        self._riders = RiderJobs(self._views, self._do)
        self._pushes = PushJobs(self._services)
        is_minor = house.services.directory.minors.is_minor
        self._lot_reminders = LotReminders(self._views, is_minor, self._do)

    def run_due(self) -> int:
        """Do what is due now; return how many vouchers, wallets and attendances were changed."""
        now = self._clock()
        today = local_date(now)
        due: list[Command] = [
            ExpireVoucher(key=f"job:voucher:{it.hex}", at=now, voucher_id=it)
            for it in self._views.vouchers.overdue(today, DUE_MAX)
        ]
        due += [
            CloseAttendance(
                key=f"job:close:{it.attendance_id.hex}",
                at=now,
                activity_id=it.activity_id,
                person_id=it.person_id,
            )
            for it in self._views.attendances.to_close(now, DUE_MAX)
        ]
        due += [
            EndActivity(key=f"job:end:{it.hex}", at=now, activity_id=it)
            for it in self._views.activities.to_end(now - ENDS_BY_ITSELF, DUE_MAX)
        ]
        due += [
            MergeScoreYears(
                key=f"job:scores:{year}:{gone.hex}:{into.hex}",
                at=now,
                household_id=into,
                from_household_id=gone,
                year=year,
            )
            for gone, into, year in self._views.scores.to_merge(today.year - 1, DUE_MAX)
        ]
        done = sum(self._do(command) for command in due)
        try:
            follow(self._services)
        except ReadModelBehindError as behind:  # the next round goes on from there
            _log.info("consents: %s", behind.code)
        done += self._lots.run(now)
        done += self._funds.run(now)
        done += self._notices.run(now) + self._accounts.run(now)
        done += self._reports.run(now)
        done += self._reminders.run(now) + self._lot_reminders.run(now)
        done += self._riders.run(now) + self._pushes.run()
        return done + self._erase_due(now)

    def _erase_due(self, now: datetime) -> int:
        """Forget whoever asked for it and did not take it back (A21)."""
        due = self._views.erasures.due(local_date(now), DUE_MAX)
        return sum(carry_out(self._services, person_id, at=now) for person_id in due)

    def forget_what_is_due(self) -> dict[str, int]:
        """Run the rules of retention; tell what went by which."""
        return run_rules(self._house, self._clock())

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
        retention_from = time.monotonic()
        while not self._stop.wait(JOBS_EVERY_S):
            try:
                self._jobs.run_due()
                if time.monotonic() >= retention_from:
                    retention_from = time.monotonic() + RETENTION_EVERY_S
                    self._jobs.forget_what_is_due()
            except Exception:  # noqa: BLE001 - the database may be away; the next round tries again
                _log.exception("jobs did not run")
