"""Handlers of months: drawn up by the clerk, locked by the committee, reopened by two (A24)."""

from uuid import UUID

from ledger.kernel.commands import Answer, handles
from ledger.kernel.session import Session
from ledger.moral.book_commands import (
    DrawUpPeriod,
    ExplainDifference,
    LockPeriod,
    ReopenPeriod,
    RequestReopening,
)
from ledger.moral.period import VillagePeriod
from ledger.moral.period_finding import month_after, month_before, month_end
from ledger.moral.score_errors import (
    PeriodFiguresOutdatedError,
    PeriodNotClosedError,
    PeriodNotNextError,
    PeriodNotOverError,
    PeriodNotSignedError,
)


@handles(ExplainDifference, streams=lambda c: [VillagePeriod.create_id(c.unit_code, c.period)])
def explain_difference(session: Session, command: ExplainDifference) -> Answer:
    """Explain what a check found."""
    period = _opened(session, command.unit_code, command.period)
    period.explain(command.check, command.text_id, command.explained_by, command.at)
    return {"check": command.check}


@handles(DrawUpPeriod, streams=lambda c: _with_neighbours(c.unit_code, c.period))
def draw_up_period(session: Session, command: DrawUpPeriod) -> Answer:
    """Sign what the books say; the month is over, and the one before is closed."""
    _require_over(command)
    _require_next(session, command)
    period = _opened(session, command.unit_code, command.period)
    last = period.drawn_up
    if last is not None and command.position < last.position:
        raise PeriodFiguresOutdatedError(period=command.period)
    fingerprint = period.draw_up(
        command.figures, command.position, list(command.blocked), command.signed_by, command.at
    )
    return {"report_hash": fingerprint}


@handles(LockPeriod, streams=lambda c: [VillagePeriod.create_id(c.unit_code, c.period)])
def lock_period(session: Session, command: LockPeriod) -> Answer:
    """Sign as the second person; from here on nothing is posted in this month."""
    _require_over(command)
    period = session.find(VillagePeriod, VillagePeriod.create_id(command.unit_code, command.period))
    if period is None:
        raise PeriodNotSignedError(period=command.period)
    version = period.lock(
        command.figures,
        command.report_hash,
        list(command.blocked),
        command.locked_by,
        command.at,
    )
    return {"version": version, "report_hash": command.report_hash}


@handles(RequestReopening, streams=lambda c: _with_neighbours(c.unit_code, c.period))
def request_reopening(session: Session, command: RequestReopening) -> Answer:
    """Ask; only the latest closed month, for the next one begins where it ends."""
    period = _latest_closed(session, command)
    period.request_reopening(command.requested_by, command.text_id, command.at)
    return {"version": period.edition}


@handles(ReopenPeriod, streams=lambda c: _with_neighbours(c.unit_code, c.period))
def reopen_period(session: Session, command: ReopenPeriod) -> Answer:
    """Open it as another administrator; what was signed stays in the log and in the read model."""
    period = _latest_closed(session, command)
    period.reopen(command.approved_by, command.at)
    return {"version": period.edition}


def _with_neighbours(unit_code: str, period: str) -> list[UUID]:
    names = (month_before(period), period, month_after(period))
    return [VillagePeriod.create_id(unit_code, it) for it in names]


def _opened(session: Session, unit_code: str, name: str) -> VillagePeriod:
    period = session.find(VillagePeriod, VillagePeriod.create_id(unit_code, name))
    if period is None:
        period = VillagePeriod(unit_code=unit_code, period=name)
        session.add(period)
    return period


def _require_over(command: DrawUpPeriod | LockPeriod) -> None:
    if command.at < month_end(command.period):
        raise PeriodNotOverError(period=command.period)


def _require_next(session: Session, command: DrawUpPeriod) -> None:
    """Refuse to leave a month out, and an opening that is not what the last one closed with."""
    before_id = VillagePeriod.create_id(command.unit_code, month_before(command.period))
    session.rely_on(before_id)
    before = session.find(VillagePeriod, before_id)
    if before is None or before.edition == 0:
        if not command.is_first:
            raise PeriodNotNextError(period=command.period)
    elif not before.is_closed:
        raise PeriodNotNextError(period=command.period)
    elif before.closing != command.figures.opening:
        raise PeriodFiguresOutdatedError(period=command.period)


def _latest_closed(session: Session, command: RequestReopening | ReopenPeriod) -> VillagePeriod:
    of = command.unit_code
    period = session.find(VillagePeriod, VillagePeriod.create_id(of, command.period))
    if period is None:
        raise PeriodNotClosedError(period=command.period)
    after_id = VillagePeriod.create_id(of, month_after(command.period))
    session.rely_on(after_id)
    after = session.find(VillagePeriod, after_id)
    if after is not None and after.is_closed:
        raise PeriodNotNextError(period=command.period)
    return period
