"""Everything held about somebody, gathered for themself: identity, acts, points, who read it."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import date, timedelta
from typing import Any, TypeVar
from uuid import UUID

from api.doors import PREFIX
from api.rights.reads import reads_of
from api.services import Services
from api.volunteering.file_reading import titled
from ledger.kernel.clock import local_date
from ledger.stations.visit_detail import VISIT_DETAIL_DAYS
from projections.reader import PAGE_MAX

T = TypeVar("T")
PAGES_MAX = 50
"""Of PAGE_MAX rows: the oldest of more than 10,000 rows of a kind are not in the copy."""
FIRST_DAY = date(2000, 1, 1)

ANY_REPORT = ("report_id", "category", "unit_code", "state", "changed_at")
OWN_REPORT = (
    *ANY_REPORT,
    *("latitude_e4", "longitude_e4", "station_id", "occurred_at", "filed_at", "points", "stars"),
)

Rows = list[dict[str, Any]]


def holdings_of(given: Services, person_id: UUID) -> dict[str, Any]:
    """Return a copy of all that is held about somebody; each list is bounded by PAGES_MAX."""
    total = given.views.totals.of(person_id)
    return {
        "made_at": given.clock(),
        "person": _identity(given, person_id),
        "roles": [asdict(it) for it in given.views.role_terms.of_person(person_id)],
        "sessions": _sessions(given, person_id),
        "consents": _all(
            lambda before: given.views.consents.history(person_id, PAGE_MAX, before),
            lambda it: it.position,
        ),
        "read_by_others": reads_of(person_id, PAGE_MAX)[0],
        "audit": _audit(given, person_id),
        "service": {
            "minutes": total.minutes,
            "sessions": total.sessions,
            "items": _service(given, person_id),
        },
        "service_file": _file(given, person_id),
        "accounts": _accounts(given, person_id),
        "vouchers": _all(
            lambda after: given.views.vouchers.of_owner(person_id, PAGE_MAX, after),
            lambda it: it.voucher_id,
        ),
        "visits": _visits(given, person_id),
        "visit_days": _visit_days(given, person_id),
        "reports": _reports(given, person_id),
        "refused_scans": _all(
            lambda before: given.views.refused_scans.of_person(person_id, PAGE_MAX, before),
            lambda it: it.position,
        ),
        "erasure": _erasure(given, person_id),
        "texts": [asdict(it) for it in given.texts.about(person_id)],
        "photos": _photos(given, person_id),
    }


def _photos(given: Services, person_id: UUID) -> Rows:
    """Return what is known of the photos, and where each can be had."""
    return [
        asdict(it) | {"address": f"{PREFIX}/photos/{it.photo_id}"}
        for it in given.photos.about(person_id)
    ]


def _identity(given: Services, person_id: UUID) -> dict[str, Any]:
    person = given.directory.find(person_id)
    volunteer = given.views.volunteers.of(person_id)
    rider = given.views.riders.of(person_id)
    known = asdict(person) if person else {"person_id": person_id}
    return known | {
        "volunteer_number": volunteer.number if volunteer else None,
        "rider_number": rider.number if rider else None,
    }


def _sessions(given: Services, person_id: UUID) -> Rows:
    """Return where the person is signed in; never the secrets."""
    found = given.sessions.list_of(person_id, now=given.clock())
    return [
        {
            "device": it.device_label,
            "role": it.grant.role.value,
            "opened_at": it.opened_at,
            "seen_at": it.seen_at,
        }
        for it in found
    ]


def _audit(given: Services, person_id: UUID) -> Rows:
    """Return what was done with the person's data, by anybody."""
    return [
        {
            "at": it.entry.at,
            "action": it.entry.action.value,
            "role": it.entry.actor_role,
            "unit_code": it.entry.unit_code,
            "purpose": it.entry.purpose,
            "result": it.entry.result,
        }
        for it in given.audit.about(person_id)
    ]


def _service(given: Services, person_id: UUID) -> Rows:
    views = given.views
    found = _all(
        lambda after: views.attendances.of_person(person_id, PAGE_MAX, after),
        lambda it: it.attendance_id,
    )
    titles: dict[UUID, str] = {}
    for row in found:
        activity_id = row["activity_id"]
        if activity_id not in titles:
            activity = views.activities.of(activity_id)
            titles[activity_id] = activity.title if activity else ""
        row["title"] = titles[activity_id]
    return found


def _file(given: Services, person_id: UUID) -> dict[str, Any]:
    """Return what stands in the volunteer's file beside the service itself."""
    views = given.views
    return {
        **asdict(views.service_files.declared(person_id)),
        "trainings": titled(given, views.service_files.trainings(person_id)),
        "honours": titled(given, views.service_files.honours(person_id)),
        "stars": [asdict(it) for it in views.stars.of_person(person_id)],
        "teams": [asdict(it) for it in views.teams.of_person(person_id)],
        "requests": [asdict(it) for it in views.memberships.of_person(person_id)],
    }


def _accounts(given: Services, person_id: UUID) -> Rows:
    views = given.views
    return [
        asdict(it)
        | {
            "lots": [asdict(lot) for lot in views.lots.of(it.wallet_id)],
            "entries": _entries(given, it.wallet_id),
        }
        for it in views.balances.of_owner(person_id)
    ]


def _entries(given: Services, wallet_id: UUID) -> Rows:
    return _all(
        lambda before: given.views.entries.page(wallet_id, PAGE_MAX, before),
        lambda it: it.position,
    )


def _visits(given: Services, person_id: UUID) -> Rows:
    """Return single visits of the last days; older ones are kept as counts of days only."""
    found = _all(
        lambda before: given.views.visits.of_rider(person_id, PAGE_MAX, before),
        lambda it: it.position,
    )
    first = local_date(given.clock()) - timedelta(days=VISIT_DETAIL_DAYS)
    return [it for it in found if local_date(it["occurred_at"]) >= first]


def _visit_days(given: Services, person_id: UUID) -> Rows:
    days: list[Any] = []
    last = local_date(given.clock())
    for _ in range(PAGES_MAX):
        found = given.views.riders.days(person_id, FIRST_DAY, last)
        days += found
        if len(found) < PAGE_MAX:
            break
        last = found[-1].day - timedelta(days=1)
    return [asdict(it) for it in days]


def _reports(given: Services, person_id: UUID) -> Rows:
    """Return what somebody reported; of what another saw first only that it was confirmed."""
    found = _all(
        lambda before: given.views.reports.of_person(person_id, PAGE_MAX, before),
        lambda it: it.place,
    )
    return [
        {"is_first": it["is_first"]}
        | {name: it["report"][name] for name in (OWN_REPORT if it["is_first"] else ANY_REPORT)}
        for it in found
    ]


def _erasure(given: Services, person_id: UUID) -> dict[str, Any] | None:
    found = given.views.erasures.of(person_id)
    return asdict(found) if found else None


def _all(page: Callable[[Any], list[T]], key: Callable[[T], Any]) -> Rows:
    """Read a list to its end, page by page, and no further than PAGES_MAX."""
    rows: list[T] = []
    after = None
    for _ in range(PAGES_MAX):
        found = page(after)
        rows += found
        if len(found) < PAGE_MAX:
            break
        after = key(found[-1])
    return [asdict(it) for it in rows]  # type: ignore[call-overload]
