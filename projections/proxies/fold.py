"""How events become proxy acts: only those that name an operator and a consent."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, delete

from ledger.kernel.clock import local_date
from ledger.shop.voucher import Voucher
from ledger.stations.visit_day import VisitDay
from ledger.stations.visit_detail import VisitDetail
from ledger.volunteering.attendance import Attendance
from ledger.volunteering.certificate import Certificate
from projections.projection import Fold, LogEvent, Tables, folds
from projections.proxies.tables import VISIT
from projections.visit_horizon import DETAIL, forgotten_before, move_horizon, start_of


class ProxiesFold(Fold):
    """One batch of events that may name an operator."""

    def __init__(self, connection: Connection, tables: Tables) -> None:
        super().__init__(connection, tables)
        self._connection, self._table = connection, tables["acts"]
        self._forgets = False

    def load(self, batch: Sequence[LogEvent]) -> None:  # noqa: ARG002
        """Nothing is read but from when on visits are kept: every act is a row of its own."""
        self.rows["visit_detail"].load([DETAIL])

    def write(self) -> None:
        """Write the acts, and drop visits of which only the count of the day is kept."""
        super().write()
        if self._forgets:
            c = self._table.c
            first = start_of(forgotten_before(self.rows["visit_detail"]))
            old = delete(self._table).where(c.act == VISIT, c.occurred_at < first)
            self._connection.execute(old)

    @folds(VisitDetail.Forgotten)
    def _forget_visits(self, log: LogEvent) -> None:
        move_horizon(self.rows["visit_detail"], log.event.before)
        self._forgets = True

    @folds(Attendance.CheckedIn)
    def _checked_in(self, log: LogEvent) -> None:
        event = log.event
        self._act(log, "check_in", event.person_id, event.operator_id, event.activity_id)

    @folds(Attendance.CheckedOut)
    def _checked_out(self, log: LogEvent) -> None:
        event = log.event
        self._act(log, "check_out", event.person_id, event.operator_id, event.activity_id)

    @folds(Attendance.OnlyLeft, Attendance.Scanned)
    def _scanned(self, log: LogEvent) -> None:
        event = log.event
        self._act(log, "scan", event.person_id, event.operator_id, event.activity_id)

    @folds(VisitDay.VisitCounted)
    def _visited(self, log: LogEvent) -> None:
        event = log.event
        if local_date(event.occurred_at) >= forgotten_before(self.rows["visit_detail"]):
            self._act(log, VISIT, event.rider_id, event.operator_id, event.station_id)

    @folds(Voucher.Reserved)
    def _reserved(self, log: LogEvent) -> None:
        event = log.event
        self._act(log, "reserve", event.owner_id, event.operator_id, event.originator_id)

    @folds(Voucher.Collected)
    def _collected(self, log: LogEvent) -> None:
        event = log.event
        self._act(log, "collect", event.owner_id, event.keeper_id, event.originator_id)

    @folds(Certificate.Issued)
    def _certified(self, log: LogEvent) -> None:
        event = log.event
        self._act(log, "certify", event.person_id, event.operator_id, event.originator_id)

    def _act(
        self, log: LogEvent, act: str, person_id: Any, operator_id: Any, subject_id: UUID
    ) -> None:
        if log.event.consent is None or operator_id is None or person_id is None:
            return
        self.rows["acts"].append(
            {
                "position": log.position,
                "person_id": person_id,
                "operator_id": operator_id,
                "consent": log.event.consent,
                "act": act,
                "subject_id": subject_id,
                "occurred_at": log.event.occurred_at,
            }
        )
