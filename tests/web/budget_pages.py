"""Pages of the money behind points, with samples."""

from datetime import date
from fractions import Fraction
from typing import Any

from ledger.shop.fund_forecast import Rate
from tests.web.samples import ID, KEY, Page, frame
from web.funds.chart import chart
from web.messages_zh import refusal

WIDE = (1366, 768)
CLERK = frame("clerk", "云秀珍", "青柳村")
BOARD = frame("supervisor", "赵建国", "青柳村")
DAYS = [date(2026, n, 28) for n in range(6, 12)]
PERCENTS = ("68.4", "72.2", "76.0", "79.8", "83.9", "88.3")
RATES = [Rate(day, Fraction(it) / 100) for day, it in zip(DAYS, PERCENTS, strict=True)]
ENDS = date(2027, 2, 16)
METER: dict[str, Any] = {
    "rate": "88.3%",
    "tone": "soon",
    "headline": "偿付率 88.3%，已过 80% 提醒线",
    "words": "发出去还没换的积分 18,537 分，每分 1 元；可用资金 21,000 元。",
    "next": "照近 6 个月的走势，明年 2 月前后到 100%，那时新得分要逐笔批准。",
    "room": 2_463,
    "face_value": "1",
    "is_at_limit": False,
}
FULL: dict[str, Any] = METER | {
    "rate": "103.2%",
    "tone": "late",
    "headline": "偿付率 103.2%，已到 100%",
    "words": "发出去还没换的积分 21,672 分，每分 1 元；可用资金 21,000 元。",
    "next": "新得分要监督委员会逐笔批准才入账，扣分和更正照常。登记新的资金，会自己恢复。",
    "is_at_limit": True,
}
RECEIPT: dict[str, Any] = {
    "receipt_id": ID,
    "source": "捐赠折价",
    "amount": "8,400",
    "received_on": date(2026, 10, 12),
    "words": "捐赠协议 3 号，村委会档案柜",
    "donor": "盛乐镇供销社",
    "thanks_donor": True,
    "recorded_by": "云*珍",
    "counts": True,
    "cause": "",
    "return_words": "",
    "returned_by": "",
    "may_return": False,
}
RECEIPTS = [
    RECEIPT,
    RECEIPT
    | {"source": "包联单位", "amount": "6,000", "donor": "", "words": "", "may_return": True},
    RECEIPT
    | {
        "source": "村集体公益金",
        "amount": "120,000",
        "donor": "",
        "counts": False,
        "cause": "登记错了",
        "returned_by": "赵*国",
        "return_words": "多写了一个零",
    },
]
GAIN: dict[str, Any] = {
    "claim_id": ID,
    "number": "0147",
    "title": "喜事简办、丧事简办",
    "points": 5,
    "occurred_on": date(2026, 11, 10),
    "ended": "11月17日",
    "is_approved": False,
    "is_own": False,
}
GAINS = [
    GAIN,
    GAIN | {"number": "0032", "is_own": True},
    GAIN | {"number": "0088", "title": "孝老爱亲", "is_approved": True},
]
SOURCES = [
    {"words": "村集体公益金", "amount": "12,000"},
    {"words": "包联单位", "amount": "6,000"},
    {"words": "捐赠折价", "amount": "8,400"},
    {"words": "财政资金", "amount": "0"},
    {"words": "已兑付", "amount": "−5,400"},
]
_TYPED = {
    "source": "donation",
    "amount": "8400",
    "received_on": "2026-10-12",
    "words": "捐赠协议 3 号",
    "donor": "",
    "thanks_donor": "yes",
    "face_value": "",
}
BUDGET: dict[str, Any] = {
    "frame": CLERK,
    "key": KEY,
    "refusal": None,
    "today": date(2026, 11, 28),
    "records": True,
    "values": False,
    "approves": False,
    "has_fund": True,
    "meter": METER,
    "chart": chart(RATES, ENDS, "；照走势 明年 2 月前后到 100%"),
    "months": [
        {"words": f"{day.month} 月", "points": 14_000, "budget": "21,000", "rate": f"{it}%"}
        for day, it in zip(DAYS, PERCENTS, strict=True)
    ],
    "sources": SOURCES,
    "budget": "21,000",
    "receipts": RECEIPTS,
    "older": "/desk/budget?behind=9",
    "gains": [],
    "gains_count": 0,
    "gains_next": "",
    "sources_offered": [
        {"value": "collective", "words": "村集体公益金"},
        {"value": "donation", "words": "捐赠折价"},
    ],
    "causes": [{"value": "mistake", "words": "登记错了"}],
    "typed": dict.fromkeys(_TYPED, ""),
    "words_max": 500,
    "donor_max": 60,
}
AT_LIMIT: dict[str, Any] = BUDGET | {
    "frame": BOARD,
    "records": False,
    "values": True,
    "approves": True,
    "meter": FULL,
    "gains": GAINS,
    "gains_count": 23,
    "gains_next": "/desk/budget?beyond=9",
    "older": "",
}
NOTHING: dict[str, Any] = {
    name: it for name, it in BUDGET.items() if name not in ("meter", "chart", "months", "sources")
} | {
    "has_fund": False,
    "outstanding": 18_537,
    "needed": "18,537",
    "face_value": "1",
    "receipts": [],
    "older": "",
}
BUDGET_PAGES: dict[str, Page] = {
    "budget": Page("budget.html", BUDGET, WIDE),
    "budget-phone": Page("budget.html", BUDGET),
    "budget-limit": Page("budget.html", AT_LIMIT, WIDE),
    "budget-limit-phone": Page("budget.html", AT_LIMIT),
    "budget-limit-none": Page(
        "budget.html", AT_LIMIT | {"gains": [], "gains_count": 0, "gains_next": ""}, WIDE
    ),
    "budget-limit-clerk": Page(
        "budget.html", AT_LIMIT | {"frame": CLERK, "approves": False, "values": False}, WIDE
    ),
    "budget-none": Page("budget.html", NOTHING, WIDE),
    "budget-none-phone": Page("budget.html", NOTHING),
    "budget-none-board": Page(
        "budget.html", NOTHING | {"frame": BOARD, "records": False, "outstanding": 0}, WIDE
    ),
    "budget-new": Page(
        "budget.html",
        BUDGET
        | {
            "chart": "",
            "months": [],
            "meter": METER
            | {
                "tone": "info",
                "headline": "还没有登记资金",
                "rate": "—",
                "next": "登记以前，得分不受资金限制。",
            },
            "receipts": [],
            "older": "",
        },
        WIDE,
    ),
    "budget-refused": Page(
        "budget.html", BUDGET | {"typed": _TYPED, "refusal": refusal("donor_missing")}, WIDE
    ),
}
