"""Public notices in the ledger: numbers, kinds, deliveries and objections, on both stores."""

from datetime import date, datetime
from functools import partial
from typing import Any
from uuid import UUID

import pytest

from ledger.households.errors import HouseholdMemberRequiredError
from ledger.kernel.application import Ledger
from ledger.kernel.ids import new_id
from ledger.moral.claim import Claim
from ledger.moral.claim_commands import DeclareKinship
from ledger.moral.claim_kinds import ClaimState
from ledger.moral.notice import NUMBERS_TRIED, Notice
from ledger.moral.notice_commands import (
    DecideObjection,
    DeliverNotice,
    ObjectToClaim,
    PublishNotice,
)
from ledger.moral.notice_errors import (
    ClaimElsewhereError,
    ClaimNotFoundError,
    ClaimNotReviewedError,
    NoticeEmptyError,
    NoticeKindsMixedError,
    NoticeMonthOpenError,
    ObjectionNotAllowedError,
)
from ledger.moral.notice_kinds import NOTICE_LINES_MAX, Delivery, ObjectionMethod
from ledger.registry.errors import ReviewerRecusedError
from tests.support.claims import home, put, reviewed
from tests.support.ledgers import UNIT, Village, accepted, at_once, hohhot, read_log

FRIDAY = hohhot("2026-11-13 09:00")
CLERK, SUPERVISOR, MEMBER, NEIGHBOUR = new_id(), new_id(), new_id(), new_id()


def waiting(village: Village, *claims: Claim) -> list[UUID]:
    """Record acts the panel has passed."""
    put(village.ledger, *claims)
    return [it.id for it in claims]


def publish(
    village: Village, ids: list[UUID], at: datetime = FRIDAY, number_from: int = 1, **more: Any
) -> dict[str, Any]:
    said: dict[str, Any] = {"unit_code": UNIT, "published_by": CLERK} | more
    told = village.tell(PublishNotice, at=at, claim_ids=tuple(ids), number_from=number_from, **said)
    return told.answer


def test_a_notice_and_its_lines_are_one_save(village: Village) -> None:
    ids = waiting(village, reviewed(points=5), reviewed(points=2))
    told = publish(village, ids)
    assert (told["number"], told["closes_at"]) == (1, hohhot("2026-11-17 00:00"))
    events = read_log(village.ledger)
    (notice,) = [it for it in events if isinstance(it, Notice.Published)]
    assert (notice.points, notice.claim_ids, notice.kind, notice.days) == (7, ids, "gains", 3)
    lines = [it for it in events if isinstance(it, Claim.Publicised)]
    assert [(it.originator_id, it.line, it.round) for it in lines] == [
        (ids[0], 1, 1),
        (ids[1], 2, 1),
    ]
    assert {it.notice_id for it in lines} == {notice.originator_id}


def test_numbers_have_no_gap_whoever_publishes_at_once(village: Village, elsewhere: Ledger) -> None:
    claims = [reviewed() for _ in range(12)]
    ids = waiting(village, *claims)
    places = [village, village.via(elsewhere)]
    outcomes = at_once([partial(tell, places[n % 2], it) for n, it in enumerate(ids)])
    assert len(accepted(outcomes)) == len(ids) > NUMBERS_TRIED
    numbers = [it.number for it in read_log(village.ledger) if isinstance(it, Notice.Published)]
    assert sorted(numbers) == list(range(1, len(ids) + 1))


def tell(village: Village, claim_id: UUID) -> Any:
    return village.tell(
        PublishNotice,
        at=FRIDAY,
        unit_code=UNIT,
        claim_ids=(claim_id,),
        published_by=CLERK,
        number_from=1,
    )


def test_a_notice_holds_two_hundred_lines(village: Village) -> None:
    ids = waiting(village, *(reviewed() for _ in range(NOTICE_LINES_MAX)))
    assert publish(village, ids)["closes_at"] == hohhot("2026-11-17 00:00")
    assert village.load(ids[-1]).line == NOTICE_LINES_MAX


def test_a_year_and_another_village_begin_anew(village: Village) -> None:
    here, next_year = waiting(village, reviewed(), reviewed())
    (there,) = waiting(village, reviewed(unit_code="150104003006"))
    assert publish(village, [here])["number"] == 1
    assert publish(village, [there], unit_code="150104003006")["number"] == 1
    assert publish(village, [next_year], at=hohhot("2025-03-04 09:00"))["number"] == 1


def test_what_does_not_belong_together_is_refused_and_nothing_is_half_published(
    village: Village,
) -> None:
    small, large, taken, other = claims = (
        reviewed(),
        reviewed(points=50),
        reviewed(is_deduction=True),
        reviewed(unit_code="150104003006"),
    )
    waiting(village, *claims)
    for ids in ([small.id, large.id], [small.id, taken.id], [large.id, taken.id]):
        with pytest.raises(NoticeKindsMixedError):
            publish(village, ids)
    with pytest.raises(ClaimElsewhereError):
        publish(village, [small.id, other.id])
    with pytest.raises(ClaimNotFoundError):
        publish(village, [small.id, new_id()])
    for ids in ([], [small.id, small.id], [new_id() for _ in range(201)]):
        with pytest.raises(NoticeEmptyError):
            publish(village, ids)
    assert village.load(small.id).state is ClaimState.REVIEWED
    publish(village, [small.id])
    with pytest.raises(ClaimNotReviewedError):
        publish(village, [small.id])


def test_the_list_of_a_month_waits_for_its_last_day_and_holds_nothing_later(
    village: Village,
) -> None:
    november = reviewed(occurred_on=date(2026, 11, 30))
    december = reviewed(occurred_on=date(2026, 12, 1))
    waiting(village, november, december)
    with pytest.raises(NoticeMonthOpenError):
        publish(village, [november.id], at=hohhot("2026-11-30 23:59"), month="2026-11")
    with pytest.raises(NoticeMonthOpenError):
        publish(village, [november.id, december.id], at=hohhot("2026-12-01 08:00"), month="2026-11")
    told = publish(village, [november.id], at=hohhot("2026-12-01 00:00"), month="2026-11")
    assert told["closes_at"] == hohhot("2026-12-05 00:00")


def deducted(village: Village) -> UUID:
    """Record a household with a member and an act of it that costs points, on notice."""
    household = home("0147", MEMBER)
    (claim_id,) = waiting(village, reviewed(household.id, is_deduction=True))
    put(village.ledger, household)
    assert publish(village, [claim_id])["closes_at"] is None
    return claim_id


def deliver(village: Village, claim_id: UUID, by: UUID, method: Delivery) -> dict[str, Any]:
    day = date(2026, 11, 16)
    at = hohhot("2026-11-16 10:00")
    return village.tell(
        DeliverNotice, at=at, claim_id=claim_id, method=method, delivered_by=by, on=day
    ).answer


def test_in_the_app_only_its_own_household_reads_what_is_deducted(village: Village) -> None:
    claim_id = deducted(village)
    with pytest.raises(HouseholdMemberRequiredError):
        deliver(village, claim_id, NEIGHBOUR, Delivery.READ_IN_APP)
    told = deliver(village, claim_id, MEMBER, Delivery.READ_IN_APP)
    assert told["closes_at"] == hohhot("2026-11-24 00:00")


def test_staff_hand_a_notice_over(village: Village) -> None:
    claim_id = deducted(village)
    deliver(village, claim_id, CLERK, Delivery.HANDED_OVER)
    assert village.load(claim_id).is_delivered


def say_no(village: Village, claim_id: UUID, by: UUID | None) -> dict[str, Any]:
    return village.tell(
        ObjectToClaim,
        at=hohhot("2026-11-16 11:00"),
        claim_id=claim_id,
        objected_by=by,
        method=ObjectionMethod.PHONE_PAGE if by else ObjectionMethod.ORAL,
        text_id=new_id(),
        entered_by=None if by else CLERK,
    ).answer


def test_to_a_deduction_only_its_household_objects(village: Village) -> None:
    claim_id = deducted(village)
    with pytest.raises(ObjectionNotAllowedError):
        say_no(village, claim_id, NEIGHBOUR)
    told = say_no(village, claim_id, MEMBER)
    assert told["answer_due_on"] == "2026-11-23"


def test_an_objection_is_decided_by_nobody_of_the_household_or_related_to_it(
    village: Village,
) -> None:
    household = home("0147", MEMBER)
    first, second = waiting(village, reviewed(household.id), reviewed(household.id))
    put(village.ledger, household)
    publish(village, [first, second])
    told = say_no(village, first, None)

    def decide(by: UUID) -> dict[str, Any]:
        return village.tell(
            DecideObjection,
            at=hohhot("2026-11-18 16:20"),
            claim_id=first,
            objection_id=UUID(told["objection_id"]),
            is_upheld=False,
            decided_by=by,
            text_id=new_id(),
        ).answer

    with pytest.raises(ReviewerRecusedError):
        decide(MEMBER)
    kin = new_id()
    village.tell(DeclareKinship, at=FRIDAY, person_id=kin, household_id=household.id)
    with pytest.raises(ReviewerRecusedError):
        decide(kin)
    assert decide(SUPERVISOR)["closes_at"] == hohhot("2026-11-24 00:00")
    assert village.load(second).round == 1, "the others go on"
