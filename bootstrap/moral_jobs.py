"""What happens by itself with moral points: posting when a notice ends, within the money."""

from collections.abc import Callable, Iterable
from datetime import datetime
from uuid import UUID

from bootstrap.paging import pages
from ledger.kernel.commands import Command
from ledger.moral.notice_commands import PostClaim
from ledger.shop.fund_commands import MeasureFund
from projections.catalogue import Views
from projections.moral.notices.rows import DueRow
from projections.shop.funds.rows import ApprovalRow, FundRow

Do = Callable[[Command], bool]


class NoticeJobs:
    """Posts what stood on notice undisturbed, the earliest first.

    The key follows from the act and the round of its notice, and the ledger posts an act once: a
    job that dies half-way, runs twice or runs in two processes changes nothing twice.

    Gains of a village whose money is spoken for are not even read, but those the committee let
    through; what one round posts in a village ends with the gain that uses its money up.
    """

    def __init__(self, views: Views, do: Do) -> None:
        self._views = views
        self._do = do

    def run(self, now: datetime) -> int:
        """Post what is due; return how many acts were posted."""
        full = self._full()
        rooms, done = Rooms(self._views.funds.several), 0
        read = self._views.notices.due
        for found in pages(lambda n, after: read(now, n, after, full), _place, None):
            rooms.look_up(it.unit_code for it in found if not it.is_deduction)
            done += sum(self._post(it, now) for it in found if rooms.take(it))
        return done + self._approved(now, full)

    def _approved(self, now: datetime, full: frozenset[str]) -> int:
        """Post the gains that were let through one by one, where others wait."""
        done = 0
        for found in pages(self._views.gain_approvals.waiting, _order, 0):
            due = self._views.notices.due_among((it.claim_id for it in found), now)
            done += sum(self._post(it, now) for it in due if it.unit_code in full)
        return done

    def _post(self, it: DueRow, now: datetime) -> bool:
        key = f"job:post:{it.claim_id.hex}:{it.round}"
        return self._do(PostClaim(key=key, at=now, claim_id=it.claim_id, round=it.round))

    def _full(self) -> frozenset[str]:
        """Return the villages whose money is spoken for."""
        found = pages(self._views.funds.at_limit, str, "")
        return frozenset(unit for page in found for unit in page)


class Rooms:
    """How many points each village may still give in this round.

    Read once a page of what is due, and counted down: all gains of a notice come due at the same
    second, and the read models know of none of them before the round is over.
    """

    def __init__(self, read: Callable[[Iterable[str]], dict[str, FundRow]]) -> None:
        self._read = read
        self._left: dict[str, int | None] = {}

    def look_up(self, unit_codes: Iterable[str]) -> None:
        """Read the room of villages that no page has named before; None is without end."""
        new = set(unit_codes) - self._left.keys()
        if not new:
            return
        found = self._read(new)
        for unit in new:
            fund = found.get(unit)
            self._left[unit] = fund.meter.room_points if fund and fund.is_limited else None

    def take(self, it: DueRow) -> bool:
        """Tell whether an act may be posted now, and count a gain down."""
        if it.is_deduction:
            return True
        left = self._left[it.unit_code]
        if left is None:
            return True
        self._left[it.unit_code] = left - it.points
        return left > 0


class FundJobs:
    """States in the ledger when a village's points come to what its money covers, and back.

    The key follows from the position up to which the figures hold: two processes, or a job that
    runs twice, state a crossing once.
    """

    def __init__(self, views: Views, do: Do) -> None:
        self._views = views
        self._do = do

    def run(self, now: datetime) -> int:
        """State what was crossed; return how many villages were measured anew."""
        done = 0
        for found in pages(self._views.funds.crossing, _unit, ""):
            done += sum(self._do(_measure(it, now)) for it in found)
        return done


def _measure(row: FundRow, now: datetime) -> MeasureFund:
    return MeasureFund(
        key=f"job:fund:{row.unit_code}:{row.position}",
        at=now,
        unit_code=row.unit_code,
        outstanding_points=row.outstanding_points,
        redeemed_fen=row.redeemed_fen,
    )


def _place(row: DueRow) -> tuple[datetime, UUID]:
    return row.due_at, row.claim_id


def _order(row: ApprovalRow) -> int:
    return row.position


def _unit(row: FundRow) -> str:
    return row.unit_code
