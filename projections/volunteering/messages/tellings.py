"""Which events are told to whom: one line an event class."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from ledger.moral.adjustments import VillageAdjustments
from ledger.moral.claim import Claim
from ledger.moral.claim_kinds import RejectReason
from ledger.reports.report import Report
from ledger.shop.item import Item
from ledger.stations.doubtful_visit import DoubtfulVisit, doubt_of
from ledger.stations.grid_worker import Ending, GridWorker
from ledger.stations.month_statement import MonthStatement
from ledger.volunteering.activity import Activity
from ledger.volunteering.attendance import Attendance
from ledger.volunteering.complaint import Complaint
from ledger.volunteering.correction import Correction
from ledger.volunteering.doubtful_scan import DoubtfulScan
from ledger.volunteering.evaluation import Direction, Evaluation
from ledger.volunteering.service_year import ServiceYear
from ledger.volunteering.sign_ups import SignUps
from ledger.volunteering.supplement import Supplement
from ledger.wallets.wallet import Wallet


@dataclass(frozen=True, slots=True)
class Around:
    """Who has to do with the activity of an event."""

    led_by: UUID | None
    going: tuple[UUID, ...]
    """Who signed up or waits; known only for events that everybody is told of."""
    home: tuple[UUID, ...] = ()
    """Who lives in the household of an event."""
    right_home: tuple[UUID, ...] = ()
    """Who lives in the household that points belonged to, where an event names one."""
    watching: tuple[UUID, ...] = ()
    """Who waits for the item of an event."""


Who = Callable[[Any, Around], Iterable[UUID]]
"""Says whom an event is told."""


def its_person(event: Any, _around: Around) -> Iterable[UUID]:
    """Tell whom the event names."""
    return (event.person_id,)


def its_leader(_event: Any, around: Around) -> Iterable[UUID]:
    """Tell the leader of the activity, if it has one."""
    return () if around.led_by is None else (around.led_by,)


def everybody_going(_event: Any, around: Around) -> Iterable[UUID]:
    """Tell everybody who signed up for the activity or waits for a place."""
    return around.going


def whoever_it_names(event: Any, _around: Around) -> Iterable[UUID]:
    """Tell everybody the event says was told."""
    return tuple(event.told)


def its_rider(event: Any, _around: Around) -> Iterable[UUID]:
    """Tell the rider whose visit it is."""
    return (event.rider_id,)


def its_reporter(event: Any, _around: Around) -> Iterable[UUID]:
    """Tell whoever reported it first."""
    return (event.reporter_id,)


def its_household(_event: Any, around: Around) -> Iterable[UUID]:
    """Tell everybody of the household; what minors are shown is decided where it is shown."""
    return around.home


def both_households(_event: Any, around: Around) -> Iterable[UUID]:
    """Tell everybody of the household points came back from, and of the one that got them."""
    return (*around.home, *around.right_home)


def everybody_watching(_event: Any, around: Around) -> Iterable[UUID]:
    """Tell everybody who asked to hear when the thing is in stock again."""
    return around.watching


def _always(_event: Any) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Telling:
    """How an event is told: its kind, to whom, and which of its fields stand in the message.

    ``subject`` names the field with the ID of the page it leads to, ``amount`` the one with the
    figure that is said. Every kind has its sentence in `web.feedback.zh.MESSAGES`.
    """

    kind: str | Callable[[Any], str]
    who: Who = its_person
    subject: str = ""
    amount: str = ""
    only_if: Callable[[Any], bool] = _always

    def kind_of(self, event: Any) -> str:
        """Return the kind of message this event is."""
        return self.kind if isinstance(self.kind, str) else self.kind(event)


def _of_volunteer(event: Any) -> bool:
    return bool(event.direction == Direction.VOLUNTEER)


NOTICED = frozenset({"starts_at", "ends_at", "place"})
"""Changes of a plan that people must hear of."""

TELLINGS: Mapping[type, Telling] = {
    Activity.Amended: Telling(
        "activity_changed",
        everybody_going,
        only_if=lambda it: not NOTICED.isdisjoint(it.changed),
    ),
    Activity.Cancelled: Telling("activity_cancelled", everybody_going),
    Activity.RecordDueReminded: Telling("record_due", its_leader, amount="workday"),
    Attendance.Closed: Telling("no_check_out"),
    Claim.Publicised: Telling(
        "deduction_notice",
        its_household,
        subject="originator_id",
        only_if=lambda it: it.closes_at is None,
    ),
    Claim.Rejected: Telling(
        "objection_upheld",
        its_household,
        subject="originator_id",
        only_if=lambda it: it.reason == RejectReason.OBJECTION_UPHELD,
    ),
    Complaint.Answered: Telling("complaint_answered"),
    Correction.Accepted: Telling("correction_accepted", subject="attendance_id", amount="minutes"),
    Correction.Declined: Telling("correction_declined", subject="attendance_id"),
    Correction.Requested: Telling("correction_asked", its_leader, subject="attendance_id"),
    DoubtfulScan.Settled: Telling(lambda it: "scan_kept" if it.accepted else "scan_dropped"),
    DoubtfulVisit.Kept: Telling(
        lambda it: f"visit_waits_{doubt_of(it.device_at, it.occurred_at)}", its_rider
    ),
    DoubtfulVisit.Settled: Telling(lambda it: f"visit_{it.outcome}", its_rider),
    Evaluation.Changed: Telling("evaluated", amount="stars", only_if=_of_volunteer),
    Evaluation.Given: Telling("evaluated", amount="stars", only_if=_of_volunteer),
    GridWorker.Appointed: Telling("grid_appointed"),
    GridWorker.Ended: Telling(
        lambda it: f"grid_{it.cause}", only_if=lambda it: it.cause != Ending.ASKED
    ),
    GridWorker.Renewed: Telling("grid_renewed"),
    Item.Arrived: Telling("item_arrived", everybody_watching, subject="originator_id"),
    Item.Received: Telling("item_arrived", everybody_watching, subject="originator_id"),
    Report.Accepted: Telling(
        lambda it: "report_paid" if it.points else "report_accepted",
        its_reporter,
        subject="originator_id",
        amount="points",
    ),
    Report.AcceptanceOverdue: Telling(
        "report_unaccepted", whoever_it_names, subject="originator_id"
    ),
    Report.Merged: Telling("report_merged", its_reporter, subject="into_id"),
    Report.Rejected: Telling("report_rejected", its_reporter, subject="originator_id"),
    Report.Replied: Telling("report_replied", its_reporter, subject="originator_id"),
    Report.Resolved: Telling("report_resolved", its_reporter, subject="originator_id"),
    Report.Whistled: Telling("report_whistled", whoever_it_names, subject="originator_id"),
    ServiceYear.Counted: Telling(
        "held",
        subject="attendance_id",
        amount="held_minutes",
        only_if=lambda it: it.held_minutes > 0,
    ),
    ServiceYear.HeldConfirmed: Telling(
        "held_confirmed",
        subject="attendance_id",
        amount="minutes",
        only_if=lambda it: it.completes,
    ),
    MonthStatement.Stated: Telling("statement_ready", amount="gained"),
    SignUps.MovedUp: Telling("moved_up"),
    Supplement.Confirmed: Telling("supplement_confirmed", amount="minutes"),
    Supplement.Declined: Telling("supplement_declined"),
    VillageAdjustments.Approved: Telling("entry_put_right", both_households),
    Wallet.ExpiryReminded: Telling("points_end", whoever_it_names, amount="amount"),
}
"""In the order of names. A new line needs a sentence and a new version of the projection."""
