"""Sign-ups: places, the waiting list, and who may not be let in; on both stores."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.kernel.application import Ledger
from ledger.kernel.errors import LedgerError
from ledger.kernel.ids import new_id
from ledger.kernel.snapshots import SNAPSHOT_EVERY, restore
from ledger.registry.consent_errors import GuardianConsentRequiredError
from ledger.registry.consent_purposes import AgeBand
from ledger.volunteering.activity_commands import CancelActivity, EndActivity
from ledger.volunteering.activity_kinds import CancelReason
from ledger.volunteering.errors import (
    ActivityCancelledError,
    ActivityEndedError,
    ActivityFullError,
    AdultsOnlyError,
    AlreadySignedUpError,
    CompanionRequiredError,
    NotSignedUpError,
    SignOffClosedError,
    SignUpClosedError,
    VolunteerNotFoundError,
    WaitingListFullError,
)
from ledger.volunteering.sign_ups import WAITING_MAX, SignUps
from tests.ledger.activities import (
    DAYS_BEFORE,
    START,
    insist,
    publish,
    sign_off,
    sign_up,
    sign_ups_of,
)
from tests.ledger.test_consents import linked
from tests.ledger.test_relying import before_the_next_append
from tests.support.ledgers import Village, accepted, at_once, read_log, refusals

SECOND = timedelta(seconds=1)


def test_a_place_is_taken_once_and_given_back(village: Village) -> None:
    activity_id, person_id = publish(village, quota=5), village.volunteer()
    told = sign_up(village, activity_id, person_id)
    assert told.answer["waiting"] is False
    with pytest.raises(AlreadySignedUpError):
        sign_up(village, activity_id, person_id)
    sign_off(village, activity_id, person_id)
    with pytest.raises(NotSignedUpError):
        sign_off(village, activity_id, person_id)
    sign_up(village, activity_id, person_id)
    assert sign_ups_of(village, activity_id).signed_up == [person_id]


def test_who_never_signed_up_cannot_sign_off(village: Village) -> None:
    with pytest.raises(NotSignedUpError):
        sign_off(village, publish(village), village.volunteer())


def test_only_volunteers_sign_up(village: Village) -> None:
    with pytest.raises(VolunteerNotFoundError):
        sign_up(village, publish(village), new_id())


def test_who_finds_it_full_may_wait_and_moves_up_in_order(village: Village) -> None:
    activity_id = publish(village, quota=1)
    first, second, third = (village.volunteer() for _ in range(3))
    sign_up(village, activity_id, first)
    with pytest.raises(ActivityFullError):
        sign_up(village, activity_id, second)
    assert sign_up(village, activity_id, second, wait=True).answer["waiting_place"] == 1
    assert sign_up(village, activity_id, third, wait=True).answer["waiting_place"] == 2
    with pytest.raises(AlreadySignedUpError):
        sign_up(village, activity_id, third, wait=True)

    sign_off(village, activity_id, first)
    found = sign_ups_of(village, activity_id)
    assert (found.signed_up, found.waiting) == ([second], [third])
    moved = [it for it in read_log(village.ledger) if isinstance(it, SignUps.MovedUp)]
    assert [it.person_id for it in moved] == [second]


def test_who_waits_leaves_the_list_until_the_start(village: Village) -> None:
    activity_id = publish(village, quota=1)
    first, second = village.volunteer(), village.volunteer()
    sign_up(village, activity_id, first)
    sign_up(village, activity_id, second, wait=True)
    sign_off(village, activity_id, second, START - SECOND)
    found = sign_ups_of(village, activity_id)
    assert (found.signed_up, found.waiting) == ([first], [])


def test_signing_up_ends_when_the_leader_said_or_at_the_start(village: Village) -> None:
    until = START - timedelta(hours=10)
    early, open_end = publish(village, sign_up_until=until), publish(village)
    for activity_id, closes_at in ((early, until), (open_end, START)):
        sign_up(village, activity_id, village.volunteer(), closes_at - SECOND)
        with pytest.raises(SignUpClosedError):
            sign_up(village, activity_id, village.volunteer(), closes_at)


def test_a_place_is_given_back_until_three_hours_before(village: Village) -> None:
    activity_id = publish(village)
    first, second = village.volunteer(), village.volunteer()
    sign_up(village, activity_id, first)
    sign_up(village, activity_id, second)
    closes_at = START - timedelta(hours=3)
    sign_off(village, activity_id, first, closes_at - SECOND)
    with pytest.raises(SignOffClosedError):
        sign_off(village, activity_id, second, closes_at)


def test_who_did_not_sign_up_still_checks_in(village: Village) -> None:
    activity_id, walk_up = publish(village, quota=1), village.volunteer()
    sign_up(village, activity_id, village.volunteer())
    assert village.scan(activity_id, walk_up, START).answer["result"] == "checked_in"


def test_nobody_signs_up_or_off_where_it_is_over_or_called_off(village: Village) -> None:
    person_id = village.volunteer()
    cancelled, ended = publish(village), publish(village)
    sign_up(village, cancelled, person_id)
    village.tell(CancelActivity, at=DAYS_BEFORE, activity_id=cancelled, reason=CancelReason.WEATHER)
    village.tell(EndActivity, at=START, activity_id=ended, ended_by=new_id())
    for call in (sign_up, sign_off):
        with pytest.raises(ActivityCancelledError):
            call(village, cancelled, person_id)
        with pytest.raises(ActivityEndedError):
            call(village, ended, person_id)


def test_a_waiting_list_has_an_end(village: Village) -> None:
    sign_ups = SignUps(activity_id=new_id())
    for _ in range(WAITING_MAX + 1):
        sign_ups.sign_up(new_id(), 1, DAYS_BEFORE, wait=True, companion_id=None)
    with pytest.raises(WaitingListFullError):
        sign_ups.sign_up(new_id(), 1, DAYS_BEFORE, wait=True, companion_id=None)


def test_a_cancellation_in_between_keeps_a_sign_up_out(village: Village, elsewhere: Ledger) -> None:
    activity_id, person_id = publish(village), village.volunteer()
    cancel = {"activity_id": activity_id, "reason": CancelReason.WEATHER}
    there = village.via(elsewhere)
    before_the_next_append(
        village.ledger.store, lambda: there.tell(CancelActivity, at=DAYS_BEFORE, **cancel)
    )
    with pytest.raises(ActivityCancelledError):
        sign_up(village, activity_id, person_id)


def test_two_hundred_people_get_exactly_fifty_places(village: Village, elsewhere: Ledger) -> None:
    activity_id = publish(village, quota=50)
    people = [village.volunteer() for _ in range(200)]
    houses = [village, village.via(elsewhere)]
    outcomes = at_once(
        [
            lambda n=n, it=it: insist(houses[n % 2], f"race-{n}", activity_id, it)
            for n, it in enumerate(people)
        ]
    )
    assert len(accepted(outcomes)) == 50
    assert refusals(outcomes) == ["activity_full"] * 150
    found = sign_ups_of(village, activity_id)
    assert len(set(found.signed_up)) == len(found.signed_up) == 50
    assert not found.waiting


def test_a_long_list_is_loaded_from_its_snapshot(village: Village, elsewhere: Ledger) -> None:
    activity_id, regular = publish(village, quota=3), village.volunteer()
    first = village.volunteer()
    sign_up(village, activity_id, first)
    for _ in range(SNAPSHOT_EVERY // 2):
        sign_up(village, activity_id, regular)
        sign_off(village, activity_id, regular)
    identifier = SignUps.create_id(activity_id)
    kept = village.ledger.store.load([identifier], []).snapshots[identifier]
    restored = restore(kept)
    assert isinstance(restored, SignUps)
    assert restored.signed_up == [first]
    sign_up(village.via(elsewhere), activity_id, regular)
    assert sign_ups_of(village, activity_id).signed_up == [first, regular]


# Minors (A22) -----------------------------------------------------------------------


def test_a_child_of_thirteen_needs_consent_and_company(village: Village) -> None:
    activity_id, child, guardian = publish(village), village.volunteer(), village.volunteer()
    young = {"age": AgeBand.UNDER_14}
    with pytest.raises(GuardianConsentRequiredError):
        sign_up(village, activity_id, child, **young)
    linked(village, child, guardian)
    with pytest.raises(CompanionRequiredError):
        sign_up(village, activity_id, child, **young)
    with pytest.raises(CompanionRequiredError):
        sign_up(village, activity_id, child, **young, companion_id=new_id())
    sign_up(village, activity_id, child, **young, companion_id=guardian)
    (told,) = [it for it in read_log(village.ledger) if isinstance(it, SignUps.SignedUp)]
    assert told.companion_id == guardian


def test_a_guardian_or_somebody_else_who_comes_is_company(village: Village) -> None:
    activity_id, child, guardian = publish(village), village.volunteer(), village.volunteer()
    neighbour, friend = village.volunteer(), village.volunteer()
    linked(village, child, guardian)
    linked(village, friend, guardian)
    sign_up(village, activity_id, neighbour)
    named = {"age": AgeBand.UNDER_14, "companion_id": neighbour}
    assert sign_up(village, activity_id, child, **named)
    sign_up(village, activity_id, guardian)
    assert sign_up(village, activity_id, friend, age=AgeBand.UNDER_14), "the guardian comes as well"


def test_at_fourteen_consent_or_company_is_enough(village: Village) -> None:
    activity_id, guardian = publish(village), village.volunteer()
    alone, agreed, taken = (village.volunteer() for _ in range(3))
    older = {"age": AgeBand.UNDER_18}
    with pytest.raises(GuardianConsentRequiredError):
        sign_up(village, activity_id, alone, **older)
    linked(village, agreed, guardian)
    sign_up(village, activity_id, agreed, **older)
    sign_up(village, activity_id, guardian)
    sign_up(village, activity_id, taken, **older, companion_id=guardian)


def test_no_minor_signs_up_where_it_is_risky(village: Village) -> None:
    activity_id = publish(village, risk_level=2, insurance_policy="PICC-1")
    child, guardian = village.volunteer(), village.volunteer()
    linked(village, child, guardian)
    for age in (AgeBand.UNDER_14, AgeBand.UNDER_18):
        with pytest.raises(AdultsOnlyError):
            sign_up(village, activity_id, child, age=age, companion_id=guardian)
    sign_up(village, activity_id, child, age=AgeBand.ADULT)


# Whatever the order -------------------------------------------------------------------

PEOPLE = [new_id() for _ in range(9)]
MOVES = st.lists(
    st.tuples(st.sampled_from(["up", "wait", "off", "resize"]), st.integers(0, 8)), max_size=60
)


class Model:
    """What should be so, told in the plainest way: everybody in the order of asking."""

    def __init__(self, places: int) -> None:
        self.places = places
        self.line: list[UUID] = []

    def take(self, move: str, person_id: UUID, number: int) -> bool:
        """Make a move; tell whether it may be made."""
        full = len(self.line) >= self.places
        if move == "resize":
            may = number + 1 >= min(len(self.line), self.places)
            self.places = number + 1 if may else self.places
        elif move == "off":
            may = person_id in self.line
            self.line = [it for it in self.line if it != person_id]
        else:
            may = person_id not in self.line and (move == "wait" or not full)
            self.line += [person_id] if may else []
        return may


def make(sign_ups: SignUps, move: str, person_id: UUID, places: int, at: datetime) -> bool:
    try:
        if move == "resize":
            sign_ups.resize(places, at)
        elif move == "off":
            sign_ups.sign_off(person_id, places, START, at)
        else:
            sign_ups.sign_up(person_id, places, at, wait=move == "wait", companion_id=None)
    except LedgerError:
        return False
    return True


@given(st.integers(1, 5), MOVES)
@settings(max_examples=300, deadline=None)
def test_whatever_the_order_places_are_kept_and_the_list_moves_up(
    places: int, moves: list[tuple[str, int]]
) -> None:
    sign_ups, model = SignUps(activity_id=new_id()), Model(places)
    for move, number in moves:
        person_id = PEOPLE[number]
        wanted = number + 1 if move == "resize" else model.places
        done = make(sign_ups, move, person_id, wanted, DAYS_BEFORE)
        assert done == model.take(move, person_id, number)
        everybody = sign_ups.signed_up + sign_ups.waiting
        assert len(sign_ups.signed_up) <= model.places
        assert len(set(everybody)) == len(everybody), "somebody is there twice"
        assert not sign_ups.waiting or len(sign_ups.signed_up) == model.places
        assert everybody == model.line, "first come, first served"
