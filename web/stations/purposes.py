"""What riders came to a station for, in counts (来做什么)."""

from typing import Any
from uuid import UUID

from flask import Response, request, url_for

from api.check_ins.purposes import SHOWN_MIN, Counts, Span, counts_of
from api.permissions import Action, requires
from api.services import services
from api.stations.acting import near_station
from ledger.kernel.clock import local_date
from web.blueprints import Pages, fresh
from web.check_ins.words import PURPOSES
from web.rendering import Context, page
from web.stations.shown import shown

pages = Pages("station_purposes")

SPANS = {Span.DAY: "今天", Span.WEEK: "这周", Span.MONTH: "这个月"}


@pages.get("/stations/<uuid:station_id>/purposes")
@requires(Action.SEE_VISITS)
@fresh
def purposes(station_id: UUID) -> Response:
    """Show what riders came for today, this week or this month: counts, never who (来做什么)."""
    row, given = near_station(station_id), services()
    said = request.args.get("span", "")
    span = Span(said) if said in set(Span) else Span.WEEK
    counts = counts_of(given, station_id, span, local_date(given.clock()))
    here = url_for(".purposes", station_id=station_id)
    return page(
        "station_purposes.html",
        station=shown(row),
        spans=[
            {"words": words, "address": f"{here}?span={it}", "here": it is span}
            for it, words in SPANS.items()
        ],
        first=counts.first,
        last=counts.last,
        rows=rows_of(counts),
        few=SHOWN_MIN,
    )


def rows_of(counts: Counts) -> list[Context]:
    """Return a row for every purpose, those told most first; bars are drawn from the fullest."""
    most = max(counts.purposes.values(), default=0)
    rows: list[dict[str, Any]] = [
        {
            "words": words,
            "icon": icon,
            "count": (count := counts.purposes.get(purpose, 0)),
            "percent": round(100 * count / most) if most else 0,
        }
        for purpose, (words, icon) in PURPOSES.items()
    ]
    return sorted(rows, key=lambda it: -it["count"])
