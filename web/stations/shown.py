"""Stations as cards, on lists and on the home of riders."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from api.reach import scope_of
from api.services import services
from api.stations.finding import is_open
from ledger.kernel.clock import local_date
from projections.stations.views import ServiceRow, StationRow
from web import formats
from web.session import visitor
from web.stations.hours import hours_of
from web.stations_zh import OUT_REASONS, closing_reason, place_kind, service
from web.units import address_of, district_of


def stations_near(limit: int) -> list[StationRow]:
    """Return stations of the visitor's district; of the whole city for strangers."""
    return services().views.stations.page(scope_of(own_district()), limit)


def own_district() -> str:
    """Return the code of the visitor's district; empty for strangers."""
    who = visitor()
    return district_of(who.grant.unit_code) if who else ""


def cards_of(found: Sequence[StationRow]) -> list[dict[str, Any]]:
    """Return stations as cards; visits and addresses are looked up for all at once."""
    given = services()
    now = given.clock()
    ids = [it.station_id for it in found]
    visits = given.views.stations.visits_on(ids, local_date(now))
    addresses = {code: address_of(code) for code in {it.unit_code for it in found}}
    return [_card(it, now, addresses[it.unit_code], visits.get(it.station_id, 0)) for it in found]


def shown(station: StationRow) -> dict[str, Any]:
    """Return one station as a card."""
    return cards_of([station])[0]


def state_of(station: StationRow, now: datetime) -> tuple[str, str]:
    """Say whether one can come in, and until or from when: 营业中, 到 21:00."""
    if station.is_closed(local_date(now)):
        until = station.closed_until
        reason = closing_reason(station.closed_reason or "ended")
        return "停止开放", f"{reason}，到 {formats.date_day(until)}" if until else reason
    span = hours_of(station.hours, now)
    if is_open(station, now):
        return "营业中", "24 小时" if span.words == "24 小时" else f"到 {span.closes_at}"
    return "休息", span.words if span.opens_at else "今天不开"


def service_rows(station_id: UUID) -> list[dict[str, Any]]:
    """Return what a station offers as rows: words, icon, how it stands."""
    return [service_row(it) for it in services().views.stations.services(station_id)]


def service_row(it: ServiceRow) -> dict[str, Any]:
    """Return one service as a row."""
    words, icon = service(it.name)
    return {
        "name": it.name,
        "words": words,
        "icon": icon,
        "detail": it.detail,
        "out": it.is_out,
        "reason": it.reason or "",
        "reason_words": OUT_REASONS.get(it.reason or "", ""),
        "since": it.since,
    }


def _card(station: StationRow, now: datetime, address: str, visits: int) -> dict[str, Any]:
    span, state = hours_of(station.hours, now), state_of(station, now)
    named = [it.partition(" ")[0] for it in station.services]
    where = station.location
    return {
        "station_id": station.station_id,
        "name": station.name,
        "number": station.number,
        "kind_words": place_kind(station.kind),
        "address": address,
        "services": named,
        "out": set(station.out_of_order),
        "opens_at": span.opens_at,
        "closes_at": span.closes_at,
        "open": state[0] == "营业中",
        "state": state[0],
        "state_words": state[1],
        "visits_today": visits,
        "lat": where.lat_deg if where else None,
        "lon": where.lon_deg if where else None,
    }
