"""Reports as doors and pages show them, each with what its reader may know."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from api.auth import caller
from api.permissions import Action, may
from api.reach import today
from api.reports.finding import Seen
from api.reports.words_zh import CATEGORY_NAMES
from api.services import services
from ledger.kernel.clock import local_date
from ledger.reports.categories import Category, facts_of
from ledger.reports.kinds import ReportState
from ledger.reports.parameters import REOPEN_DAYS
from ledger.reports.places import DEGREE_E4
from projections.reports.rows import PartRow, PhotoRow, ReportRow, StepRow

HIDDEN_FROM_JOINERS = frozenset({"filed", "joined", "replied", "reopened"})
"""Steps whose words are between the first reporter and whoever handles it, or another's."""


def reports_shown(rows: Sequence[ReportRow]) -> list[dict[str, Any]]:
    """Return reports for a desk: with their places, and nobody's name or ID."""
    places = services().texts.read(it.place_text_id for it in rows if it.place_text_id)
    return [_shown(it, places) for it in _with_names(rows)]


def own_shown(parts: Sequence[PartRow]) -> list[dict[str, Any]]:
    """Return what somebody saw; who only confirmed it earns nothing and reads no first words."""
    rows = [it.report for it in parts]
    mine = [it.place_text_id for it in rows if it.reporter_id == caller().person_id]
    places = services().texts.read(it for it in mine if it)
    return [
        _shown(it, places) | _paid(row, is_first=part.is_first) | {"is_first": part.is_first}
        for part, row, it in zip(parts, rows, _with_names(rows), strict=True)
    ]


def report_shown(seen: Seen) -> dict[str, Any]:
    """Return a report with its story, photos and words, as the caller may know them."""
    row, is_own = seen.row, bool(seen.is_first)
    sees_all = is_own or seen.is_desk
    steps = services().views.report_parts.steps(row.report_id)
    photos = services().views.report_parts.photos([row.report_id]).get(row.report_id, [])
    wanted = [row.text_id, row.place_text_id] if sees_all else []
    texts = services().texts.read(
        it for it in (*wanted, *(s.text_id for s in steps if _reads(s, seen))) if it
    )
    (named,) = _with_names([row])
    return (
        _shown(named, texts)
        | _paid(row, is_first=is_own)
        | {
            "is_first": is_own,
            "position": _position(row) if sees_all else None,
            "words": texts.get(row.text_id) if row.text_id else None,
            "photos": [_photo(it, seen) for it in photos],
            "steps": [_step(it, texts, is_own=is_own) for it in steps],
        }
        | _may(seen)
    )


def public_shown(rows: Sequence[ReportRow]) -> list[dict[str, Any]]:
    """Return reports for everybody: where only by unit, and nothing but redacted pictures."""
    photos = services().views.report_parts.photos(it.report_id for it in rows)
    return [
        named
        | {
            "day": local_date(row.occurred_at),
            "changed_on": local_date(row.changed_at),
            "photos": [
                {"shows": it.shows, "redacted_id": it.redacted_id}
                for it in photos.get(row.report_id, [])
                if it.redacted_id is not None
            ],
        }
        for row, named in zip(rows, _with_names(rows), strict=True)
    ]


def names_of(unit_codes: Iterable[str]) -> dict[str, str]:
    """Return the names units have today; of one without a name, its code."""
    wanted = set(unit_codes)
    return dict(zip(wanted, wanted, strict=True)) | services().views.units.names(wanted, today())


def _with_names(rows: Sequence[ReportRow]) -> list[dict[str, Any]]:
    names, now = names_of(it.unit_code for it in rows), services().clock()
    stations = _station_names(rows)
    return [
        asdict(row)
        | {
            "unit_name": names[row.unit_code],
            "category_name": CATEGORY_NAMES[Category(row.category)],
            "hazard": facts_of(row.category).hazard.value,
            "is_overdue": row.is_open and row.due_at <= now,
            "station_name": stations.get(row.station_id, ""),
        }
        for row in rows
    ]


def _station_names(rows: Sequence[ReportRow]) -> dict[UUID | None, str]:
    ids = {it.station_id for it in rows if it.station_id is not None}
    return {it.station_id: it.name for it in services().views.stations.several(ids)}


def _shown(named: dict[str, Any], texts: dict[UUID, str]) -> dict[str, Any]:
    return named | {"place": texts.get(named["place_text_id"], "")}


def _paid(row: ReportRow, *, is_first: bool) -> dict[str, Any]:
    return {"points": row.points, "unpaid": row.unpaid} if is_first else {"points": 0, "unpaid": ""}


def _position(row: ReportRow) -> dict[str, float] | None:
    if row.latitude_e4 is None or row.longitude_e4 is None:
        return None
    return {"latitude": row.latitude_e4 / DEGREE_E4, "longitude": row.longitude_e4 / DEGREE_E4}


def _reads(step: StepRow, seen: Seen) -> bool:
    """Tell whether words of a step are for the caller."""
    if seen.is_desk:
        return True
    if seen.is_first:
        return step.kind != "joined"
    return step.kind not in HIDDEN_FROM_JOINERS


def _photo(photo: PhotoRow, seen: Seen) -> dict[str, Any]:
    """Name the original to whoever may see it: the desk, the first finder's own, the result."""
    is_for_finder = photo.shows == "resolved" or (photo.shows == "seen" and bool(seen.is_first))
    shown = photo.photo_id if seen.is_desk or is_for_finder else None
    return {"photo_id": shown, "shows": photo.shows, "redacted_id": photo.redacted_id}


def _step(step: StepRow, texts: dict[UUID, str], *, is_own: bool) -> dict[str, Any]:
    told = asdict(step) | {"words": texts.get(step.text_id) if step.text_id else None}
    return told | {"points": step.points if is_own else 0}


def _may(seen: Seen) -> dict[str, bool]:
    """Tell what the caller could do: pages offer nothing that would be refused."""
    row = seen.row
    is_over = row.state in (ReportState.RESOLVED.value, ReportState.REJECTED.value)
    is_own = row.reporter_id == caller().person_id
    is_handler = seen.is_desk and may(caller().role, Action.HANDLE_REPORTS)
    return {
        "may_rate": is_own and is_over and not row.stars,
        "may_reopen": is_own and not row.is_reopened and _is_fresh(row, services().clock()),
        "may_handle": is_handler and not is_own,
    }


def _is_fresh(row: ReportRow, now: datetime) -> bool:
    last = local_date(row.changed_at) + timedelta(days=REOPEN_DAYS)
    return row.state == ReportState.RESOLVED.value and local_date(now) <= last
