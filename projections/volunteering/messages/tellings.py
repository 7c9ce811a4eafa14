"""Which events are told to whom: one line an event class."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from ledger.volunteering.attendance import Attendance
from ledger.volunteering.complaint import Complaint
from ledger.volunteering.correction import Correction
from ledger.volunteering.doubtful_scan import DoubtfulScan
from ledger.volunteering.evaluation import Direction, Evaluation
from ledger.volunteering.service_year import ServiceYear
from ledger.volunteering.supplement import Supplement


def _its_person(event: Any) -> Iterable[UUID]:
    return (event.person_id,)


def _always(_event: Any) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Telling:
    """How an event is told: its kind, to whom, and which of its fields stand in the message.

    ``subject`` names the field with the ID of the page it leads to, ``amount`` the one with the
    figure that is said. Every kind has its sentence in `web.messages_zh.MESSAGES`.
    """

    kind: str | Callable[[Any], str]
    who: Callable[[Any], Iterable[UUID]] = _its_person
    subject: str = ""
    amount: str = ""
    only_if: Callable[[Any], bool] = _always

    def kind_of(self, event: Any) -> str:
        """Return the kind of message this event is."""
        return self.kind if isinstance(self.kind, str) else self.kind(event)


def _of_volunteer(event: Any) -> bool:
    return bool(event.direction == Direction.VOLUNTEER)


TELLINGS: Mapping[type, Telling] = {
    Attendance.Closed: Telling("no_check_out"),
    Complaint.Answered: Telling("complaint_answered"),
    Correction.Accepted: Telling("correction_accepted", subject="attendance_id", amount="minutes"),
    Correction.Declined: Telling("correction_declined", subject="attendance_id"),
    DoubtfulScan.Settled: Telling(lambda it: "scan_kept" if it.accepted else "scan_dropped"),
    Evaluation.Changed: Telling("evaluated", amount="stars", only_if=_of_volunteer),
    Evaluation.Given: Telling("evaluated", amount="stars", only_if=_of_volunteer),
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
    Supplement.Confirmed: Telling("supplement_confirmed", amount="minutes"),
    Supplement.Declined: Telling("supplement_declined"),
}
"""In the order of names. A new line needs a sentence and a new version of the projection."""
