"""Every question about a points shop, its stock, its money and its accounts."""

from typing import Any, Final

from tests.support.village import CITY, COMMUNITY, MORNING

DAY: Final = MORNING.date()

SHOP_READS: Final[dict[str, Any]] = {
    "items.of_shop.offered": lambda v, c: v.items.of_shop(c.shop, 9, offered_only=True),
    "vouchers.some": lambda v, c: v.vouchers.some([c.item]),
    "vouchers.handed_out": lambda v, _: v.vouchers.handed_out(CITY, 9, 99),
    "vouchers.showing": lambda v, c: v.vouchers.showing(c.item, CITY),
    "redeemed.since": lambda v, c: v.redeemed.since(c.household, c.household_wallet, MORNING),
    "stock.moves": lambda v, c: v.stock.moves(item_id=c.item, limit=9, before=(99, 0)),
    "stock.moves.shop": lambda v, c: v.stock.moves(shop_id=c.shop, limit=9),
    "stock.totals": lambda v, _: v.stock.totals(COMMUNITY, DAY, DAY),
    "stock.batches": lambda v, c: v.stock.batches(c.item),
    "stock.of_shop": lambda v, c: v.stock.of_shop(c.shop),
    "stock.gone_off": lambda v, c: v.stock.gone_off([c.item], DAY),
    "stock.near_best_before": lambda v, c: v.stock.near_best_before(DAY, shop_id=c.shop),
    "stock.near_best_before.unit": lambda v, _: v.stock.near_best_before(DAY, scope=CITY),
    "stock.low": lambda v, c: v.stock.low(DAY, shop_id=c.shop),
    "stock.low.unit": lambda v, _: v.stock.low(DAY, scope=CITY),
    "stock.written_off": lambda v, c: v.stock.written_off(c.item),
    "stock.counts": lambda v, c: v.stock.counts(shop_id=c.shop),
    "stock.counts.waiting": lambda v, _: v.stock.counts(scope=CITY, waiting=True),
    "stock.count_of": lambda v, c: v.stock.count_of(c.item),
    "stock.donors": lambda v, _: v.stock.donors(COMMUNITY, DAY, DAY),
    "funds.of": lambda v, _: v.funds.of(COMMUNITY),
    "funds.several": lambda v, _: v.funds.several([COMMUNITY]),
    "funds.months": lambda v, _: v.funds.months(COMMUNITY, "2026-01", "2026-12"),
    "funds.at_limit": lambda v, _: v.funds.at_limit(9, "1"),
    "funds.crossing": lambda v, _: v.funds.crossing(9, "1"),
    "fund_receipts.page": lambda v, _: v.fund_receipts.page(COMMUNITY, 9),
    "fund_receipts.between": lambda v, _: v.fund_receipts.between(COMMUNITY, DAY, DAY),
    "gain_approvals.by_claims": lambda v, c: v.gain_approvals.by_claims([c.item]),
    "gain_approvals.waiting": lambda v, _: v.gain_approvals.waiting(9, 99),
    "accounts.lines": lambda v, _: v.accounts.lines(COMMUNITY, 9, "2026Q4"),
    "accounts.versions": lambda v, _: v.accounts.versions(COMMUNITY, "2026Q3"),
    "accounts.quarter": lambda v, _: v.accounts.quarter(COMMUNITY, "2026Q3"),
    "accounts.due": lambda v, _: v.accounts.due(9, ("1", "2026Q1")),
    "account_goods.between": lambda v, _: v.account_goods.between(COMMUNITY, "2026-07", "2026-09"),
    "account_goods.donors": lambda v, _: v.account_goods.donors(COMMUNITY, "2026-07", "2026-09"),
}
"""Asked of views and a village, as `test_reading` asks all others."""
