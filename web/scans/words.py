"""What a scan came to, in the words of its result page."""

from typing import Any
from uuid import UUID

from api.services import services
from web import formats
from web.errors import facts_of
from web.messages_zh import ALREADY, RESULTS, refusal


def of_answer(told: dict[str, Any], undo: dict[str, str] | None = None) -> dict[str, Any]:
    """Return the context of the page of a scan that counted, and how it is taken back."""
    title, sentence = RESULTS.get(told["result"], ("记好了", ""))
    points = told.get("points") or 0
    if told["result"] == "visit_counted" and points:
        title = f"到站 {formats.signed(points)} 分"
    shown = _page("ok", title, sentence, facts=_facts(told), button=("/", "完成"))
    shown["undo"] = undo
    if undo is not None and "visit" not in told:
        note = f"扫错了？{undo['until']} 以前可以撤销，撤销后这一次不算。"
        shown["note"] = note
    return shown


def of_problem(told: dict[str, Any]) -> dict[str, Any]:
    """Return the context of the page of a scan that was refused."""
    no = refusal(told["code"])
    tone = "again" if no.code in ALREADY else "warn"
    facts = [{"name": "提示", "value": said, "good": False} for said in facts_of(told)]
    button = (no.address or "/scan", no.button)
    return _page(tone, no.headline, no.advice, facts=facts, code=no.code, button=button)


def _page(
    tone: str,
    title: str,
    sentence: str,
    *,
    facts: list[dict[str, Any]],
    button: tuple[str, str],
    code: str = "",
) -> dict[str, Any]:
    return {
        "tone": tone,
        "title": title,
        "sentence": sentence,
        "facts": facts,
        "code": code,
        "note": "",
        "button": {"address": button[0], "words": button[1]},
        "undo": None,
    }


def _facts(told: dict[str, Any]) -> list[dict[str, Any]]:
    facts = []
    if place := told.get("station_name") or _activity_title(told.get("attendance_id")):
        facts.append(("地方" if "station_name" in told else "活动", place, False))
    if (minutes := told.get("minutes")) is not None:
        facts.append(("时长", f"{minutes} 分钟（{formats.hours(minutes)} 小时）", False))
    if held := told.get("held_minutes"):
        facts.append(("待确认", f"{held} 分钟", False))
    if points := told.get("points"):
        facts.append(("积分", formats.signed(points), points > 0))
    if told["result"] != "scan_undone" and (visits := told.get("visits_today")):
        facts.append(("今天到站", f"第 {visits} 次", False))
    return [{"name": name, "value": value, "good": good} for name, value, good in facts]


def _activity_title(attendance_id: str | None) -> str:
    if attendance_id is None:
        return ""
    views = services().views
    row = views.attendances.of(UUID(attendance_id))
    activity = views.activities.of(row.activity_id) if row else None
    return activity.title if activity else ""
