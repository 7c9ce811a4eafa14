"""How events become what is still to be recorded."""

from collections.abc import Sequence
from enum import StrEnum

from ledger.volunteering.activity import Activity
from projections.projection import Fold, LogEvent, folds

OF_KNOWN = (
    Activity.DraftPublished,
    Activity.Amended,
    Activity.Cancelled,
    Activity.RecordDueReminded,
    Activity.Recorded,
)


class DueState(StrEnum):
    """Where the record of an activity stands."""

    DRAFT = "draft"
    OPEN = "open"
    RECORDED = "recorded"
    NONE = "none"
    """There is nothing to record: it was called off, or is no volunteer service."""


class DuesFold(Fold):
    """One batch of events of activities."""

    def load(self, batch: Sequence[LogEvent]) -> None:
        """Read the activities that change."""
        self.rows["activities"].load(
            log.event.originator_id for log in batch if isinstance(log.event, OF_KNOWN)
        )

    @folds(Activity.Published, Activity.Drafted)
    def _begun(self, log: LogEvent) -> None:
        event = log.event
        state = DueState.OPEN if event.is_volunteer_service else DueState.NONE
        if isinstance(event, Activity.Drafted):
            state = DueState.DRAFT
        self.rows["activities"].put(
            {
                "activity_id": event.originator_id,
                "unit_code": event.unit_code,
                "led_by": event.led_by,
                "title": event.title,
                "ends_at": event.ends_at,
                "is_volunteer_service": event.is_volunteer_service,
                "state": state,
                "reminded_on": 0,
                "is_late": False,
                "recorded_at": None,
            }
        )

    @folds(Activity.DraftPublished)
    def _published(self, log: LogEvent) -> None:
        row = self.rows["activities"].change(log.event.originator_id)
        row["state"] = DueState.OPEN if row["is_volunteer_service"] else DueState.NONE

    @folds(Activity.Amended)
    def _amended(self, log: LogEvent) -> None:
        event, row = log.event, self.rows["activities"].change(log.event.originator_id)
        row |= {"title": event.title, "ends_at": event.ends_at}
        row["is_volunteer_service"] = event.is_volunteer_service

    @folds(Activity.Cancelled)
    def _cancelled(self, log: LogEvent) -> None:
        self.rows["activities"].change(log.event.originator_id)["state"] = DueState.NONE

    @folds(Activity.RecordDueReminded)
    def _reminded(self, log: LogEvent) -> None:
        row = self.rows["activities"].change(log.event.originator_id)
        row["reminded_on"] = log.event.workday

    @folds(Activity.Recorded)
    def _recorded(self, log: LogEvent) -> None:
        row = self.rows["activities"].change(log.event.originator_id)
        row |= {"state": DueState.RECORDED, "is_late": log.event.is_late}
        row["recorded_at"] = log.event.occurred_at
