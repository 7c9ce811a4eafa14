"""Certificates: sums of their snapshot, what does not change them, and what is refused."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.kernel.errors import LedgerError
from ledger.kernel.ids import new_id
from ledger.registry.erasure import Asked, Cause
from ledger.registry.erasure_errors import PersonErasedError
from ledger.registry.errors import ProxyConsentRequiredError, ProxyForSelfError
from ledger.registry.proxy import Consent
from ledger.volunteering.certificate import Certificate, RevocationReason
from ledger.volunteering.certificate_commands import IssueCertificate, RevokeCertificate
from ledger.volunteering.certificate_errors import (
    CertificateNoMinutesError,
    CertificateNotFoundError,
    CertificateNumberTakenError,
    CertificatePeriodInvalidError,
    CertificateRevokedError,
    CertificateTooLongError,
)
from ledger.volunteering.certificate_numbers import ALPHABET, clean_number, number_of
from ledger.volunteering.certifying import LINES_MAX, certified
from ledger.volunteering.minutes import tenths_of_hours
from ledger.volunteering.service_year import ServiceYear
from ledger.volunteering.sessions import Session
from ledger.wallets.erasing import ErasePerson, RequestErasure
from tests.ledger.test_scenarios_presence import CLERK, DAY, confirm, decide, make_up, stay
from tests.support.ledgers import UNIT, Village, hohhot, read_log

LATER = hohhot("2026-03-20 09:00")
SPRING = {"from_day": date(2026, 3, 1), "to_day": date(2026, 3, 20)}
NONCE = "K7M2QXT"


def issue(village: Village, person: UUID, nonce: str = NONCE, **more: Any) -> dict[str, Any]:
    """Ask for a certificate; return the answer."""
    values = {"at": LATER, "nonce": nonce, "read_position": 7, **SPRING, **more}
    return dict(village.tell(IssueCertificate, person_id=person, **values).answer)


def issued(village: Village) -> list[Any]:
    """The snapshots of the log."""
    return [it for it in read_log(village.ledger) if isinstance(it, Certificate.Issued)]


def served(village: Village, minutes: int = 120) -> tuple[UUID, UUID]:
    """A volunteer who was at one activity, and the activity."""
    person = village.volunteer()
    activity = village.activity(hohhot(DAY + "08:00"), hohhot(DAY + "16:00"))
    left = f"{DAY}{8 + minutes // 60:02}:{minutes % 60:02}"
    stay(village, activity, person, DAY + "08:00", left)
    return person, activity


def test_the_snapshot_holds_what_counts_and_its_sums_are_those_of_its_lines(
    village: Village,
) -> None:
    person, activity = served(village, 125)
    late = village.activity(hohhot("2026-03-06 08:00"), hohhot("2026-03-06 10:00"))
    entry = make_up(village, late, person, 80, "2026-03-06 12:00")
    decide(village, entry["supplement_id"], CLERK, "2026-03-06 13:00")
    told = issue(village, person)

    (event,) = issued(village)
    assert [(it.activity_id, it.minutes, it.evidence) for it in event.lines] == [
        (activity, 125, "own_scan"),
        (late, 80, "back_office"),
    ]
    assert {it.unit_code for it in event.lines} == {UNIT}
    assert [(it.evidence, it.minutes) for it in event.grades] == [
        ("own_scan", 125),
        ("back_office", 80),
    ]
    assert (event.minutes, event.verified_minutes, event.supplementary_minutes) == (205, 125, 80)
    assert event.minutes == sum(it.minutes for it in event.lines)
    assert (told["minutes"], told["number"]) == (205, event.number)
    assert event.number.startswith(f"{UNIT}-2026-{NONCE}")
    assert (event.operator_id, event.consent, event.read_position) == (None, None, 7)
    assert UUID(str(told["certificate_id"])) == Certificate.create_id(event.number)


def test_what_waits_for_people_or_lies_outside_the_period_is_not_certified(
    village: Village,
) -> None:
    person, _ = served(village, 60)
    long = village.activity(hohhot("2026-03-10 06:00"), hohhot("2026-03-10 16:00"))
    stay(village, long, person, "2026-03-10 06:00", "2026-03-10 16:00")
    outside = village.activity(hohhot("2026-02-28 08:00"), hohhot("2026-02-28 09:00"))
    stay(village, outside, person, "2026-02-28 08:00", "2026-02-28 09:00")
    assert issue(village, person)["minutes"] == 60 + 480
    confirm(village, long, person, CLERK)
    confirm(village, long, person, new_id())
    assert issue(village, person, "K7M2QXU")["minutes"] == 60 + 600
    everything = {"from_day": date(2026, 2, 28)}
    assert issue(village, person, "K7M2QXV", **everything)["minutes"] == 720


def test_a_period_over_new_year_takes_both_years(village: Village) -> None:
    person = village.volunteer()
    for day in ("2025-12-30", "2026-01-02"):
        activity = village.activity(hohhot(day + " 08:00"), hohhot(day + " 10:00"))
        stay(village, activity, person, day + " 08:00", day + " 10:00")
    assert issue(village, person, from_day=date(2025, 12, 1))["minutes"] == 240
    assert issue(village, person, "K7M2QXU", from_day=date(2026, 1, 1))["minutes"] == 120


def test_a_later_scan_leaves_the_snapshot_as_it_was(village: Village) -> None:
    person, activity = served(village, 60)
    issue(village, person)
    village.scan(activity, person, hohhot(DAY + "10:00"))
    assert issue(village, person, "K7M2QXU")["minutes"] == 120
    assert [it.minutes for it in issued(village)] == [60, 120]


def test_the_same_request_again_is_the_same_certificate(village: Village) -> None:
    person, _ = served(village)
    once = issue(village, person, key="again")
    assert issue(village, person, key="again") == once
    assert len(issued(village)) == 1


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"from_day": date(2026, 3, 21)}, CertificatePeriodInvalidError),
        ({"to_day": date(2026, 3, 21)}, CertificatePeriodInvalidError),
        ({"from_day": date(1996, 1, 1)}, CertificatePeriodInvalidError),
        ({"from_day": date.min}, CertificatePeriodInvalidError),
        ({"from_day": date(2026, 3, 6)}, CertificateNoMinutesError),
        ({"operator_id": CLERK}, ProxyConsentRequiredError),
        ({"consent": Consent.PAPER_FORM}, ProxyConsentRequiredError),
    ],
)
def test_what_cannot_be_certified_is_refused(
    village: Village, change: dict[str, Any], refusal: type[LedgerError]
) -> None:
    person, _ = served(village)
    with pytest.raises(refusal):
        issue(village, person, **change)
    assert issued(village) == []


def test_nobodys_hours_are_not_certified(village: Village) -> None:
    for person in (new_id(), village.volunteer()):
        with pytest.raises(CertificateNoMinutesError):
            issue(village, person)


def test_nobody_acts_for_themself(village: Village) -> None:
    person, _ = served(village)
    with pytest.raises(ProxyForSelfError):
        issue(village, person, operator_id=person, consent=Consent.PAPER_FORM)


def test_a_number_is_given_out_once(village: Village) -> None:
    person, _ = served(village)
    issue(village, person)
    with pytest.raises(CertificateNumberTakenError):
        issue(village, person)


def test_a_certificate_is_had_while_an_erasure_waits_and_not_after_it(village: Village) -> None:
    person, _ = served(village)
    wish = {"forfeits": True, "at_once": False, "asked": Asked.IN_PERSON, "requested_by": person}
    village.tell(RequestErasure, person_id=person, at=LATER, **wish)
    assert issue(village, person)["minutes"] == 120
    village.tell(ErasePerson, person_id=person, cause=Cause.ASKED, at=hohhot("2026-04-05 09:00"))
    with pytest.raises(PersonErasedError):
        issue(village, person, "K7M2QXU", at=hohhot("2026-04-06 09:00"))


def test_it_is_revoked_once_with_a_reason(village: Village) -> None:
    person, _ = served(village)
    certificate_id = UUID(str(issue(village, person)["certificate_id"]))
    values = {"reason": RevocationReason.ISSUED_IN_ERROR, "revoked_by": CLERK}
    village.tell(RevokeCertificate, certificate_id=certificate_id, **values)
    with pytest.raises(CertificateRevokedError):
        village.tell(RevokeCertificate, certificate_id=certificate_id, **values)
    with pytest.raises(CertificateNotFoundError):
        village.tell(RevokeCertificate, certificate_id=new_id(), **values)
    (event,) = [it for it in read_log(village.ledger) if isinstance(it, Certificate.Revoked)]
    assert (event.reason_code, event.revoked_by) == ("issued_in_error", CLERK)


# Sums --------------------------------------------------------------------

GRADES = st.sampled_from(["own_scan", "own_code", "staff_scan", "witness", "back_office"])


def year_with(minutes: list[tuple[int, str]]) -> ServiceYear:
    """A year with a session of so many minutes each."""
    year = ServiceYear(person_id=new_id(), year=2026)
    at = datetime(2026, 3, 5).astimezone()
    for counted, evidence in minutes:
        year.sessions[str(new_id())] = Session(
            activity_id=new_id(),
            unit_code=UNIT,
            served_on=date(2026, 3, 5),
            offered_from=at,
            offered_to=at,
            evidence=evidence,
            is_supplementary=False,
            rate_points=2,
            rate_minutes=60,
            counted_from=at,
            counted_to=at,
            minutes=counted,
        )
    return year


@given(st.lists(st.tuples(st.integers(1, 600), GRADES), min_size=1, max_size=40))
def test_sums_are_made_of_minutes_and_floored_once(minutes: list[tuple[int, str]]) -> None:
    snapshot = certified([year_with(minutes)], date(2026, 1, 1), date(2026, 12, 31))
    total = sum(it for it, _ in minutes)
    assert snapshot.minutes == total
    assert snapshot.verified_minutes + snapshot.supplementary_minutes == total
    assert sum(it.minutes for it in snapshot.grades) == total
    rounded = sum(tenths_of_hours(it) for it, _ in minutes)
    assert rounded <= tenths_of_hours(total) <= total / 6


def test_more_activities_than_a_certificate_holds_are_refused() -> None:
    year = year_with([(1, "own_scan")] * LINES_MAX)
    assert certified([year], date(2026, 1, 1), date(2026, 12, 31)).minutes == LINES_MAX
    year = year_with([(1, "own_scan")] * (LINES_MAX + 1))
    with pytest.raises(CertificateTooLongError):
        certified([year], date(2026, 1, 1), date(2026, 12, 31))


# Numbers -----------------------------------------------------------------


def test_a_number_is_read_however_it_is_typed() -> None:
    number = number_of("150104003005", 2026, NONCE)
    assert clean_number(number) == number
    assert clean_number(f" {number.lower().replace('-', ' ')} ") == number
    for bad in ("", "x", number[:-1], number + "2", "0" * 500, number.replace("K", "0")):
        assert clean_number(bad) is None


@given(st.integers(0, 23), st.sampled_from("0123456789" + ALPHABET))
def test_one_wrong_character_or_two_swapped_neighbours_are_noticed(at: int, other: str) -> None:
    bare = number_of("150104003005", 2026, NONCE).replace("-", "")
    wrong = bare[:at] + other + bare[at + 1 :]
    assert wrong == bare or clean_number(wrong) is None
    swapped = bare[:at] + bare[at + 1 : at + 2] + bare[at] + bare[at + 2 :]
    assert swapped == bare or clean_number(swapped) is None
