"""What happens by itself with moral points: posting when a notice ends."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from bootstrap.paging import pages
from ledger.kernel.commands import Command
from ledger.moral.notice_commands import PostClaim
from projections.catalogue import Views
from projections.moral.notices.rows import DueRow


class NoticeJobs:
    """Posts what stood on notice undisturbed, the earliest first.

    The key follows from the act and the round of its notice, and the ledger posts an act once: a
    job that dies half-way, runs twice or runs in two processes changes nothing twice.
    """

    def __init__(self, views: Views, do: Callable[[Command], bool]) -> None:
        self._views = views
        self._do = do

    def run(self, now: datetime) -> int:
        """Post what is due; return how many acts were posted."""
        notices, done = self._views.notices, 0
        for found in pages(lambda n, after: notices.due(now, n, after), _place, None):
            for it in found:
                key = f"job:post:{it.claim_id.hex}:{it.round}"
                done += self._do(PostClaim(key=key, at=now, claim_id=it.claim_id, round=it.round))
        return done


def _place(row: DueRow) -> tuple[datetime, UUID]:
    return row.due_at, row.claim_id
