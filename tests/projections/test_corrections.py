"""What waits for an answer, what was answered, and what people are told of it."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from ledger.kernel.ids import new_id
from ledger.stations.doubtful_visit import Outcome
from ledger.volunteering.activity_commands import AmendActivity, CancelActivity
from ledger.volunteering.activity_kinds import CancelReason
from ledger.volunteering.attendance import Attendance
from ledger.volunteering.commands import RecordActivity
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
from ledger.volunteering.reminding import RemindRecordDue
from ledger.volunteering.sign_up_commands import SignOff, SignUp
from projections.check import check as find_differences
from projections.volunteering.messages.tellings import TELLINGS
from tests.projections.setting import Setting
from tests.support.village import COMMUNITY, Village
from web.feedback.zh import MESSAGES

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
    assert len(evaluations.at(activity_id, Direction.VOLUNTEER, [person, leader])) == 1
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
    leader = messages.of_person(village.keeper)
    assert [it.kind for it in leader] == ["correction_asked"]


def test_what_is_not_recorded_waits_and_its_leader_is_reminded(
    setting: Setting, village: Village
) -> None:
    leader = village.keeper
    activity_id = village.publish("清洁家园")
    over, later = village.now + timedelta(hours=3), village.now + timedelta(days=20)
    dues = setting.project().paperwork
    assert dues.open_of_leader(leader, village.now) == []
    found = dues.open_of_leader(leader, over)
    (waiting,) = [it for it in found if it.activity_id == activity_id]
    assert waiting.reminded_on == 0
    assert dues.unrecorded(COMMUNITY, since=None, until=over) == found
    assert dues.unrecorded("150102", since=None, until=over) == []
    assert dues.ended_between(village.now, over, found[-1].activity_id) == []

    village.do(RemindRecordDue, at=later, activity_id=activity_id)
    views = setting.project()
    reminded = views.paperwork.of(activity_id)
    assert reminded is not None
    assert reminded.reminded_on == 8
    assert activity_id in [it.activity_id for it in found]
    still = views.paperwork.ended_between(village.now, over)
    assert activity_id not in [it.activity_id for it in still]
    told = views.messages.of_person(leader)[0]
    assert (told.kind, told.amount, told.activity_id) == ("record_due", 8, activity_id)

    village.do(RecordActivity, at=later, activity_id=activity_id, recorded_by=leader)
    recorded = setting.project().paperwork.of(activity_id)
    assert recorded is not None
    assert (recorded.state, recorded.is_late) == ("recorded", True)


def test_minutes_that_wait_are_told(setting: Setting, village: Village) -> None:
    person = village.volunteers[1]
    activity_id = village.publish("长班", hours=10)
    village.serve(person, 600, activity_id)
    (told,) = setting.project().messages.of_person(person)
    assert (told.kind, told.amount) == ("held", 120)


def test_whoever_is_going_is_told_when_it_changes_or_is_called_off(
    setting: Setting, village: Village
) -> None:
    first, second = village.volunteers
    starts_at = village.now + timedelta(days=3)
    activity_id = village.publish("清洁家园", starts_at=starts_at)
    village.do(SignUp, activity_id=activity_id, person_id=first, wait=True)
    village.do(SignUp, activity_id=activity_id, person_id=second, wait=True)
    plan = {"title": "清洁家园", "starts_at": starts_at, "ends_at": starts_at + timedelta(hours=2)}
    village.do(AmendActivity, activity_id=activity_id, place="东门", **plan)
    village.do(SignOff, activity_id=activity_id, person_id=second)
    village.do(CancelActivity, activity_id=activity_id, reason=CancelReason.WEATHER)
    messages = setting.project().messages
    assert [it.kind for it in messages.of_person(first)] == [
        "activity_cancelled",
        "activity_changed",
    ]
    assert [it.kind for it in messages.of_person(second)] == ["activity_changed"]
    assert find_differences(setting.ledger, setting.store) == []


def test_every_kind_of_message_has_its_sentence() -> None:
    kinds = {it.kind for it in TELLINGS.values() if isinstance(it.kind, str)}
    by_event = {"scan_kept", "scan_dropped", "report_paid", "report_accepted"}
    by_event |= {"grid_expired", "grid_unit"}
    by_event |= {f"visit_{it}" for it in Outcome}
    by_event |= {"visit_waits_clock_off", "visit_waits_too_late"}
    assert kinds | by_event == MESSAGES.keys()
