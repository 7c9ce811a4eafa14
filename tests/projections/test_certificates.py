"""Certificates as they are read: their snapshot, and what makes them superseded."""

from datetime import date, timedelta

from ledger.registry.erasure import Asked, Cause
from ledger.registry.proxy import Consent
from ledger.volunteering.attendance import Attendance
from ledger.wallets.erasing import ErasePerson, RequestErasure
from projections.check import check as find_differences
from projections.volunteering.certificates.views import Status
from tests.projections.setting import Setting
from tests.support.village import COMMUNITY, STREET, Village


def test_the_snapshot_is_read_back_as_it_was_taken(setting: Setting, village: Village) -> None:
    person = village.volunteers[1]
    village.serve(person, 125, village.activity)
    certificate_id = village.certify(person)
    certificates = setting.project().certificates
    row = certificates.of(certificate_id)
    assert row is not None
    assert certificates.by_number(row.number) == row
    assert (row.person_id, row.volunteer_number, row.unit_code) == (person, "V000002", COMMUNITY)
    assert (row.minutes, row.verified_minutes, row.supplementary_minutes) == (125, 125, 0)
    (line,) = certificates.lines(row)
    assert (line.activity_id, line.minutes) == (village.activity, row.minutes)
    assert line.attendance_id == Attendance.create_id(village.activity, person)
    assert row.status is Status.VALID
    assert certificates.by_number(row.number[:-1] + "2") is None


def test_only_what_a_certificate_covers_supersedes_it(setting: Setting, village: Village) -> None:
    person, other = village.volunteers[1], village.volunteers[0]
    came = village.now
    village.serve(person, 60, village.activity)
    first = village.certify(person)
    village.serve(other, 60, village.activity)
    village.now += timedelta(days=1)
    village.serve(person, 30)
    views = setting.project()
    assert getattr(views.certificates.of(first), "status", None) is Status.VALID
    second = village.certify(person)
    village.scan_activity(village.activity, person, came + timedelta(minutes=90))

    certificates = setting.project().certificates
    for certificate_id, minutes in ((first, 60), (second, 90)):
        row = certificates.of(certificate_id)
        assert row is not None
        assert (row.status, row.superseded_on) == (Status.SUPERSEDED, date(2026, 11, 20))
        assert row.minutes == minutes == sum(it.minutes for it in certificates.lines(row))
    third = village.certify(person)
    found = setting.project().certificates.of_person(person)
    assert [it.certificate_id for it in found] == [third, second, first]
    assert (found[0].minutes, found[0].status) == (120, Status.VALID)
    assert find_differences(setting.ledger, setting.store) == []


def test_a_batch_that_issues_and_counts_anew_supersedes_as_well(
    setting: Setting, village: Village
) -> None:
    person, came = village.volunteers[1], village.now
    village.serve(person, 60, village.activity)
    certificate_id = village.certify(person)
    village.scan_activity(village.activity, person, came + timedelta(minutes=90))
    for page_events in (2_000, 1):
        setting.store.drop()
        setting.runner(page_events=page_events).catch_up()
        row = setting.views().certificates.of(certificate_id)
        assert row is not None
        assert row.status is Status.SUPERSEDED


def test_the_unit_sees_its_own_and_revocation_outweighs_the_rest(
    setting: Setting, village: Village
) -> None:
    person = village.volunteers[1]
    village.serve(person, 60)
    consent = {"operator_id": village.keeper, "consent": Consent.PAPER_FORM}
    ids = [village.certify(person, **consent) for _ in range(3)]
    village.revoke(ids[0])
    views = setting.project()
    page = views.certificates.of_unit(STREET, 2)
    assert [it.certificate_id for it in page] == [ids[2], ids[1]]
    (last,) = views.certificates.of_unit(COMMUNITY, 2, page[-1].position)
    assert (last.status, last.reason_code) == (Status.REVOKED, "issued_in_error")
    assert views.certificates.of_unit("150102") == []
    assert {it.act for it in views.proxy_acts.of_person(person)} == {"certify"}
    assert views.first_days.of(person) == date(2026, 11, 20)
    assert views.first_days.of(village.keeper) is None

    wish = {"forfeits": True, "at_once": True, "asked": Asked.IN_PERSON, "requested_by": person}
    village.do(RequestErasure, person_id=person, **wish)
    village.do(ErasePerson, person_id=person, cause=Cause.ASKED)
    found = setting.project().certificates.of_person(person)
    assert [it.status for it in found] == [
        Status.HOLDER_WITHDREW,
        Status.HOLDER_WITHDREW,
        Status.REVOKED,
    ]
    assert find_differences(setting.ledger, setting.store) == []


def test_the_words_of_any_number_of_activities_are_found(
    setting: Setting, village: Village
) -> None:
    ids = [village.publish(f"清洁 {n}") for n in range(203)]
    words = setting.project().activities.several(ids)
    assert [words[it].title for it in ids] == [f"清洁 {n}" for n in range(203)]
    assert setting.views().activities.several([]) == {}
