"""Reports in words: what each is, where it stands, and until when. Never "in progress" alone."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from api.reports.shown import names_of
from api.reports.words_zh import CATEGORY_NAMES, REASON_NAMES, STATE_NAMES, UNPAID_NAMES
from ledger.reports.categories import CATEGORIES, Category
from ledger.reports.kinds import OPEN, RejectReason, ReportState, Unpaid
from web import formats
from web.rendering import Context

ICONS: Final = {
    Category.BLOCKED_FIRE_LANE: "fire",
    Category.FLYING_WIRE: "bolt",
    Category.BATTERY_INDOORS: "battery",
    Category.GAS_OR_WIRE: "flame",
    Category.BROKEN_COVER: "cover",
    Category.BROKEN_ROAD: "road",
    Category.FACILITY: "bench",
    Category.ICE: "snow",
    Category.LITTER: "trash",
    Category.PARKING: "car",
    Category.OTHER: "dots",
}
TONES: Final = {
    ReportState.RESOLVED: "ok",
    ReportState.REJECTED: "",
    ReportState.MERGED: "",
    ReportState.FILED: "warn",
}
CALLS: Final = {"119": "火警", "110": "报警", "120": "急救"}
_STEPS: Final = {
    "filed": "报上来了",
    "joined": "又有人看到了",
    "absorbed": "另一条报的是同一件，合进来了",
    "merged": "和先报的一条是同一件，合在一起办",
    "accepted": "网格员受理了",
    "verified": "核实了，情况属实",
    "resolved": "办好了",
    "replied": "答复",
    "reopened": "说还没解决，重新办",
    "alerted": "到时间没人受理，提醒了网格长",
}


def tiles() -> list[Context]:
    """Return the categories as tiles, each with the numbers to ring in an emergency."""
    return [
        {
            "value": it.value,
            "words": CATEGORY_NAMES[it],
            "icon": ICONS[it],
            "call": " ".join(facts.call),
        }
        for it, facts in CATEGORIES.items()
    ]


def report_shown(it: Context, now: datetime) -> Context:
    """Return a report for a row of a page."""
    state, seen = ReportState(it["state"]), it["occurred_at"]
    return it | {
        "words": STATE_NAMES[state],
        "tone": "late" if it["is_overdue"] else TONES.get(state, "info"),
        "stands": stands(it, now),
        "icon": ICONS[Category(it["category"])],
        "where": it.get("place") or it.get("station_name") or it["unit_name"],
        "others": f"{it['confirmers']} 人也看到了" if it["confirmers"] else "",
        "short": short(it["report_id"]),
        "address": f"/reports/{it['report_id']}",
        "desk_address": f"/desk/reports/{it['report_id']}",
        "merged_address": _merged(it, "/reports"),
        "merged_desk_address": _merged(it, "/desk/reports"),
        "due": formats.deadline(it["due_at"], now),
        "seen": f"{formats.relative_day(seen, now)} {formats.clock(seen)}",
    }


def _merged(it: Context, place: str) -> str:
    """Return where the report is that is handled instead; empty if there is none."""
    return f"{place}/{it['merged_into']}" if it.get("merged_into") else ""


def stands(it: Context, now: datetime) -> str:
    """Say where a report stands, and until when the next step is taken."""
    state, due = ReportState(it["state"]), _until(it["due_at"], now)
    since = formats.relative_day(it["changed_at"], now)
    if state not in OPEN:
        return since + _ended(it, state)
    if state is ReportState.FILED:
        return "过了受理时间，已提醒网格长" if it["is_overdue"] else f"{due} 前有人受理"
    if it["is_whistled"]:
        return "过了办结时间，已请街道来办"
    if it["is_reopened"]:
        return f"重新在办，{due} 前办好"
    found = "已受理" if state is ReportState.ACCEPTED else "已核实"
    return f"{found}，{due} 前办好"


def _ended(it: Context, state: ReportState) -> str:
    if state is ReportState.RESOLVED:
        return "解决了"
    if state is ReportState.MERGED:
        return "合到先报的一条，一起办"
    return f"没有受理：{REASON_NAMES[RejectReason(it['reason'])]}"


def earned(it: Context) -> str:
    """Say what a report of one's own earned, and why if it earned nothing."""
    if not it["is_first"]:
        return "有人先报了，和您看到的是同一件，谢谢您"
    if it["points"]:
        return f"记了 {it['points']} 分"
    return UNPAID_NAMES[Unpaid(it["unpaid"])] if it["unpaid"] else ""


def short(report_id: UUID | str) -> str:
    """Return the end of a report's ID: enough to tell those on one page apart."""
    return str(report_id)[-4:].upper()


def steps_shown(steps: Sequence[Any]) -> list[Context]:
    """Return the story of a report: what happened, when, and what was written."""
    units = names_of(it["detail"] for it in steps if it["kind"] in ("forwarded", "whistled"))
    return [
        {
            "title": _step(it, units),
            "when": f"{formats.day(it['occurred_at'])} {formats.clock(it['occurred_at'])}",
            "until": "",
            "how": f"记了 {it['points']} 分" if it["points"] else "",
            "words": it["words"] or "",
        }
        for it in steps
    ]


def _step(it: Context, units: dict[str, str]) -> str:
    kind, detail = it["kind"], it["detail"]
    if kind == "rejected":
        return f"没有受理：{REASON_NAMES[RejectReason(detail)]}"
    if kind == "forwarded":
        return f"转给{units[detail]}办"
    if kind == "whistled":
        return f"到时间没办好，吹哨请{units[detail]}来办"
    if kind == "rated":
        return f"评了 {detail} 颗星"
    if kind == "verified" and detail:
        return "核实了，是重大隐患"
    return _STEPS[kind]


def _until(due: datetime, now: datetime) -> str:
    """Say a deadline as people do: 今天 14:40, 11月24日 24:00."""
    said = formats.deadline(due, now)
    is_today = formats.local(due).date() == formats.local(now).date()
    return f"今天 {formats.clock(due)}" if is_today else said
