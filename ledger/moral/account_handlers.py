"""Publishing a quarter's account: only what closed months say."""

from dataclasses import dataclass
from uuid import UUID

from ledger.kernel.commands import Answer, Command, handles
from ledger.kernel.session import Session
from ledger.moral.account import PublicAccount
from ledger.moral.account_errors import AccountMonthsOpenError
from ledger.moral.account_figures import Month, Statement
from ledger.moral.period import VillagePeriod
from ledger.moral.period_finding import month_before
from ledger.moral.quarters import months_of


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishAccount(Command):
    """State what a quarter came to, as the read models say it at a position of the log."""

    statement: Statement
    position: int


@handles(PublishAccount, streams=lambda c: _streams(c.statement))
def publish_account(session: Session, command: PublishAccount) -> Answer:
    """Publish it, resting on the reports of its months as they stand now."""
    said = command.statement
    _require_all(session, said)
    for month in said.months:
        _require_closed(session, said.unit_code, month)
    account_id = PublicAccount.create_id(said.unit_code, said.quarter)
    account = session.find(PublicAccount, account_id)
    if account is None:
        account = PublicAccount(unit_code=said.unit_code, quarter=said.quarter)
        session.add(account)
    fingerprint = account.publish(said, command.position, command.at)
    return {"version": account.edition, "statement_hash": fingerprint}


def _streams(said: Statement) -> list[UUID]:
    first, *rest = months_of(said.quarter)
    periods = (month_before(first), first, *rest)
    return [
        PublicAccount.create_id(said.unit_code, said.quarter),
        *(VillagePeriod.create_id(said.unit_code, it) for it in periods),
    ]


def _require_all(session: Session, said: Statement) -> None:
    """Refuse an account that leaves out a month, unless the village's books begin after it."""
    stated = [it.period for it in said.months]
    every = months_of(said.quarter)
    if not stated or stated != every[-len(stated) :]:
        raise AccountMonthsOpenError(months=every)
    for period in (month_before(every[0]), *every[: -len(stated)]) if stated != every else ():
        period_id = VillagePeriod.create_id(said.unit_code, period)
        session.rely_on(period_id)
        found = session.find(VillagePeriod, period_id)
        if found is not None and found.edition:
            raise AccountMonthsOpenError(months=[period])


def _require_closed(session: Session, unit_code: str, month: Month) -> None:
    period_id = VillagePeriod.create_id(unit_code, month.period)
    session.rely_on(period_id)
    found = session.find(VillagePeriod, period_id)
    signed = found.drawn_up if found is not None else None
    is_same = (
        found is not None
        and found.is_closed
        and found.edition == month.version
        and signed is not None
        and (signed.figures, signed.fingerprint) == (month.figures, month.report_hash)
    )
    if not is_same:
        raise AccountMonthsOpenError(months=[month.period])
