"""What is on notice, stands still or is due; and what of it is public as counts."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from ledger.households.kinds import LeaveReason
from ledger.kernel.ids import new_id
from ledger.moral.claim import Claim
from ledger.moral.notice_commands import (
    DecideObjection,
    DeliverNotice,
    ObjectToClaim,
    PublishNotice,
)
from ledger.moral.notice_kinds import Delivery, ObjectionMethod
from projections.check import check as find_differences
from tests.projections.setting import Setting
from tests.support.claims import home, put, reviewed
from tests.support.ledgers import hohhot
from tests.support.village import COMMUNITY, Village

FRIDAY = hohhot("2026-11-13 09:00")
ENDS = hohhot("2026-11-17 00:00")
SECOND = timedelta(seconds=1)


def publish(village: Village, *claims: Claim, at: datetime = FRIDAY) -> UUID:
    put(village.ledger, *claims)
    told = village.do(
        PublishNotice,
        at=at,
        unit_code=COMMUNITY,
        claim_ids=tuple(it.id for it in claims),
        published_by=new_id(),
        number_from=1,
    )
    return UUID(str(told["notice_id"]))


def say_no(village: Village, claim: Claim) -> UUID:
    told = village.do(
        ObjectToClaim,
        at=hohhot("2026-11-15 10:00"),
        claim_id=claim.id,
        objected_by=new_id(),
        method=ObjectionMethod.PHONE_PAGE,
        text_id=new_id(),
    )
    return UUID(str(told["objection_id"]))


def decide(village: Village, claim: Claim, objection_id: UUID, **more: Any) -> None:
    village.do(
        DecideObjection,
        at=hohhot("2026-11-18 16:20"),
        claim_id=claim.id,
        objection_id=objection_id,
        decided_by=new_id(),
        text_id=None,
        **more,
    )


@pytest.fixture
def household(setting: Setting) -> UUID:
    registered = home("0147")
    put(setting.ledger, registered)
    return registered.id


def test_what_is_due_is_due_at_the_second(
    setting: Setting, village: Village, household: UUID
) -> None:
    first, second = reviewed(household), reviewed(household)
    publish(village, first, second)
    objection_id = say_no(village, second)
    views = setting.project()
    assert views.notices.due(ENDS - SECOND, 50) == []
    (due,) = views.notices.due(ENDS, 50)
    assert (due.claim_id, due.round, due.due_at) == (first.id, 1, ENDS)
    assert views.notices.due(ENDS, 50, (due.due_at, due.claim_id)) == []
    assert views.notices.count_due(COMMUNITY, ENDS - SECOND, 50) == 0
    assert views.notices.count_due(COMMUNITY, ENDS, 50) == 1
    assert views.notices.count_due("150104003006", ENDS, 50) == 0

    decide(village, second, objection_id, is_upheld=False)
    views = setting.project()
    found = views.notices.due(hohhot("2026-11-24 00:00"), 50)
    assert [(it.claim_id, it.round) for it in found] == [(first.id, 1), (second.id, 2)]
    assert find_differences(setting.ledger, setting.store) == []


def test_objections_wait_and_keep_what_came_of_them(
    setting: Setting, village: Village, household: UUID
) -> None:
    claim = reviewed(household)
    publish(village, claim)
    objection_id = say_no(village, claim)
    views = setting.project()
    (row,) = views.objections.waiting(COMMUNITY)
    assert (row.claim_id, str(row.answer_due_on)) == (claim.id, "2026-11-20")
    assert views.objections.count_waiting("150104") == 1
    assert views.objections.waiting("150102") == []
    decide(village, claim, objection_id, is_upheld=True)
    views = setting.project()
    assert views.objections.waiting(COMMUNITY) == []
    assert [it.outcome for it in views.objections.of_claim(claim.id)] == ["upheld"]
    entry = views.notices.entry(claim.id)
    assert entry is not None
    assert (entry.state, entry.due_at) == ("rejected", None)
    assert find_differences(setting.ledger, setting.store) == []


def test_drafts_notices_and_numbers(setting: Setting, village: Village, household: UUID) -> None:
    waiting = [reviewed(household) for _ in range(3)]
    put(setting.ledger, *waiting)
    views = setting.project()
    ready = views.notices.ready(COMMUNITY, 2)
    assert [it.claim_id for it in ready] == [it.id for it in waiting[:2]]
    assert [it.claim_id for it in views.notices.ready(COMMUNITY, 2, ready[-1].position)] == [
        waiting[2].id
    ]
    assert views.notices.next_number(COMMUNITY, 2026) == 1
    notice_id = publish(village, *waiting)
    views = setting.project()
    assert views.notices.ready(COMMUNITY) == []
    assert [it.claim_id for it in views.notices.lines(notice_id)] == [it.id for it in waiting]
    assert [it.notice_id for it in views.notices.running(COMMUNITY)] == [notice_id]
    assert (views.notices.next_number(COMMUNITY, 2026), views.notices.next_number("1", 2026)) == (
        2,
        1,
    )


def test_deductions_are_counted_by_household_and_type(
    setting: Setting, village: Village, household: UUID
) -> None:
    other = home("0203")
    put(setting.ledger, other)
    taken = [
        reviewed(it, is_deduction=True, item_code=code)
        for it, code in ((household, "90"), (household, "90"), (other.id, "90"), (other.id, "91"))
    ]
    publish(village, *taken)
    views = setting.project()
    begin, end = hohhot("2026-11-01 00:00"), hohhot("2026-12-01 00:00")
    counts = views.notices.deduction_counts(COMMUNITY, begin, end)
    assert [(it.item_code, it.households) for it in counts] == [("90", 2), ("91", 1)]
    assert views.notices.deduction_counts(COMMUNITY, end, end + timedelta(days=31)) == []
    assert len(views.notices.deductions_on(COMMUNITY)) == 4
    assert views.notices.due(end, 50) == [], "nothing runs before it is delivered"

    village.do(
        DeliverNotice,
        at=FRIDAY,
        claim_id=taken[0].id,
        method=Delivery.HANDED_OVER,
        delivered_by=new_id(),
        on=FRIDAY.date(),
    )
    views = setting.project()
    assert len(views.notices.deductions_on(COMMUNITY)) == 3
    assert [it.claim_id for it in views.notices.due(end, 50)] == [taken[0].id]
    assert len(views.notices.deductions_of([household])) == 2


def test_a_household_is_told_of_a_deduction_and_nobody_else(
    setting: Setting, village: Village
) -> None:
    member, neighbour, moved = new_id(), new_id(), new_id()
    own, other = home("0147", member, moved), home("0203", neighbour)
    own.leave(moved, LeaveReason.MOVED_AWAY, None, FRIDAY)
    put(setting.ledger, own, other)
    claim, gain = reviewed(own.id, is_deduction=True), reviewed(own.id)
    publish(village, claim)
    publish(village, gain)
    views = setting.project()
    (message,) = views.messages.of_person(member)
    assert (message.kind, message.subject_id) == ("deduction_notice", claim.id)
    assert views.messages.of_person(neighbour) == views.messages.of_person(moved) == []
    decide(village, gain, say_no(village, gain), is_upheld=True)
    views = setting.project()
    assert [it.kind for it in views.messages.of_person(member)] == [
        "objection_upheld",
        "deduction_notice",
    ]
    assert find_differences(setting.ledger, setting.store) == []
