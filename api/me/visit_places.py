"""Where a rider was on earlier days is told, to themselves too, only with their consent (RD-10)."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from api.consents.effects import has_agreed
from api.services import Services
from ledger.kernel.clock import local_date
from ledger.registry.consent_purposes import Purpose
from ledger.wallets.wallet import Reason
from projections.stations.views import Visit
from projections.wallets.views import Entry


def told_visits(given: Services, person_id: UUID, visits: Sequence[Visit]) -> list[dict[str, Any]]:
    """Return visits as a rider is told: of earlier days with their station only if agreed to."""
    is_told = _is_told(given, person_id)
    return [asdict(it) | ({} if is_told(it.occurred_at) else {"station_id": None}) for it in visits]


def told_entries(given: Services, person_id: UUID, entries: Sequence[Entry]) -> list[Entry]:
    """Return entries of a wallet; one for a visit names its station as `told_visits` does."""
    if all(it.reason != Reason.VISIT for it in entries):
        return list(entries)
    is_told = _is_told(given, person_id)
    return [
        it if it.reason != Reason.VISIT or is_told(it.occurred_at) else replace(it, source_id=None)
        for it in entries
    ]


def _is_told(given: Services, person_id: UUID) -> Callable[[datetime], bool]:
    today = local_date(given.clock())
    agreed = has_agreed(given, person_id, Purpose.STATION)
    return lambda moment: agreed or local_date(moment) == today
