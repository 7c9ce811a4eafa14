"""The roll of an activity as it stands now: figures, and one line for everybody on it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from flask import url_for

from api.persons.names import names_for
from api.services import services
from api.volunteering.activities import roll_need
from api.volunteering.listed import listed
from api.volunteering.recording import Presence, is_wanting, open_tasks, presence_at
from api.volunteering.reviewing import due_on
from ledger.volunteering.evidence import Evidence
from ledger.volunteering.supplement import State
from projections.volunteering.activities.rows import ActivityRow
from projections.volunteering.presence.views import AttendanceRow
from web import formats
from web.messages_zh import GRADES
from web.volunteering.presence import counted_until, was_there

LINES_SHOWN = 200
ALL, MISSING, TODO = "all", "missing", "todo"
FILTERS = {ALL: "全部", MISSING: "未到", TODO: "要处理"}
LATE_UPLOAD = timedelta(minutes=2)
"""Scans that arrive later than this were kept on a phone, and the roll says so."""


@dataclass(frozen=True, slots=True)
class Roll:
    """An activity, who came, who is expected, and what waits."""

    activity: ActivityRow
    presence: Presence
    expected: list[UUID]
    waiting: frozenset[UUID]
    """Whose made-up minutes wait for a second person."""
    doubtful: frozenset[UUID]
    now: datetime

    @classmethod
    def of(cls, activity: ActivityRow) -> "Roll":
        """Read it."""
        given, activity_id = services(), activity.activity_id
        presence = presence_at(given, activity_id)
        proposed = [it for it in presence.supplements if it.state == State.PROPOSED]
        return cls(
            activity=activity,
            presence=presence,
            expected=listed(given, activity_id),
            waiting=frozenset(it.person_id for it in proposed),
            doubtful=frozenset(it.person_id for it in presence.doubts),
            now=given.clock(),
        )

    @property
    def rows(self) -> list[AttendanceRow]:
        """Who was seen, in the order of coming."""
        return self.presence.rows

    @property
    def unseen(self) -> list[UUID]:
        """Who is on the roll and was not seen: who is expected, and for whom something waits."""
        seen = {it.person_id for it in self.rows}
        people = dict.fromkeys([*self.expected, *sorted(self.waiting | self.doubtful)])
        return [it for it in people if it not in seen]


def figures(roll: Roll) -> dict[str, Any]:
    """Return the numbers above the list."""
    present = [it for it in roll.rows if it.came_at is not None]
    serving = [it for it in present if it.left_at is None and it.close_at is not None]
    counted = sum(it.minutes for it in roll.rows)
    return {
        "present": len(present),
        "expected": len(roll.expected) or None,
        "serving": len(serving),
        "minutes": counted
        + sum(counted_until(it, roll.activity, roll.now) for it in serving if not it.minutes),
        "due_on": due_on(services(), roll.activity.ends_at),
    }


def lines(roll: Roll, chosen: str) -> dict[str, Any]:
    """Return the lines of a filter, and how many each filter has."""
    every = [_line(roll, it) for it in roll.rows] + [_unseen(roll, it) for it in roll.unseen]
    kinds = {
        ALL: every,
        MISSING: [it for it in every if it["kind"] == MISSING],
        TODO: [it for it in every if it["kind"] == TODO],
    }
    filters = [
        {"name": name, "words": words, "count": len(kinds[name]), "chosen": name == chosen}
        for name, words in FILTERS.items()
    ]
    shown = kinds[chosen]
    return {
        "filters": filters,
        "lines": _named(roll, shown[:LINES_SHOWN]),
        "left_out": max(0, len(shown) - LINES_SHOWN),
    }


def _named(roll: Roll, shown: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Put names to lines: of these people only, for full names are noted as read."""
    companions = [it["companion_id"] for it in shown if it["companion_id"] is not None]
    people = [it["person_id"] for it in shown]
    names = names_for([*people, *companions], roll_need(roll.activity))
    return [
        it
        | {
            "name": names.get(it["person_id"], ""),
            "words": "，".join([*it["words"], *_company(it["companion_id"], names)]),
        }
        for it in shown
    ]


def tasks_of(roll: Roll) -> list[dict[str, Any]]:
    """Return what is open before the activity can be recorded, in words."""
    tasks = open_tasks(roll.presence)
    lists = "pages_reviews"
    named = (
        (tasks.still_there, "人还没签退", ""),
        (tasks.wanting, "人没有签退，等您补录", ""),
        (tasks.supplements, "条补录等另一人确认", url_for(f"{lists}.supplements")),
        (tasks.doubtful, "次扫码等着核对", url_for(f"{lists}.doubtful")),
        (tasks.held, "人的时长等人确认（不影响记录）", url_for(f"{lists}.held")),
    )
    return [
        {"count": count, "words": words, "address": address}
        for count, words, address in named
        if count
    ]


def _line(roll: Roll, row: AttendanceRow) -> dict[str, Any]:
    tag, tone, kind = _state(roll, row)
    minutes = row.minutes
    if row.evidence is None and row.came_at is not None and row.left_at is None:
        minutes = counted_until(row, roll.activity, roll.now) if row.close_at else 0
    return {
        "person_id": row.person_id,
        "companion_id": row.companion_id,
        "came_at": row.came_at,
        "tag": tag,
        "tone": tone,
        "kind": kind,
        "minutes": minutes,
        "held_minutes": row.held_minutes,
        "words": _evidence(roll, row),
        "attendance_id": row.attendance_id,
        "act": _act(roll, row),
    }


def _unseen(roll: Roll, person_id: UUID) -> dict[str, Any]:
    tag, kind, words = "未到", MISSING, "已报名"
    if person_id in roll.waiting:
        tag, kind, words = "补录待确认", TODO, f"没有扫码，{GRADES[Evidence.BACK_OFFICE]}"
        act = {"address": url_for("pages_reviews.supplements"), "words": "去确认"}
    elif person_id in roll.doubtful:
        tag, kind, words = "待核对", TODO, "扫了码，要人核对"
        act = {"address": url_for("pages_reviews.doubtful"), "words": "核对"}
    elif roll.now < roll.activity.ends_at:
        act = {"address": _ticks(roll, person_id), "words": "签到"}
    else:
        act = {"address": _made_up(roll, person_id), "words": "补录"}
    return {
        "person_id": person_id,
        "companion_id": None,
        "came_at": None,
        "tag": tag,
        "tone": "soon",
        "kind": kind,
        "minutes": 0,
        "held_minutes": 0,
        "words": [words],
        "attendance_id": None,
        "act": act,
    }


def _state(roll: Roll, row: AttendanceRow) -> tuple[str, str, str]:
    """Return the words of a line's state, its tone, and which filter it belongs to."""
    gone = f"{formats.clock(row.left_at)} 离" if row.left_at else ""
    cases = (
        (row.person_id in roll.waiting, ("补录待确认", "soon", TODO)),
        (row.person_id in roll.doubtful, ("待核对", "soon", TODO)),
        (row.held_minutes > 0, ("时长待确认", "soon", TODO)),
        (is_wanting(row), ("待补录", "late", TODO)),
        (row.zero_by is not None and row.evidence is None, ("记 0 分钟", "", ALL)),
        (not was_there(row), ("撤销了", "", MISSING)),
        (row.came_at is None and row.evidence is None, ("没有签到", "soon", TODO)),
        (bool(gone), (gone, "", ALL)),
        (row.close_at is not None, ("在场", "ok", ALL)),
    )
    return next((told for holds, told in cases if holds), ("补录", "info", ALL))


def _act(roll: Roll, row: AttendanceRow) -> dict[str, str]:
    if row.person_id in roll.waiting:
        return {"address": url_for("pages_reviews.supplements"), "words": "去确认"}
    if row.held_minutes:
        return {"address": url_for("pages_reviews.held"), "words": "去确认"}
    if is_wanting(row):
        return {"address": _made_up(roll, row.person_id), "words": "补录"}
    if row.close_at is not None and row.came_at is not None and row.left_at is None:
        return {"address": _ticks(roll, row.person_id), "words": "签退"}
    if not was_there(row) and roll.now < roll.activity.ends_at:
        return {"address": _ticks(roll, row.person_id), "words": "签到"}
    address = url_for("pages_attendances.attendance", attendance_id=row.attendance_id)
    return {"address": address, "words": "看依据"}


def _evidence(roll: Roll, row: AttendanceRow) -> list[str]:
    """Say how somebody's presence is known, and what is particular about it."""
    ends = dict.fromkeys(it for it in (row.evidence_in, row.evidence_out, row.evidence) if it)
    said = ["、".join(GRADES[it] for it in ends) or "—"]
    if row.came_at is not None and row.came_at < roll.activity.starts_at:
        said.append(f"{formats.clock(roll.activity.starts_at)} 起算")
    latest = row.left_at or row.came_at
    if latest is not None and row.evidence_in and row.recorded_at - latest > LATE_UPLOAD:
        said.append("断网补传")
    if row.held_minutes:
        said.append(f"{row.held_minutes} 分钟待确认")
    return said


def _company(companion_id: UUID | None, names: Mapping[UUID, str]) -> list[str]:
    return [] if companion_id is None else [f"陪同 {names.get(companion_id, '已注销')}"]


def _ticks(roll: Roll, person_id: UUID) -> str:
    return url_for("pages_roll.tick_form", activity_id=roll.activity.activity_id, person=person_id)


def _made_up(roll: Roll, person_id: UUID) -> str:
    return url_for(
        "pages_making_up.make_up_form", activity_id=roll.activity.activity_id, person=person_id
    )
