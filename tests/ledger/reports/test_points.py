"""Points of reports: A26 line by line, and what holds in whatever order things happen."""

from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.kernel.application import Ledger
from ledger.kernel.errors import LedgerError
from ledger.kernel.ids import new_id
from ledger.kernel.sqlite import SqliteStore
from ledger.reports.categories import Category
from ledger.reports.kinds import FiledAs, ReportState
from ledger.reports.parameters import PAID_PER_DAY_MAX
from ledger.reports.report import Report
from ledger.wallets.wallet import Wallet
from tests.support.ledgers import Village, accepted, at_once, hohhot, read_log
from tests.support.reports import EAST_GATE, THURSDAY, Street, north_of


def credits_of(street: Street) -> list[Any]:
    return [it for it in read_log(street.village.ledger) if isinstance(it, Wallet.Credited)]


def test_a26_report_and_whistle(street: Street) -> None:
    """Fire-lane report filed 14:10 with 2 duplicates within 50 m."""
    first, second, third = (street.village.rider() for _ in range(3))
    report_id = street.filed(first)
    street.file(second, place=north_of(EAST_GATE, 30), at=THURSDAY + timedelta(minutes=5))
    street.file(third, place=north_of(EAST_GATE, -40), at=THURSDAY + timedelta(minutes=9))

    # No acceptance by 14:40: the grid leader is alerted.
    leader, street_office = new_id(), new_id()
    assert not street.alert(report_id, leader, at=hohhot("2026-03-05 14:39:59"))
    assert street.alert(report_id, leader, at=hohhot("2026-03-05 14:40"))

    # 2 points on acceptance, to the first reporter only.
    accepted_at = hohhot("2026-03-05 14:45")
    told = street.accept(report_id, at=accepted_at).answer
    assert (told["points"], told["unpaid"]) == (2, "")
    assert [street.points(it) for it in (first, second, third)] == [2, 0, 0]

    # Not resolved in 3 working days: whistle to the street.
    assert not street.whistle(report_id, street_office, at=hohhot("2026-03-10 23:59:59"))
    assert street.whistle(report_id, street_office, at=hohhot("2026-03-11 00:00"))

    # 3 more when resolved, to the first reporter only.
    resolved_at = hohhot("2026-03-11 10:00")
    street.verify(report_id, at=resolved_at)
    assert street.resolve(report_id, at=resolved_at).answer["points"] == 3
    assert [street.points(it) for it in (first, second, third)] == [5, 0, 0]

    # The reply names the reporter whom it reaches.
    street.reply(report_id, at=resolved_at)
    (reply,) = (it for it in read_log(street.village.ledger) if isinstance(it, Report.Replied))
    assert reply.reporter_id == first


def test_a26_the_sixth_paid_report_of_a_day_is_accepted_for_no_points(street: Street) -> None:
    rider_id = street.village.rider()
    reports = [street.filed(rider_id, place=north_of(EAST_GATE, 100 * n)) for n in range(6)]
    told = [street.accept(it).answer for it in reports]
    assert [it["state"] for it in told] == ["accepted"] * 6
    assert [it["points"] for it in told] == [2, 2, 2, 2, 2, 0]
    assert told[5]["unpaid"] == "day_limit"
    for it in reports:
        street.verify(it, is_major_hazard=it == reports[5])
        street.resolve(it)
    assert street.points(rider_id) == 5 * (2 + 3), "the sixth earns nothing when resolved either"


def test_a_day_is_the_day_it_was_seen_not_that_of_the_acceptance(street: Street) -> None:
    rider_id = street.village.rider()
    days = [THURSDAY + timedelta(days=n) for n in range(3)]
    reports = [
        street.filed(rider_id, at=day, place=north_of(EAST_GATE, 100 * n))
        for day, n in zip(
            [days[0], days[0], days[1], days[1], days[2], days[2]], range(6), strict=True
        )
    ]
    told = [street.accept(it, at=days[-1]).answer["points"] for it in reports]
    assert told == [2] * 6


def test_what_arrives_the_next_morning_counts_to_the_day_it_was_seen(street: Street) -> None:
    rider_id, evening = street.village.rider(), hohhot("2026-03-05 23:30")
    morning = evening + timedelta(hours=9)
    reports = [
        street.filed(rider_id, at=at, seen=evening, place=north_of(EAST_GATE, 100 * n))
        for n, at in enumerate([evening] * 3 + [morning] * 3)
    ]
    told = [street.accept(it, at=morning).answer["points"] for it in reports]
    assert told == [2, 2, 2, 2, 2, 0]


def test_a_rejected_report_takes_no_place_of_the_five(street: Street) -> None:
    rider_id = street.village.rider()
    reports = [street.filed(rider_id, place=north_of(EAST_GATE, 100 * n)) for n in range(7)]
    street.reject(reports[0])
    street.reject(reports[1])
    assert [street.accept(it).answer["points"] for it in reports[2:]] == [2] * 5


def test_a_major_hazard_earns_twenty_on_top_once_it_is_resolved(street: Street) -> None:
    rider_id = street.village.rider()
    report_id = street.filed(rider_id)
    street.accept(report_id)
    street.verify(report_id, is_major_hazard=True)
    assert street.points(rider_id) == 2
    assert street.resolve(report_id).answer["points"] == 23
    assert street.points(rider_id) == 25
    reasons = [it.reason for it in credits_of(street)]
    assert reasons == ["report_accepted", "report_resolved", "major_hazard"]
    assert {it.source_id for it in credits_of(street)} == {report_id}


def test_what_was_resolved_twice_is_paid_once(street: Street) -> None:
    rider_id = street.village.rider()
    report_id = street.filed(rider_id)
    street.accept(report_id)
    street.verify(report_id, is_major_hazard=True)
    street.resolve(report_id)
    street.reopen(report_id, rider_id)
    assert street.resolve(report_id).answer["points"] == 0
    assert street.points(rider_id) == 25


@pytest.mark.parametrize("filed_as", [FiledAs.RESIDENT, FiledAs.VOLUNTEER])
def test_neighbours_are_thanked_and_earn_nothing_even_with_a_riders_wallet(
    street: Street, filed_as: FiledAs
) -> None:
    for person_id in (new_id(), street.village.rider()):
        report_id = street.filed(person_id, filed_as=filed_as, category=Category.LITTER)
        told = street.accept(report_id).answer
        assert (told["points"], told["unpaid"]) == (0, "not_a_rider")
        street.verify(report_id)
        assert street.resolve(report_id).answer["points"] == 0
    assert credits_of(street) == []


def test_six_accepted_at_once_in_two_processes_pay_five(street: Street, elsewhere: Ledger) -> None:
    rider_id = street.village.rider()
    reports = [street.filed(rider_id, place=north_of(EAST_GATE, 100 * n)) for n in range(6)]
    there = street.via(street.village.via(elsewhere))
    calls = [
        lambda at=at, it=it: at.accept(it)  # type: ignore[misc]
        for at, it in zip([street, there] * 3, reports, strict=True)
    ]
    told = accepted(at_once(calls))
    assert sorted(it.answer["points"] for it in told) == [0, 2, 2, 2, 2, 2]
    assert street.points(rider_id) == 10


# In whatever order --------------------------------------------------------------

NEEDS = {
    "accept": ReportState.FILED,
    "reject": ReportState.FILED,
    "verify": ReportState.ACCEPTED,
    "verify_major": ReportState.ACCEPTED,
    "resolve": ReportState.VERIFIED,
    "reopen": ReportState.RESOLVED,
}
acts = st.lists(
    st.tuples(
        st.sampled_from(["file"] * 4 + ["accept"] * 3 + list(NEEDS)),
        st.sampled_from((0, 0, 0, 1)),  # which rider files
        st.integers(0, 11),  # in which place, or which report that can be handled so
        st.sampled_from((0, 0, 0, 0, 7)),  # hours later
    ),
    min_size=40,
    max_size=60,
)


@settings(max_examples=30, deadline=None)
@given(acts)
def test_a_day_pays_five_reports_at_most_each_stage_once_and_never_a_joiner(
    played: list[tuple[str, int, int, int]],
) -> None:
    store = SqliteStore(":memory:")
    store.create()
    village = Village(Ledger(store))
    street, now = Street(village), THURSDAY
    riders, reports = [village.rider() for _ in range(2)], dict[UUID, Report]()
    for act, who, which, hours in played:
        now += timedelta(hours=hours)
        if act == "file":
            place = north_of(EAST_GATE, 100 * which)
            report_id = street.filed(riders[who], place=place, at=now)
        else:
            able = [it for it in reports.values() if it.state is NEEDS[act]]
            if not able:
                continue
            report_id = able[which % len(able)].id
            with suppress(LedgerError):  # reopened before, or too late
                _play(street, act, able[which % len(able)], now)
        reports[report_id] = street.report(report_id)
    _check(read_log(village.ledger))
    store.close()


def _play(street: Street, act: str, report: Report, now: datetime) -> None:
    if act == "reopen":
        street.reopen(report.id, report.reporter_id, at=now)
    elif act == "verify_major":
        street.verify(report.id, is_major_hazard=True, at=now)
    else:
        getattr(street, act)(report.id, at=now)


def _check(log: list[Any]) -> None:
    filed = {it.originator_id: it for it in log if isinstance(it, Report.Filed)}
    owners = {it.originator_id: it.owner_id for it in log if isinstance(it, Wallet.Opened)}
    paid: set[tuple[UUID, str]] = set()
    days: dict[tuple[UUID, Any], set[UUID]] = {}
    for it in log:
        if isinstance(it, Wallet.Credited):
            report = filed[it.source_id]
            assert owners[it.originator_id] == report.reporter_id, "only the first is paid"
            assert (it.source_id, it.reason) not in paid, "a stage is paid once"
            paid.add((it.source_id, it.reason))
            day = report.occurred_at + timedelta(hours=8)
            days.setdefault((report.reporter_id, day.date()), set()).add(it.source_id)
    assert all(len(it) <= PAID_PER_DAY_MAX for it in days.values())
