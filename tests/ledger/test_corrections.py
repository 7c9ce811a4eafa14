"""Corrections, complaints and evaluations: who may ask, who answers, and what then counts."""

from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any, cast
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.kernel.ids import new_id
from ledger.registry.errors import OwnMinutesError
from ledger.registry.working_days import WorkingDays
from ledger.volunteering.activity import Activity
from ledger.volunteering.answering import answer_due
from ledger.volunteering.attendance import Attendance
from ledger.volunteering.commands import PublishActivity
from ledger.volunteering.complaint import Complaint, ComplaintKind
from ledger.volunteering.correcting import check_bounds, interval_of
from ledger.volunteering.correction import Correction, CorrectionReason, Wanted
from ledger.volunteering.errors import (
    AttendanceNotFoundError,
    NotVolunteerServiceError,
    VolunteerNotFoundError,
)
from ledger.volunteering.evaluation import Direction, Evaluation
from ledger.volunteering.feedback_commands import (
    AcceptCorrection,
    AnswerComplaint,
    Complain,
    DeclineCorrection,
    Evaluate,
    RequestCorrection,
    WithdrawComplaint,
    WithdrawCorrection,
)
from ledger.volunteering.feedback_errors import (
    ComplaintNotFoundError,
    CorrectionNotFoundError,
    CorrectionOutOfBoundsError,
    CorrectionPendingError,
    CorrectionTooEarlyError,
    EvaluationClosedError,
    EvaluationNotOpenError,
    OwnComplaintError,
    OwnEvaluationError,
)
from ledger.volunteering.service_points import ServicePoints
from ledger.volunteering.service_year import ServiceYear
from tests.support.ledgers import UNIT, Village, hohhot, read_log

STARTS, ENDS = hohhot("2026-03-05 09:00"), hohhot("2026-03-05 11:00")
LATER = hohhot("2026-03-05 15:00")
LEADER, CLERK = new_id(), new_id()
TEXT = new_id()


def at(clock: str) -> datetime:
    return hohhot(f"2026-03-05 {clock}")


@pytest.fixture
def activity_id(village: Village) -> UUID:
    told = village.tell(
        PublishActivity,
        unit_code=UNIT,
        title="清扫楼道",
        place="大召社区",
        starts_at=STARTS,
        ends_at=ENDS,
        led_by=LEADER,
    )
    return UUID(told.answer["activity_id"])


@pytest.fixture
def person_id(village: Village, activity_id: UUID) -> UUID:
    """Who came at 09:20 and left at 10:50: 90 minutes, 2 points."""
    person = village.volunteer()
    village.scan(activity_id, person, at("09:20"))
    village.scan(activity_id, person, at("10:50"))
    return person


def request(village: Village, activity_id: UUID, person_id: UUID, **more: Any) -> dict[str, Any]:
    said = {"wants_from": STARTS, "wants_to": at("10:50"), "at": LATER} | more
    told = village.tell(
        RequestCorrection,
        activity_id=activity_id,
        person_id=person_id,
        reason=CorrectionReason.CAME_EARLIER,
        text_id=TEXT,
        **said,
    )
    return told.answer


def accept(village: Village, activity_id: UUID, person_id: UUID, **more: Any) -> dict[str, Any]:
    said: dict[str, Any] = {"number": 1, "decided_by": LEADER, "at": LATER}
    if "minutes" not in more:
        said |= {"counted_from": STARTS, "counted_to": at("10:50")}
    attendance_id = Attendance.create_id(activity_id, person_id)
    return village.tell(AcceptCorrection, attendance_id=attendance_id, **(said | more)).answer


def counted(village: Village) -> list[tuple[int, int, bool, str]]:
    return [
        (it.minutes, it.previous_minutes, it.is_correction, it.evidence)
        for it in read_log(village.ledger)
        if isinstance(it, ServiceYear.Counted)
    ]


def test_an_accepted_correction_reverses_the_count_and_counts_anew(
    village: Village, activity_id: UUID, person_id: UUID
) -> None:
    told = request(village, activity_id, person_id)
    assert (told["number"], told["answer_due_on"]) == (1, "2026-03-12")
    assert accept(village, activity_id, person_id)["minutes"] == 110
    assert counted(village) == [(90, 0, False, "own_scan"), (110, 90, True, "back_office")]
    (accepted,) = [it for it in read_log(village.ledger) if isinstance(it, Correction.Accepted)]
    assert (accepted.minutes, accepted.previous_minutes) == (110, 90)
    assert village.load(ServicePoints.create_id(person_id)).remainder_minutes == 50


def test_what_scans_prove_stays_proven_when_it_is_shortened(
    village: Village, activity_id: UUID, person_id: UUID
) -> None:
    request(village, activity_id, person_id, wants_from=None, wants_to=None, wants_minutes=60)
    assert accept(village, activity_id, person_id, minutes=60)["minutes"] == 60
    assert counted(village)[-1] == (60, 90, True, "own_scan")


def test_the_decider_may_find_something_else_than_was_asked(
    village: Village, activity_id: UUID, person_id: UUID
) -> None:
    request(village, activity_id, person_id)
    assert accept(village, activity_id, person_id, minutes=100)["minutes"] == 100
    with pytest.raises(CorrectionNotFoundError):
        accept(village, activity_id, person_id)


def test_nobody_decides_on_their_own_correction(
    village: Village, activity_id: UUID, person_id: UUID
) -> None:
    request(village, activity_id, person_id)
    with pytest.raises(OwnMinutesError):
        accept(village, activity_id, person_id, decided_by=person_id)
    assert counted(village) == [(90, 0, False, "own_scan")]


def test_a_declined_correction_leaves_the_minutes_and_may_be_followed_by_another(
    village: Village, activity_id: UUID, person_id: UUID
) -> None:
    attendance_id = Attendance.create_id(activity_id, person_id)
    request(village, activity_id, person_id)
    said = {"attendance_id": attendance_id, "decided_by": CLERK, "text_id": TEXT}
    village.tell(DeclineCorrection, at=LATER, number=1, **said)
    assert counted(village) == [(90, 0, False, "own_scan")]
    assert request(village, activity_id, person_id)["number"] == 2
    with pytest.raises(CorrectionNotFoundError):
        village.tell(DeclineCorrection, at=LATER, number=1, **said)


def test_one_waits_at_a_time_and_can_be_taken_back_by_the_volunteer_alone(
    village: Village, activity_id: UUID, person_id: UUID
) -> None:
    attendance_id = Attendance.create_id(activity_id, person_id)
    request(village, activity_id, person_id)
    with pytest.raises(CorrectionPendingError):
        request(village, activity_id, person_id)
    with pytest.raises(CorrectionNotFoundError):
        village.tell(WithdrawCorrection, attendance_id=attendance_id, number=1, person_id=new_id())
    village.tell(WithdrawCorrection, attendance_id=attendance_id, number=1, person_id=person_id)
    assert request(village, activity_id, person_id)["number"] == 2


@pytest.mark.parametrize(
    "wants",
    [
        {"wants_from": at("08:59")},
        {"wants_to": at("11:31")},
        {"wants_from": at("10:00"), "wants_to": at("10:00")},
        {"wants_from": None},
        {"wants_minutes": 30},
        {"wants_from": None, "wants_to": None},
        {"wants_from": None, "wants_to": None, "wants_minutes": -1},
        {"wants_from": None, "wants_to": None, "wants_minutes": 151},
    ],
)
def test_what_lies_outside_the_plan_is_refused(
    village: Village, activity_id: UUID, person_id: UUID, wants: dict[str, Any]
) -> None:
    with pytest.raises(CorrectionOutOfBoundsError) as refused:
        request(village, activity_id, person_id, **wants)
    assert refused.value.facts["minutes_max"] == 150


def test_a_correction_needs_an_attendance_at_service_that_is_over(
    village: Village, activity_id: UUID, person_id: UUID
) -> None:
    with pytest.raises(AttendanceNotFoundError):
        request(village, activity_id, village.volunteer())
    with pytest.raises(CorrectionTooEarlyError):
        request(village, activity_id, person_id, at=at("10:59"))
    paid = village.activity(STARTS, ENDS, service=False)
    village.scan(paid, person_id, at("09:30"))
    with pytest.raises(NotVolunteerServiceError):
        request(village, paid, person_id)


def test_a_later_scan_does_not_undo_a_correction(
    village: Village, activity_id: UUID, person_id: UUID
) -> None:
    request(village, activity_id, person_id)
    accept(village, activity_id, person_id)
    village.scan(activity_id, person_id, at("10:55"))
    assert counted(village)[-1] == (110, 90, True, "back_office")


def test_somebody_whose_leaving_nobody_saw_is_corrected_too(
    village: Village, activity_id: UUID
) -> None:
    person = village.volunteer()
    village.scan(activity_id, person, at("09:05"))
    request(village, activity_id, person, wants_from=at("09:05"), wants_to=ENDS)
    told = accept(village, activity_id, person, counted_from=at("09:05"), counted_to=ENDS)
    assert told["minutes"] == 115


def test_corrected_minutes_stay_within_the_caps(village: Village) -> None:
    person, starts = village.volunteer(), hohhot("2026-03-05 06:00")
    long = village.activity(starts, hohhot("2026-03-05 17:00"))
    village.scan(long, person, starts)
    village.scan(long, person, hohhot("2026-03-05 12:00"))
    until = hohhot("2026-03-05 17:00")
    request(village, long, person, wants_from=starts, wants_to=until, at=hohhot("2026-03-06 09:00"))
    told = accept(
        village,
        long,
        person,
        counted_from=starts,
        counted_to=until,
        at=hohhot("2026-03-06 10:00"),
    )
    assert (told["minutes"], told["held_minutes"]) == (480, 180)


@given(
    first=st.integers(-120, 300),
    length=st.integers(-60, 400),
    minutes=st.one_of(st.none(), st.integers(-10, 400)),
)
def test_whatever_is_asked_never_exceeds_the_plan_and_its_grace(
    first: int, length: int, minutes: int | None
) -> None:
    activity = cast("Activity", SimpleNamespace(starts_at=STARTS, ends_at=ENDS))
    begins = STARTS + timedelta(minutes=first)
    ends = begins + timedelta(minutes=length)
    wanted = Wanted(None, None, minutes) if minutes is not None else Wanted(begins, ends, None)
    try:
        check_bounds(activity, wanted)
    except CorrectionOutOfBoundsError:
        return
    low, high = interval_of(activity, None, wanted)
    assert STARTS <= low <= high <= ENDS + timedelta(minutes=30)


def test_an_answer_is_due_after_five_working_days_or_nobody_can_tell() -> None:
    calendar = WorkingDays()
    assert answer_due(hohhot("2026-09-30 10:00"), calendar) == date(2026, 10, 13)
    assert answer_due(hohhot("2026-12-30 10:00"), calendar) is None


def test_a_request_is_taken_also_where_the_next_year_is_not_loaded_yet(village: Village) -> None:
    starts, ends = hohhot("2026-12-30 09:00"), hohhot("2026-12-30 11:00")
    person, late = village.volunteer(), village.activity(starts, ends)
    village.scan(late, person, starts)
    told = request(village, late, person, wants_from=starts, wants_to=ends, at=ends)
    assert told["answer_due_on"] is None


# Complaints ------------------------------------------------------------------


def complain(village: Village, activity_id: UUID, person_id: UUID) -> UUID:
    told = village.tell(
        Complain,
        at=LATER,
        activity_id=activity_id,
        person_id=person_id,
        kind=ComplaintKind.MONEY,
        text_id=TEXT,
    )
    assert told.answer["answer_due_on"] == "2026-03-12"
    return UUID(told.answer["complaint_id"])


def answer(village: Village, complaint_id: UUID, by: UUID) -> None:
    village.tell(
        AnswerComplaint,
        at=LATER,
        complaint_id=complaint_id,
        is_upheld=True,
        answered_by=by,
        text_id=TEXT,
    )


def test_a_complaint_is_answered_once_by_somebody_else(
    village: Village, activity_id: UUID, person_id: UUID
) -> None:
    complaint_id = complain(village, activity_id, person_id)
    for involved in (person_id, LEADER):
        with pytest.raises(OwnComplaintError):
            answer(village, complaint_id, involved)
    answer(village, complaint_id, CLERK)
    with pytest.raises(ComplaintNotFoundError):
        answer(village, complaint_id, CLERK)
    complaint: Complaint = village.load(complaint_id)
    assert not complaint.is_open


def test_a_complaint_is_taken_back_by_its_maker_alone(
    village: Village, activity_id: UUID, person_id: UUID
) -> None:
    complaint_id = complain(village, activity_id, person_id)
    with pytest.raises(ComplaintNotFoundError):
        village.tell(WithdrawComplaint, complaint_id=complaint_id, person_id=CLERK)
    village.tell(WithdrawComplaint, complaint_id=complaint_id, person_id=person_id)
    with pytest.raises(ComplaintNotFoundError):
        answer(village, complaint_id, CLERK)


def test_only_volunteers_complain_and_only_of_what_there_is(
    village: Village, activity_id: UUID
) -> None:
    with pytest.raises(VolunteerNotFoundError):
        complain(village, activity_id, new_id())
    with pytest.raises(ComplaintNotFoundError):
        answer(village, new_id(), CLERK)


# Evaluations -----------------------------------------------------------------


def evaluate(
    village: Village,
    activity_id: UUID,
    person_id: UUID,
    stars: int,
    *,
    by: UUID | None = None,
    when: datetime = LATER,
) -> None:
    village.tell(
        Evaluate,
        at=when,
        activity_id=activity_id,
        person_id=person_id,
        direction=Direction.ACTIVITY if by is None else Direction.VOLUNTEER,
        stars=stars,
        given_by=by or person_id,
    )


def stars_of(village: Village, activity_id: UUID, person_id: UUID, way: Direction) -> int:
    found: Evaluation = village.load(Evaluation.create_id(activity_id, person_id, way))
    return found.stars


def test_both_sides_evaluate_once_and_may_change_it_for_a_week(
    village: Village, activity_id: UUID, person_id: UUID
) -> None:
    evaluate(village, activity_id, person_id, 4)
    evaluate(village, activity_id, person_id, 5, by=LEADER)
    evaluate(village, activity_id, person_id, 3, when=LATER + timedelta(days=7))
    assert stars_of(village, activity_id, person_id, Direction.ACTIVITY) == 3
    assert stars_of(village, activity_id, person_id, Direction.VOLUNTEER) == 5
    with pytest.raises(EvaluationClosedError):
        evaluate(village, activity_id, person_id, 5, when=LATER + timedelta(days=7, seconds=1))
    given_events = [it for it in read_log(village.ledger) if isinstance(it, Evaluation.Given)]
    changed = [it for it in read_log(village.ledger) if isinstance(it, Evaluation.Changed)]
    assert (len(given_events), len(changed)) == (2, 1)


def test_the_same_again_changes_nothing_however_late(
    village: Village, activity_id: UUID, person_id: UUID
) -> None:
    evaluate(village, activity_id, person_id, 4)
    evaluate(village, activity_id, person_id, 4, when=LATER + timedelta(days=30))
    assert not [it for it in read_log(village.ledger) if isinstance(it, Evaluation.Changed)]


def test_who_left_evaluates_at_once_and_the_leader_afterwards(
    village: Village, activity_id: UUID, person_id: UUID
) -> None:
    evaluate(village, activity_id, person_id, 4, when=at("10:51"))
    with pytest.raises(EvaluationNotOpenError):
        evaluate(village, activity_id, person_id, 5, by=LEADER, when=at("10:51"))
    still_there = village.volunteer()
    village.scan(activity_id, still_there, at("09:30"))
    with pytest.raises(EvaluationNotOpenError):
        evaluate(village, activity_id, still_there, 4, when=at("10:51"))


def test_only_of_those_who_came_and_never_of_oneself(
    village: Village, activity_id: UUID, person_id: UUID
) -> None:
    absent = village.volunteer()
    for by in (None, LEADER):
        with pytest.raises(AttendanceNotFoundError):
            evaluate(village, activity_id, absent, 5, by=by)
    with pytest.raises(OwnEvaluationError):
        evaluate(village, activity_id, person_id, 5, by=person_id)
    with pytest.raises(OwnEvaluationError):
        evaluate(village, activity_id, LEADER, 5)
