"""Signing the pledge of a version: an adult of the household, once, on the phone or on paper."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from ledger.households.commands import RegisterHousehold
from ledger.households.errors import (
    HouseholdAdultRequiredError,
    HouseholdMemberRequiredError,
    HouseholdNotFoundError,
)
from ledger.households.kinds import NewMember, Relation
from ledger.kernel.ids import new_id
from ledger.moral.pledge import Pledge, SignedBy
from ledger.moral.pledging import SignPledge
from ledger.moral.rulebook_errors import (
    PledgeMissingError,
    PledgePaperRequiredError,
    PledgeSignedError,
    RulebookNotInForceError,
)
from ledger.registry.consent_purposes import AgeBand
from tests.support.ledgers import UNIT, Village, hohhot, read_log
from tests.support.rules import CLERK, PLEDGE, enact_rules

AT = hohhot("2026-03-05 09:00")


def household(village: Village, *members: UUID) -> UUID:
    told = village.tell(
        RegisterHousehold,
        unit_code=UNIT,
        group="一组",
        number="0147",
        members=tuple(
            NewMember(it, Relation.HEAD if n == 0 else Relation.SPOUSE)
            for n, it in enumerate(members)
        ),
    )
    return UUID(str(told.answer["household_id"]))


def sign(village: Village, household_id: UUID, person_id: UUID, **more: Any) -> Any:
    said = {"household_id": household_id, "person_id": person_id, "age": AgeBand.ADULT}
    return village.tell(SignPledge, **(said | more)).answer


def test_an_adult_of_the_household_signs_each_version_once(village: Village) -> None:
    wife, husband = new_id(), new_id()
    home = household(village, wife, husband)
    with pytest.raises(RulebookNotInForceError):
        sign(village, home, wife)
    enact_rules(village.tell, UNIT, AT, pledge=PLEDGE)
    assert sign(village, home, wife)["version"] == 1
    with pytest.raises(PledgeSignedError):
        sign(village, home, husband)
    later = AT + timedelta(days=30)
    enact_rules(village.tell, UNIT, later)
    assert sign(village, home, husband, at=later)["version"] == 2
    pledge: Pledge = village.load(Pledge.create_id(home))
    assert pledge.signed == {1, 2}
    signed = [it for it in read_log(village.ledger) if isinstance(it, Pledge.Signed)]
    assert [(it.signed_by, it.method) for it in signed] == [
        (wife, SignedBy.PHONE),
        (husband, SignedBy.PHONE),
    ]


def test_nobody_else_signs_for_a_household(village: Village) -> None:
    wife = new_id()
    home = household(village, wife)
    enact_rules(village.tell, UNIT, AT, pledge=PLEDGE)
    with pytest.raises(HouseholdMemberRequiredError):
        sign(village, home, new_id())
    with pytest.raises(HouseholdAdultRequiredError):
        sign(village, home, wife, age=AgeBand.UNDER_18)
    with pytest.raises(HouseholdNotFoundError):
        sign(village, new_id(), wife)


def test_a_paper_is_entered_by_somebody_else_with_its_picture(village: Village) -> None:
    wife = new_id()
    home = household(village, wife)
    enact_rules(village.tell, UNIT, AT, pledge=PLEDGE)
    with pytest.raises(PledgePaperRequiredError):
        sign(village, home, wife, entered_by=CLERK)
    with pytest.raises(PledgePaperRequiredError):
        sign(village, home, wife, photo_id=new_id())
    with pytest.raises(PledgePaperRequiredError):
        sign(village, home, wife, entered_by=wife, photo_id=new_id())
    sign(village, home, wife, entered_by=CLERK, photo_id=new_id(), photo_hash="0" * 64)


def test_a_version_without_a_pledge_is_not_signed(village: Village) -> None:
    wife = new_id()
    home = household(village, wife)
    enact_rules(village.tell, UNIT, AT)
    with pytest.raises(PledgeMissingError):
        sign(village, home, wife)
