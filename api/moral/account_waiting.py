"""What a quarter's account waits for, so that somebody can do something about it."""

from dataclasses import dataclass
from datetime import date

from api.moral.account_making import make_account
from ledger.moral.quarters import months_of, public_from, quarter_before
from projections.catalogue import Views


@dataclass(frozen=True, slots=True)
class Waiting:
    """A quarter that is over and whose account is not public as it should be."""

    quarter: str
    open_months: list[str]
    """Months nobody has closed yet."""
    unbalanced: list[str]
    """Parts that do not add up: nothing is published before they do."""


def waiting_for(views: Views, unit_code: str, today: date) -> Waiting | None:
    """Return what the account of the last quarter waits for; None if it is public, or too early.

    A village without any household's points has no account.
    """
    quarter = quarter_before(today)
    row = views.accounts.quarter(unit_code, quarter)
    if row is None:
        first = views.periods.first_month(unit_code)
        open_months = [it for it in months_of(quarter) if first is not None and it >= first]
        is_public = not open_months
    else:
        open_months = row.open_months
        is_public = not open_months and not row.is_due
    if is_public or today < public_from(quarter, views.calendar.working_days()):
        return None
    made = None if row is None or open_months else make_account(views, row)
    return Waiting(quarter, open_months, made.statement.unbalanced() if made else [])
