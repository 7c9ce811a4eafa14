"""An act on public notice: what must hold before it is posted, or comes to nothing."""

from datetime import date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.kernel.clock import local_date
from ledger.kernel.errors import LedgerError
from ledger.kernel.ids import new_id
from ledger.moral.claim import Claim
from ledger.moral.claim_kinds import ClaimState
from ledger.moral.claim_notice import (
    Objection,
    deliver,
    keep,
    object_to,
    publicise,
    require_decider,
    require_due,
    uphold,
)
from ledger.moral.days import period_end
from ledger.moral.notice_errors import (
    ClaimNotDueError,
    ClaimNotReviewedError,
    ClaimObjectedError,
    DeliveryDateInvalidError,
    NoticeNotDeliverableError,
    ObjectionNotFoundError,
    ObjectionWindowClosedError,
)
from ledger.moral.notice_kinds import Delivery, NoticeKind, ObjectionMethod, days_of, kind_of
from ledger.registry.errors import OwnRequestError, ReviewerRecusedError
from ledger.registry.working_days import WorkingDays
from tests.support.claims import proposed, reviewed, screen
from tests.support.ledgers import hohhot

CALENDAR = WorkingDays()
NOTICE, SUPERVISOR, CLERK = new_id(), new_id(), new_id()
FRIDAY = hohhot("2026-11-13 09:00")
SECOND = timedelta(seconds=1)


def shown(at: datetime = FRIDAY, *, is_deduction: bool = False, points: int = 5) -> Claim:
    claim = reviewed(is_deduction=is_deduction, points=points)
    publicise(claim, NOTICE, 1, CALENDAR, at)
    return claim


def objection(by: UUID | None = None, entered_by: UUID | None = None) -> Objection:
    method = ObjectionMethod.ORAL if entered_by else ObjectionMethod.PHONE_PAGE
    return Objection(new_id(), by or new_id(), method, new_id(), entered_by)


def stopped(at: datetime, said: Objection | None = None) -> Claim:
    claim = shown()
    object_to(claim, said or objection(), None, at)
    return claim


def hand_over(claim: Claim, on: str, at: str) -> None:
    deliver(claim, Delivery.HANDED_OVER, CLERK, date.fromisoformat(on), CALENDAR, hohhot(at))


def test_a9_an_act_is_due_at_the_second_its_notice_ends_and_not_before() -> None:
    claim = shown()
    ends = hohhot("2026-11-17 00:00")
    with pytest.raises(ClaimNotDueError):
        require_due(claim, 1, ends - SECOND)
    assert require_due(claim, 1, ends) == ends
    assert require_due(claim, 1, ends + timedelta(days=2)) == ends, "late, but as of then"
    with pytest.raises(ClaimNotDueError):
        require_due(claim, 2, ends)


def test_a10_what_the_committee_keeps_is_publicised_anew_from_the_day_it_decided() -> None:
    claim = stopped(hohhot("2026-11-15 10:00"))
    assert claim.state is ClaimState.OBJECTED
    with pytest.raises(ClaimNotDueError):
        require_due(claim, 1, hohhot("2026-11-17 00:00"))
    keep(claim, SUPERVISOR, new_id(), CALENDAR, hohhot("2026-11-18 16:20"))
    assert (claim.state, claim.round, claim.notice_id) == (ClaimState.PUBLICISED, 2, NOTICE)
    with pytest.raises(ClaimNotDueError):
        require_due(claim, 2, hohhot("2026-11-23 23:59"))
    assert require_due(claim, 2, hohhot("2026-11-24 00:00"))
    with pytest.raises(ClaimNotDueError):
        require_due(claim, 1, hohhot("2026-11-24 00:00"))


def test_an_upheld_objection_ends_the_act() -> None:
    claim = stopped(hohhot("2026-11-15 10:00"))
    uphold(claim, SUPERVISOR, new_id(), hohhot("2026-11-18 16:20"))
    event = claim.pending_events[-1]
    assert isinstance(event, Claim.Rejected)
    assert (event.reason, event.votes_for, event.votes_against, event.recused) == (
        "objection_upheld", 3, 1, 1,
    )  # fmt: skip
    assert claim.is_closed
    with pytest.raises(ClaimNotDueError):
        require_due(claim, 1, hohhot("2026-12-01 00:00"))


def test_only_what_the_panel_has_passed_is_publicised_and_once() -> None:
    screened = proposed()
    screen(screened)
    for claim in (proposed(), screened, shown(), stopped(FRIDAY)):
        with pytest.raises(ClaimNotReviewedError):
            publicise(claim, NOTICE, 1, CALENDAR, FRIDAY)


def test_the_window_to_object_closes_with_the_notice() -> None:
    claim = shown()
    with pytest.raises(ObjectionWindowClosedError):
        object_to(claim, objection(), None, hohhot("2026-11-17 00:00"))
    with pytest.raises(ObjectionWindowClosedError):
        object_to(reviewed(), objection(), None, FRIDAY)
    object_to(claim, objection(), None, hohhot("2026-11-16 23:59"))
    with pytest.raises(ClaimObjectedError):
        object_to(claim, objection(), None, hohhot("2026-11-16 23:59"))


def test_nobody_who_took_part_lives_there_or_objected_decides() -> None:
    neighbour, writer, member = new_id(), new_id(), new_id()
    said = objection(neighbour, entered_by=writer)
    claim = stopped(hohhot("2026-11-15 10:00"), said)

    def ask(who: UUID) -> None:
        require_decider(claim, said.objection_id, who, {str(member)})

    for who in (*claim.hands(), member):
        with pytest.raises(ReviewerRecusedError):
            ask(who)
    for who in (neighbour, writer):
        with pytest.raises(OwnRequestError):
            ask(who)
    with pytest.raises(ObjectionNotFoundError):
        require_decider(claim, new_id(), SUPERVISOR, set())
    ask(SUPERVISOR)
    keep(claim, SUPERVISOR, None, CALENDAR, hohhot("2026-11-18 09:00"))
    with pytest.raises(ObjectionNotFoundError):
        ask(SUPERVISOR)


def test_the_seven_days_of_a_deduction_begin_when_its_household_has_the_notice() -> None:
    claim = shown(is_deduction=True)
    assert claim.closes_at is None
    with pytest.raises(ClaimNotDueError):
        require_due(claim, 1, hohhot("2027-11-01 00:00"))
    hand_over(claim, "2026-11-24", "2026-11-24 10:00")
    assert claim.closes_at == hohhot("2026-12-02 00:00")
    assert require_due(claim, 1, hohhot("2026-12-02 00:00"))
    with pytest.raises(NoticeNotDeliverableError):
        hand_over(claim, "2026-11-24", "2026-11-24 10:00")


def test_a_deduction_that_was_kept_is_delivered_anew() -> None:
    claim = shown(is_deduction=True)
    hand_over(claim, "2026-11-16", "2026-11-16 10:00")
    object_to(claim, objection(), None, hohhot("2026-11-17 10:00"))
    keep(claim, SUPERVISOR, None, CALENDAR, hohhot("2026-11-18 10:00"))
    assert (claim.round, claim.closes_at, claim.is_delivered) == (2, None, False)
    hand_over(claim, "2026-11-18", "2026-11-19 10:00")
    assert claim.closes_at == hohhot("2026-11-26 00:00")


@pytest.mark.parametrize(
    ("on", "at"),
    [
        ("2026-11-12", "2026-11-13 10:00"),  # before it was publicised
        ("2026-11-14", "2026-11-13 10:00"),  # not yet
        ("2026-11-14", "2026-11-17 10:00"),  # written down too late
    ],
)
def test_a_day_of_delivery_that_cannot_be_is_refused(on: str, at: str) -> None:
    with pytest.raises(DeliveryDateInvalidError):
        hand_over(shown(is_deduction=True), on, at)


def test_gains_are_not_delivered() -> None:
    with pytest.raises(NoticeNotDeliverableError):
        hand_over(shown(), "2026-11-13", "2026-11-13 10:00")


@pytest.mark.parametrize(
    ("points", "days", "is_deduction", "kind", "length"),
    [
        (49, 3, False, NoticeKind.GAINS, 3),
        (50, 3, False, NoticeKind.LARGE_GAINS, 7),
        (5, 7, False, NoticeKind.LARGE_GAINS, 7),
        (1, 3, True, NoticeKind.DEDUCTIONS, 7),
    ],
)
def test_what_stands_apart(
    points: int, days: int, is_deduction: bool, kind: NoticeKind, length: int
) -> None:
    claim = reviewed(points=points, notice_days=days, is_deduction=is_deduction)
    assert (kind_of(claim), days_of(claim)) == (kind, length)


STEPS = ("publicise", "deliver", "object", "keep", "uphold", "post")


def take(claim: Claim, step: str, at: datetime) -> None:
    """Do what a step does; the ledger refuses what may not be."""
    if step == "publicise":
        publicise(claim, NOTICE, 1, CALENDAR, at)
    elif step == "deliver":
        deliver(claim, Delivery.READ_IN_APP, CLERK, local_date(at), CALENDAR, at)
    elif step == "object":
        object_to(claim, objection(), None, at)
    elif step == "post":
        ended = require_due(claim, claim.round, at)
        claim.trigger_event(
            claim.Posted, **claim.about, entry_id=new_id(), points=5, taken=5, uncollected=0,
            is_deduction=claim.is_deduction, occurred_on=claim.occurred_on, posted_at=ended,
            period="2026-11",
        )  # fmt: skip
    else:
        require_decider(claim, claim.objection_id or new_id(), SUPERVISOR, set())
        if step == "keep":
            keep(claim, SUPERVISOR, None, CALENDAR, at)
        else:
            uphold(claim, SUPERVISOR, None, at)


@settings(max_examples=300)
@given(
    is_deduction=st.booleans(),
    steps=st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 200)), max_size=30),
)
def test_whatever_the_order_an_act_is_posted_once_after_a_whole_undisturbed_period(
    is_deduction: bool, steps: list[tuple[str, int]]
) -> None:
    claim, now = reviewed(is_deduction=is_deduction), FRIDAY
    for step, hours in steps:
        now += timedelta(hours=hours)
        try:
            take(claim, step, now)
        except LedgerError:
            continue
    life = list(claim.pending_events)
    posted = [n for n, it in enumerate(life) if isinstance(it, Claim.Posted)]
    assert len(posted) <= 1
    for n in posted:
        begun = life[n - 1]
        # Nothing lies between the beginning of the last period and its end.
        assert isinstance(begun, Claim.NoticeDelivered if is_deduction else Claim.Publicised)
        assert life[n].posted_at == period_end(begun.occurred_at, days_of(claim), CALENDAR)
        assert n == len(life) - 1


def test_the_version_of_the_rules_is_not_the_claims_own() -> None:
    claim = reviewed(version=7)
    assert (claim.rule_version, claim.version) == (7, len(claim.pending_events))
