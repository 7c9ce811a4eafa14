"""What waits for an answer, what was answered, and what people are told of it."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from ledger.kernel.ids import new_id
from ledger.volunteering.attendance import Attendance
from ledger.volunteering.complaint import ComplaintKind
from ledger.volunteering.correction import CorrectionReason
from ledger.volunteering.evaluation import Direction
from ledger.volunteering.feedback_commands import (
    AcceptCorrection,
    AnswerComplaint,
    Complain,
    DeclineCorrection,
    Evaluate,
    RequestCorrection,
    WithdrawCorrection,
)
from projections.check import check as find_differences
from tests.projections.setting import Setting
from tests.support.village import COMMUNITY, Village

TEXT = new_id()


def served(village: Village, person_id: UUID) -> tuple[UUID, UUID]:
    """Serve for an hour of two; return activity and attendance."""
    activity_id = village.publish("清洁家园")
    village.serve(person_id, 60, activity_id)
    return activity_id, Attendance.create_id(activity_id, person_id)


def ask(village: Village, activity_id: UUID, person_id: UUID, minutes: int) -> int:
    told = village.do(
        RequestCorrection,
        at=village.now + timedelta(hours=3),
        activity_id=activity_id,
        person_id=person_id,
        reason=CorrectionReason.LEFT_LATER,
        wants_minutes=minutes,
        text_id=TEXT,
    )
    return int(told["number"])


def test_requests_wait_oldest_first_and_keep_what_came_of_them(
    setting: Setting, village: Village
) -> None:
    first, second = village.volunteers
    places = [(person, *served(village, person)) for person in (first, second)]
    for person, activity_id, _ in places:
        ask(village, activity_id, person, 90)
    corrections = setting.project().corrections
    waiting = corrections.waiting(COMMUNITY)
    assert [it.person_id for it in waiting] == [first, second]
    assert corrections.waiting(COMMUNITY, 5, waiting[0].position) == waiting[1:]
    assert corrections.waiting("150102") == []
    assert (waiting[0].wants_minutes, waiting[0].answer_due_on is not None) == (90, True)

    decided: dict[str, Any] = {"number": 1, "decided_by": village.keeper, "text_id": TEXT}
    village.do(AcceptCorrection, attendance_id=places[1][2], minutes=80, **decided)
    village.do(DeclineCorrection, attendance_id=places[0][2], **decided)
    corrections = setting.project().corrections
    assert corrections.waiting(COMMUNITY) == []
    (accepted,) = corrections.of(places[1][2])
    assert (accepted.state, accepted.previous_minutes, accepted.minutes) == ("accepted", 60, 80)
    (declined,) = corrections.of_person(first)
    assert (declined.state, declined.minutes, declined.answer_text_id) == ("declined", None, TEXT)
    assert find_differences(setting.ledger, setting.store) == []


def test_a_request_taken_back_may_be_followed_by_another(
    setting: Setting, village: Village
) -> None:
    person = village.volunteers[1]
    activity_id, attendance_id = served(village, person)
    number = ask(village, activity_id, person, 90)
    village.do(WithdrawCorrection, attendance_id=attendance_id, number=number, person_id=person)
    ask(village, activity_id, person, 100)
    rows = setting.project().corrections.of(attendance_id)
    assert [(it.number, it.state) for it in rows] == [(2, "open"), (1, "withdrawn")]


def test_complaints_wait_for_the_unit_and_show_the_answer(
    setting: Setting, village: Village
) -> None:
    person = village.volunteers[1]
    activity_id, _ = served(village, person)
    complaint_id = village.made(
        "complaint_id",
        Complain,
        activity_id=activity_id,
        person_id=person,
        kind=ComplaintKind.UNSAFE,
        text_id=TEXT,
    )
    (waiting,) = setting.project().complaints.waiting(COMMUNITY)
    assert (waiting.complaint_id, waiting.kind) == (complaint_id, "unsafe")
    village.do(
        AnswerComplaint,
        complaint_id=complaint_id,
        is_upheld=False,
        answered_by=village.household,
        text_id=TEXT,
    )
    complaints = setting.project().complaints
    assert complaints.waiting(COMMUNITY) == []
    row = complaints.of(complaint_id)
    assert row is not None
    assert (row.state, row.answered_by) == ("not_upheld", village.household)
    assert complaints.of_person(person) == [row]


def test_evaluations_are_summed_by_activity_and_listed_by_volunteer(
    setting: Setting, village: Village
) -> None:
    leader, person = village.volunteers
    activity_id, _ = served(village, person)
    later = village.now + timedelta(hours=3)
    for direction, by, stars in (
        (Direction.ACTIVITY, person, 2),
        (Direction.ACTIVITY, person, 5),
        (Direction.VOLUNTEER, leader, 4),
    ):
        village.do(
            Evaluate,
            at=later,
            activity_id=activity_id,
            person_id=person,
            direction=direction,
            stars=stars,
            given_by=by,
        )
    evaluations = setting.project().evaluations
    assert evaluations.rating(activity_id) == (1, 5)
    assert evaluations.rating(new_id()) == (0, 0)
    (of_volunteer,) = evaluations.of_volunteer(person)
    assert (of_volunteer.stars, of_volunteer.given_by) == (4, leader)
    assert evaluations.at(activity_id, Direction.VOLUNTEER, [person])[person] == of_volunteer
    assert evaluations.count(activity_id, Direction.VOLUNTEER) == 1
    own = evaluations.of(activity_id, person, Direction.ACTIVITY)
    assert own is not None
    assert (own.stars, own.changed_at is not None) == (5, True)


def test_people_are_told_of_answers_and_of_nothing_else(setting: Setting, village: Village) -> None:
    person = village.volunteers[1]
    activity_id, attendance_id = served(village, person)
    assert setting.project().messages.of_person(person) == []
    ask(village, activity_id, person, 90)
    village.do(
        AcceptCorrection,
        attendance_id=attendance_id,
        number=1,
        minutes=90,
        decided_by=village.keeper,
    )
    messages = setting.project().messages
    (told,) = messages.of_person(person)
    assert (told.kind, told.amount) == ("correction_accepted", 90)
    assert (told.activity_id, told.subject_id) == (activity_id, attendance_id)
    assert messages.of_person(person, 5, told.position) == []
    assert messages.count_since(person, told.told_at) == 1
    assert messages.count_since(person, told.told_at + timedelta(seconds=1)) == 0
    assert messages.of_person(village.volunteers[0]) == []


def test_minutes_that_wait_are_told(setting: Setting, village: Village) -> None:
    person = village.volunteers[1]
    activity_id = village.publish("长班", hours=10)
    village.serve(person, 600, activity_id)
    (told,) = setting.project().messages.of_person(person)
    assert (told.kind, told.amount) == ("held", 120)
