"""The way from a home to the village's money, with what is the matter with it."""

from api.auth import Caller
from api.permissions import Action, may
from api.services import services
from projections.shop.funds.rows import FundRow
from web.home.rows import row
from web.rendering import Context

ADDRESS = "/desk/budget"


def fund_rows(who: Caller) -> list[Context]:
    """Return it for those who keep or watch the money; how many gains wait, where money is gone."""
    if not may(who.role, Action.SEE_RECEIPTS):
        return []
    fund = services().views.funds.of(who.grant.unit_code)
    if fund is None or not fund.is_limited:
        return [row(ADDRESS, "gauge", "预算偿付", "没有登记资金，得分不受限")]
    if fund.is_at_limit:
        now, unit = services().clock(), who.grant.unit_code
        count = services().views.notices.count_gains_due(unit, now)
        words = "资金不够了，新得分要逐笔批准"
        return [row(ADDRESS, "gauge", "预算偿付", words, count=count or None, tone="red")]
    tone = "honey" if fund.meter.is_warned else ""
    return [row(ADDRESS, "gauge", "预算偿付", _words(fund), tone=tone)]


def _words(fund: FundRow) -> str:
    if fund.meter.is_reached:
        return "资金不够了，新得分要逐笔批准"
    permille = fund.meter.permille or 0
    rate = f"{permille // 10}.{permille % 10}%"
    return f"偿付率 {rate}，已过 80%" if fund.meter.is_warned else f"偿付率 {rate}，资金够用"
