"""Issuing: for oneself, or for somebody who agreed; and what would stand on it."""

import secrets
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from eventsourcing.application import AggregateNotFoundError

from api.consents.effects import require
from api.execution import carry_out
from api.idempotency import Stamp
from api.services import Services
from ledger.kernel.clock import local_date
from ledger.kernel.receipts import Recorded
from ledger.registry.consent_purposes import Purpose
from ledger.registry.proxy import Consent
from ledger.volunteering.certificate_commands import IssueCertificate
from ledger.volunteering.certificate_numbers import ALPHABET, NONCE_LENGTH
from ledger.volunteering.certifying import YEARS_MAX, Snapshot, certified, check_period, years_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What somebody wants certified, and how."""

    from_day: date
    to_day: date
    with_id_number: bool = False
    wants_seal: bool = False
    operator_id: UUID | None = None
    consent: Consent | None = None


def issue(given: Services, person_id: UUID, wanted: Wanted, stamp: Stamp) -> Recorded:
    """Have it certified; the ID number stands on it only if the person agreed to that."""
    if wanted.with_id_number:
        require(given, person_id, Purpose.ID_NUMBER)
    command = IssueCertificate(
        **stamp,
        person_id=person_id,
        from_day=wanted.from_day,
        to_day=wanted.to_day,
        nonce="".join(secrets.choice(ALPHABET) for _ in range(NONCE_LENGTH)),
        read_position=given.ledger.recorder.max_notification_id() or 0,
        with_id_number=wanted.with_id_number,
        wants_seal=wanted.wants_seal,
        operator_id=wanted.operator_id,
        consent=wanted.consent,
    )
    return carry_out(given, command)


def preview(given: Services, person_id: UUID, first: date, last: date) -> Snapshot:
    """Return what would be certified now, read from the same years of service."""
    check_period(first, last, local_date(given.clock()))
    years: list[Any] = []
    for it in years_of(person_id, first, last):
        try:
            years.append(given.ledger.repository.get(it))
        except AggregateNotFoundError:
            continue
    return certified(years, first, last)


def whole_record(given: Services, person_id: UUID) -> tuple[date, date]:
    """Return the period from somebody's first day of service through today."""
    today = local_date(given.clock())
    first = given.views.first_days.of(person_id) or today
    return max(first, date(today.year - YEARS_MAX + 1, 1, 1)), today


def this_year(given: Services) -> tuple[date, date]:
    """Return the period from the first of January through today."""
    today = local_date(given.clock())
    return today.replace(month=1, day=1), today
