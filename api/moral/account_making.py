"""Adding up a quarter's account from the read models: a few questions, none per household."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from uuid import UUID

from ledger.kernel.clock import day_end
from ledger.moral.account_figures import (
    DONORS_MAX,
    GOODS_MAX,
    Gain,
    Money,
    Month,
    Outcome,
    Statement,
    shortened,
)
from ledger.moral.alarm_review import Conclusion
from ledger.moral.appeal import AppealState
from ledger.moral.quarters import first_day_of, last_day_of, months_of
from ledger.shop.fund_meter import Meter
from projections.catalogue import Views
from projections.moral.accounts.views import QuarterRow
from projections.moral.periods.closings import LOCKED
from projections.reader import PAGE_MAX
from projections.shop.funds.rows import FundMonth

OPEN = "open"
_APPEALS = {
    AppealState.COMMITTEE.value: OPEN,
    AppealState.TOWNSHIP.value: OPEN,
    AppealState.ENDED.value: AppealState.KEPT.value,
}
"""States that a reader of the account need not tell apart."""
SUBJECTS = {
    "objection": ("kept", "upheld", OPEN),
    "appeal": ("kept", "upheld", "withdrawn", OPEN),
    "alarm": (*(it.value for it in Conclusion), OPEN),
}
"""What is counted, and every way in which it can end."""


@dataclass(frozen=True, slots=True)
class Made:
    """An account and how far the log had been read for it."""

    statement: Statement
    position: int


def make_account(views: Views, row: QuarterRow) -> Made | None:
    """Add up a quarter whose months are closed; None while the read models are behind that."""
    position = views.positions.current()
    months = _months(views, row)
    if position < row.position or months is None:
        return None
    unit, named = row.unit_code, months_of(row.quarter)
    first, last = first_day_of(row.quarter), last_day_of(row.quarter)
    goods, beyond = shortened(views.account_goods.between(unit, named[0], named[-1]), 0, GOODS_MAX)
    statement = Statement(
        unit_code=unit,
        quarter=row.quarter,
        households=views.periods.homes(unit)[0],
        months=months,
        gains=[
            Gain(kind=it.kind, entries=it.entries, households=it.households, points=it.points)
            for it in views.periods.gains(unit, named[0], named[-1])
        ],
        goods=goods,
        goods_beyond=beyond,
        money=_money(views.funds.months(unit, named[0], named[-1]), months[-1].figures.closing),
        outcomes=_outcomes(views, unit, first, last),
        donors=_donors(views, unit, first, last),
    )
    return Made(statement, position)


def _months(views: Views, row: QuarterRow) -> list[Month] | None:
    found = []
    for period, version in row.months.items():
        reports = views.periods.reports(row.unit_code, period)
        report = next((it for it in reports if it.version == version), None)
        if report is None or report.state != LOCKED:
            return None
        found.append(
            Month(
                period=period,
                version=version,
                report_hash=report.report_hash,
                figures=report.figures,
            )
        )
    return found


def _money(months: list[FundMonth], unspent_points: int) -> Money | None:
    """Add up the money of three months; None before a fund was opened."""
    last = months[-1]
    if not last.face_value_fen:
        return None
    before = months[0].budget_fen - months[0].received_fen + months[0].redeemed_fen
    meter = Meter(unspent_points, last.face_value_fen, last.budget_fen, 0)
    return Money(
        opening_fen=before,
        collective_fen=sum(it.collective_fen for it in months),
        partner_fen=sum(it.partner_fen for it in months),
        donation_fen=sum(it.donation_fen for it in months),
        fiscal_fen=sum(it.fiscal_fen for it in months),
        paid_fen=sum(it.redeemed_fen for it in months),
        available_fen=last.budget_fen,
        face_value_fen=last.face_value_fen,
        permille=meter.permille,
    )


def _outcomes(views: Views, unit: str, first: date, last: date) -> list[Outcome]:
    """Count what was raised in the quarter by how it ended, each way in its fixed order."""
    begins, ends = day_end(first - timedelta(days=1)), day_end(last)
    counted = {
        "objection": views.objections.outcomes(unit, begins, ends),
        "appeal": views.appeals.outcomes(unit, begins, ends),
        "alarm": views.alarms.outcomes(unit, first, last),
    }
    found: dict[tuple[str, str], int] = {}
    for subject, counts in counted.items():
        for said, count in counts.items():
            outcome = _APPEALS.get(said, said) if subject == "appeal" else said
            key = subject, outcome or OPEN
            found[key] = found.get(key, 0) + count
    return [
        Outcome(subject=subject, outcome=outcome, count=found[subject, outcome])
        for subject, ways in SUBJECTS.items()
        for outcome in ways
        if (subject, outcome) in found
    ]


def _donors(views: Views, unit: str, first: date, last: date) -> list[UUID]:
    """Name the texts of those who gave and agreed to be thanked, in the order in which they did."""
    named = f"{first:%Y-%m}", f"{last:%Y-%m}"
    thanked: dict[UUID, None] = dict.fromkeys(views.account_goods.donors(unit, *named))
    after = None
    while True:
        found = views.fund_receipts.between(unit, first, last, PAGE_MAX, after)
        for it in found:
            if it.counts and it.thanks_donor and it.donor_text_id is not None:
                thanked[it.donor_text_id] = None
        if len(found) < PAGE_MAX or len(thanked) >= DONORS_MAX:
            return list(islice(thanked, DONORS_MAX))
        after = found[-1].received_on, found[-1].receipt_id
