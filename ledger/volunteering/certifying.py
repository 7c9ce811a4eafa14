"""Certifying: from the years of a person's service to the lines and sums of a certificate."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ledger.volunteering.certificate import CertifiedLine, GradeSum
from ledger.volunteering.certificate_errors import (
    CertificateNoMinutesError,
    CertificatePeriodInvalidError,
    CertificateTooLongError,
)
from ledger.volunteering.evidence import Evidence, is_verified
from ledger.volunteering.service_year import ServiceYear

LINES_MAX = 2_000
"""Activities on one certificate; five a day of a year, and a bit more."""
YEARS_MAX = 30
"""Calendar years a certificate spans."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What is certified: the lines in the order of their days, and the sums that follow."""

    lines: tuple[CertifiedLine, ...]

    @property
    def minutes(self) -> int:
        """All minutes."""
        return sum(it.minutes for it in self.lines)

    @property
    def verified_minutes(self) -> int:
        """Those that scans prove (VH-4)."""
        return sum(it.minutes for it in self.lines if is_verified(it.evidence))

    @property
    def supplementary_minutes(self) -> int:
        """Those that people stand for."""
        return self.minutes - self.verified_minutes

    @property
    def grades(self) -> list[GradeSum]:
        """The minutes of each grade of evidence there is, the strongest first."""
        sums = {
            grade.value: sum(it.minutes for it in self.lines if it.evidence == grade)
            for grade in Evidence
        }
        return [GradeSum(grade, minutes) for grade, minutes in sums.items() if minutes]


def check_period(first: date, last: date, today: date) -> None:
    """Refuse a period that ends before it begins, or is not over yet."""
    if not first <= last <= today or last.year - first.year >= YEARS_MAX:
        raise CertificatePeriodInvalidError(from_day=first.isoformat(), to_day=last.isoformat())


def years_of(person_id: UUID, first: date, last: date) -> list[UUID]:
    """Name the years of service a period touches, at most YEARS_MAX."""
    last_year = min(last.year, first.year + YEARS_MAX - 1)
    return [ServiceYear.create_id(person_id, it) for it in range(first.year, last_year + 1)]


def certified(years: Iterable[ServiceYear], first: date, last: date) -> Snapshot:
    """Take what counts from one local day through another; refuse nothing, and too much.

    Held minutes wait for people and are not certified; nor is what only an attendance of before
    there were years has counted (decision 0056).
    """
    lines = [
        CertifiedLine(
            UUID(key), it.activity_id, it.unit_code, it.served_on, it.minutes, it.evidence
        )
        for year in years
        for key, it in year.sessions.items()
        if it.minutes > 0 and first <= it.served_on <= last
    ]
    if not lines:
        raise CertificateNoMinutesError
    if len(lines) > LINES_MAX:
        raise CertificateTooLongError(lines=len(lines), lines_max=LINES_MAX)
    lines.sort(key=lambda it: (it.served_on, it.attendance_id))
    return Snapshot(tuple(lines))
