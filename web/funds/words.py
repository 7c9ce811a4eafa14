"""A village's money in words: amounts, the meter's sentence, lists as the desk shows them."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from api.moral.homes import homes_of
from api.moral.rule_titles import titles_of
from api.persons.names import names_for
from api.services import services
from api.shop.fund_shown import FundShown, gains_shown, receipts_shown
from ledger.shop.fund_forecast import FORECAST_MONTHS
from ledger.shop.fund_kinds import ReturnCause, Source
from projections.moral.notices.rows import EntryRow
from projections.shop.funds.rows import FundMonth, FundReceiptRow, FundRow
from web import formats
from web.rendering import Context

FEN_PER_YUAN = 100
ERASED = "已注销"
SOURCES: Final = {
    Source.COLLECTIVE: "村集体公益金",
    Source.PARTNER: "包联单位",
    Source.DONATION: "捐赠折价",
    Source.FISCAL: "财政资金",
}
CAUSES: Final = {ReturnCause.MISTAKE: "登记错了", ReturnCause.GIVEN_BACK: "钱退回去了"}
_AMOUNT: Final = re.compile(r"^([0-9]{1,8})(?:\.([0-9]{1,2}))?$")


def amount(fen: int) -> str:
    """Write money in yuan: 21,000, or 21,000.50 where there are fen."""
    whole, rest = divmod(abs(fen), FEN_PER_YUAN)
    sign = formats.MINUS if fen < 0 else ""
    return f"{sign}{whole:,}.{rest:02d}" if rest else f"{sign}{whole:,}"


def fen_of(typed: str) -> int | None:
    """Read an amount typed in yuan; None for what is no amount of money, and for nothing."""
    found = _AMOUNT.match(typed.strip().replace(",", "").replace("\uff0c", ""))
    if found is None:
        return None
    fen = int(found[1]) * FEN_PER_YUAN + int((found[2] or "0").ljust(2, "0"))
    return fen or None


def percent(permille: int | None) -> str:
    """Write a rate: 88.3%; a dash where there is no money."""
    return "—" if permille is None else f"{permille // 10}.{permille % 10}%"


def month_words(day: date, today: date) -> str:
    """Name the month of a day as one says it: 12 月, 明年 2 月."""
    years = {0: "", 1: "明年 "}
    said = years.get(day.year - today.year, f"{day.year} 年 ")
    return f"{said}{day.month} 月"


def meter_shown(shown: FundShown, today: date) -> Context:
    """Return the meter: its rate, what it is about, and what is to be done."""
    row, meter = shown.row, shown.row.meter
    tone = _tone(row)
    return {
        "rate": percent(meter.permille),
        "tone": tone,
        "headline": _headline(row, tone),
        "words": _about(row),
        "next": _next_words(shown, tone, today),
        "room": meter.room_points,
        "face_value": amount(row.face_value_fen),
        "is_at_limit": row.is_at_limit,
    }


def _tone(row: FundRow) -> str:
    if not row.is_limited:
        return "info"
    if row.is_at_limit or row.meter.is_reached:
        return "late"
    return "soon" if row.meter.is_warned else "ok"


def _headline(row: FundRow, tone: str) -> str:
    if tone == "info":
        return "还没有登记资金"
    rate = row.meter.permille
    if rate is None:
        return "可用资金用完了"
    known = {"late": "已到 100%", "soon": "已过 80% 提醒线", "ok": "资金够用"}
    return f"偿付率 {percent(rate)}，{known[tone]}"


def _about(row: FundRow) -> str:
    points = (
        f"发出去还没换的积分 {row.outstanding_points:,} 分，每分 {amount(row.face_value_fen)} 元"
    )
    return f"{points}；可用资金 {amount(row.meter.budget_fen)} 元。"


def _next_words(shown: FundShown, tone: str, today: date) -> str:
    if tone == "info":
        return "登记以前，得分不受资金限制。"
    if tone == "late":
        return "新得分要监督委员会逐笔批准才入账，扣分和更正照常。登记新的资金，会自己恢复。"
    if shown.runs_out_on is None:
        return ""
    when = month_words(shown.runs_out_on, today)
    return f"照近 {FORECAST_MONTHS} 个月的走势，{when}前后到 100%，那时新得分要逐笔批准。"


def sources_shown(row: FundRow) -> list[Context]:
    """Return the four sources and what was handed out; together they are what is left."""
    came = [
        {"words": words, "amount": amount(getattr(row, f"{source.value}_fen"))}
        for source, words in SOURCES.items()
    ]
    return [*came, {"words": "已兑付", "amount": amount(-row.redeemed_fen)}]


def months_shown(months: Sequence[FundMonth]) -> list[Context]:
    """Return the months of the table under the chart, those without money left out."""
    return [
        {
            "words": f"{int(it.month[5:])} 月",
            "points": it.outstanding_points,
            "budget": amount(it.budget_fen),
            "rate": percent(it.permille),
        }
        for it in months
        if it.face_value_fen
    ]


def receipts_listed(rows: Sequence[FundReceiptRow], me: UUID | None) -> list[Context]:
    """Return receipts with names, words, and whether this person may take one back."""
    names = names_for({it for row in rows for it in (row.recorded_by, row.returned_by) if it})
    return [
        {
            "receipt_id": it["receipt_id"],
            "source": SOURCES[Source(it["source"])],
            "amount": amount(it["amount_fen"]),
            "received_on": it["received_on"],
            "words": it["words"],
            "donor": it["donor"],
            "thanks_donor": it["thanks_donor"],
            "recorded_by": names.get(it["recorded_by"], ERASED),
            "counts": it["counts"],
            "cause": CAUSES[ReturnCause(it["cause"])] if it["cause"] else "",
            "return_words": it["return_words"],
            "returned_by": names.get(it["returned_by"], ERASED) if it["returned_by"] else "",
            "may_return": it["counts"] and it["recorded_by"] != me,
        }
        for it in receipts_shown(rows)
    ]


def gains_listed(rows: Sequence[EntryRow], me: UUID | None) -> list[Context]:
    """Return gains that wait with their households, titles, and whether this person may decide."""
    homes, titles = homes_of(it.household_id for it in rows), titles_of(rows)
    claims = services().views.claims.by_ids(it.claim_id for it in rows)
    return [
        {
            "claim_id": it["claim_id"],
            "number": homes[it["household_id"]].number if it["household_id"] in homes else "—",
            "title": titles[it["unit_code"], it["version"], it["item_code"]],
            "points": it["points"],
            "occurred_on": it["occurred_on"],
            "ended": formats.day(it["due_at"]),
            "is_approved": it["is_approved"],
            "is_own": me is not None and me in _hands(claims.get(it["claim_id"])),
        }
        for it in gains_shown(rows)
    ]


def _hands(claim: Any) -> set[UUID | None]:
    if claim is None:
        return set()
    return {claim.proposed_by, claim.entered_by, claim.screened_by}
