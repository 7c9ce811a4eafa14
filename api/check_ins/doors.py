"""Doors of doubtful visits, gaps of phones, and purposes."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from flask import Response

from api.answers import pages_of
from api.auth import caller
from api.check_ins.purposes import counts_of
from api.check_ins.reviewing import (
    gaps_near,
    purpose_of,
    settlement_of,
    shown_doubts,
    shown_gaps,
    waiting_near,
)
from api.check_ins.schemas import (
    DoubtfulVisitAnswer,
    NearQuery,
    PhoneGapAnswer,
    PurposeCountsAnswer,
    PurposeSchema,
    PurposeTold,
    SpanQuery,
    VisitDecisionSchema,
    VisitSettled,
)
from api.devices.places import require_near
from api.doors import Doors
from api.execution import execute
from api.idempotency import stamp
from api.paging import page, read_cursor
from api.permissions import Action, requires
from api.services import services
from api.stations.acting import station_of
from ledger.kernel.clock import local_date

blp = Doors("check-ins", "Doubtful visits, gaps of phones, purposes")


@blp.post("/scans/<string:key>/purpose")
@requires(Action.TELL_PURPOSE)
@blp.commands(PurposeSchema, PurposeTold, status=200)
def tell_purpose(loaded: dict[str, Any], key: str) -> Response:
    """Say what one's own visit was for, by the key it was sent with (来做什么). Optional."""
    command = purpose_of(services(), caller(), key, loaded["purpose"], stamp())
    return execute(command, 200)


@blp.get("/stations/<uuid:station_id>/purposes")
@requires(Action.SEE_VISITS)
@blp.reads(SpanQuery, PurposeCountsAnswer)
def count_purposes(asked: dict[str, Any], station_id: UUID) -> Any:
    """Count what riders came to a station for, over a day, week or month (来做什么统计).

    A purpose that was told fewer than five times is left out, as one that was not told at all.
    """
    station, given = station_of(station_id), services()
    require_near(caller(), station.station_id, station.unit_code)
    on = asked["on"] or local_date(given.clock())
    counts = counts_of(given, station_id, asked["span"], on)
    return {"station_id": station_id, **asdict(counts)}


@blp.get("/doubtful-visits")
@requires(Action.REVIEW_VISIT)
@blp.reads(NearQuery, pages_of(DoubtfulVisitAnswer))
def list_doubtful_visits(asked: dict[str, Any]) -> Any:
    """List visits that wait for somebody to look at them, oldest first (待核对的到站)."""
    limit, after = asked["limit"], read_cursor(asked["cursor"], UUID)
    found = waiting_near(services(), caller(), limit, after, asked["unit"])
    rows = shown_doubts(services(), found)
    return page(rows, found[-1].doubtful_id if len(found) == limit else None)


@blp.post("/doubtful-visits/<uuid:doubtful_id>/settlement")
@requires(Action.REVIEW_VISIT)
@blp.commands(VisitDecisionSchema, VisitSettled)
def settle_doubtful_visit(loaded: dict[str, Any], doubtful_id: UUID) -> Response:
    """Let a visit count, or drop it: never the rider, nor whoever scanned (核对到站)."""
    given, who = services(), caller()
    command = settlement_of(given, who, doubtful_id, accepted=loaded["accepted"], stamp=stamp())
    return execute(command, 201)


@blp.get("/phone-gaps")
@requires(Action.SEE_PHONE_GAPS)
@blp.reads(NearQuery, pages_of(PhoneGapAnswer))
def list_phone_gaps(asked: dict[str, Any]) -> Any:
    """List phones that left out scans they had counted, newest first (漏传的扫码).

    A rider's own phone is shown where it was last; the city sees those that were nowhere yet.
    """
    limit, after = asked["limit"], read_cursor(asked["cursor"], UUID)
    found = gaps_near(services(), caller(), limit, after, asked["unit"])
    return page(shown_gaps(found), found[-1].log_id if len(found) == limit else None)
