"""Doors of pledges: reading and signing for one's household, and entering a paper."""

from typing import Any
from uuid import UUID

import pytest

from ledger.households.commands import RegisterHousehold
from ledger.households.kinds import NewMember, Relation
from ledger.kernel.ids import new_id
from people.roles import Role
from tests.api.house import House, fresh_key
from tests.support.pictures import form_of, jpeg
from tests.support.rules import PLEDGE, enact_rules
from tests.support.village import COMMUNITY

PAPER = {"photo_id": str(new_id()), "photo_hash": "0" * 64}


def at_home(house: House) -> UUID:
    """Put the resident into a household of a village with a pledge."""
    enact_rules(house.village.record, COMMUNITY, house.village.now, pledge=PLEDGE)
    head = NewMember(house.persons[Role.RESIDENT], Relation.HEAD)
    register = {"unit_code": COMMUNITY, "group": "", "number": "0147", "members": (head,)}
    told = house.village.do(RegisterHousehold, **register)
    house.project()
    return UUID(str(told["household_id"]))


def test_a_household_signs_the_version_in_force_once(house_on_both: House) -> None:
    house = house_on_both
    home = at_home(house)
    told = house.get("/me/pledge", Role.RESIDENT).json
    assert (told["household_id"], told["signed"]) == (str(home), [])
    assert told["in_force"]["pledge"]["will_not"] == PLEDGE.will_not
    signed = house.post("/me/pledge", Role.RESIDENT, {})
    assert (signed.status_code, signed.json["version"]) == (201, 1)
    again = house.post("/me/pledge", Role.RESIDENT, {})
    assert (again.status_code, again.json["code"]) == (409, "pledge_already_signed")
    house.project()
    (line,) = house.get("/me/pledge", Role.RESIDENT).json["signed"]
    assert (line["version"], line["method"]) == (1, "phone")


def test_a_clerk_enters_what_was_signed_on_paper(house: House) -> None:
    home = at_home(house)
    headers = {"Idempotency-Key": fresh_key()}
    paper = house.ask("POST", "/photos", Role.CLERK, headers=headers, **form_of(jpeg())).json
    sent = {name: paper[it] for name, it in (("photo_id", "photo_id"), ("photo_hash", "hash"))}
    body: dict[str, Any] = sent | {"person_id": str(house.persons[Role.RESIDENT])}
    path = f"/households/{home}/pledges"
    assert house.post(path, Role.CLERK, body | PAPER).json["code"] == "photo_not_found"
    other = house.post(path, Role.CLERK, body | {"photo_hash": "0" * 64})
    assert other.json["code"] == "request_invalid"
    stranger = house.post(path, Role.CLERK, body | {"person_id": str(new_id())})
    assert stranger.json["code"] == "household_member_required"
    assert house.post(path, Role.CLERK, body).status_code == 201
    (line,) = house.project().get("/me/pledge", Role.RESIDENT).json["signed"]
    assert line["method"] == "paper"
    assert house.services.photos.drop(UUID(sent["photo_id"])) is False, "it is evidence now"


@pytest.mark.parametrize("photo_hash", ["0" * 63, "Z" * 64, ""])
def test_a_paper_needs_its_picture(house: House, photo_hash: str) -> None:
    home = at_home(house)
    body = PAPER | {"person_id": str(house.persons[Role.RESIDENT]), "photo_hash": photo_hash}
    refused = house.post(f"/households/{home}/pledges", Role.CLERK, body)
    assert refused.json["code"] == "request_invalid"


def test_whoever_is_of_no_household_has_nothing_to_sign(quiet_house: House) -> None:
    told = quiet_house.get("/me/pledge", Role.RESIDENT)
    assert told.json["code"] == "household_member_required"
