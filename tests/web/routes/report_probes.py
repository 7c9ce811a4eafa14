"""Requests that reach for a report of another unit."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

from ledger.reports.categories import Category
from ledger.reports.commands import FileReport
from ledger.reports.kinds import FiledAs
from ledger.reports.report import Report
from tests.api.house import House

Probe = Callable[[Any], dict[str, Any]]
KEY = "a-report-elsewhere"


def settle_report(house: House, unit_code: str, person_id: UUID) -> None:
    """Let somebody there report something."""
    command = FileReport(
        key=KEY,
        at=house.now,
        category=Category.LITTER,
        unit_code=unit_code,
        reporter_id=person_id,
        filed_as=FiledAs.RESIDENT,
        occurred_at=house.now,
        place_text_id=person_id,
    )
    house.ledger.execute(command)


def report_elsewhere() -> UUID:
    """Return what was reported there."""
    return Report.create_id(KEY)


def _nothing(_: Any) -> dict[str, Any]:
    return {}


def _json(**fields: Any) -> Probe:
    return lambda _: {"json": fields}


def _query(**fields: str) -> Probe:
    return lambda it: {"query_string": {"unit": it.unit, **fields}}


_REPORT = "/api/v1/reports/<uuid:report_id>"

REPORT_PROBES: dict[str, Probe] = {
    "GET /api/v1/report-desk": _query(),
    "GET /api/v1/report-overdue": _query(),
    "GET /api/v1/report-totals": _query(first="2026-11-01", last="2026-11-30"),
    "GET /api/v1/report-hours": _query(first="2026-11", last="2026-11"),
    f"GET {_REPORT}": _nothing,
    f"POST {_REPORT}/acceptance": _json(),
    f"POST {_REPORT}/rejection": _json(reason="not_found"),
    f"POST {_REPORT}/forwarding": _json(unit_code="150102001001"),
    f"GET {_REPORT}/alike": _nothing,
    f"POST {_REPORT}/merging": _json(into_id=str(uuid4())),
    f"POST {_REPORT}/reporter-reading": _json(purpose="telephone"),
    f"POST {_REPORT}/verification": _json(),
    f"POST {_REPORT}/resolution": _json(photo_ids=[str(uuid4())]),
    f"POST {_REPORT}/replies": _json(words="x"),
    f"POST {_REPORT}/rating": _json(stars=5),
    f"POST {_REPORT}/reopening": _json(),
    f"POST {_REPORT}/photos/<uuid:photo_id>/redaction": _json(areas=[]),
}
