"""How plans, records and entries become paperwork."""

from collections.abc import Sequence
from enum import StrEnum

from ledger.kernel.clock import local_date
from ledger.kernel.ids import derive
from ledger.volunteering.activity import Activity
from ledger.volunteering.correction import Correction
from ledger.volunteering.supplement import Supplement
from projections.projection import Fold, LogEvent, folds

CORRECTION = "correction"
"""Reason of minutes that a correction added; the others are those of a supplement."""

_CHANGED = (
    Activity.DraftPublished,
    Activity.Amended,
    Activity.Cancelled,
    Activity.Ended,
    Activity.RecordDueReminded,
    Activity.Recorded,
)


class Paper(StrEnum):
    """Where the paperwork of an activity stands."""

    DRAFT = "draft"
    DUE = "due"
    """It takes or took place, and is to be recorded."""
    RECORDED = "recorded"
    CANCELLED = "cancelled"


class PaperworkFold(Fold):
    """One batch of paperwork."""

    def load(self, batch: Sequence[LogEvent]) -> None:
        """Read the activities and entries that change."""
        events = [log.event for log in batch]
        self.rows["activities"].load(it.originator_id for it in events if isinstance(it, _CHANGED))
        self.rows["made_up"].load(
            it.originator_id for it in events if isinstance(it, Supplement.Confirmed)
        )

    @folds(Activity.Published, Activity.Drafted)
    def _planned(self, log: LogEvent) -> None:
        event = log.event
        names = ("unit_code", "led_by", "title", "starts_at", "ends_at", "is_volunteer_service")
        state = Paper.DRAFT if isinstance(event, Activity.Drafted) else Paper.DUE
        self.rows["activities"].put(
            {
                **{name: getattr(event, name) for name in names},
                "activity_id": event.originator_id,
                "state": state.value,
                "recorded_at": None,
                "reminded_on": 0,
                "is_late": False,
            }
        )

    @folds(Activity.DraftPublished)
    def _published(self, log: LogEvent) -> None:
        self.rows["activities"].change(log.event.originator_id)["state"] = Paper.DUE.value

    @folds(Activity.Amended)
    def _amended(self, log: LogEvent) -> None:
        names = ("title", "starts_at", "ends_at", "is_volunteer_service")
        told = {name: getattr(log.event, name) for name in names}
        self.rows["activities"].change(log.event.originator_id).update(told)

    @folds(Activity.Cancelled)
    def _cancelled(self, log: LogEvent) -> None:
        self.rows["activities"].change(log.event.originator_id)["state"] = Paper.CANCELLED.value

    @folds(Activity.Ended)
    def _ended(self, log: LogEvent) -> None:
        self.rows["activities"].change(log.event.originator_id)["ends_at"] = log.event.ended_at

    @folds(Activity.RecordDueReminded)
    def _reminded(self, log: LogEvent) -> None:
        row = self.rows["activities"].change(log.event.originator_id)
        row["reminded_on"] = log.event.workday

    @folds(Activity.Recorded)
    def _recorded(self, log: LogEvent) -> None:
        row = self.rows["activities"].change(log.event.originator_id)
        event = log.event
        row.update(state=Paper.RECORDED.value, recorded_at=event.occurred_at, is_late=event.is_late)

    @folds(Supplement.Proposed)
    def _proposed(self, log: LogEvent) -> None:
        event = log.event
        names = ("activity_id", "person_id", "unit_code", "minutes", "reason", "is_late")
        self.rows["made_up"].put(
            {
                **{name: getattr(event, name) for name in names},
                "made_up_id": event.originator_id,
                "position": 0,
                "entered_on": local_date(event.occurred_at),
                "entered_by": event.recorded_by,
                "confirmed_by": None,
            }
        )

    @folds(Supplement.Confirmed)
    def _confirmed(self, log: LogEvent) -> None:
        row = self.rows["made_up"].change(log.event.originator_id)
        row.update(position=log.position, confirmed_by=log.event.confirmed_by)

    @folds(Correction.Accepted)
    def _corrected(self, log: LogEvent) -> None:
        """Take what a correction added: no scan proves it, whoever asked for it."""
        event = log.event
        added = event.minutes + event.held_minutes - event.previous_minutes
        if added <= 0:
            return
        self.rows["made_up"].append(
            {
                "made_up_id": derive("made-up", event.originator_id, event.number),
                "position": log.position,
                **{it: getattr(event, it) for it in ("activity_id", "person_id", "unit_code")},
                "minutes": added,
                "reason": CORRECTION,
                "is_late": False,
                "entered_on": local_date(event.occurred_at),
                "entered_by": None,
                "confirmed_by": event.decided_by,
            }
        )
