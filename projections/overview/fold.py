"""How events become the figures of a month."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from ledger.kernel.clock import local_date
from ledger.stations.visit_day import VisitDay
from ledger.volunteering.attendance import Attendance
from ledger.volunteering.evidence import Evidence
from ledger.volunteering.service_year import ServiceYear
from ledger.wallets.wallet import Wallet
from projections.overview.tables import FIGURES, SESSION
from projections.projection import Fold, LogEvent, folds
from projections.rows import Record

_COUNTED = (Attendance.MinutesCounted, ServiceYear.Counted)
"""Minutes as attendances counted them once, and as years of service do now."""
_OF_WALLETS = (Wallet.Credited, Wallet.Reversed, Wallet.Captured, Wallet.Refunded)


class OverviewFold(Fold):
    """One batch of what is summed up by month and unit."""

    def load(self, batch: Sequence[LogEvent]) -> None:
        """Read the units of the wallets touched, then the months and people touched."""
        events = [log.event for log in batch]
        self.rows["wallets"].load(it.originator_id for it in events if isinstance(it, _OF_WALLETS))
        opened = {it.originator_id: it.unit_code for it in events if isinstance(it, Wallet.Opened)}
        sessions = self.rows["sessions"]
        sessions.load(_attendance(it) for it in events if isinstance(it, _COUNTED))
        before = [sessions.get(_attendance(it)) for it in events if isinstance(it, _COUNTED)]
        self.rows["months"].load({(it["month"], it["unit_code"]) for it in before if it})
        self.rows["months"].load({self._key(it, opened) for it in events} - {None})
        self.rows["serving"].load(
            (_served(it), it.unit_code, it.person_id) for it in events if isinstance(it, _COUNTED)
        )

    def _key(self, event: Any, opened: dict[UUID, str]) -> tuple[str, str] | None:
        if isinstance(event, _COUNTED):
            return _served(event), event.unit_code
        if isinstance(event, (VisitDay.VisitCounted, VisitDay.VisitWithdrawn)):
            return _month(event.occurred_at), event.unit_code
        if isinstance(event, _OF_WALLETS):
            known = self.rows["wallets"].get(event.originator_id)
            unit_code = known["unit_code"] if known else opened[event.originator_id]
            return _month(event.occurred_at), unit_code
        return None

    @folds(Wallet.Opened)
    def _opened(self, log: LogEvent) -> None:
        event = log.event
        self.rows["wallets"].put({"wallet_id": event.originator_id, "unit_code": event.unit_code})

    @folds(*_COUNTED)
    def _minutes_counted(self, log: LogEvent) -> None:
        """Put what an attendance comes to in the place of what it came to before."""
        event = log.event
        now = _session(event)
        before = self.rows["sessions"].get(now["attendance_id"]) or now | dict.fromkeys(SESSION, 0)
        for row, sign in ((before, -1), (now, 1)):
            amounts = {name: sign * row[name] for name in SESSION}
            self._add(row["month"], row["unit_code"], **amounts)
        self.rows["sessions"].put(now)
        minutes = event.minutes - getattr(event, "previous_minutes", 0)
        if minutes:
            who = {
                "month": now["month"],
                "unit_code": event.unit_code,
                "person_id": event.person_id,
            }
            self.rows["serving"].add(who, minutes=minutes)

    @folds(VisitDay.VisitCounted)
    def _visited(self, log: LogEvent) -> None:
        self._add(_month(log.event.occurred_at), log.event.unit_code, visits=1)

    @folds(VisitDay.VisitWithdrawn)
    def _withdrew(self, log: LogEvent) -> None:
        self._add(_month(log.event.occurred_at), log.event.unit_code, visits=-1)

    @folds(Wallet.Credited)
    def _credited(self, log: LogEvent) -> None:
        self._of_wallet(log, issued=log.event.amount)

    @folds(Wallet.Reversed)
    def _reversed(self, log: LogEvent) -> None:
        self._of_wallet(log, issued=-log.event.amount)

    @folds(Wallet.Captured)
    def _captured(self, log: LogEvent) -> None:
        self._of_wallet(log, redeemed=log.event.amount)

    @folds(Wallet.Refunded)
    def _refunded(self, log: LogEvent) -> None:
        self._of_wallet(log, redeemed=-log.event.amount)

    def _of_wallet(self, log: LogEvent, **amounts: int) -> None:
        wallet = self.rows["wallets"].get(log.event.originator_id)
        assert wallet is not None, "a wallet is opened before points move"
        self._add(_month(log.event.occurred_at), wallet["unit_code"], **amounts)

    def _add(self, month: str, unit_code: str, **amounts: int) -> None:
        start = {"month": month, "unit_code": unit_code}
        self.rows["months"].add(start, **(dict.fromkeys(FIGURES, 0) | amounts))


def _month(moment: datetime) -> str:
    """Return the local month of a moment: ``2026-11``."""
    return f"{local_date(moment):%Y-%m}"


def _served(event: Any) -> str:
    """Return the local month in which minutes were served."""
    if isinstance(event, ServiceYear.Counted):
        return f"{event.served_on:%Y-%m}"
    return _month(event.counted_from)


def _attendance(event: Any) -> UUID:
    """Return which attendance an event counts."""
    counted = isinstance(event, ServiceYear.Counted)
    attendance_id: UUID = event.attendance_id if counted else event.originator_id
    return attendance_id


def _session(event: Any) -> Record:
    """Return what an attendance comes to; before there were years of service scans proved all."""
    session: Record = {
        "attendance_id": _attendance(event),
        "month": _served(event),
        "unit_code": event.unit_code,
        "minutes": event.minutes,
        **dict.fromkeys(SESSION[1:], 0),
    }
    if isinstance(event, ServiceYear.Counted) and (event.minutes or event.held_minutes):
        session["supplementary_minutes"] = event.minutes if event.is_supplementary else 0
        session["back_office"] = int(event.evidence == Evidence.BACK_OFFICE)
        session["late"] = int(event.is_late)
    return session
