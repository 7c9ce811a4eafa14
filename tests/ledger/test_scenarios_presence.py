"""Scenarios A3, A4, A5 and A8, and what scans come to in whatever order they arrive."""

from functools import partial
from typing import Any
from uuid import UUID

import pytest

from ledger.kernel.errors import LedgerError
from ledger.kernel.ids import new_id
from ledger.registry.errors import CalendarYearMissingError, OwnMinutesError
from ledger.volunteering.attendance import Attendance, Evidence
from ledger.volunteering.commands import (
    CloseAttendance,
    ConfirmHeld,
    DecideSupplement,
    ProposeSupplement,
    RecordActivity,
    ScanActivity,
    SettleDoubtfulScan,
    UndoScan,
)
from ledger.volunteering.correction import CorrectionReason
from ledger.volunteering.doubtful_scan import DoubtfulScan
from ledger.volunteering.errors import (
    AttendanceCountedError,
    AttendanceNotFoundError,
    DoubtfulScanSettledError,
    NothingHeldError,
    NothingToUndoError,
    NotVolunteerServiceError,
    SecondConfirmerRequiredError,
    SupplementDecidedError,
    SupplementExceedsPlanError,
    SupplementTooEarlyError,
    SupplementWaitsError,
    UndoTooLateError,
    WitnessRequiredError,
)
from ledger.volunteering.feedback_commands import AcceptCorrection, RequestCorrection
from ledger.volunteering.service_points import ServicePoints
from ledger.volunteering.service_year import ServiceYear
from ledger.volunteering.sessions import Session
from ledger.volunteering.supplement import SupplementReason
from tests.support.ledgers import Village, hohhot, read_log

LEADER, CLERK = new_id(), new_id()
DAY = "2026-03-05 "


def stay(village: Village, activity: UUID, person: UUID, came: str, left: str) -> dict[str, Any]:
    """Come and leave; return what the leaving is answered with."""
    village.scan(activity, person, hohhot(came))
    return dict(village.scan(activity, person, hohhot(left)).answer)


def book(village: Village, person: UUID, year: int = 2026) -> dict[UUID, Session]:
    """The sessions of a person's year by activity."""
    sessions = village.load(ServiceYear.create_id(person, year)).sessions
    return {it.activity_id: it for it in sessions.values()}


def total(village: Village, person: UUID) -> int:
    """All counted minutes of a person, as the ledger itself adds them."""
    return int(village.load(ServicePoints.create_id(person)).total_minutes)


def confirm(village: Village, activity: UUID, person: UUID, by: UUID) -> dict[str, Any]:
    told = village.tell(ConfirmHeld, activity_id=activity, person_id=person, confirmed_by=by)
    return dict(told.answer)


def make_up(
    village: Village, activity: UUID, person: UUID, minutes: int, at: str, by: UUID = LEADER
) -> dict[str, Any]:
    told = village.tell(
        ProposeSupplement,
        at=hohhot(at),
        activity_id=activity,
        person_id=person,
        minutes=minutes,
        reason=SupplementReason.FORGOT_CHECK_OUT,
        recorded_by=by,
    )
    return dict(told.answer)


def decide(
    village: Village, supplement_id: str, by: UUID, at: str, *, accepted: bool = True
) -> dict[str, Any]:
    told = village.tell(
        DecideSupplement,
        at=hohhot(at),
        supplement_id=UUID(supplement_id),
        accepted=accepted,
        decided_by=by,
    )
    return dict(told.answer)


# A3: caps ----------------------------------------------------------------


def test_a3_what_is_over_the_daily_cap_waits_for_two_people(village: Village) -> None:
    person = village.volunteer()
    morning = village.activity(hohhot(DAY + "08:00"), hohhot(DAY + "14:00"))
    evening = village.activity(hohhot(DAY + "14:30"), hohhot(DAY + "19:30"))
    stay(village, morning, person, DAY + "08:00", DAY + "14:00")
    told = stay(village, evening, person, DAY + "14:30", DAY + "19:30")

    assert (told["minutes"], told["held_minutes"]) == (240, 60)
    assert total(village, person) == 600
    assert book(village, person)[evening].held_because == "over_cap"

    first = confirm(village, evening, person, LEADER)
    assert (first["minutes"], first["held_minutes"]) == (240, 60)
    with pytest.raises(SecondConfirmerRequiredError):
        confirm(village, evening, person, LEADER)
    second = confirm(village, evening, person, CLERK)
    assert (second["minutes"], second["held_minutes"]) == (300, 0)
    assert total(village, person) == 660
    with pytest.raises(NothingHeldError):
        confirm(village, evening, person, CLERK)


def test_one_session_counts_eight_hours_by_itself(village: Village) -> None:
    person = village.volunteer()
    activity = village.activity(hohhot(DAY + "06:00"), hohhot(DAY + "16:00"))
    told = stay(village, activity, person, DAY + "06:00", DAY + "16:00")
    assert (told["minutes"], told["held_minutes"], told["points"]) == (480, 120, 16)


def test_nobody_confirms_their_own_held_minutes(village: Village) -> None:
    person = village.volunteer()
    activity = village.activity(hohhot(DAY + "06:00"), hohhot(DAY + "16:00"))
    stay(village, activity, person, DAY + "06:00", DAY + "16:00")
    with pytest.raises(OwnMinutesError):
        confirm(village, activity, person, person)


def test_minutes_that_were_confirmed_stay_so_when_a_late_scan_moves_the_day(
    village: Village,
) -> None:
    person = village.volunteer()
    activity = village.activity(hohhot(DAY + "06:00"), hohhot(DAY + "16:00"))
    stay(village, activity, person, DAY + "06:10", DAY + "16:00")
    confirm(village, activity, person, LEADER)
    confirm(village, activity, person, CLERK)
    assert total(village, person) == 590
    told = village.scan(activity, person, hohhot(DAY + "06:00")).answer
    assert (told["minutes"], told["held_minutes"]) == (590, 10)


def test_a_leaders_own_minutes_wait_for_another_person(village: Village) -> None:
    person = village.volunteer()
    activity = village.activity(hohhot(DAY + "09:00"), hohhot(DAY + "11:00"), led_by=person)
    told = stay(village, activity, person, DAY + "09:00", DAY + "11:00")
    assert (told["minutes"], told["held_minutes"], told["points"]) == (0, 120, 0)
    assert book(village, person)[activity].held_because == "own_lead"

    told = confirm(village, activity, person, CLERK)
    assert (told["minutes"], told["held_minutes"], told["points"]) == (120, 0, 4)


# A4: overlap -------------------------------------------------------------


@pytest.mark.parametrize("later_first", [False, True])
def test_a4_no_minute_counts_twice(village: Village, later_first: bool) -> None:
    person = village.volunteer()
    x = village.activity(hohhot(DAY + "09:00"), hohhot(DAY + "11:00"))
    y = village.activity(hohhot(DAY + "10:30"), hohhot(DAY + "12:00"))
    stays = [(x, "09:00", "11:00"), (y, "10:30", "12:00")]
    for activity, came, left in reversed(stays) if later_first else stays:
        stay(village, activity, person, DAY + came, DAY + left)

    sessions = book(village, person)
    assert (sessions[x].minutes, sessions[y].minutes) == (120, 60)
    assert sessions[y].counted_from == hohhot(DAY + "11:00")
    assert total(village, person) == 180


def test_points_are_not_taken_back_when_minutes_shrink_later_ones_fill_up_first(
    village: Village,
) -> None:
    person = village.volunteer()
    y = village.activity(hohhot(DAY + "10:00"), hohhot(DAY + "12:00"))
    x = village.activity(hohhot(DAY + "09:00"), hohhot(DAY + "11:00"))
    assert stay(village, y, person, DAY + "10:00", DAY + "12:00")["points"] == 4
    assert stay(village, x, person, DAY + "09:00", DAY + "11:00")["points"] == 2
    points = village.load(ServicePoints.create_id(person))
    assert (points.total_minutes, points.remainder_minutes) == (180, 0)


# A5: no check-out --------------------------------------------------------

ENDED = "2026-09-28 "


@pytest.fixture
def forgotten(village: Village) -> tuple[UUID, UUID]:
    """An activity of Mon 28 Sep 2026, and somebody who came and never scanned again."""
    person = village.volunteer()
    activity = village.activity(hohhot(ENDED + "15:00"), hohhot(ENDED + "17:00"))
    village.scan(activity, person, hohhot(ENDED + "15:00"))
    return activity, person


def close(village: Village, activity: UUID, person: UUID, at: str) -> bool:
    told = village.tell(CloseAttendance, at=hohhot(at), activity_id=activity, person_id=person)
    return bool(told.answer["closed"])


def test_a5_without_a_check_out_it_closes_with_no_minutes(
    village: Village, forgotten: tuple[UUID, UUID]
) -> None:
    assert not close(village, *forgotten, ENDED + "18:59:59")
    assert close(village, *forgotten, ENDED + "19:00")
    assert close(village, *forgotten, ENDED + "19:01")
    events = read_log(village.ledger)
    assert sum(isinstance(it, Attendance.Closed) for it in events) == 1
    assert not [it for it in events if isinstance(it, ServiceYear.Counted)]


@pytest.mark.parametrize(
    ("at", "late"),
    [
        ("2026-10-15 09:00", False),
        ("2026-10-16 23:59:59", False),
        ("2026-10-17 00:00", True),
    ],
)
def test_a5_made_up_minutes_are_late_after_ten_working_days(
    village: Village, forgotten: tuple[UUID, UUID], at: str, late: bool
) -> None:
    told = make_up(village, *forgotten, 120, at)
    assert told["is_late"] is late

    told = decide(village, told["supplement_id"], CLERK, at)
    assert (told["state"], told["minutes"], told["points"]) == ("confirmed", 120, 4)
    session = book(village, forgotten[1])[forgotten[0]]
    assert (session.is_late, session.is_supplementary) == (late, True)
    assert session.evidence == Evidence.BACK_OFFICE


def test_a5_no_more_than_the_planned_length_is_made_up(
    village: Village, forgotten: tuple[UUID, UUID]
) -> None:
    with pytest.raises(SupplementExceedsPlanError) as told:
        make_up(village, *forgotten, 121, "2026-10-15 09:00")
    assert told.value.facts == {"planned_minutes": 120, "asked_minutes": 121}


def test_made_up_minutes_need_a_second_person_and_are_decided_once(
    village: Village, forgotten: tuple[UUID, UUID]
) -> None:
    activity, person = forgotten
    at = "2026-09-29 09:00"
    with pytest.raises(OwnMinutesError):
        make_up(village, activity, person, 60, at, by=person)
    supplement_id = make_up(village, activity, person, 60, at)["supplement_id"]
    with pytest.raises(SupplementWaitsError):
        make_up(village, activity, person, 60, at)
    with pytest.raises(SecondConfirmerRequiredError):
        decide(village, supplement_id, LEADER, at)
    with pytest.raises(OwnMinutesError):
        decide(village, supplement_id, person, at)
    decide(village, supplement_id, CLERK, at)
    with pytest.raises(SupplementDecidedError):
        decide(village, supplement_id, new_id(), at, accepted=False)


def test_declined_minutes_may_be_made_up_again(
    village: Village, forgotten: tuple[UUID, UUID]
) -> None:
    at = "2026-09-29 09:00"
    first = make_up(village, *forgotten, 120, at)["supplement_id"]
    decide(village, first, CLERK, at, accepted=False)
    again = make_up(village, *forgotten, 90, at)["supplement_id"]
    assert again != first
    assert decide(village, again, CLERK, at)["minutes"] == 90


def test_a_scan_that_arrives_late_takes_the_place_of_made_up_minutes(
    village: Village, forgotten: tuple[UUID, UUID]
) -> None:
    activity, person = forgotten
    at = "2026-09-29 09:00"
    decide(village, make_up(village, activity, person, 120, at)["supplement_id"], CLERK, at)
    village.tell(
        ScanActivity,
        at=hohhot("2026-09-29 10:00"),
        activity_id=activity,
        person_id=person,
        evidence=Evidence.OWN_SCAN,
        occurred_at=hohhot(ENDED + "16:30"),
    )
    session = book(village, person)[activity]
    assert (session.minutes, session.evidence) == (90, "own_scan")
    assert total(village, person) == 90


def test_what_two_scans_say_is_not_made_up(village: Village) -> None:
    person = village.volunteer()
    activity = village.activity(hohhot(DAY + "09:00"), hohhot(DAY + "11:00"))
    stay(village, activity, person, DAY + "09:00", DAY + "11:00")
    with pytest.raises(AttendanceCountedError):
        make_up(village, activity, person, 120, "2026-03-06 09:00")


def test_nothing_is_made_up_before_the_end(village: Village) -> None:
    activity = village.activity(hohhot(DAY + "09:00"), hohhot(DAY + "11:00"))
    with pytest.raises(SupplementTooEarlyError):
        make_up(village, activity, village.volunteer(), 120, DAY + "10:59")


def test_a_year_nobody_has_loaded_is_refused_once_it_matters(village: Village) -> None:
    person = village.volunteer()
    activity = village.activity(hohhot("2026-12-28 09:00"), hohhot("2026-12-28 11:00"))
    with pytest.raises(CalendarYearMissingError):
        make_up(village, activity, person, 60, "2027-01-08 09:00")
    assert make_up(village, activity, person, 60, "2027-01-07 09:00")["is_late"] is False


# A8: not volunteer service -----------------------------------------------


def test_a8_what_is_not_service_gives_no_minutes_and_cannot_be_made_up(village: Village) -> None:
    person = village.volunteer()
    paid = village.activity(hohhot(DAY + "09:00"), hohhot(DAY + "11:00"), service=False)
    told = stay(village, paid, person, DAY + "09:00", DAY + "11:00")
    assert (told["minutes"], told["points"]) == (0, 0)
    village.visit(village.rider(), village.station(), hohhot(DAY + "13:00"))
    with pytest.raises(NotVolunteerServiceError):
        make_up(village, paid, person, 120, "2026-03-06 09:00")
    events = read_log(village.ledger)
    assert not [it for it in events if isinstance(it, ServiceYear.Counted)]


# Scans in any order ------------------------------------------------------


def test_a_check_out_that_arrives_before_the_check_in_comes_to_the_same(village: Village) -> None:
    person = village.volunteer()
    activity = village.activity(hohhot(DAY + "09:00"), hohhot(DAY + "11:00"))
    later = village.scan(activity, person, hohhot(DAY + "11:10")).answer
    assert later["kept_as"] == "not_checked_in"
    told = village.scan(activity, person, hohhot(DAY + "09:05")).answer
    assert (told["result"], told["minutes"]) == ("checked_out", 125)


def test_a_scan_made_twice_is_told_so_and_kept(village: Village) -> None:
    person = village.volunteer()
    activity = village.activity(hohhot(DAY + "09:00"), hohhot(DAY + "11:00"))
    village.scan(activity, person, hohhot(DAY + "09:00"))
    told = village.scan(activity, person, hohhot(DAY + "09:04:59")).answer
    assert told["kept_as"] == "already_checked_in"
    village.scan(activity, person, hohhot(DAY + "11:00"))
    told = village.scan(activity, person, hohhot(DAY + "10:00")).answer
    assert told["kept_as"] == "already_checked_out"
    assert total(village, person) == 120


def test_leaving_later_than_thought_moves_the_check_out(village: Village) -> None:
    person = village.volunteer()
    activity = village.activity(hohhot(DAY + "09:00"), hohhot(DAY + "11:00"))
    stay(village, activity, person, DAY + "09:00", DAY + "09:10")
    told = village.scan(activity, person, hohhot(DAY + "11:00")).answer
    assert told["minutes"] == 120
    assert total(village, person) == 120


def test_a_night_over_new_year_is_counted_in_the_year_it_began(village: Village) -> None:
    person = village.volunteer()
    night = village.activity(hohhot("2025-12-31 20:00"), hohhot("2026-01-01 02:00"))
    dawn = village.activity(hohhot("2026-01-01 01:00"), hohhot("2026-01-01 09:00"))
    stay(village, dawn, person, "2026-01-01 01:00", "2026-01-01 09:00")
    assert book(village, person)[dawn].minutes == 480
    village.tell(
        ScanActivity,
        at=hohhot("2026-01-01 10:00"),
        activity_id=night,
        person_id=person,
        evidence=Evidence.OWN_SCAN,
        occurred_at=hohhot("2025-12-31 20:00"),
    )
    village.tell(
        ScanActivity,
        at=hohhot("2026-01-01 10:00"),
        activity_id=night,
        person_id=person,
        evidence=Evidence.OWN_SCAN,
        occurred_at=hohhot("2026-01-01 02:00"),
    )
    assert book(village, person, 2025)[night].minutes == 360
    assert book(village, person)[dawn].minutes == 420
    assert total(village, person) == 780


def test_a_night_uses_up_only_what_counted_of_it_after_midnight(village: Village) -> None:
    person = village.volunteer()
    night = village.activity(hohhot("2025-12-31 12:00"), hohhot("2026-01-01 12:00"))
    day = village.activity(hohhot("2026-01-01 13:00"), hohhot("2026-01-01 19:00"))
    stay(village, night, person, "2025-12-31 12:00", "2026-01-01 12:00")
    told = stay(village, day, person, "2026-01-01 13:00", "2026-01-01 19:00")
    assert (told["minutes"], told["held_minutes"]) == (360, 0)


def test_a_night_that_is_taken_back_gives_the_next_year_its_time_again(village: Village) -> None:
    person = village.volunteer()
    night = village.activity(hohhot("2025-12-31 20:00"), hohhot("2026-01-01 02:00"))
    dawn = village.activity(hohhot("2026-01-01 01:00"), hohhot("2026-01-01 09:00"))
    stay(village, dawn, person, "2026-01-01 01:00", "2026-01-01 09:00")
    for occurred in ("2025-12-31 20:00", "2026-01-01 02:00"):
        late_scan(village, night, person, occurred, "2026-01-01 10:00")
    assert total(village, person) == 780
    undo(village, night, person, person, "2026-01-01 10:05")
    assert book(village, person)[dawn].minutes == 480
    assert total(village, person) == 480


# Undo --------------------------------------------------------------------


def undo(village: Village, activity: UUID, person: UUID, by: UUID, at: str) -> dict[str, Any]:
    told = village.tell(
        UndoScan, at=hohhot(at), activity_id=activity, person_id=person, undone_by=by
    )
    return dict(told.answer)


def test_a_wrong_check_out_is_taken_back_within_fifteen_minutes(village: Village) -> None:
    person = village.volunteer()
    activity = village.activity(hohhot(DAY + "09:00"), hohhot(DAY + "11:00"))
    stay(village, activity, person, DAY + "09:00", DAY + "09:30")
    assert undo(village, activity, person, person, DAY + "09:45")["minutes"] == 0
    assert total(village, person) == 0
    with pytest.raises(NothingToUndoError):
        undo(village, activity, person, person, DAY + "09:45")
    assert village.scan(activity, person, hohhot(DAY + "11:00")).answer["minutes"] == 120


def test_an_undone_check_in_may_be_made_again(village: Village) -> None:
    person = village.volunteer()
    activity = village.activity(hohhot(DAY + "09:00"), hohhot(DAY + "11:00"))
    village.scan(activity, person, hohhot(DAY + "08:10"))
    undo(village, activity, person, person, DAY + "08:20")
    told = village.scan(activity, person, hohhot(DAY + "09:00")).answer
    assert told["result"] == "checked_in"


def test_a_scan_is_not_taken_back_later_or_by_somebody_else(village: Village) -> None:
    person = village.volunteer()
    activity = village.activity(hohhot(DAY + "09:00"), hohhot(DAY + "11:00"))
    village.scan(activity, person, hohhot(DAY + "09:00"))
    with pytest.raises(UndoTooLateError):
        undo(village, activity, person, person, DAY + "09:15:01")
    with pytest.raises(AttendanceNotFoundError):
        undo(village, activity, person, LEADER, DAY + "09:10")


# Witness and review ------------------------------------------------------


def tick(
    village: Village, activity: UUID, person: UUID, at: str, witness: UUID | None
) -> dict[str, Any]:
    told = village.tell(
        ScanActivity,
        at=hohhot(at),
        activity_id=activity,
        person_id=person,
        evidence=Evidence.WITNESS,
        occurred_at=hohhot(at),
        recorded_by=LEADER,
        witness_id=witness,
    )
    return dict(told.answer)


def test_a_tick_on_the_list_needs_a_witness_who_is_there(village: Village) -> None:
    person, witness, absent = village.volunteer(), village.volunteer(), village.volunteer()
    activity = village.activity(hohhot(DAY + "09:00"), hohhot(DAY + "11:00"))
    village.scan(activity, witness, hohhot(DAY + "09:00"))
    for nobody in (None, person, LEADER, absent):
        with pytest.raises(WitnessRequiredError):
            tick(village, activity, person, DAY + "09:00", nobody)
    tick(village, activity, person, DAY + "09:00", witness)
    assert tick(village, activity, person, DAY + "11:00", witness)["minutes"] == 120
    session = book(village, person)[activity]
    assert (session.evidence, session.is_supplementary) == ("witness", True)


def late_scan(village: Village, activity: UUID, person: UUID, occurred: str, at: str) -> Any:
    return village.tell(
        ScanActivity,
        at=hohhot(at),
        activity_id=activity,
        person_id=person,
        evidence=Evidence.OWN_SCAN,
        occurred_at=hohhot(occurred),
    ).answer


@pytest.mark.parametrize(
    ("occurred", "at"),
    [
        (DAY + "09:00", "2026-03-08 10:00"),  # 73 hours late
        (DAY + "09:00", DAY + "08:44"),  # a clock that is 16 minutes ahead
    ],
)
def test_a_scan_that_cannot_be_believed_is_kept_for_people(
    village: Village, occurred: str, at: str
) -> None:
    person = village.volunteer()
    activity = village.activity(hohhot(DAY + "09:00"), hohhot(DAY + "11:00"))
    told = late_scan(village, activity, person, occurred, at)
    assert told["kept_as"] == "scan_needs_review"
    doubtful: DoubtfulScan = village.load(UUID(told["doubtful_id"]))
    assert (doubtful.person_id, doubtful.is_settled) == (person, False)
    assert not [it for it in read_log(village.ledger) if isinstance(it, Attendance.CheckedIn)]


def settle(village: Village, doubtful_id: str, by: UUID, *, accepted: bool = True) -> Any:
    return village.tell(
        SettleDoubtfulScan,
        at=hohhot("2026-03-09 10:00"),
        doubtful_id=UUID(doubtful_id),
        accepted=accepted,
        settled_by=by,
    ).answer


def test_a_kept_scan_counts_once_somebody_stands_by_it(village: Village) -> None:
    person = village.volunteer()
    activity = village.activity(hohhot(DAY + "09:00"), hohhot(DAY + "11:00"))
    village.scan(activity, person, hohhot(DAY + "09:00"))
    kept = late_scan(village, activity, person, DAY + "11:00", "2026-03-08 12:00")["doubtful_id"]
    with pytest.raises(OwnMinutesError):
        settle(village, kept, person)
    assert settle(village, kept, LEADER)["minutes"] == 120
    assert book(village, person)[activity].is_supplementary
    with pytest.raises(DoubtfulScanSettledError):
        settle(village, kept, CLERK)


def test_a_kept_scan_may_be_turned_down(village: Village) -> None:
    person = village.volunteer()
    activity = village.activity(hohhot(DAY + "09:00"), hohhot(DAY + "11:00"))
    kept = late_scan(village, activity, person, DAY + "09:00", "2026-03-08 12:00")["doubtful_id"]
    assert settle(village, kept, LEADER, accepted=False)["accepted"] is False
    with pytest.raises(LedgerError):
        settle(village, kept, CLERK)


def test_recording_in_time_does_not_wait_for_a_calendar_and_late_it_does(
    village: Village,
) -> None:
    for at, may in (("2027-01-07 09:00", True), ("2027-01-08 09:00", False)):
        activity = village.activity(hohhot("2026-12-28 09:00"), hohhot("2026-12-28 11:00"))
        say = partial(
            village.tell, RecordActivity, at=hohhot(at), activity_id=activity, recorded_by=LEADER
        )
        if may:
            told = say().answer
            assert (told["due_on"], told["is_late"]) == (None, False)
        else:
            with pytest.raises(CalendarYearMissingError):
                say()


def test_minutes_that_were_only_made_up_can_be_corrected_too(
    village: Village,
) -> None:
    person = village.volunteer()
    activity = village.activity(hohhot(ENDED + "15:00"), hohhot(ENDED + "17:00"))
    ask = partial(
        village.tell,
        RequestCorrection,
        at=hohhot("2026-09-30 09:00"),
        activity_id=activity,
        person_id=person,
        reason=CorrectionReason.OTHER,
        text_id=new_id(),
        wants_minutes=100,
    )
    with pytest.raises(AttendanceNotFoundError):
        ask()
    at = "2026-09-29 09:00"
    decide(village, make_up(village, activity, person, 60, at)["supplement_id"], CLERK, at)
    told = ask().answer
    corrected = village.tell(
        AcceptCorrection,
        at=hohhot("2026-09-30 10:00"),
        attendance_id=UUID(str(told["attendance_id"])),
        number=told["number"],
        decided_by=CLERK,
        minutes=100,
    ).answer
    assert corrected["minutes"] == 100
    assert total(village, person) == 100


def test_a_longer_stay_of_a_leader_is_asked_for_again(village: Village) -> None:
    person = village.volunteer()
    activity = village.activity(hohhot(DAY + "09:00"), hohhot(DAY + "11:00"), led_by=person)
    stay(village, activity, person, DAY + "09:00", DAY + "09:06")
    assert confirm(village, activity, person, CLERK)["minutes"] == 6
    told = village.scan(activity, person, hohhot(DAY + "11:00")).answer
    assert (told["minutes"], told["held_minutes"]) == (0, 120)
    assert confirm(village, activity, person, CLERK)["minutes"] == 120


def test_made_up_minutes_never_take_the_place_of_a_correction(
    village: Village, forgotten: tuple[UUID, UUID]
) -> None:
    activity, person = forgotten
    at = "2026-09-29 09:00"
    waiting = make_up(village, activity, person, 120, at)["supplement_id"]
    asked = village.tell(
        RequestCorrection,
        at=hohhot(at),
        activity_id=activity,
        person_id=person,
        reason=CorrectionReason.OTHER,
        text_id=new_id(),
        wants_minutes=60,
    ).answer
    village.tell(
        AcceptCorrection,
        at=hohhot(at),
        attendance_id=UUID(str(asked["attendance_id"])),
        number=asked["number"],
        decided_by=CLERK,
        minutes=60,
    )
    with pytest.raises(AttendanceCountedError):
        decide(village, waiting, CLERK, at)
    assert total(village, person) == 60
