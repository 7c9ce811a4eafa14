"""How events become activities, sign-ups and rates."""

from collections.abc import Sequence
from typing import Any

from ledger.volunteering.activity import Activity
from ledger.volunteering.activity_kinds import State
from ledger.volunteering.point_rate import PointRate
from ledger.volunteering.sign_ups import SignUps
from projections.projection import Fold, LogEvent, folds
from projections.rows import Record

SIGNED_UP, WAITING = "signed_up", "waiting"
"""Where somebody who signed up stands; in this order they are listed."""

_LATER = (
    Activity.DraftPublished,
    Activity.Amended,
    Activity.Cancelled,
    Activity.Ended,
    Activity.Recorded,
)
_OF_PEOPLE = (SignUps.SignedUp, SignUps.Waited, SignUps.MovedUp, SignUps.SignedOff)


class ActivitiesFold(Fold):
    """One batch of activities and sign-ups."""

    def load(self, batch: Sequence[LogEvent]) -> None:
        """Read the activities, sign-ups and counts that change."""
        events = [log.event for log in batch]
        people = [it for it in events if isinstance(it, _OF_PEOPLE)]
        later = [it.originator_id for it in events if isinstance(it, _LATER)]
        self.rows["activities"].load(later)
        self.rows["sign_ups"].load((it.activity_id, it.person_id) for it in people)
        self.rows["counts"].load(it.activity_id for it in people)

    @folds(Activity.Published)
    def _published(self, log: LogEvent) -> None:
        event = log.event
        row = self._planned(event, State.PUBLISHED, event.published_by)
        row.update(rate_points=event.rate_points, rate_minutes=event.rate_minutes)

    @folds(Activity.Drafted)
    def _drafted(self, log: LogEvent) -> None:
        self._planned(log.event, State.DRAFT, log.event.drafted_by)

    @folds(Activity.DraftPublished)
    def _draft_published(self, log: LogEvent) -> None:
        event = log.event
        self.rows["activities"].change(event.originator_id).update(
            state=State.PUBLISHED.value,
            rate_points=event.rate_points,
            rate_minutes=event.rate_minutes,
        )

    @folds(Activity.Amended)
    def _amended(self, log: LogEvent) -> None:
        event = log.event
        row = self.rows["activities"].change(event.originator_id)
        for campaign in set(row["campaigns"]) - set(event.campaigns):
            self.rows["campaigns"].remove((campaign, event.originator_id))
        row.update(_plan_of(event))
        self._enter_campaigns(event)

    @folds(Activity.Cancelled)
    def _cancelled(self, log: LogEvent) -> None:
        event = log.event
        self.rows["activities"].change(event.originator_id).update(
            state=State.CANCELLED.value, cancel_reason=event.reason_code
        )

    @folds(Activity.Ended)
    def _ended(self, log: LogEvent) -> None:
        event = log.event
        self.rows["activities"].change(event.originator_id).update(
            state=State.ENDED.value, ended_at=event.ended_at
        )

    @folds(Activity.Recorded)
    def _recorded(self, log: LogEvent) -> None:
        self.rows["activities"].change(log.event.originator_id)["recorded"] = True

    @folds(SignUps.SignedUp, SignUps.Waited)
    def _signed_up(self, log: LogEvent) -> None:
        event = log.event
        waits = isinstance(event, SignUps.Waited)
        self.rows["sign_ups"].put(
            {
                "activity_id": event.activity_id,
                "person_id": event.person_id,
                "state": WAITING if waits else SIGNED_UP,
                "number": log.position,
                "asked_at": event.occurred_at,
                "companion_id": event.companion_id,
            }
        )
        self._count(event, signed_up=int(not waits), waiting=int(waits))

    @folds(SignUps.MovedUp)
    def _moved_up(self, log: LogEvent) -> None:
        event = log.event
        self.rows["sign_ups"].change((event.activity_id, event.person_id)).update(
            state=SIGNED_UP, number=log.position
        )
        self._count(event, signed_up=1, waiting=-1)

    @folds(SignUps.SignedOff)
    def _signed_off(self, log: LogEvent) -> None:
        event = log.event
        self.rows["sign_ups"].remove((event.activity_id, event.person_id))
        waited = event.was_waiting
        self._count(event, signed_up=int(waited) - 1, waiting=-int(waited))

    @folds(PointRate.Set)
    def _rate_set(self, log: LogEvent) -> None:
        event = log.event
        self.rows["rates"].put(
            {
                "unit_code": event.unit_code,
                "rate_points": event.rate_points,
                "rate_minutes": event.rate_minutes,
                "set_by": event.set_by,
                "set_at": event.occurred_at,
            }
        )

    def _planned(self, event: Any, state: State, planned_by: object) -> Record:
        self._enter_campaigns(event)
        return self.rows["activities"].put(
            {
                "activity_id": event.originator_id,
                "unit_code": event.unit_code,
                "team_id": event.team_id,
                "led_by": event.led_by,
                "series_id": event.series_id,
                "rate_points": 0,
                "rate_minutes": 0,
                "state": state.value,
                "cancel_reason": None,
                "ended_at": None,
                "recorded": False,
                "planned_by": planned_by,
                **_plan_of(event),
            }
        )

    def _enter_campaigns(self, event: Any) -> None:
        for campaign in event.campaigns:
            row = {"campaign": campaign, "activity_id": event.originator_id}
            self.rows["campaigns"].put(row)

    def _count(self, event: Any, *, signed_up: int, waiting: int) -> None:
        start = {"activity_id": event.activity_id}
        self.rows["counts"].add(start, signed_up=signed_up, waiting=waiting)


def _plan_of(event: Any) -> Record:
    return {
        "title": event.title,
        "place": event.place,
        "starts_at": event.starts_at,
        "ends_at": event.ends_at,
        "is_volunteer_service": event.is_volunteer_service,
        "risk_level": event.risk_level,
        "kind": event.kind,
        "category": event.category,
        "campaigns": tuple(event.campaigns),
        "insurance_policy": event.insurance_policy,
        "quota": event.quota or 0,
        "sign_up_until": event.sign_up_until or event.starts_at,
        "text_id": event.text_id,
    }
