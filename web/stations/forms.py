"""What forms of a station hold, read as the API reads it."""

from datetime import date
from typing import Any
from uuid import UUID

from flask import request
from marshmallow import Schema, ValidationError

from api.doors import paths_of
from api.refusals import RequestInvalidError
from api.stations.keeping_schemas import (
    StationClosingSchema,
    StationHoursSchema,
    StationKeeperSchema,
    StationPlaceSchema,
    StationServiceSchema,
)
from api.stations.schemas import location_of
from ledger.stations.place import Location, PlaceKind
from ledger.stations.station_events import ClosingReason


def read_service() -> dict[str, Any]:
    """Read a service: what is out of order has a reason."""
    said = {"service": _typed("service"), "detail": _typed("detail")}
    return _load(StationServiceSchema(), said | {"reason": _typed("reason") or None})


def read_hours() -> str:
    """Read opening hours."""
    return str(_load(StationHoursSchema(), {"hours": _typed("hours")})["hours"])


def read_closing() -> tuple[ClosingReason, date | None]:
    """Read why it closes, and through which day if that is known."""
    loaded = _load(
        StationClosingSchema(), {"reason": _typed("reason"), "until": _typed("until") or None}
    )
    return loaded["reason"], loaded["until"]


def read_place() -> tuple[PlaceKind, Location | None]:
    """Read what it is, and where; two empty fields are no place."""
    typed = {name: _typed(name) for name in ("lat_deg", "lon_deg")}
    is_said = any(typed.values())
    where = {name: _number(name, it) for name, it in typed.items()} if is_said else None
    loaded = _load(StationPlaceSchema(), {"kind": _typed("kind"), "location": where})
    return loaded["kind"], location_of(loaded["location"])


def read_keeper() -> UUID | None:
    """Read who sees to it; nobody if none is chosen."""
    chosen = _typed("keeper_id")
    if not chosen:
        return None
    keeper_id: UUID = _load(StationKeeperSchema(), {"keeper_id": chosen})["keeper_id"]
    return keeper_id


def _typed(name: str) -> str:
    return request.form.get(name, "").strip()


def _number(name: str, typed: str) -> float:
    try:
        return float(typed)
    except ValueError:
        raise RequestInvalidError({name: ["Not a number."]}) from None


def _load(schema: Schema, said: dict[str, Any]) -> dict[str, Any]:
    try:
        loaded: dict[str, Any] = schema.load(said)
    except ValidationError as wrong:
        raise RequestInvalidError(paths_of(wrong.normalized_messages())) from None  # type: ignore[no-untyped-call]
    return loaded
