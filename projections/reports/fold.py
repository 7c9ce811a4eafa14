"""How events become reports, their steps and photos, and what is counted."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from ledger.kernel.clock import SHANGHAI, local_date
from ledger.reports.kinds import OPEN, ReportState
from ledger.reports.report import Report
from projections.projection import Fold, LogEvent, folds
from projections.reports.tables import COUNTED, OWN_COUNTED
from projections.rows import Record

_SAME = (
    *("unit_code", "category", "reporter_id", "filed_as", "latitude_e4", "longitude_e4"),
    *("station_id", "place_text_id", "text_id", "is_emergency", "occurred_at", "filed_at"),
    *("accept_due_at", "resolve_due_at"),
)
_LATER: Record = {
    "is_alerted": False,
    "is_whistled": False,
    "street_code": "",
    "is_major_hazard": False,
    "is_reopened": False,
    "is_public": False,
    "reason": "",
    "unpaid": "",
    "points": 0,
    "stars": 0,
    "confirmers": 0,
    "replies": 0,
    "merged_into": None,
}
HIDDEN = frozenset({ReportState.REJECTED.value, ReportState.MERGED.value})
"""Not shown to everybody: nothing was found, or it is shown as another one."""
SEEN, CONFIRMED, RESOLVED = "seen", "confirmed", "resolved"
"""What a photo shows."""


class ReportsFold(Fold):
    """One batch of what happened to reports."""

    def load(self, batch: Sequence[LogEvent]) -> None:
        """Read the reports that the batch goes on with, and the counts of their units."""
        events = [log.event for log in batch]
        self.rows["reports"].load(it.originator_id for it in events)
        units = {it.unit_code for it in events}
        units |= {it.to_unit_code for it in events if isinstance(it, Report.Forwarded)}
        kinds = {it.category for it in events}
        self.rows["waiting"].load(
            (unit, state.value, kind) for unit in units for state in ReportState for kind in kinds
        )
        self.rows["days"].load({(it.unit_code, local_date(_moment(it))) for it in events})
        self.rows["own_days"].load({(it.reporter_id, local_date(_moment(it))) for it in events})
        filed = [it for it in events if isinstance(it, Report.Filed)]
        self.rows["hours"].load({_hour_of(it) for it in filed})
        joined = [it for it in events if isinstance(it, Report.Joined)]
        self.rows["parts"].load((it.joined_by, it.originator_id) for it in joined)
        absorbed = [it for it in events if isinstance(it, Report.Absorbed)]
        self.rows["parts"].load((who, it.originator_id) for it in absorbed for who in it.told_by)
        redacted = [it for it in events if isinstance(it, Report.Redacted)]
        self.rows["photos"].load((it.originator_id, it.photo_id) for it in redacted)

    @folds(Report.Filed)
    def _filed(self, log: LogEvent) -> None:
        event, state = log.event, ReportState.FILED
        self.rows["reports"].put(
            {name: getattr(event, name) for name in _SAME}
            | _LATER
            | {
                "report_id": event.originator_id,
                "position": log.position,
                "state": state.value,
                "is_open": True,
                "changed_at": event.filed_at,
                "due_at": event.accept_due_at,
            }
        )
        self._wait(log, event.unit_code, state.value, 1)
        self._saw(log, event.reporter_id, is_first=True)
        self._show(log, event.photo_ids, SEEN)
        self._count(log, filed=1)
        self._count_own(log, filed=1)
        unit, month, category, hour = _hour_of(event)
        cell = {"unit_code": unit, "month": month, "category": category, "hour": hour}
        self.rows["hours"].add(cell | {"reports": 0}, reports=1)
        self._note(log, "filed", text_id=event.text_id)

    @folds(Report.Joined)
    def _joined(self, log: LogEvent) -> None:
        event, row = log.event, self.rows["reports"].change(log.event.originator_id)
        row["is_emergency"] = row["is_emergency"] or event.is_emergency
        self._confirm(log, row, [event.joined_by])
        self._show(log, event.photo_ids, CONFIRMED)
        self._count(log, joined=1)
        self._note(log, "joined", text_id=event.text_id)

    @folds(Report.Merged)
    def _merged(self, log: LogEvent) -> None:
        event = log.event
        row = self._step(log, ReportState.MERGED)
        row |= {"merged_into": event.into_id, "due_at": event.occurred_at, "is_public": False}
        self._count(log, merged=1)

    @folds(Report.Absorbed)
    def _absorbed(self, log: LogEvent) -> None:
        event, row = log.event, self.rows["reports"].change(log.event.originator_id)
        row["is_emergency"] = row["is_emergency"] or event.is_emergency
        self._confirm(log, row, event.told_by)
        self._show(log, event.photo_ids, CONFIRMED)
        self._note(log, "absorbed")

    @folds(Report.Accepted)
    def _accepted(self, log: LogEvent) -> None:
        event = log.event
        row = self._step(log, ReportState.ACCEPTED, detail=event.unpaid, points=event.points)
        row |= {"unpaid": event.unpaid, "points": event.points, "due_at": row["resolve_due_at"]}
        self._count(log, accepted=1, points=event.points)
        self._count_own(log, accepted=1, points=event.points)

    @folds(Report.Rejected)
    def _rejected(self, log: LogEvent) -> None:
        event = log.event
        facts = {"detail": event.reason, "text_id": event.text_id}
        row = self._step(log, ReportState.REJECTED, **facts)
        row |= {"reason": event.reason, "due_at": event.occurred_at, "is_public": False}
        self._count(log, rejected=1)

    @folds(Report.Forwarded)
    def _forwarded(self, log: LogEvent) -> None:
        event, row = log.event, self.rows["reports"].change(log.event.originator_id)
        self._wait(log, row["unit_code"], row["state"], -1)
        self._wait(log, event.to_unit_code, row["state"], 1)
        row["unit_code"] = event.to_unit_code
        self._note(log, "forwarded", detail=event.to_unit_code)

    @folds(Report.Verified)
    def _verified(self, log: LogEvent) -> None:
        event = log.event
        detail = "major_hazard" if event.is_major_hazard else ""
        row = self._step(log, ReportState.VERIFIED, detail=detail)
        row["is_major_hazard"] = event.is_major_hazard

    @folds(Report.Resolved)
    def _resolved(self, log: LogEvent) -> None:
        event, points = log.event, log.event.points + log.event.hazard_points
        row = self._step(log, ReportState.RESOLVED, text_id=event.text_id, points=points)
        row |= {"points": row["points"] + points, "due_at": event.occurred_at}
        self._show(log, event.photo_ids, RESOLVED)
        in_time = int(event.occurred_at < row["resolve_due_at"])
        self._count(log, resolved=1, in_time=in_time, points=points)
        # What was opened again is resolved a second time, and counts once for its finder.
        self._count_own(log, resolved=int(not row["is_reopened"]), points=points)

    @folds(Report.Replied)
    def _replied(self, log: LogEvent) -> None:
        self.rows["reports"].change(log.event.originator_id)["replies"] += 1
        self._note(log, "replied", text_id=log.event.text_id)

    @folds(Report.Rated)
    def _rated(self, log: LogEvent) -> None:
        event = log.event
        self.rows["reports"].change(event.originator_id)["stars"] = event.stars
        self._count(log, ratings=1, stars=event.stars)
        self._note(log, "rated", detail=str(event.stars))

    @folds(Report.Reopened)
    def _reopened(self, log: LogEvent) -> None:
        event, due = log.event, log.event.resolve_due_at
        row = self._step(log, ReportState.VERIFIED, kind="reopened", text_id=event.text_id)
        row |= {"resolve_due_at": due, "due_at": due, "is_reopened": True}
        row |= {"is_whistled": False, "stars": 0}
        self._count(log, reopened=1)

    @folds(Report.AcceptanceOverdue)
    def _alerted(self, log: LogEvent) -> None:
        self.rows["reports"].change(log.event.originator_id)["is_alerted"] = True
        self._count(log, alerted=1)
        self._note(log, "alerted")

    @folds(Report.Whistled)
    def _whistled(self, log: LogEvent) -> None:
        event, row = log.event, self.rows["reports"].change(log.event.originator_id)
        row |= {"is_whistled": True, "street_code": event.street_code}
        self._count(log, whistled=1)
        self._note(log, "whistled", detail=event.street_code)

    @folds(Report.Redacted)
    def _redacted(self, log: LogEvent) -> None:
        event = log.event
        photo = self.rows["photos"].change((event.originator_id, event.photo_id))
        photo["redacted_id"] = event.redacted_id
        row = self.rows["reports"].change(event.originator_id)
        row["is_public"] = row["state"] not in HIDDEN

    def _step(self, log: LogEvent, state: ReportState, kind: str = "", **facts: Any) -> Record:
        row = self.rows["reports"].change(log.event.originator_id)
        self._wait(log, row["unit_code"], row["state"], -1)
        self._wait(log, row["unit_code"], state.value, 1)
        row |= {"state": state.value, "is_open": state in OPEN}
        row["changed_at"] = log.event.occurred_at
        self._note(log, kind or state.value, **facts)
        return row

    def _wait(self, log: LogEvent, unit_code: str, state: str, many: int) -> None:
        key = {"unit_code": unit_code, "state": state, "category": log.event.category}
        self.rows["waiting"].add(key | {"reports": 0}, reports=many)

    def _confirm(self, log: LogEvent, row: Record, people: Sequence[UUID]) -> None:
        """Let people follow it who told of the same thing; who says it twice counts once."""
        for who in people:
            is_new = self.rows["parts"].get((who, log.event.originator_id)) is None
            if is_new and who != log.event.reporter_id:
                row["confirmers"] += 1
                self._saw(log, who, is_first=False)

    def _count(self, log: LogEvent, **many: int) -> None:
        start = {"unit_code": log.event.unit_code, "day": local_date(_moment(log.event))}
        self.rows["days"].add(start, **(dict.fromkeys(COUNTED, 0) | many))

    def _count_own(self, log: LogEvent, **many: int) -> None:
        start = {"person_id": log.event.reporter_id, "day": local_date(_moment(log.event))}
        self.rows["own_days"].add(start, **(dict.fromkeys(OWN_COUNTED, 0) | many))

    def _saw(self, log: LogEvent, person_id: UUID, *, is_first: bool) -> None:
        about = {"person_id": person_id, "report_id": log.event.originator_id}
        self.rows["parts"].put(about | {"position": log.position, "is_first": is_first})

    def _show(self, log: LogEvent, photo_ids: Iterable[UUID], shows: str) -> None:
        for photo_id in photo_ids:
            about = {"report_id": log.event.originator_id, "photo_id": photo_id}
            more = {"position": log.position, "shows": shows, "redacted_id": None}
            self.rows["photos"].put(about | more)

    def _note(self, log: LogEvent, kind: str, **facts: Any) -> None:
        self.rows["steps"].append(
            {
                "position": log.position,
                "report_id": log.event.originator_id,
                "kind": kind,
                "detail": "",
                "text_id": None,
                "points": 0,
                "occurred_at": _moment(log.event),
            }
            | facts
        )


def _moment(event: Any) -> Any:
    """Return when the city came to know: what lay on a phone was filed when it arrived."""
    return event.filed_at if isinstance(event, Report.Filed) else event.occurred_at


def _hour_of(event: Any) -> tuple[str, str, str, int]:
    seen = event.occurred_at.astimezone(SHANGHAI)
    return event.unit_code, f"{seen:%Y-%m}", event.category, seen.hour
