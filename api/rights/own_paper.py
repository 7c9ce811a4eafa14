"""One's own data as a paper: the copy in words, with the newest rows of long lists."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from api.papers.setting import set_paper
from people.roles import Role

PRINTED_ROWS_MAX = 300
"""Of each list; the copy in JSON has them all."""
_SHANGHAI = ZoneInfo("Asia/Shanghai")
_ENTRY = {
    "credit": "记入",
    "hold": "占住",
    "capture": "兑换",
    "void": "退回",
    "refund": "退货返还",
    "expire": "到期",
    "forfeit": "作废",
    "reverse": "冲正",
    "move_in": "转入",
    "move_out": "转出",
}
_CONSENT = {
    "red_board": "上红榜",
    "ranking": "进排行",
    "id_number": "留身份证号",
    "location": "上报时附位置",
    "station": "记录到哪个驿站",
    "national_sync": "同步到全国志愿系统",
    "minor": "让孩子参加志愿服务",
    "base_service": "登记和记账",
}
_VOUCHER = {"reserved": "待领取", "collected": "已领取", "expired": "过期", "cancelled": "取消"}
_METHOD = {"screen": "扫屏幕码", "plate": "扫门牌码", "keeper": "站长代扫"}
_KIND = {"household": "家庭积分", "volunteer": "志愿积分", "rider": "骑手积分"}


def own_paper(held: dict[str, Any]) -> bytes:
    """Return the PDF of a copy of somebody's data."""
    service = held["service"]
    parts = [
        {"title": "我是谁", "facts": _identity(held["person"])},
        {
            "title": "服务时长",
            "facts": [
                ("合计", f"{hours(service['minutes'])} 小时（{service['minutes']:,} 分钟）"),
                ("次数", f"{service['sessions']:,} 次"),
            ],
        },
        _list("每一次服务", (26, 50, 34, 20), ("日期", "活动", "起止", "分钟"), _service(held)),
        *_accounts(held["accounts"]),
        _list("兑换券", (26, 30, 30, 20), ("日期", "状态", "件数", "积分"), _vouchers(held)),
        _list("到站，近 90 天", (40, 40, 20), ("时间", "方式", "积分"), _visits(held)),
        _list("到站，按天", (40, 40, 20), ("日期", "次数", "积分"), _visit_days(held)),
        _list("谁看过我的信息", (40, 50, 40), ("时间", "岗位", "用途"), _reads(held)),
        _list("在用的手机", (60, 40, 40), ("设备", "登录", "最近"), _sessions(held)),
        _list("同意和收回", (40, 40, 20, 30), ("时间", "什么", "", "说明"), _consents(held)),
        _list("岗位", (50, 40, 40), ("岗位", "从", "到"), _roles(held)),
        _list("写下的话", (40, 100), ("时间", "内容"), _texts(held)),
        _list("照片", (40, 100), ("时间", "在哪里下载"), _photos(held)),
    ]
    return set_paper("own-data.typ", {"made_at": _moment(held["made_at"]), "parts": parts})


def hours(minutes: int) -> str:
    """Write minutes as hours, floored once to 0.1 (VH-3)."""
    tenths = minutes * 10 // 60
    return f"{tenths // 10:,}.{tenths % 10}"


def _list(
    title: str, widths: Sequence[int], head: Sequence[str], rows: list[list[str]]
) -> dict[str, Any]:
    more = max(0, len(rows) - PRINTED_ROWS_MAX)
    return {
        "title": title,
        "widths": list(widths),
        "head": list(head),
        "rows": rows[:PRINTED_ROWS_MAX],
        "more": more,
    }


def _identity(person: dict[str, Any]) -> list[tuple[str, str]]:
    said = (
        ("姓名", person.get("display_name")),
        ("手机号", person.get("phone")),
        ("证件号", person.get("id_number")),
        ("出生日期", person.get("born_on")),
        ("单位编号", person.get("unit_code")),
        ("志愿者编号", person.get("volunteer_number")),
        ("骑手编号", person.get("rider_number")),
        ("上排行榜", "同意，只写成“张*三”" if person.get("listed") else "没有同意"),
    )
    return [(name, str(value) if value else "没有登记") for name, value in said]


def _service(held: dict[str, Any]) -> list[list[str]]:
    return [
        [
            _day(it["seen_at"]),
            it["title"],
            f"{_clock(it['came_at'])} 到 {_clock(it['left_at'])}",
            str(it["minutes"]),
        ]
        for it in held["service"]["items"]
    ]


def _accounts(accounts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    parts: list[dict[str, Any]] = []
    for it in accounts:
        name = _KIND.get(it["kind"], it["kind"])
        parts.append(
            {
                "title": name,
                "facts": [
                    ("可用", f"{it['available']:,} 分"),
                    ("占住", f"{it['held']:,} 分"),
                    ("累计记入", f"{it['credited']:,} 分"),
                ],
            }
        )
        rows = [
            [
                _moment(e["occurred_at"]),
                _ENTRY.get(e["kind"], e["kind"]),
                f"{e['amount']:+,}",
                f"{e['balance_after']:,}",
            ]
            for e in it["entries"]
        ]
        parts.append(_list(f"{name}明细", (40, 30, 20, 20), ("时间", "事由", "积分", "余"), rows))
    return parts


def _vouchers(held: dict[str, Any]) -> list[list[str]]:
    return [
        [
            _day(it["reserved_at"]),
            _VOUCHER.get(it["state"], it["state"]),
            str(it["quantity"]),
            str(it["amount"]),
        ]
        for it in held["vouchers"]
    ]


def _visits(held: dict[str, Any]) -> list[list[str]]:
    return [
        [_moment(it["occurred_at"]), _METHOD.get(it["method"], it["method"]), str(it["points"])]
        for it in held["visits"]
    ]


def _visit_days(held: dict[str, Any]) -> list[list[str]]:
    return [[str(it["day"]), str(it["visits"]), str(it["points"])] for it in held["visit_days"]]


def _reads(held: dict[str, Any]) -> list[list[str]]:
    return [
        [
            _moment(it["at"]),
            f"{it['role_name']} {it['reader']}".strip(),
            it["purpose_words"] or it["action_words"],
        ]
        for it in held["read_by_others"]
    ]


def _sessions(held: dict[str, Any]) -> list[list[str]]:
    return [
        [it["device"], _moment(it["opened_at"]), _moment(it["seen_at"])] for it in held["sessions"]
    ]


def _consents(held: dict[str, Any]) -> list[list[str]]:
    return [
        [
            _moment(it["occurred_at"]),
            _CONSENT.get(it["purpose"], it["purpose"]),
            "同意" if it["given"] else "收回",
            f"第 {it['notice_version']} 版",
        ]
        for it in held["consents"]
    ]


def _roles(held: dict[str, Any]) -> list[list[str]]:
    return [
        [_role(it["role"]), str(it["from_day"]), "没有定" if _is_open(it) else str(it["to_day"])]
        for it in held["roles"]
    ]


def _texts(held: dict[str, Any]) -> list[list[str]]:
    return [[_moment(it["written_at"]), it["body"]] for it in held["texts"]]


def _photos(held: dict[str, Any]) -> list[list[str]]:
    return [[_moment(it["sent_at"]), it["address"]] for it in held["photos"]]


def _role(name: str) -> str:
    return Role(name).chinese if name in set(Role) else name


def _is_open(term: dict[str, Any]) -> bool:
    return bool(term["to_day"] == date.max)


def _moment(at: datetime) -> str:
    return f"{at.astimezone(_SHANGHAI):%Y-%m-%d %H:%M}"


def _day(at: datetime) -> str:
    return f"{at.astimezone(_SHANGHAI):%Y-%m-%d}"


def _clock(at: datetime | None) -> str:
    return "没签退" if at is None else f"{at.astimezone(_SHANGHAI):%H:%M}"
