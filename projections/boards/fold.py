"""How events become scores."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ledger.kernel.clock import local_date
from ledger.stations.station import Station
from ledger.stations.visit_day import VisitDay
from ledger.volunteering.attendance import Attendance
from ledger.volunteering.service_year import ServiceYear
from ledger.wallets.wallet import Reason, Wallet, WalletKind
from projections.boards.board import ALL_TIME, Board, month_of, scopes_of
from projections.projection import Fold, LogEvent, folds
from projections.rows import Record


@dataclass(frozen=True, slots=True)
class Change:
    """Points that move one member's score on the boards of a unit and those above it."""

    board: str
    unit_code: str
    month: str
    member_id: str
    points: int
    position: int

    @property
    def keys(self) -> list[tuple[str, str, str, str]]:
        """Keys of the scores it moves."""
        return [
            (self.board, scope_code, period, self.member_id)
            for scope_code in scopes_of(self.unit_code)
            for period in (ALL_TIME, self.month)
        ]


class BoardsFold(Fold):
    """One batch of what counts on leaderboards; scores are read once all changes are known."""

    def load(self, batch: Sequence[LogEvent]) -> None:
        """Read what the events leave out."""
        self._changes: list[Change] = []
        credited = [log.event for log in batch if isinstance(log.event, Wallet.Credited)]
        self.rows["wallets"].load(it.originator_id for it in credited)
        self.rows["stations"].load(
            it.source_id for it in credited if it.source_id and it.reason == Reason.VISIT
        )
        self.rows["credits"].load(
            log.event.reverses for log in batch if isinstance(log.event, Wallet.Reversed)
        )

    @folds(Wallet.Opened)
    def _opened(self, log: LogEvent) -> None:
        event = log.event
        self.rows["wallets"].put(
            {
                "wallet_id": event.originator_id,
                "owner_id": event.owner_id,
                "kind": event.kind,
                "unit_code": event.unit_code,
            }
        )

    @folds(Station.Registered)
    def _station(self, log: LogEvent) -> None:
        self.rows["stations"].put(
            {"station_id": log.event.originator_id, "unit_code": log.event.unit_code}
        )

    @folds(Attendance.MinutesCounted, ServiceYear.Counted)
    def _minutes_counted(self, log: LogEvent) -> None:
        event = log.event
        by_year = isinstance(event, ServiceYear.Counted)
        month = month_of(event.served_on) if by_year else _month(event.counted_from)
        before = event.previous_minutes if by_year else 0
        unit, minutes, at = event.unit_code, event.minutes - before, log.position
        self._change(Board.MINUTES, unit, month, str(event.person_id), minutes, at)
        self._change(Board.UNITS, unit, month, unit, minutes, at)

    @folds(VisitDay.VisitCounted)
    def _visited(self, log: LogEvent) -> None:
        event = log.event
        month = _month(event.occurred_at)
        self._change(Board.STATIONS, event.unit_code, month, str(event.station_id), 1, log.position)

    @folds(VisitDay.VisitWithdrawn)
    def _withdrew(self, log: LogEvent) -> None:
        event, station = log.event, str(log.event.station_id)
        month = _month(event.occurred_at)
        self._change(Board.STATIONS, event.unit_code, month, station, -1, log.position)

    @folds(Wallet.Credited)
    def _credited(self, log: LogEvent) -> None:
        """Count points earned, and remember where, should they be reversed."""
        event = log.event
        wallet = self.rows["wallets"].get(event.originator_id)
        assert wallet is not None, "a wallet is opened before it is credited"
        place = self._place(wallet, event.reason, event.source_id)
        if place is None:
            return
        board, unit_code = place
        credit = {
            "entry_id": event.entry_id,
            "board": board.value,
            "member_id": wallet["owner_id"],
            "unit_code": unit_code,
            "month": _month(event.occurred_at),
        }
        self.rows["credits"].put(credit)
        self._count(credit, event.amount, log.position)

    @folds(Wallet.Reversed)
    def _reversed(self, log: LogEvent) -> None:
        """Take the whole credit off the boards, also what could no longer be taken back."""
        event = log.event
        credit = self.rows["credits"].get(event.reverses)
        if credit is not None:
            self._count(credit, -(event.amount + event.shortfall), log.position)

    def write(self) -> None:
        """Move the scores, then write every table back."""
        scores = self.rows["scores"]
        scores.load({key for change in self._changes for key in change.keys})
        for change in self._changes:
            for board, scope_code, period, member_id in change.keys:
                start = {
                    "board": board,
                    "scope_code": scope_code,
                    "period": period,
                    "member_id": member_id,
                }
                scores.add(start, score=change.points)["reached_position"] = change.position
        super().write()

    def _place(
        self, wallet: Record, reason: str, source_id: UUID | None
    ) -> tuple[Board, str] | None:
        """Tell on which board and in which unit a credit counts."""
        if wallet["kind"] == WalletKind.VOLUNTEER:
            return Board.POINTS, wallet["unit_code"]
        if wallet["kind"] == WalletKind.RIDER and reason == Reason.VISIT and source_id:
            station = self.rows["stations"].get(source_id)
            assert station is not None, "a station is registered before it is visited"
            return Board.RIDERS, station["unit_code"]
        return None

    def _count(self, credit: Record, points: int, position: int) -> None:
        board, member_id = Board(credit["board"]), str(credit["member_id"])
        self._change(board, credit["unit_code"], credit["month"], member_id, points, position)

    def _change(
        self, board: Board, unit_code: str, month: str, member_id: str, points: int, position: int
    ) -> None:
        if points:
            self._changes.append(Change(board.value, unit_code, month, member_id, points, position))


def _month(moment: datetime) -> str:
    return month_of(local_date(moment))
