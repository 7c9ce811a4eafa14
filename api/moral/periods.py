"""Doors of months: the books of the caller's village."""

from typing import Any

from flask import Response

from api.auth import caller
from api.doors import Doors
from api.execution import told
from api.idempotency import stamp
from api.moral.period_acting import ask_reopening, explain, lock, look, reopen, sign
from api.moral.period_schemas import (
    CheckExplainedAnswer,
    ExplainSchema,
    LockPeriodSchema,
    PeriodAnswer,
    PeriodLockedAnswer,
    PeriodSignedAnswer,
    ReopeningAnswer,
    ReopenSchema,
    SignPeriodSchema,
)
from api.permissions import Action, requires
from api.reading import EmptySchema, ReadQuery
from api.refusals import RequestInvalidError
from ledger.moral.period_finding import first_day

blp = Doors("periods", "Months of a village's points")

YEARS = range(2020, 2100)


def month(period: str) -> str:
    """Return a month that can be: 2026-11; refuse anything else."""
    try:
        day = first_day(period)
    except ValueError:
        day = None
    if day is None or day.year not in YEARS or f"{day:%Y-%m}" != period:
        raise RequestInvalidError({"period": ["Not a month like 2026-11."]})
    return period


@blp.get("/periods/<period>")
@requires(Action.SEE_PERIODS)
@blp.reads(ReadQuery, PeriodAnswer)
def show_period(_asked: dict[str, Any], period: str) -> Any:
    """Show a month of the caller's village: figures, checks, reports (月结)."""
    looked = look(caller().grant.unit_code, month(period))
    return {
        "unit_code": looked.unit_code,
        "period": looked.period,
        "position": looked.found.position,
        "figures": looked.found.figures,
        "brought": looked.found.brought,
        "figures_hash": looked.figures_hash,
        "checks": looked.checks,
        "reports": looked.reports,
    }


@blp.post("/periods/<period>/signature")
@requires(Action.SIGN_PERIOD)
@blp.commands(SignPeriodSchema, PeriodSignedAnswer)
def sign_period(loaded: dict[str, Any], period: str) -> Response:
    """Sign the figures of a month that is over (送签)."""
    return told(sign(stamp(), caller().grant.unit_code, month(period), loaded["figures_hash"]), 201)


@blp.post("/periods/<period>/lock")
@requires(Action.LOCK_PERIOD)
@blp.commands(LockPeriodSchema, PeriodLockedAnswer)
def lock_period(loaded: dict[str, Any], period: str) -> Response:
    """Sign as the committee and close the month (锁账)."""
    return told(lock(stamp(), caller().grant.unit_code, month(period), loaded["report_hash"]), 201)


@blp.post("/periods/<period>/explanations")
@requires(Action.SIGN_PERIOD)
@blp.commands(ExplainSchema, CheckExplainedAnswer)
def explain_check(loaded: dict[str, Any], period: str) -> Response:
    """Say why a check is not met (写差异原因)."""
    unit = caller().grant.unit_code
    return told(explain(stamp(), unit, month(period), loaded["check"], loaded["words"]), 201)


@blp.post("/units/<unit>/periods/<period>/reopening")
@requires(Action.REOPEN_PERIOD)
@blp.commands(ReopenSchema, ReopeningAnswer)
def request_reopening(loaded: dict[str, Any], unit: str, period: str) -> Response:
    """Ask that a closed month be opened; another administrator does it (申请重开)."""
    caller().require_unit(unit)
    return told(ask_reopening(stamp(), unit, month(period), loaded["words"]), 201)


@blp.post("/units/<unit>/periods/<period>/reopening/approval")
@requires(Action.REOPEN_PERIOD)
@blp.commands(EmptySchema, ReopeningAnswer)
def approve_reopening(_loaded: dict[str, Any], unit: str, period: str) -> Response:
    """Open a closed month, as another administrator than the one who asked (重开)."""
    caller().require_unit(unit)
    return told(reopen(stamp(), unit, month(period)), 201)
