"""What happens by itself with riders: a grid's term is over on its day."""

from collections.abc import Callable
from datetime import datetime

from ledger.kernel.clock import local_date
from ledger.kernel.commands import Command
from ledger.stations.grid_worker_commands import ExpireGridWorker
from projections.catalogue import Views

DUE_MAX = 200

Do = Callable[[Command], bool]


class RiderJobs:
    """Lets terms of part-time grid work expire; every command's key follows from the term."""

    def __init__(self, views: Views, do: Do) -> None:
        self._views = views
        self._do = do

    def run(self, now: datetime) -> int:
        """Do what is due; return how many terms are over."""
        today = local_date(now)
        due = self._views.grid_workers.over(today, DUE_MAX)
        return sum(
            self._do(
                ExpireGridWorker(
                    key=f"job:grid-over:{today.isoformat()}:{it.hex}",
                    at=now,
                    person_id=it,
                )
            )
            for it in due
        )
