"""Pages of households, without scripts: the own one, the desk's register, the roster."""

from typing import Any
from uuid import UUID

import pytest

from ledger.households.commands import JoinScheme
from ledger.households.household import Household
from ledger.households.kinds import NewMember, Relation
from ledger.kernel.ids import new_id
from ledger.registry.consent_purposes import AgeBand
from ledger.wallets.wallet import Wallet, WalletKind
from people.directory import Person
from people.roles import Role
from tests.api.house import House
from tests.support.homes import Home, register
from tests.support.village import COMMUNITY
from tests.web.routes.conftest import Open
from web.messages_zh import refusal

CLERK, STREET, RESIDENT = Role.CLERK, Role.STREET, Role.RESIDENT
HEADS = "户号,组,姓名,与户主关系,出生日期,手机号"


def own(house: House, **more: Any) -> Home:
    """The household of the resident, who is its head, with a child."""
    me, child = house.persons[RESIDENT], new_id()
    house.services.directory.enrol([Person(child, "王小明", COMMUNITY)])
    members = (NewMember(me, Relation.HEAD), NewMember(child, Relation.CHILD))
    home = register(house.village.do, COMMUNITY, "0147", members=members, **more)
    house.project()
    return home


def named(house: House, number: str, name: str) -> Home:
    head = new_id()
    house.services.directory.enrol([Person(head, name, COMMUNITY)])
    members = (NewMember(head, Relation.HEAD),)
    home = register(house.village.do, COMMUNITY, number, members=members)
    house.project()
    return home


def test_a_resident_without_a_household_is_told_what_to_do(browser_of: Open) -> None:
    resident = browser_of(RESIDENT)
    assert "/household" in resident.open("/").links
    assert "请带户口簿到村里" in resident.open("/household").text


def test_the_home_shows_the_points_of_the_household(house: House, browser_of: Open) -> None:
    home = own(house)
    house.village.credit(Wallet.create_id(home.id, WalletKind.HOUSEHOLD), 65)
    house.project()
    resident = browser_of(RESIDENT)
    text = resident.open("/").text
    assert "0147 号" in text
    assert "65" in text
    assert "/items" in resident.page.links
    assert "您家还没加入积分制" in text


def test_a_member_joins_the_scheme_and_turns_the_switch(house: House, browser_of: Open) -> None:
    own(house)
    resident = browser_of(RESIDENT)
    text = resident.open("/household").text
    assert "王*明" in text
    assert "子女" in text
    page = resident.submit("/household/scheme")
    assert "公示户号：关着" in page.text
    page = resident.submit("/household/publication")
    assert "公示户号：开着" in page.text
    page = resident.submit("/household/publication")
    assert "公示户号：关着" in page.text
    page = resident.submit("/household/scheme-leaving")
    assert "您家还没加入积分制" in page.text


def test_a_member_asks_and_the_clerk_answers(house: House, browser_of: Open) -> None:
    own(house)
    resident, clerk = browser_of(RESIDENT), browser_of(CLERK)
    resident.open("/household")
    page = resident.submit("/household/requests", kind="split", words="儿子成家了")
    assert "等答复" in page.text
    assert "/desk/households" in clerk.open("/").links
    assert "儿子成家了" in clerk.open("/desk/households").text
    address = f"/desk/household-requests/{house.persons[RESIDENT]}/1"
    page = clerk.submit(address, words="请带户口簿来", is_done="0")
    assert "儿子成家了" not in page.text
    assert "请带户口簿来" in resident.open("/household").text


def test_a_clerk_registers_a_household_and_enters_somebody(browser_of: Open) -> None:
    clerk = browser_of(CLERK)
    clerk.open("/desk/households")
    page = clerk.submit("/desk/households", number="0201", group="二组", head="王桂兰")
    assert "王*兰" in page.text
    at = clerk.address.partition("?")[0]
    page = clerk.submit(f"{at}/members", name="王小明", person="", relation="child")
    assert "王*明" in page.text
    page = clerk.submit(f"{at}/members", name="王大明", person="", relation="head")
    assert refusal("household_head_required").headline in page.text
    assert clerk.status == 422
    page = clerk.submit(f"{at}/gate-code", reason="lost")
    assert "第 2 版" in page.text
    clerk.open("/desk/households")
    page = clerk.submit("/desk/households", number="0201", group="", head="李四")
    assert refusal("household_number_taken").headline in page.text
    assert "0201" in clerk.open("/desk/households?number=02").text


def test_a_merge_and_a_split_are_confirmed_by_a_second_person(
    house: House, browser_of: Open
) -> None:
    home, other = own(house), named(house, "0149", "王强")
    clerk, street = browser_of(CLERK), browser_of(STREET)
    at = f"/desk/households/{other.id}"
    clerk.open(at)
    agreed = {"reason": "marriage", "words": "两户户主都已签字"}
    page = clerk.submit(f"{at}/merge", into_number="0147", **agreed)
    assert "要另一个人确认" in page.text
    assert "等第二人确认" in street.open("/desk/households").text
    street.open(at)
    page = street.submit(f"{at}/changes/1/confirmation")
    assert "已并入 0147" in page.text
    mine = f"/desk/households/{home.id}"
    child = next(
        it.person_id
        for it in house.project().services.views.households.members(home.id)
        if it.relation == "child"
    )
    clerk.open(mine)
    split = {"new_number": "0325", "new_head": str(child), "stays": "2", "leaves": "1"}
    page = clerk.submit(f"{mine}/split", **split, reason="register", words="户口簿分户")
    assert "0325" in page.text
    street.open(mine)
    street.submit(f"{mine}/changes/1/confirmation")
    house.project()
    assert house.services.views.households.get(Household.create_id(COMMUNITY, "0325"))


def test_a_roster_is_looked_at_and_then_entered_whole(house: House, browser_of: Open) -> None:
    clerk = browser_of(CLERK)
    assert "/desk/households/roster" in clerk.open("/desk/households").links
    clerk.open("/desk/households/roster")
    bad = f"{HEADS}\n0001,一组,王明,当家的,,"
    page = clerk.submit("/desk/households/roster", csv=bad)
    assert "与户主关系不认识" in page.text
    clerk.open("/desk/households/roster")
    good = f"{HEADS}\n0001,一组,王明,户主,1980-03-05,\n0001,一组,王小明,子女,,"
    page = clerk.submit("/desk/households/roster", csv=good)
    assert "1 户，2 人" in page.text
    page = clerk.submit("/desk/households/roster/entry")
    assert "0001" in page.text


@pytest.mark.parametrize("publishes", [True, False])
def test_the_register_shows_who_agreed(house: House, browser_of: Open, publishes: bool) -> None:
    home = own(house)
    house.village.do(
        JoinScheme,
        household_id=home.id,
        agreed_by=house.persons[RESIDENT],
        age=AgeBand.ADULT,
        publishes=publishes,
    )
    house.project()
    text = browser_of(CLERK).open(f"/desk/households/{home.id}").text
    assert ("不公示户号" in text) is not publishes


def test_a_household_of_another_unit_has_no_page(browser_of: Open) -> None:
    clerk = browser_of(CLERK)
    clerk.open(f"/desk/households/{UUID(int=1)}")
    assert clerk.status == 404
