"""Part-time grid work: trained, agreed, a year, free to leave; paid work is no service (RD-7)."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from ledger.kernel.errors import LedgerError
from ledger.kernel.ids import new_id
from ledger.registry.commands import RegisterUnit
from ledger.registry.errors import OwnRequestError, OwnRoleError, UnitNotFoundError
from ledger.registry.paid_work import PaidWorkNotServiceError
from ledger.stations.errors import RiderNotFoundError
from ledger.stations.grid_worker import GridWorker, last_day, months_after
from ledger.stations.grid_worker_commands import (
    AgreeToGridWork,
    AppointGridWorker,
    EndGridWorker,
    ExpireGridWorker,
    LeaveGridWork,
    RecordGridTraining,
    RenewGridWorker,
)
from ledger.stations.grid_worker_errors import (
    GridConsentMissingError,
    GridNotNamedError,
    GridRenewalEarlyError,
    GridTermDateError,
    GridTermNotFoundError,
    GridTermRunsError,
    GridTrainingDateError,
    GridTrainingMissingError,
)
from ledger.volunteering.commands import ProposeSupplement, PublishActivity, RegisterVolunteer
from ledger.volunteering.supplement import SupplementReason
from tests.support.ledgers import UNIT, Village, hohhot, read_log

GRID = UNIT + "01"
CLERK = new_id()
DAY = date(2026, 3, 5)
NOON = hohhot("2026-03-05 12:00")


@pytest.fixture
def grid(village: Village) -> str:
    """Return a grid of the village."""
    for code, level, parent in ((UNIT, "village", ""), (GRID, "grid", UNIT)):
        village.tell(
            RegisterUnit,
            code=code,
            name=f"{code}号",
            level=level,
            parent_code=parent,
            valid_from=date(2026, 1, 1),
        )
    return GRID


def train(village: Village, rider: UUID, on: date = DAY, at: datetime = NOON) -> None:
    trained = {"unit_code": GRID, "held_on": on, "recorded_by": CLERK}
    village.tell(RecordGridTraining, at=at, person_id=rider, **trained)


def agree(village: Village, rider: UUID, at: datetime = NOON) -> None:
    village.tell(AgreeToGridWork, at=at, person_id=rider)


def appoint(village: Village, rider: UUID, **more: Any) -> Any:
    values = {"unit_code": GRID, "from_day": DAY, "is_paid": False, "appointed_by": CLERK}
    return village.tell(AppointGridWorker, **{"at": NOON, "person_id": rider, **values, **more})


def ready(village: Village) -> UUID:
    rider = village.rider()
    agree(village, rider)
    train(village, rider)
    return rider


def worker(village: Village, rider: UUID) -> GridWorker:
    found: GridWorker = village.load(GridWorker.create_id(rider))
    return found


def test_a_term_is_twelve_months_to_the_day(village: Village, grid: str) -> None:
    rider = ready(village)
    told = appoint(village, rider).answer
    assert (told["unit_code"], told["from_day"], told["to_day"]) == (
        grid,
        "2026-03-05",
        "2027-03-04",
    )
    assert last_day(date(2028, 2, 29)) == date(2029, 2, 27)
    assert months_after(date(2026, 12, 31), 2) == date(2027, 2, 28)
    assert months_after(date(2026, 1, 31), -1) == date(2025, 12, 31)


def test_whoever_was_not_trained_first_is_not_appointed(village: Village, grid: str) -> None:
    rider = village.rider()
    agree(village, rider)
    with pytest.raises(GridTrainingMissingError):
        appoint(village, rider)
    train(village, rider, date(2025, 3, 5))  # a year ago to the day
    with pytest.raises(GridTrainingMissingError):
        appoint(village, rider, from_day=date(2026, 3, 6))
    appoint(village, rider)


def test_nobody_is_appointed_who_did_not_say_yes_or_took_it_back(
    village: Village, grid: str
) -> None:
    rider = village.rider()
    train(village, rider)
    with pytest.raises(GridConsentMissingError):
        appoint(village, rider)
    agree(village, rider)
    village.tell(LeaveGridWork, person_id=rider)
    with pytest.raises(GridConsentMissingError):
        appoint(village, rider)


def test_a_training_is_recorded_once_it_was_held_and_by_somebody_else(village: Village) -> None:
    rider = village.rider()
    for held_on in (DAY + timedelta(days=1), date(2025, 3, 4)):
        with pytest.raises(GridTrainingDateError):
            train(village, rider, held_on)
    with pytest.raises(OwnRequestError):
        village.tell(
            RecordGridTraining,
            at=NOON,
            person_id=rider,
            unit_code=GRID,
            held_on=DAY,
            recorded_by=rider,
        )
    train(village, rider)
    train(village, rider, DAY - timedelta(days=9))
    assert worker(village, rider).trained_on == DAY, "the last training counts"


def test_a_grid_is_named_and_nothing_else(village: Village, grid: str) -> None:
    rider = ready(village)
    with pytest.raises(GridNotNamedError):
        appoint(village, rider, unit_code=UNIT)
    with pytest.raises(UnitNotFoundError):
        appoint(village, rider, unit_code="1599")


def test_a_term_begins_today_or_within_a_month(village: Village, grid: str) -> None:
    rider = ready(village)
    for from_day in (DAY - timedelta(days=1), DAY + timedelta(days=32)):
        with pytest.raises(GridTermDateError):
            appoint(village, rider, from_day=from_day)
    appoint(village, rider, from_day=DAY + timedelta(days=31))


def test_nobody_appoints_themself_and_nobody_has_two_grids(village: Village, grid: str) -> None:
    rider = ready(village)
    with pytest.raises(OwnRoleError):
        appoint(village, rider, appointed_by=rider)
    appoint(village, rider)
    agree(village, rider)
    with pytest.raises(GridTermRunsError):
        appoint(village, rider)


def test_only_riders_are_asked(village: Village, grid: str) -> None:
    for command in (AgreeToGridWork, ExpireGridWorker):
        with pytest.raises(RiderNotFoundError):
            village.tell(command, person_id=new_id())


def test_a_renewal_needs_a_new_yes_and_the_last_thirty_days(village: Village, grid: str) -> None:
    rider = ready(village)
    appoint(village, rider)
    renewal = {"person_id": rider, "is_paid": False, "renewed_by": CLERK}
    agree(village, rider)
    with pytest.raises(GridRenewalEarlyError):
        village.tell(RenewGridWorker, at=hohhot("2027-02-01 12:00"), **renewal)
    late = hohhot("2027-02-10 12:00")
    train(village, rider, date(2027, 2, 9), late)
    told = village.tell(RenewGridWorker, at=late, **renewal).answer
    assert (told["from_day"], told["to_day"]) == ("2027-03-05", "2028-03-04")
    with pytest.raises(GridRenewalEarlyError):
        village.tell(RenewGridWorker, at=late, **renewal)
    later = hohhot("2028-02-10 12:00")
    train(village, rider, date(2028, 2, 9), later)
    with pytest.raises(GridConsentMissingError):
        village.tell(RenewGridWorker, at=later, **renewal)


def test_a_rider_leaves_on_any_day_without_a_reason(village: Village, grid: str) -> None:
    rider = ready(village)
    appoint(village, rider)
    for _ in range(2):
        village.tell(LeaveGridWork, at=hohhot("2026-05-01 12:00"), person_id=rider)
    ended = [it for it in read_log(village.ledger) if isinstance(it, GridWorker.Ended)]
    assert [(it.cause, it.to_day, it.ended_by) for it in ended] == [
        ("asked", date(2026, 5, 1), rider)
    ]
    assert village.tell(LeaveGridWork, person_id=new_id()).answer["agrees"] is False


def test_the_unit_ends_a_term_and_the_job_lets_one_expire(village: Village, grid: str) -> None:
    first, second = ready(village), ready(village)
    appoint(village, first)
    appoint(village, second)
    village.tell(EndGridWorker, at=hohhot("2026-06-01 12:00"), person_id=first, ended_by=CLERK)
    with pytest.raises(GridTermNotFoundError):
        village.tell(EndGridWorker, at=hohhot("2026-06-02 12:00"), person_id=first, ended_by=CLERK)

    def expire(text: str) -> bool:
        expired: bool = village.tell(ExpireGridWorker, at=hohhot(text), person_id=second).answer[
            "expired"
        ]
        return expired

    assert not expire("2027-03-04 23:59")
    assert expire("2027-03-05 00:00")
    assert not expire("2027-03-06 00:00")
    ended = [it for it in read_log(village.ledger) if isinstance(it, GridWorker.Ended)]
    assert [(it.cause, it.to_day) for it in ended] == [
        ("unit", date(2026, 6, 1)),
        ("expired", date(2027, 3, 4)),
    ]


def test_a_term_that_is_over_gives_way_before_the_job_has_come_by(
    village: Village, grid: str
) -> None:
    rider, later = ready(village), hohhot("2027-04-01 12:00")
    appoint(village, rider)
    agree(village, rider, later)
    train(village, rider, date(2027, 4, 1), later)
    appoint(village, rider, at=later, from_day=date(2027, 4, 1))
    assert worker(village, rider).running(date(2027, 4, 1)).to_day == date(2028, 3, 31)


def test_no_event_of_grid_work_knows_a_number_to_reach_or_an_employer() -> None:
    fields = {name for it in vars(GridWorker).values() if isinstance(it, type) for name in dir(it)}
    words = ("quota", "target", "wage", "salary", "employ", "hours", "attendance", "score")
    assert {name for name in fields for word in words if word in name} == set()


# Paid work is not volunteer service ------------------------------------------------------------


def patrol(village: Village, unit: str = GRID, category: str = "patrol", **more: Any) -> UUID:
    begins = hohhot("2026-03-06 09:00")
    told = village.tell(
        PublishActivity,
        unit_code=unit,
        title="巡查",
        place="网格",
        starts_at=begins,
        ends_at=begins + timedelta(hours=2),
        category=category,
        **more,
    )
    return UUID(told.answer["activity_id"])


def paid_rider(village: Village, *, is_paid: bool = True) -> UUID:
    rider = ready(village)
    village.tell(RegisterVolunteer, person_id=rider, number="V9", unit_code=UNIT)
    appoint(village, rider, is_paid=is_paid)
    return rider


def comes(village: Village, activity: UUID, rider: UUID) -> str:
    """Scan at an activity; return what came of it."""
    try:
        told = village.scan(activity, rider, hohhot("2026-03-06 09:00")).answer
    except LedgerError as refusal:
        return refusal.code
    return str(told["result"])


def test_patrols_that_are_paid_for_are_not_counted_as_service(village: Village, grid: str) -> None:
    rider = paid_rider(village)
    assert comes(village, patrol(village), rider) == PaidWorkNotServiceError.code
    assert comes(village, patrol(village, UNIT), rider) == PaidWorkNotServiceError.code
    with pytest.raises(PaidWorkNotServiceError):
        village.tell(
            ProposeSupplement,
            at=hohhot("2026-03-06 12:00"),
            activity_id=patrol(village),
            person_id=rider,
            minutes=60,
            reason=SupplementReason.OTHER,
            recorded_by=CLERK,
        )


def test_everything_else_a_paid_rider_volunteers_for_counts(village: Village, grid: str) -> None:
    rider = paid_rider(village)
    assert comes(village, patrol(village, category="elderly"), rider) == "checked_in"
    assert comes(village, patrol(village, "150104003009"), rider) == "checked_in", "elsewhere"
    other = paid_rider(village, is_paid=False)
    assert comes(village, patrol(village), other) == "checked_in", "nobody pays for it"


def test_patrols_count_again_once_nothing_is_paid(village: Village, grid: str) -> None:
    rider = paid_rider(village)
    village.tell(LeaveGridWork, at=hohhot("2026-03-05 20:00"), person_id=rider)
    assert comes(village, patrol(village), rider) == "checked_in"
