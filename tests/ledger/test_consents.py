"""Consents and guardians in the ledger, on both stores, and between two processes."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from ledger.kernel.application import Ledger
from ledger.kernel.ids import new_id
from ledger.registry.consent_commands import (
    EndGuardian,
    GiveConsent,
    LinkGuardian,
    RequestGuardian,
    WithdrawConsent,
)
from ledger.registry.consent_errors import (
    GuardianConsentRequiredError,
    GuardiansFullError,
    NotTheGuardianError,
)
from ledger.registry.consent_purposes import PURPOSES, SWITCHES, AgeBand, Method, Purpose
from ledger.registry.consents import Agreed, Consents
from ledger.registry.guardianship import GUARDIANS_MAX, Guardianship
from ledger.volunteering.attendance import Attendance, Evidence
from ledger.volunteering.commands import ScanActivity, SettleDoubtfulScan
from tests.ledger.test_relying import before_the_next_append
from tests.support.ledgers import Village, hohhot, read_log
from tests.support.spec import given, happened

AT = hohhot("2026-12-01 09:00")
PERSON, GUARDIAN = new_id(), new_id()
GIVEN = {
    "person_id": PERSON,
    "purpose": "ranking",
    "notice_version": 2,
    "given_by": PERSON,
    "operator_id": None,
    "method": "own_phone",
    "occurred_at": AT,
}
OWN = {"by": PERSON, "operator_id": None, "method": Method.OWN_PHONE, "occurred_at": AT}


def linked(village: Village, child: UUID, guardian: UUID) -> None:
    """Link a guardian to a child of thirteen, who agrees that the child serves."""
    village.tell(
        LinkGuardian,
        person_id=child,
        guardian_id=guardian,
        unit_code="150104003005",
        linked_by=new_id(),
        age=AgeBand.UNDER_14,
        guardian_age=AgeBand.ADULT,
    )
    decide(village, GiveConsent, child, guardian)


def decide(village: Village, command: type, child: UUID, by: UUID, **more: object) -> None:
    """Give or withdraw the consent that a child of thirteen serves."""
    values = {"purpose": Purpose.MINOR, "age": AgeBand.UNDER_14} | more
    village.tell(
        command, person_id=child, notice_version=2, by=by, method=Method.GUARDIAN, **values
    )


def come(
    village: Village, activity: UUID, child: UUID, companion: UUID | None = None
) -> dict[str, Any]:
    """Scan a child of thirteen at an activity; return what that comes to."""
    told = village.tell(
        ScanActivity,
        at=AT,
        activity_id=activity,
        person_id=child,
        evidence=Evidence.STAFF_SCAN,
        occurred_at=AT,
        age=AgeBand.UNDER_14,
        companion_id=companion,
    )
    return dict(told.answer)


def test_the_same_consent_again_changes_nothing() -> None:
    (
        given(Consents(person_id=PERSON), happened(Consents.Given, **GIVEN))
        .when(lambda it: it.give(Purpose.RANKING, notice_version=2, **OWN))
        .then()
    )


def test_under_a_newer_notice_a_consent_is_given_anew() -> None:
    (
        given(Consents(person_id=PERSON), happened(Consents.Given, **GIVEN))
        .when(lambda it: it.give(Purpose.RANKING, notice_version=3, **OWN))
        .then(happened(Consents.Given, purpose="ranking", notice_version=3))
    )


def test_what_was_never_agreed_to_is_not_withdrawn() -> None:
    (
        given(Consents(person_id=PERSON), happened(Consents.Given, **GIVEN))
        .when(lambda it: it.withdraw(Purpose.STATION, notice_version=2, **OWN))
        .then()
    )


def test_consents_of_one_person_stand_apart() -> None:
    consents = given(Consents(person_id=PERSON), happened(Consents.Given, **GIVEN)).aggregate
    assert consents.agreed_to(Purpose.RANKING) == Agreed(2, PERSON)
    assert [it for it in Purpose if consents.agreed_to(it)] == [Purpose.RANKING]


def test_a_minor_has_so_many_guardians_and_requests_and_no_more() -> None:
    guardianship = Guardianship(person_id=PERSON)
    values = {"unit_code": "1501", "occurred_at": AT}
    for _ in range(GUARDIANS_MAX):
        guardianship.link(new_id(), linked_by=GUARDIAN, **values)
    for _ in range(GUARDIANS_MAX + 3):
        guardianship.request(new_id(), "1501", AT)
    assert len(guardianship.requests) == GUARDIANS_MAX
    with pytest.raises(GuardiansFullError):
        guardianship.link(new_id(), linked_by=GUARDIAN, **values)


def test_every_purpose_has_its_article_and_what_follows_a_withdrawal() -> None:
    assert set(PURPOSES) == set(Purpose)
    for purpose, terms in PURPOSES.items():
        assert terms.article in {"13", "23", "25", "29", "31"}, purpose
        assert terms.on_withdrawal
    assert len(SWITCHES) == 6
    assert all(PURPOSES[it].separate for it in SWITCHES)


def test_an_adult_decides_alone_and_for_nobody_else(village: Village) -> None:
    person, other = new_id(), new_id()
    decide(village, GiveConsent, person, person, purpose=Purpose.RANKING, age=AgeBand.ADULT)
    for command in (GiveConsent, WithdrawConsent):
        with pytest.raises(NotTheGuardianError):
            decide(village, command, person, other, purpose=Purpose.RANKING, age=AgeBand.ADULT)
    assert village.load(Consents.create_id(person)).agreed_to(Purpose.RANKING)


def test_a_child_under_fourteen_neither_gives_nor_withdraws(village: Village) -> None:
    child, guardian = new_id(), new_id()
    linked(village, child, guardian)
    for command in (GiveConsent, WithdrawConsent):
        with pytest.raises(GuardianConsentRequiredError):
            decide(village, command, child, child, purpose=Purpose.STATION)
    decide(village, WithdrawConsent, child, guardian)
    assert village.load(Consents.create_id(child)).agreed_to(Purpose.MINOR) is None


def test_a_request_opens_nothing(village: Village) -> None:
    child, guardian = new_id(), new_id()
    village.tell(RequestGuardian, person_id=child, guardian_id=guardian, unit_code="1501")
    with pytest.raises(NotTheGuardianError):
        decide(village, GiveConsent, child, guardian)


def test_who_stays_with_a_child_is_recorded(village: Village) -> None:
    child, guardian, companion = village.volunteer(), new_id(), new_id()
    linked(village, child, guardian)
    come(village, village.activity(AT, AT + timedelta(hours=2)), child, companion)
    (told,) = [it for it in read_log(village.ledger) if isinstance(it, Attendance.Accompanied)]
    assert (told.person_id, told.companion_id) == (child, companion)


@pytest.mark.parametrize("ends", ["consent", "guardian"])
def test_what_another_process_ends_in_between_lets_no_child_in(
    village: Village, elsewhere: Ledger, ends: str
) -> None:
    child, guardian = village.volunteer(), new_id()
    linked(village, child, guardian)
    activity, there = village.activity(AT, AT + timedelta(hours=2)), village.via(elsewhere)

    def end() -> None:
        if ends == "consent":
            decide(there, WithdrawConsent, child, guardian)
        else:
            there.tell(EndGuardian, person_id=child, guardian_id=guardian, ended_by=guardian)

    before_the_next_append(village.ledger.store, end)
    assert come(village, activity, child, new_id())["kept_as"] == "guardian_consent_required"
    assert not [it for it in read_log(village.ledger) if isinstance(it, Attendance.CheckedIn)]


def scanned(
    village: Village, activity: UUID, person: UUID, moment: datetime, at: datetime, age: AgeBand
) -> dict[str, Any]:
    """Scan with the own phone; ``at`` is when the scan arrives."""
    told = village.tell(
        ScanActivity,
        at=at,
        activity_id=activity,
        person_id=person,
        evidence=Evidence.OWN_SCAN,
        occurred_at=moment,
        age=age,
    )
    return dict(told.answer)


def test_a_guardian_who_was_there_counts_however_late_the_childs_scan_arrives(
    village: Village,
) -> None:
    child, guardian = village.volunteer(), village.volunteer()
    linked(village, child, guardian)
    activity, adult = village.activity(AT, AT + timedelta(hours=2)), AgeBand.ADULT
    for hours in (0, 2):
        moment = AT + timedelta(hours=hours)
        scanned(village, activity, guardian, moment, moment, adult)
    noon, minor = AT + timedelta(hours=3), AgeBand.UNDER_14
    late = scanned(village, activity, child, AT + timedelta(minutes=30), noon, minor)
    assert late["result"] == "checked_in"
    gone = village.activity(AT, AT + timedelta(hours=2))
    assert scanned(village, gone, child, AT, noon, minor)["kept_as"] == "companion_required"


def test_a_kept_check_out_of_a_child_who_was_let_in_asks_for_nobody(village: Village) -> None:
    child, guardian = village.volunteer(), village.volunteer()
    linked(village, child, guardian)
    activity = village.activity(AT, AT + timedelta(hours=2))
    scanned(village, activity, guardian, AT, AT, AgeBand.ADULT)
    scanned(village, activity, child, AT, AT, AgeBand.UNDER_14)
    left, late = AT + timedelta(hours=1), AT + timedelta(hours=75)
    scanned(village, activity, guardian, left, left, AgeBand.ADULT)
    kept = scanned(village, activity, child, left, late, AgeBand.UNDER_14)
    told = village.tell(
        SettleDoubtfulScan,
        at=late,
        doubtful_id=UUID(str(kept["doubtful_id"])),
        accepted=True,
        settled_by=new_id(),
        age=AgeBand.UNDER_14,
    )
    assert told.answer["minutes"] == 60
