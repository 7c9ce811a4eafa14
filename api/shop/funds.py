"""Doors of the money behind a village's points (预算偿付)."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from flask import Response

from api.answers import pages_of
from api.auth import asked_unit, caller
from api.doors import Doors
from api.execution import told
from api.idempotency import stamp
from api.paging import PageQuery, page, read_cursor
from api.permissions import Action, requires
from api.refusals import RequestInvalidError
from api.services import services
from api.shop.fund_acting import (
    Income,
    let_through,
    open_fund,
    receive,
    set_face_value,
    take_back,
)
from api.shop.fund_schemas import (
    FaceValueSchema,
    FundAnswer,
    FundMonthsAnswer,
    FundMonthsQuery,
    FundOpenedAnswer,
    FundQuery,
    FundReceiptAnswer,
    GainApprovalSchema,
    GainApprovedAnswer,
    MoneyReceivedAnswer,
    MoneyReturnedAnswer,
    OpenFundSchema,
    ReceiveMoneySchema,
    ReturnMoneySchema,
    WaitingGainAnswer,
)
from api.shop.fund_shown import (
    MONTHS_SHOWN_MAX,
    figures_of,
    fund_shown,
    gains_shown,
    receipts_shown,
)
from ledger.shop.fund_errors import FundNotFoundError

blp = Doors("funds", "The money behind a village's points, and what waits for it")


@blp.get("/fund")
@requires(Action.SEE_FUND)
@blp.reads(FundQuery, FundAnswer)
def show_fund(asked: dict[str, Any]) -> Any:
    """Show whether a village's points are covered by money (偿付率)."""
    unit = asked_unit(asked["unit"])
    shown = fund_shown(unit)
    if shown is None:
        raise FundNotFoundError(unit_code=unit)
    return figures_of(shown)


@blp.get("/fund/months")
@requires(Action.SEE_FUND)
@blp.reads(FundMonthsQuery, FundMonthsAnswer)
def list_fund_months(asked: dict[str, Any]) -> Any:
    """Show what every month did to a village's points and money, five years at most (逐月)."""
    first, last = asked["first"], asked["last"]
    if not 0 <= _count(last) - _count(first) < MONTHS_SHOWN_MAX:
        raise RequestInvalidError({"last": [f"1 to {MONTHS_SHOWN_MAX} months, in their order."]})
    found = services().views.funds.months(asked_unit(asked["unit"]), first, last)
    return {"months": [asdict(it) for it in found]}


@blp.post("/fund")
@requires(Action.RECORD_MONEY)
@blp.commands(OpenFundSchema, FundOpenedAnswer)
def open_village_fund(loaded: dict[str, Any]) -> Response:
    """Open the fund of the own village (开立资金账户)."""
    return told(open_fund(stamp(), loaded["face_value_fen"]), 201)


@blp.put("/fund/face-value")
@requires(Action.SET_FACE_VALUE)
@blp.commands(FaceValueSchema, FundOpenedAnswer, status=200)
def put_face_value(loaded: dict[str, Any]) -> Response:
    """Say what a point is worth from now on; what was handed out keeps its value (改分值)."""
    return told(set_face_value(stamp(), loaded["face_value_fen"]), 200)


@blp.get("/fund/receipts")
@requires(Action.SEE_RECEIPTS)
@blp.reads(PageQuery, pages_of(FundReceiptAnswer))
def list_receipts(asked: dict[str, Any]) -> Any:
    """List what came in, the latest written down first (资金登记)."""
    limit, before = asked["limit"], read_cursor(asked["cursor"], int)
    found = services().views.fund_receipts.page(caller().grant.unit_code, limit, before)
    return page(receipts_shown(found), found[-1].position if len(found) == limit else None)


@blp.post("/fund/receipts")
@requires(Action.RECORD_MONEY)
@blp.commands(ReceiveMoneySchema, MoneyReceivedAnswer)
def receive_money(loaded: dict[str, Any]) -> Response:
    """Write down money that came in (登记资金)."""
    return told(receive(stamp(), Income(**loaded)), 201)


@blp.post("/fund/receipts/<uuid:receipt_id>/return")
@requires(Action.RETURN_MONEY)
@blp.commands(ReturnMoneySchema, MoneyReturnedAnswer)
def return_money(loaded: dict[str, Any], receipt_id: UUID) -> Response:
    """Let a receipt no longer count; never by who wrote it down (撤回一笔资金)."""
    return told(take_back(stamp(), receipt_id, loaded["cause"], loaded["words"]), 201)


@blp.get("/fund/gains")
@requires(Action.SEE_RECEIPTS)
@blp.reads(PageQuery, pages_of(WaitingGainAnswer))
def list_waiting_gains(asked: dict[str, Any]) -> Any:
    """List gains whose notice has ended and that wait, the oldest step first (待批准的得分)."""
    limit, after = asked["limit"], read_cursor(asked["cursor"], int)
    now, unit = services().clock(), caller().grant.unit_code
    found = services().views.notices.gains_due(unit, now, limit, after)
    return page(gains_shown(found), found[-1].position if len(found) == limit else None)


@blp.post("/fund/gains/<uuid:claim_id>/approval")
@requires(Action.APPROVE_GAIN)
@blp.commands(GainApprovalSchema, GainApprovedAnswer)
def approve_gain(_loaded: dict[str, Any], claim_id: UUID) -> Response:
    """Let one gain through while all money is spoken for (逐笔批准)."""
    return told(let_through(stamp(), claim_id), 201)


def _count(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:])
