"""Publishing the accounts of quarters, on the first working day after each (art. 30)."""

import logging
from collections.abc import Callable
from datetime import datetime

from api.moral.account_making import make_account
from bootstrap.paging import pages
from ledger.kernel.clock import local_date
from ledger.kernel.commands import Command
from ledger.moral.account_handlers import PublishAccount
from ledger.moral.quarters import public_from
from projections.catalogue import Views
from projections.moral.accounts.views import QuarterRow

_log = logging.getLogger(__name__)


class AccountJobs:
    """Publishes what is due, quarters missed while the house was down included.

    The key follows from the village, the quarter and the versions of its months, and the ledger
    publishes those once: a job that dies half-way, runs twice or runs in two processes changes
    nothing twice. What does not add up is not published, and is looked at again.
    """

    def __init__(self, views: Views, do: Callable[[Command], bool]) -> None:
        self._views = views
        self._do = do

    def run(self, now: datetime) -> int:
        """Publish what is due; return how many accounts were."""
        done = 0
        for found in pages(self._views.accounts.due, _place, ("", "")):
            calendar = self._views.calendar.working_days()
            ready = (it for it in found if local_date(now) >= public_from(it.quarter, calendar))
            done += sum(self._publish(it, now) for it in ready)
        return done

    def _publish(self, row: QuarterRow, now: datetime) -> bool:
        made = make_account(self._views, row)
        if made is None:  # the read models are behind; the next round goes on from there
            return False
        if parts := made.statement.unbalanced():
            _log.error("account %s %s: %s", row.unit_code, row.quarter, ", ".join(parts))
            return False
        versions = "-".join(str(it) for it in row.months.values())
        key = f"job:account:{row.unit_code}:{row.quarter}:{versions}"
        command = PublishAccount(key=key, at=now, statement=made.statement, position=made.position)
        return self._do(command)


def _place(row: QuarterRow) -> tuple[str, str]:
    return row.unit_code, row.quarter
