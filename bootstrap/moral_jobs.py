"""What happens by itself with moral points: posting when a notice ends."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from ledger.kernel.commands import Command
from ledger.moral.notice_commands import PostClaim
from projections.catalogue import Views
from projections.reader import PAGE_MAX

POST_PAGES_MAX = 100
"""Pages of acts that one round posts; the next round goes on from there."""


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
        done = 0
        after: tuple[datetime, UUID] | None = None
        for _ in range(POST_PAGES_MAX):
            found = self._views.notices.due(now, PAGE_MAX, after)
            for it in found:
                key = f"job:post:{it.claim_id.hex}:{it.round}"
                done += self._do(PostClaim(key=key, at=now, claim_id=it.claim_id, round=it.round))
            if len(found) < PAGE_MAX:
                break
            after = (found[-1].due_at, found[-1].claim_id)
        return done
