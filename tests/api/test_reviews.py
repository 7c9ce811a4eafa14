"""What people decide on: made-up minutes, held minutes, doubtful scans, and the record itself."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from werkzeug.test import TestResponse

from api.limits import PAGE_ITEMS_MAX
from bootstrap.background import DUE_MAX
from ledger.kernel.ids import derive
from ledger.volunteering.commands import (
    CloseAttendance,
    DecideSupplement,
    ProposeSupplement,
    RegisterVolunteer,
    ScanActivity,
    SettleDoubtfulScan,
)
from ledger.volunteering.evidence import Evidence
from ledger.volunteering.supplement import SupplementReason
from people.roles import Role
from qr.kinds import Kind
from tests.api.house import House, fresh_key
from tests.support.village import COMMUNITY

LEADER, CLERK = Role.TEAM_LEADER, Role.CLERK
REASON = "forgot_check_out"


def activity(house: House, hours: int = 2) -> UUID:
    """An activity from now on that nobody of the volunteers leads."""
    made = house.village.publish("河道清理", hours=hours, starts_at=house.now)
    house.project()
    return made


def me(house: House) -> str:
    return house.token(Role.VOLUNTEER, house.village.volunteers[1])


def come(house: House, where: UUID) -> TestResponse:
    return house.scan(me(house), house.code(Kind.ACTIVITY, where))


def make_up(house: House, where: UUID, minutes: int = 60, **more: Any) -> TestResponse:
    who = more.pop("who", LEADER)
    person = more.pop("person", house.village.volunteers[1])
    body = {"person_id": str(person), "minutes": minutes, "reason": REASON, **more}
    return house.post(f"/activities/{where}/supplements", who, body)


def decide(
    house: House, supplement_id: str, who: Role | str = CLERK, *, accepted: bool = True
) -> TestResponse:
    return house.post(f"/supplements/{supplement_id}/decision", who, {"accepted": accepted})


def close_due(house: House) -> None:
    """What the job does."""
    for it in house.project().services.views.attendances.to_close(house.now, DUE_MAX):
        house.ledger.execute(
            CloseAttendance(
                key=f"job:close:{it.attendance_id.hex}",
                at=house.now,
                activity_id=it.activity_id,
                person_id=it.person_id,
            )
        )
    house.project()


# Made-up minutes -------------------------------------------------------------


def test_minutes_are_made_up_by_one_and_confirmed_by_another(house_on_both: House) -> None:
    house = house_on_both
    where = activity(house)
    come(house, where)
    house.now += timedelta(hours=5)
    close_due(house)
    wanting = house.services.views.attendances.wanting(COMMUNITY)
    assert [it.activity_id for it in wanting] == [where]

    made = make_up(house, where, note="李队长看见她干到四点")
    assert (made.status_code, made.json["is_late"]) == (201, False), made.text
    house.project()
    assert house.services.views.attendances.wanting(COMMUNITY) == []
    (item,) = house.get("/supplements", CLERK).json["items"]
    assert (item["minutes"], item["state"], item["reason"]) == (60, "proposed", REASON)
    row = house.services.views.supplements.of(UUID(item["supplement_id"]))
    assert row is not None
    assert list(house.services.texts.read([row.text_id]).values()) == ["李队长看见她干到四点"]
    own = decide(house, item["supplement_id"], LEADER)
    assert (own.status_code, own.json["code"]) == (422, "second_confirmer_required")
    told = decide(house, item["supplement_id"])
    assert (told.json["state"], told.json["minutes"], told.json["points"]) == ("confirmed", 60, 2)
    house.project()
    assert house.get("/supplements", CLERK).json["items"] == []
    done = house.get("/supplements?state=confirmed", CLERK).json["items"]
    assert done[0]["decided_by"] == str(house.persons[CLERK])
    assert decide(house, item["supplement_id"]).json["code"] == "supplement_decided"


def test_declined_minutes_do_not_count_and_may_be_made_up_again(house: House) -> None:
    where = activity(house)
    come(house, where)
    house.now += timedelta(hours=5)
    first = make_up(house, where).json["supplement_id"]
    assert make_up(house, where).json["code"] == "supplement_waits"
    house.project()
    assert decide(house, first, accepted=False).json["state"] == "declined"
    assert make_up(house, where, 30).status_code == 201


def test_made_up_minutes_stay_within_the_plan_and_after_the_end(house: House) -> None:
    where = activity(house)
    come(house, where)
    house.project()
    assert make_up(house, where).json["code"] == "supplement_too_early"
    house.now += timedelta(hours=3)
    assert make_up(house, where, 121).json["code"] == "supplement_exceeds_plan"
    assert make_up(house, where, 0).json["code"] == "request_invalid"
    assert make_up(house, where, person=house.persons[Role.RIDER]).json["code"] == (
        "person_not_found"
    )


# Held minutes ----------------------------------------------------------------


def test_what_is_over_the_cap_waits_for_two_people(house_on_both: House) -> None:
    house = house_on_both
    where = activity(house, 11)
    come(house, where)
    house.now += timedelta(hours=10)
    told = come(house, where).json
    assert (told["minutes"], told["held_minutes"]) == (480, 120)
    house.project()
    (item,) = house.get("/held-minutes", LEADER).json["items"]
    assert (item["held_minutes"], item["held_because"]) == (120, "over_cap")
    address = f"/attendances/{item['attendance_id']}/confirmations"
    key = fresh_key()
    first = house.post(address, LEADER, {}, key=key)
    assert (first.status_code, first.json["held_minutes"]) == (201, 120)
    assert house.post(address, LEADER, {}, key=key).headers["Duplicate"] == "true"
    assert house.post(address, LEADER, {}).json["code"] == "second_confirmer_required"
    second = house.post(address, CLERK, {})
    assert (second.json["minutes"], second.json["held_minutes"]) == (600, 0)
    assert house.project().get("/held-minutes", LEADER).json["items"] == []
    assert house.post(address, CLERK, {}).json["code"] == "nothing_held"


# Doubtful scans --------------------------------------------------------------


def late_scan(house: House, where: UUID) -> None:
    """A scan that the phone kept for 73 hours."""
    token, made_at = house.code(Kind.ACTIVITY, where), house.now
    house.now += timedelta(hours=73)
    told = house.scan(me(house), token, occurred_at=made_at.isoformat())
    assert (told.status_code, told.json["code"]) == (422, "scan_needs_review"), told.text


def test_a_scan_that_came_late_is_kept_and_settled(house_on_both: House) -> None:
    house = house_on_both
    where, made_at = activity(house), house.now
    late_scan(house, where)
    house.project()
    (item,) = house.get("/doubtful-scans", CLERK).json["items"]
    assert item["refusal"] == "scan_needs_review"
    assert item["scanned_at"] == made_at.isoformat()
    assert item["recorded_at"] == house.now.isoformat()
    address = f"/doubtful-scans/{item['doubtful_id']}/settlement"
    told = house.post(address, CLERK, {"accepted": True})
    assert (told.status_code, told.json["result"]) == (201, "checked_in"), told.text
    house.project()
    assert house.get("/doubtful-scans", CLERK).json["items"] == []
    again = house.post(address, CLERK, {"accepted": False})
    assert again.json["code"] == "doubtful_scan_settled"


def test_a_doubtful_scan_that_nobody_stands_by_counts_for_nothing(house: House) -> None:
    late_scan(house, activity(house))
    house.project()
    (item,) = house.get("/doubtful-scans", CLERK).json["items"]
    address = f"/doubtful-scans/{item['doubtful_id']}/settlement"
    assert house.post(address, CLERK, {"accepted": False}).json["accepted"] is False
    assert house.project().get("/me/service-record", me(house)).json["items"] == []


# The record ------------------------------------------------------------------


def record(house: House, where: UUID) -> TestResponse:
    house.project()
    return house.post(f"/activities/{where}/record", LEADER, {})


def test_an_activity_is_recorded_once_nothing_is_open(house_on_both: House) -> None:
    house = house_on_both
    where = activity(house)
    come(house, where)
    assert record(house, where).json["still_there"] == 1
    house.now += timedelta(hours=5)
    close_due(house)
    told = record(house, where)
    assert (told.status_code, told.json["code"], told.json["wanting"]) == (
        409,
        "record_incomplete",
        1,
    )
    made = make_up(house, where).json["supplement_id"]
    told = record(house, where)
    assert (told.json["supplements"], "wanting" in told.json) == (1, False)
    decide(house, made)
    told = record(house, where)
    assert (told.status_code, told.json["is_late"]) == (201, False), told.text
    assert told.json["due_on"] == "2026-12-04"
    assert record(house, where).json["code"] == "activity_recorded"


def test_whoever_records_may_say_that_nothing_is_made_up(house_on_both: House) -> None:
    house = house_on_both
    where = activity(house)
    attendance = come(house, where).json["attendance_id"]
    house.project()
    early = house.post(f"/attendances/{attendance}/zero", LEADER, {})
    assert early.json["code"] == "attendance_counted"
    house.now += timedelta(hours=5)
    close_due(house)
    assert house.post(f"/attendances/{attendance}/zero", LEADER, {}).status_code == 201
    assert record(house, where).status_code == 201


def test_a_record_after_the_tenth_working_day_is_late(house: House) -> None:
    where = activity(house)
    house.now += timedelta(days=15)
    told = record(house, where)
    assert (told.json["due_on"], told.json["is_late"]) == ("2026-12-04", True), told.text


def test_an_activity_that_runs_is_not_recorded_yet(house: House) -> None:
    assert record(house, activity(house)).json["code"] == "supplement_too_early"


def test_what_is_open_is_seen_behind_any_number_of_doubtful_scans(house_on_both: House) -> None:
    """The last one to arrive waits; a whole page before it is decided."""
    house = house_on_both
    where, scanned_at = activity(house), house.now
    person, village = house.village.volunteers[1], house.village
    house.now += timedelta(hours=73)
    for n in range(PAGE_ITEMS_MAX + 1):
        late = {"at": house.now + timedelta(seconds=n)}
        told = village.do(
            ScanActivity,
            activity_id=where,
            person_id=person,
            evidence=Evidence.OWN_SCAN,
            occurred_at=scanned_at + timedelta(seconds=n),
            **late,
        )
        settled = {"accepted": False, "settled_by": village.keeper, **late}
        if n < PAGE_ITEMS_MAX:
            village.do(SettleDoubtfulScan, doubtful_id=UUID(told["doubtful_id"]), **settled)
    assert record(house, where).json["doubtful"] == 1


def test_what_is_open_is_seen_behind_any_number_of_made_up_minutes(house: House) -> None:
    where, village = activity(house), house.village
    house.now += timedelta(hours=3)
    for n in range(PAGE_ITEMS_MAX + 1):
        person = derive("crowd", village.team, n)
        village.do(
            RegisterVolunteer, person_id=person, number=f"V{9_000 + n:06}", unit_code=COMMUNITY
        )
        entered = village.made(
            "supplement_id",
            ProposeSupplement,
            at=house.now + timedelta(seconds=n),
            activity_id=where,
            person_id=person,
            minutes=60,
            reason=SupplementReason.NO_PHONE,
            recorded_by=village.keeper,
        )
        decided = {"accepted": True, "decided_by": house.persons[CLERK], "at": house.now}
        if n < PAGE_ITEMS_MAX:
            village.do(DecideSupplement, supplement_id=entered, **decided)
    assert record(house, where).json["supplements"] == 1
