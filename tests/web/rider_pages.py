"""Samples of riders' pages: part-time grid work, statements, notifications."""

from datetime import date
from typing import Any
from uuid import UUID

from projections.reports.rows import OwnTotals
from projections.stations.grid_worker_views import GridCounts, GridWorkerRow
from tests.web.samples import ID, KEY, NOW, RIDER, Page, at, frame
from web.messages_zh import refusal
from web.overview.street import chart_of

DESK = (1366, 768)
CLERK = frame("clerk", "云秀珍")
NOBODY = GridWorkerRow(
    person_id=ID,
    agrees=False,
    trained_on=None,
    unit_code="",
    from_day=None,
    to_day=None,
    is_paid=False,
)
SERVING = GridWorkerRow(
    person_id=ID,
    agrees=False,
    trained_on=date(2026, 3, 1),
    unit_code="15010400300501",
    from_day=date(2026, 3, 5),
    to_day=date(2027, 3, 4),
    is_paid=False,
)
APPOINTMENT: dict[str, Any] = {
    "frame": RIDER,
    "now": NOW,
    "key": KEY,
    "row": SERVING,
    "grid_name": "大召社区第一网格",
    "renews": False,
    "renew_days": 30,
    "terms": [
        {"words": "到期", "from_day": date(2025, 3, 5), "to_day": date(2026, 3, 4)},
    ],
    "quarter": "2026 年第四季度",
    "counts": {"visit_days": 41, "visits": 96, "points": 41, "reports": OwnTotals(7, 6, 4, 24)},
    "earlier": "/me/appointment?quarter=2026Q3",
    "later": "",
}
GRID_DESK: dict[str, Any] = {
    "frame": CLERK,
    "now": NOW,
    "keys": [KEY] * 4,
    "today": date(2026, 11, 18),
    "refusal": None,
    "number": "",
    "number_length_max": 20,
    "code_length_max": 20,
    "missing": False,
    "rider": None,
    "grids": [{"code": "15010400300501", "name": "第一网格"}],
    "rows": [
        {
            "name": "巴*尔",
            "unit_code": f"1501040030050{n}",
            "from_day": date(2026, 3, 5),
            "to_day": date(2027, 3, 4),
            "is_paid": n == 2,
            "agrees": n == 1,
        }
        for n in range(1, 6)
    ],
    "next_address": "",
    "quarter": "2026 年第四季度",
    "counts": GridCounts(begun=2, running=14, left=1, ended=0, expired=3),
    "earlier": "/desk/grid-workers?quarter=2026Q3",
    "later": "",
}
FOUND: dict[str, Any] = {
    "person_id": UUID(int=7),
    "number": "R000007",
    "name": "斯*",
    "agrees": True,
    "trained_on": date(2026, 11, 2),
    "grid_name": "",
    "from_day": None,
    "to_day": None,
    "near": False,
    "renews": True,
}


def _source(words: str, unit: str, icon: str, tone: str) -> dict[str, Any]:
    return {"words": words, "unit": unit, "icon": icon, "tone": tone}


STATEMENT: dict[str, Any] = {
    "frame": RIDER,
    "now": NOW,
    "month": "2026 年 10 月",
    "is_running": False,
    "is_settled": True,
    "opening": 75,
    "gained": 41,
    "spent": -30,
    "closing": 86,
    "sources": [
        _source("到站打卡", "天，每天最多 1 分", "scan", "red") | {"times": 22, "amount": 22},
        _source("上报被受理", "件，每件 2 分", "camera", "red") | {"times": 7, "amount": 14},
        _source("问题解决了", "件，每件 3 分", "check", "ok") | {"times": 1, "amount": 3},
        _source("奖励", "次，每次 2 分", "star", "honey") | {"times": 1, "amount": 2},
    ],
    "reports": OwnTotals(9, 7, 1, 17),
    "spending": [
        {"words": "兑换 · 防风手套 1 副", "amount": -30, "occurred_at": at(16, 10, month=10)},
    ],
    "paper": "/me/statements/2026-10/print",
    "earlier": "/me/statements/2026-09",
    "later": "/me/statements/2026-11",
}
NOTIFICATIONS: dict[str, Any] = {
    "frame": RIDER,
    "public_key": "B" + "A" * 86,
    "browsers": 1,
    "has_messages": True,
    "by_message": False,
}
HOURS = [0, 0, 0, 0, 0, 2, 8, 31, 46, 77, 120, 190, 244, 305, 410, 260, 150, 190, 230, 160]
STREET: dict[str, Any] = {
    "frame": frame("street", "斯琴", "大召前街街道"),
    "now": NOW,
    "unit_name": "大召前街街道",
    "month": "11 月",
    "total": {
        "minutes": 347_880,
        "serving": 812,
        "visits": 7_586,
        "issued": 9_120,
        "redeemed": 4_015,
        "overdue": 6,
        "late_reports": 3,
    },
    "late_reports_max": 200,
    "reports_address": "/street/reports",
    "overdue": [
        {
            "title": title,
            "unit_name": unit,
            "address": f"/activities/{ID}",
            "due_on": date(2026, 11, day) if day else None,
            "days_over": over,
        }
        for title, unit, day, over in (
            ("清洁家园", "大召社区", 4, 14),
            ("义诊", "小召社区", 13, 5),
            ("社区巡逻", "三里营东社区", 0, 0),
        )
    ],
    "days": 28,
    "busiest": 14,
    "chart": chart_of([*HOURS, 70, 24, 3, 0]),
    "lines": [
        {
            "name": name,
            "address": "/desk/street?unit=1",
            "minutes": minutes,
            "visits": visits,
            "busiest": hour,
            "overdue": overdue,
        }
        for name, minutes, visits, hour, overdue in (
            ("大召社区", 99_120, 2_184, 14, 1),
            ("小召社区", 68_400, 1_205, 13, 2),
            ("五塔寺东街社区", 42_120, 0, None, 0),
        )
    ],
}
RIDER_PAGES: dict[str, Page] = {
    "appointment": Page("appointment.html", APPOINTMENT),
    "appointment-none": Page(
        "appointment.html",
        APPOINTMENT
        | {
            "row": NOBODY,
            "grid_name": "",
            "terms": [],
            "counts": {"visit_days": 0, "visits": 0, "points": 0, "reports": OwnTotals()},
        },
    ),
    "appointment-renews": Page("appointment.html", APPOINTMENT | {"renews": True}),
    "statement": Page("statement.html", STATEMENT),
    "statement-open": Page(
        "statement.html",
        STATEMENT | {"is_running": True, "is_settled": False, "later": "", "spending": []},
    ),
    "statement-empty": Page(
        "statement.html",
        STATEMENT
        | {"opening": 86, "gained": 0, "spent": 0, "sources": [], "spending": []}
        | {"reports": OwnTotals()}
        | {"is_running": True, "is_settled": False, "frame": frame("rider", scans=True)},
    ),
    "notifications": Page("notifications.html", NOTIFICATIONS),
    "notifications-none": Page(
        "notifications.html",
        NOTIFICATIONS | {"public_key": "", "browsers": 0, "has_messages": False},
    ),
    "street": Page("street.html", STREET, DESK),
    "street-phone": Page("street.html", STREET),
    "street-empty": Page(
        "street.html",
        STREET
        | {"overdue": [], "lines": [], "chart": None, "busiest": None}
        | {"total": dict.fromkeys(STREET["total"], 0)},
        DESK,
    ),
    "grid-workers": Page("grid_workers.html", GRID_DESK, DESK),
    "grid-workers-rider": Page(
        "grid_workers.html",
        GRID_DESK
        | {"number": "R000007", "rider": FOUND, "refusal": refusal("grid_consent_missing")},
        DESK,
    ),
    "grid-workers-phone": Page(
        "grid_workers.html", GRID_DESK | {"rows": [], "number": "R9", "missing": True}
    ),
}
