"""Rows of what waits for people, for the pages of those who decide."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from flask import request, url_for

from api.auth import caller
from api.persons.names import names_for
from api.reach import scope_of
from api.services import services
from api.volunteering.notes import read_notes
from projections.volunteering.activities.rows import ActivityRow
from projections.volunteering.presence.reviews import DoubtRow, SupplementRow
from projections.volunteering.presence.views import AttendanceRow
from web import formats
from web.messages_zh import DOUBTS, GRADES, HELD_REASONS, SUPPLEMENT_REASONS
from web.rendering import Context, fresh_key
from web.volunteering.presence import confirmed_by

SHOWN = 50
FORGOTTEN = "已注销"


def supplement_rows() -> tuple[list[Context], str]:
    """Return made-up minutes that wait, oldest first, and where the list goes on."""
    found = services().views.supplements.waiting(_scope(), SHOWN, _after())
    names = names_for([*_people(found), *(it.recorded_by for it in found)])
    notes, activities = read_notes(services(), [it.text_id for it in found]), _activities(found)

    def row(it: SupplementRow) -> Context:
        said = notes.get(it.text_id, "") if it.text_id else ""
        by = f"{names.get(it.recorded_by, FORGOTTEN)} {_moment(it.proposed_at)} 录"
        return _row(
            it,
            it.supplement_id,
            names,
            activities,
            figure=it.minutes,
            lines=[
                f"{SUPPLEMENT_REASONS[it.reason]}，{by}",
                *([f"“{said}”"] if said else []),
            ],
            tags=["迟记"] if it.is_late else [],
            own="您录的，要另一人确认" if it.recorded_by == caller().person_id else "",
        )

    return [row(it) for it in found], _next(found, "supplement_id", ".supplements")


def held_rows() -> tuple[list[Context], str]:
    """Return attendances with held minutes, oldest first, and where the list goes on."""
    found = services().views.attendances.held(_scope(), SHOWN, _after())
    names, activities = names_for(_people(found)), _activities(found)

    def row(it: AttendanceRow) -> Context:
        confirmed = confirmed_by(it)
        return _row(
            it,
            it.attendance_id,
            names,
            activities,
            figure=it.held_minutes,
            lines=[HELD_REASONS[it.held_because], f"已算 {it.minutes} 分钟"],
            tags=["已有一人确认"] if confirmed else [],
            own="您确认过了，还要一个人" if caller().person_id in confirmed else "",
        )

    return [row(it) for it in found], _next(found, "attendance_id", ".held")


def doubtful_rows() -> tuple[list[Context], str]:
    """Return scans kept for review, oldest first, and where the list goes on."""
    found = services().views.doubtful_scans.waiting(_scope(), SHOWN, _after())
    names, activities = names_for(_people(found)), _activities(found)

    def row(it: DoubtRow) -> Context:
        return _row(
            it,
            it.doubtful_id,
            names,
            activities,
            figure=None,
            lines=[
                DOUBTS.get(it.refusal, "要人核对"),
                f"手机上的时间 {_moment(it.scanned_at)}",
                f"传到的时间 {_moment(it.recorded_at)}",
                GRADES[it.evidence],
            ],
            tags=[],
            own="",
        )

    return [row(it) for it in found], _next(found, "doubtful_id", ".doubtful")


def wanting_rows() -> Context:
    """Return who came, was not seen leaving, and has nothing made up."""
    found = services().views.attendances.wanting(_scope(), SHOWN, _after())
    names, activities = names_for(_people(found)), _activities(found)
    rows = [
        {
            "name": names.get(it.person_id, FORGOTTEN),
            "title": _title(activities, it.activity_id),
            "came_at": it.came_at,
            "address": url_for(
                "pages_making_up.make_up_form", activity_id=it.activity_id, person=it.person_id
            ),
        }
        for it in found
    ]
    full = len(found) == SHOWN
    after = url_for("pages_making_up.wanting", after_id=found[-1].attendance_id) if full else ""
    return {"rows": rows, "next_address": after}


def counts_of(scope: Any) -> dict[str, int]:
    """Return how much waits in a unit and below; PAGE_MAX stands for more than that."""
    views = services().views
    return {
        "supplements": views.supplements.count_waiting(scope),
        "held": views.waiting_attendances.count_held(scope),
        "doubtful": views.doubtful_scans.count_waiting(scope),
        "wanting": views.waiting_attendances.count_wanting(scope),
    }


def _row(
    it: Any,
    identifier: UUID,
    names: dict[UUID, str],
    activities: dict[UUID, ActivityRow],
    *,
    own: str,
    **more: Any,
) -> Context:
    return {
        "id": identifier,
        "name": names.get(it.person_id, FORGOTTEN),
        "title": _title(activities, it.activity_id),
        "own": "自己的，要别人来定" if it.person_id == caller().person_id else own,
        "key": fresh_key(),
        "address": _address(it),
        **more,
    }


def _address(it: Any) -> str:
    """Return where the attendance itself is shown; a doubtful scan has none yet."""
    known = getattr(it, "attendance_id", None)
    return url_for("pages_attendances.attendance", attendance_id=known) if known else ""


def _title(activities: dict[UUID, ActivityRow], activity_id: UUID) -> str:
    found = activities.get(activity_id)
    return f"{found.title} {formats.day(found.starts_at)}" if found else "志愿服务"


def _people(found: Iterable[Any]) -> list[UUID]:
    return [it.person_id for it in found]


def _activities(found: Iterable[Any]) -> dict[UUID, ActivityRow]:
    return services().views.activities.several(it.activity_id for it in found)


def _scope() -> Any:
    return scope_of(caller().grant.unit_code)


def _after() -> UUID | None:
    return request.args.get("after_id", type=UUID)


def _next(found: list[Any], identifier: str, endpoint: str) -> str:
    if len(found) < SHOWN:
        return ""
    return url_for(f"pages_reviews{endpoint}", after_id=getattr(found[-1], identifier))


def _moment(moment: Any) -> str:
    return f"{formats.day(moment)} {formats.clock(moment)}"
