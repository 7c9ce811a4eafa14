"""Codes at gates: whom they open to, and what a replaced or merged one does."""

from uuid import UUID

from ledger.households.household import Household
from people.roles import Role
from qr.kinds import Kind
from tests.api.house import House
from tests.api.households import CLERK, RESIDENT, STREET, done, new, own, refused, register


def gate(house: House, household_id: str, generation: int = 1) -> str:
    return house.code(Kind.GATE, Household.gate_id(UUID(household_id), generation))


def test_a_gate_opens_for_its_members_and_those_who_serve_there(house_on_both: House) -> None:
    house = house_on_both
    made, other = own(house), register(house, "0148", new("李四"))
    told = done(house.scan(RESIDENT, gate(house, made)), 200)
    assert (told["result"], told["household"]["number"]) == ("gate_opened", "0147")
    assert done(house.scan(Role.GRID_WORKER, gate(house, other)), 200)["household"]["number"]
    stranger = house.scan(RESIDENT, gate(house, other))
    refused(stranger, "household_member_required", 403)
    assert "0148" not in stranger.get_data(as_text=True)
    refused(house.scan(Role.RIDER, gate(house, made)), "household_member_required", 403)
    far = house.token(Role.GRID_WORKER, house.persons[Role.GRID_WORKER], unit="150102001001")
    refused(house.scan(far, gate(house, made)), "household_member_required", 403)
    assert house.ask("POST", "/scans", json={"token": gate(house, made)}).status_code == 401


def test_a_replaced_plate_opens_nothing(house_on_both: House) -> None:
    house = house_on_both
    made = own(house)
    done(house.post(f"/households/{made}/gate-code", CLERK, {"reason": "lost"}))
    house.project()
    assert house.scan(RESIDENT, gate(house, made)).json["code"] == "qr_revoked"  # type: ignore[index]
    assert done(house.scan(RESIDENT, gate(house, made, 2)), 200)["result"] == "gate_opened"
    assert "svg" in house.get("/me/household/gate-code.svg", RESIDENT).get_data(as_text=True)
    plate = house.get(f"/households/{made}/gateplate.pdf", CLERK)
    assert plate.data.startswith(b"%PDF")


def test_the_gate_of_a_merged_household_leads_to_the_one_that_stays(
    house_on_both: House,
) -> None:
    house = house_on_both
    one, two = own(house), register(house, "0149", new("王强"))
    body = {"into_id": one, "reason": "marriage", "words": "两户户主都签了字"}
    number = done(house.post(f"/households/{two}/merge", CLERK, body))["number"]
    done(house.post(f"/households/{two}/changes/{number}/confirmation", STREET, {}))
    house.project()
    told = done(house.scan(RESIDENT, gate(house, two)), 200)
    assert told["household"]["household_id"] == one
