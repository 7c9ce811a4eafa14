"""A rider looks after a grid: agrees, is trained, gets a term, another one, and leaves."""

from datetime import date, timedelta
from typing import Any

from ledger.kernel.clock import local_date
from ledger.registry.commands import RegisterUnit
from ledger.stations.grid_worker_commands import (
    AgreeToGridWork,
    AppointGridWorker,
    LeaveGridWork,
    RecordGridTraining,
    RenewGridWorker,
)
from ledger.stations.month_statement import StateMonth

COMMUNITY = "150104003005"
NEARLY_OVER = timedelta(days=345)


def enter_grid(village: Any, code: str = f"{COMMUNITY}01", name: str = "第一网格") -> str:
    """Enter a grid of the community; return its code."""
    village.do(
        RegisterUnit,
        code=code,
        name=name,
        level="grid",
        parent_code=COMMUNITY,
        valid_from=date(2026, 1, 1),
    )
    return code


def appoint(village: Any, rider: Any, code: str, *, is_paid: bool = False) -> None:
    """Let a rider agree, be trained and be appointed, all on the village's day."""
    today = local_date(village.now)
    by = {"unit_code": code, "person_id": rider}
    village.do(AgreeToGridWork, person_id=rider)
    village.do(RecordGridTraining, held_on=today, recorded_by=village.keeper, **by)
    village.do(
        AppointGridWorker, from_day=today, is_paid=is_paid, appointed_by=village.keeper, **by
    )


def play_grid_work(village: Any) -> None:
    """Record every kind of event of part-time grid work."""
    rider, today = village.riders[1], local_date(village.now)
    code = enter_grid(village, f"{COMMUNITY}9{today:%j}", f"兼职网格{today:%j}")
    appoint(village, rider, code, is_paid=True)
    later = village.now + NEARLY_OVER
    held_on = local_date(later)
    village.do(AgreeToGridWork, at=later, person_id=rider)
    village.do(
        RecordGridTraining,
        at=later,
        person_id=rider,
        unit_code=code,
        held_on=held_on,
        recorded_by=village.keeper,
    )
    figures = {"opening": 20, "gained": 22, "spent": -15}
    village.do(StateMonth, person_id=rider, month=f"{today:%Y-%m}", **figures)
    renewed = {"is_paid": True, "renewed_by": village.keeper}
    village.do(RenewGridWorker, at=later, person_id=rider, **renewed)
    village.do(AgreeToGridWork, at=later, person_id=rider)
    village.do(LeaveGridWork, at=later, person_id=rider)
