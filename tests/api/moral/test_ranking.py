"""The place of a household in its village: ten of them, known to itself, rebuilt by an answer."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from flask import Flask

from api.moral.ranking import PLACES, rank_of
from ledger.moral.notice_commands import PostClaim, PublishNotice
from people.roles import Role
from tests.api.house import House
from tests.api.test_appeals import Deducted
from tests.support.claims import home, put, reviewed
from tests.support.ledgers import hohhot
from tests.support.village import COMMUNITY

TOWN_HONOUR = "51"


class Ranked(Deducted):
    """A household of which five points were taken off, among others that gained some."""

    gains = 0

    def gain(self, household_id: UUID, points: int) -> None:
        """Post a gain."""
        self.gains += 1
        told: dict[str, Any] = {"unit_code": COMMUNITY, "item_code": TOWN_HONOUR, "points": points}
        day = date(2026, 10, 20)
        claim = reviewed(household_id, hohhot("2026-11-01 09:00"), occurred_on=day, **told)
        put(self.house.ledger, claim)
        of = {"unit_code": COMMUNITY, "claim_ids": (claim.id,), "published_by": self.neighbour}
        self.do(PublishNotice, "2026-11-06 09:00", **of, number_from=1 + self.gains)
        self.do(PostClaim, "2026-11-17 00:00", claim_id=claim.id, round=1)

    def do(self, command: Any, at: str, **values: Any) -> None:
        """Tell a command under a key of its own."""
        key = f"{command.__name__}-gain-{self.gains}"
        self.house.ledger.execute(command(key=key, at=hohhot(at), **values))

    def homes(self, count: int) -> list[UUID]:
        """Register more households."""
        found = [home(f"{400 + it:04d}") for it in range(count)]
        put(self.house.ledger, *found)
        return [it.id for it in found]

    def place(self, household_id: UUID | None = None) -> int | None:
        """Return the place of a household, by default of one's own."""
        self.house.project()
        app: Flask = self.house.app
        with app.app_context():
            return rank_of(household_id or self.own.id, COMMUNITY, 2026)


@pytest.fixture
def village(house_on_both: House) -> Ranked:
    return Ranked(house_on_both)


def test_a11_an_answer_rebuilds_the_place(village: Ranked) -> None:
    village.gain(village.own.id, 20)
    village.gain(village.other.id, 17)
    assert (village.place(), village.place(village.other.id)) == (2, 1)
    village.appeal()
    assert (village.place(), village.place(village.other.id)) == (1, 2), "left out while it waits"
    village.decide(Role.SUPERVISOR, upheld=True)
    assert (village.place(), village.place(village.other.id)) == (1, 2)


def test_a_deduction_that_was_kept_counts_again(village: Ranked) -> None:
    village.gain(village.own.id, 20)
    village.gain(village.other.id, 17)
    village.appeal()
    village.decide(Role.SUPERVISOR, upheld=False)
    assert (village.place(), village.place(village.other.id)) == (2, 1)


def test_what_a_merged_household_appeals_against_is_left_out_of_the_others_place(
    village: Ranked,
) -> None:
    (first,) = village.homes(1)
    village.gain(first, 15)
    village.gain(village.other.id, 17)
    village.appeal()
    village.merge()
    assert village.place(village.other.id) == 1, "17 points without the five of the appeal"
    village.decide(Role.SUPERVISOR, upheld=False)
    assert village.place(village.other.id) == 2


def test_only_the_first_ten_have_a_place_and_equal_scores_share_one(village: Ranked) -> None:
    first, *others = village.homes(PLACES + 1)
    village.gain(first, 50)
    for each in others:
        village.gain(each, 30)
    assert village.place(first) == 1
    assert {village.place(each) for each in others} == {2}
    village.gain(village.own.id, 20)
    assert village.place() is None


def test_who_is_at_the_base_has_no_place(village: Ranked) -> None:
    assert village.place() is None
    assert village.place(village.other.id) is None
