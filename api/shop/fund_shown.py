"""A village's money as doors and pages show it: the meter, its last months, when it runs out."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from api.reach import today
from api.services import services
from ledger.shop.fund_forecast import FORECAST_MONTHS, Rate, runs_out_on
from projections.moral.notices.rows import EntryRow
from projections.shop.funds.rows import FundMonth, FundReceiptRow, FundRow

MONTHS_SHOWN_MAX = 60
"""Months of one answer: five years."""


@dataclass(frozen=True, slots=True)
class FundShown:
    """A fund, the last six months with this one, their rates, and the day it runs out, if any."""

    row: FundRow
    months: list[FundMonth]
    rates: list[Rate]
    runs_out_on: date | None


def fund_shown(unit_code: str) -> FundShown | None:
    """Return the fund of a village, or None where nobody registered money."""
    row = services().views.funds.of(unit_code)
    if row is None:
        return None
    day = today()
    first = _months_before(day, FORECAST_MONTHS - 1)
    months = services().views.funds.months(unit_code, first, f"{day:%Y-%m}")
    rates = [rate for it in months if (rate := it.rate_on(day)) is not None]
    return FundShown(row, months, rates, runs_out_on(rates))


def figures_of(shown: FundShown) -> dict[str, Any]:
    """Return a fund's figures as its door answers them."""
    row, meter = shown.row, shown.row.meter
    return asdict(row) | {
        "promised_fen": meter.promised_fen,
        "budget_fen": meter.budget_fen,
        "permille": meter.permille,
        "room_points": meter.room_points,
        "is_warned": row.is_limited and meter.is_warned,
        "runs_out_on": shown.runs_out_on,
    }


def receipts_shown(rows: Sequence[FundReceiptRow]) -> list[dict[str, Any]]:
    """Return receipts with their words, all read at once."""
    ids = [(it.text_id, it.donor_text_id, it.return_text_id) for it in rows]
    texts = services().texts.read(it for three in ids for it in three if it)

    def said(text_id: Any) -> str:
        return texts.get(text_id, "") if text_id else ""

    return [
        asdict(it)
        | {
            "counts": it.counts,
            "words": said(it.text_id),
            "donor": said(it.donor_text_id),
            "return_words": said(it.return_text_id),
        }
        for it in rows
    ]


def gains_shown(rows: Sequence[EntryRow]) -> list[dict[str, Any]]:
    """Return gains that wait, and whether somebody let them through already."""
    approved = services().views.gain_approvals.by_claims(it.claim_id for it in rows)
    return [asdict(it) | {"is_approved": it.claim_id in approved} for it in rows]


def _months_before(day: date, months: int) -> str:
    """Name the month so many months before that of a day."""
    count = day.year * 12 + day.month - 1 - months
    return f"{count // 12}-{count % 12 + 1:02}"
