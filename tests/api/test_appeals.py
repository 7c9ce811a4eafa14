"""Appeals through their doors: A11 as a household, a committee and a township see it."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from ledger.households.change_commands import ConfirmHouseholdChange, ProposeMerge
from ledger.households.kinds import ChangeReason
from ledger.households.residence import Residence
from ledger.kernel.ids import new_id
from ledger.moral.book_commands import MergeScoreYears
from ledger.moral.notice_commands import DeliverNotice, PostClaim, PublishNotice
from ledger.moral.notice_kinds import Delivery
from people.photo_tables import photos
from people.roles import Role
from tests.api.claims import NOW, ClaimVillage
from tests.api.house import House
from tests.support.claims import put, reviewed
from tests.support.ledgers import hohhot
from tests.support.village import COMMUNITY

SAID = {"reason": "put_right_before", "words": "柴堆 11 月 8 日就拉走了"}


class Deducted(ClaimVillage):
    """A household of which ten points were taken off on 17 November."""

    def __init__(self, house: House, *, with_photo: bool = False) -> None:
        super().__init__(house)
        self.photo_ids = [UUID(self.photo(Role.GRID_WORKER))] if with_photo else []
        house.services.photos.record(self.photo_ids, house.now)
        claim = reviewed(
            self.own.id,
            hohhot("2026-11-01 09:00"),
            unit_code=COMMUNITY,
            item_code="90",
            points=5,
            is_deduction=True,
            notice_days=7,
            occurred_on=date(2026, 10, 20),
            photo_ids=self.photo_ids,
        )
        put(house.ledger, claim)
        self.claim_id = claim.id
        of = {"claim_ids": (claim.id,), "published_by": self.neighbour, "number_from": 1}
        self.tell(PublishNotice, "2026-11-06 09:00", unit_code=COMMUNITY, **of)
        by = {"method": Delivery.HANDED_OVER, "delivered_by": self.neighbour}
        self.tell(DeliverNotice, "2026-11-09 10:00", claim_id=claim.id, on=date(2026, 11, 9), **by)
        self.tell(PostClaim, "2026-11-17 00:00", claim_id=claim.id, round=1)
        house.project()

    def tell(self, command: Any, at: str, **values: Any) -> None:
        self.house.ledger.execute(command(key=f"{command.__name__}-1", at=hohhot(at), **values))

    def appeal(self, who: Role | str = Role.RESIDENT, **more: Any) -> Any:
        told = self.house.post(f"/claims/{self.claim_id}/appeal", who, SAID | more)
        self.house.project()
        return told

    def decide(self, who: Role | str, *, upheld: bool) -> Any:
        body = {"upheld": upheld, "words": "看过照片了"}
        told = self.house.post(f"/appeals/{self.claim_id}/decision", who, body)
        self.house.project()
        return told

    def merge(self) -> None:
        """Let the household become part of the neighbour's, and its year go on there."""
        residence = Residence(person_id=self.resident)
        residence.enter(self.own.id, hohhot("2026-11-01 08:00"))
        put(self.house.ledger, residence)
        proposer, second = self.person("文书"), self.person("第二人")
        of = {"household_id": self.own.id}
        basis = {"reason": ChangeReason.MARRIAGE, "text_id": new_id(), "proposed_by": proposer}
        self.tell(ProposeMerge, "2026-11-18 09:00", **of, into_id=self.other.id, **basis)
        self.tell(ConfirmHouseholdChange, "2026-11-18 10:00", **of, number=1, confirmed_by=second)
        from_id = {"household_id": self.other.id, "from_household_id": self.own.id}
        self.tell(MergeScoreYears, "2026-11-18 11:00", **from_id, year=2026)
        self.house.project()

    @property
    def term(self) -> tuple[bool, datetime]:
        """Whether its picture is held, and from when on its term runs."""
        with self.house.people.reading() as connection:
            row = connection.execute(select(photos.c.held, photos.c.term_from)).one()
        return row.held, row.term_from

    @property
    def score(self) -> int:
        found = self.house.services.views.scores.of(self.own.id, 2026)
        assert found is not None
        return found.score


@pytest.fixture
def village(house_on_both: House) -> Deducted:
    return Deducted(house_on_both)


def test_a11_a_household_appeals_and_its_points_come_back(village: Deducted) -> None:
    assert village.score == 95
    told = village.appeal()
    assert (told.status_code, told.json["answer_due_on"]) == (201, "2026-11-27")
    (waiting,) = village.house.get("/appeals", Role.SUPERVISOR).json["items"]
    assert (waiting["claim_id"], waiting["points"]) == (str(village.claim_id), 5)
    answered = village.decide(Role.SUPERVISOR, upheld=True)
    assert (answered.status_code, answered.json["state"]) == (201, "upheld")
    assert village.house.get("/appeals", Role.SUPERVISOR).json["items"] == []
    assert village.score == 100


def test_the_township_is_the_second_level(village: Deducted) -> None:
    village.appeal()
    early = village.decide(Role.STREET, upheld=True)
    assert (early.status_code, early.json["code"]) == (404, "appeal_not_found")
    village.decide(Role.SUPERVISOR, upheld=False)
    asked = village.house.post(f"/appeals/{village.claim_id}/escalation", Role.RESIDENT, {})
    assert (asked.status_code, asked.json["answer_due_on"]) == (201, "2026-12-04")
    village.house.project()
    assert len(village.house.get("/appeals", Role.STREET).json["items"]) == 1
    assert village.decide(Role.STREET, upheld=True).json["state"] == "upheld"
    assert (
        village.house.get(f"/appeals/{village.claim_id}", Role.RESIDENT).json["state"] == "upheld"
    )


def test_the_pictures_of_an_act_stay_while_it_is_appealed_against(house: House) -> None:
    village = Deducted(house, with_photo=True)
    assert village.term == (False, NOW)
    village.appeal()
    assert village.term == (True, NOW)
    house.now = NOW + timedelta(days=1)
    village.decide(Role.SUPERVISOR, upheld=False)
    assert village.term == (False, house.now), "a year from the answer on"
    house.post(f"/appeals/{village.claim_id}/escalation", Role.RESIDENT, {})
    assert village.term[0] is True
    village.house.project()
    village.decide(Role.STREET, upheld=True)
    assert village.term[0] is False


def test_nobody_else_appeals_nor_sees_it(village: Deducted) -> None:
    neighbour = village.house.token(Role.RESIDENT, village.neighbour)
    told = village.appeal(neighbour)
    assert (told.status_code, told.json["code"]) == (404, "claim_not_found")
    village.appeal()
    assert village.house.get(f"/appeals/{village.claim_id}", neighbour).status_code == 404
    again = village.appeal()
    assert (again.status_code, again.json["code"]) == (409, "already_appealed")


def test_staff_write_down_what_was_said(village: Deducted) -> None:
    body = SAID | {"person_id": str(village.resident), "method": "telephone"}
    told = village.house.post(f"/claims/{village.claim_id}/spoken-appeal", Role.GRID_WORKER, body)
    assert told.status_code == 201, told.text
    village.house.project()
    (mine,) = village.house.get("/appeals", Role.RESIDENT).json["items"]
    assert mine["method"] == "telephone"
    other = body | {"person_id": str(village.neighbour)}
    refused = village.house.post(
        f"/claims/{village.claim_id}/spoken-appeal", Role.GRID_WORKER, other
    )
    assert refused.json["code"] == "household_member_required"


def test_what_comes_too_late_is_refused_and_says_whom_to_ask(village: Deducted) -> None:
    village.house.now = hohhot("2026-11-25 00:00")
    told = village.appeal()
    assert (told.status_code, told.json["code"]) == (422, "appeal_window_closed")


def test_a_household_that_took_another_in_appeals_for_it(village: Deducted) -> None:
    village.merge()
    (own,) = village.house.get("/household/deductions", Role.RESIDENT).json["items"]
    assert own["claim_id"] == str(village.claim_id)
    listed = village.house.get("/claims?of=household", Role.RESIDENT).json["items"]
    assert [it["claim_id"] for it in listed] == [str(village.claim_id)]
    assert village.appeal().status_code == 201
    (mine,) = village.house.get("/appeals", Role.RESIDENT).json["items"]
    assert mine["claim_id"] == str(village.claim_id)
