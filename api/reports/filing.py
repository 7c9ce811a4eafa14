"""What doors and pages do alike with what people report: file, rate, say it is not resolved."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from api.auth import caller
from api.execution import carry_out
from api.idempotency import Stamp
from api.photos.evidence import keep_as_evidence, sent_photos
from api.reach import today
from api.reading import settled
from api.reports.finding import report_of_own
from api.services import services
from api.texts import with_text
from api.volunteering.notes import noted
from ledger.kernel.receipts import Recorded
from ledger.registry.unit import contains
from ledger.reports.categories import Category
from ledger.reports.commands import FileReport, RateReport, ReopenReport
from ledger.reports.errors import ReportOutsideCityError
from ledger.reports.kinds import FiledAs
from ledger.reports.places import rounded
from ledger.stations.errors import StationNotFoundError
from people.photo_errors import PhotoMissingError
from projections.stations.views import StationRow

CITY_CODE_LENGTH = 4
"""Digits of a city in a unit code."""
PLACE_KEY = "/place"
"""Behind the key of a report, for the text that says where it is."""


def file(stamp: Stamp, asked: dict[str, Any]) -> Recorded:
    """File what the caller saw, or let the caller join whoever filed it before."""
    station = _station(asked["station_id"])
    unit_code = _unit_of(asked["unit_code"], station)
    if not asked["photo_ids"] and not asked["is_emergency"]:
        raise PhotoMissingError("a report is shown by a photo")
    sent_photos(asked["photo_ids"])

    def carry(place_text_id: UUID | None, text_id: UUID | None) -> Recorded:
        command = _command(stamp, asked, unit_code, place_text_id, text_id)
        recorded = carry_out(services(), command)
        keep_as_evidence(asked["photo_ids"])
        return recorded

    return _with_place(stamp["key"], asked, carry)


def rate(stamp: Stamp, report_id: UUID, stars: int) -> Recorded:
    """Rate how the caller's report was handled."""
    row, by = report_of_own(report_id), caller().person_id
    command = RateReport(**stamp, report_id=row.report_id, rated_by=by, stars=stars)
    return carry_out(services(), command)


def reopen(stamp: Stamp, report_id: UUID, words: str) -> Recorded:
    """Say that the caller's report is not resolved."""
    row, by = report_of_own(report_id), caller().person_id

    def carry(text_id: UUID | None) -> Recorded:
        command = ReopenReport(**stamp, report_id=row.report_id, reopened_by=by, text_id=text_id)
        return carry_out(services(), command)

    return noted(stamp["key"], words, by, carry)


def _command(
    stamp: Stamp,
    asked: dict[str, Any],
    unit_code: str,
    place_text_id: UUID | None,
    text_id: UUID | None,
) -> FileReport:
    where = asked["position"]
    position = rounded(where["latitude"], where["longitude"]) if where else None
    return FileReport(
        **stamp,
        category=Category(asked["category"]),
        unit_code=unit_code,
        reporter_id=caller().person_id,
        filed_as=FiledAs(caller().role.value),
        occurred_at=asked["occurred_at"] or stamp["at"],
        latitude_e4=position.latitude_e4 if position else None,
        longitude_e4=position.longitude_e4 if position else None,
        station_id=asked["station_id"],
        place_text_id=place_text_id,
        text_id=text_id,
        photo_ids=tuple(asked["photo_ids"]),
        is_emergency=asked["is_emergency"],
        has_called=asked["has_called"],
    )


def _with_place(
    key: str,
    asked: dict[str, Any],
    carry: Callable[[UUID | None, UUID | None], Recorded],
) -> Recorded:
    """Keep what was typed before the command that carries its IDs; it goes with the person."""
    by = caller().person_id

    def with_words(place_text_id: UUID | None) -> Recorded:
        return noted(key, asked["words"], by, lambda text_id: carry(place_text_id, text_id))

    if not asked["place"]:
        return with_words(None)
    return with_text(f"{key}{PLACE_KEY}", asked["place"], by, with_words)


def _station(station_id: UUID | None) -> StationRow | None:
    if station_id is None:
        return None
    found = settled(services(), lambda: services().views.stations.of(station_id))
    if found is None:
        raise StationNotFoundError(station_id=station_id)
    return found


def _unit_of(asked: str | None, station: StationRow | None) -> str:
    """Return where a report is handled: as asked, at its station, or where the caller belongs."""
    own = caller().grant.unit_code
    unit_code = asked or (station.unit_code if station else own)
    unit = services().views.units.of(unit_code, today())
    if unit is None or not contains(own[:CITY_CODE_LENGTH], unit_code):
        raise ReportOutsideCityError
    return unit_code
