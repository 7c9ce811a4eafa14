"""What the shop handed out, on the desk: the committee takes back, the clerk only sees."""

from people.roles import Role
from tests.api.house import House
from tests.web.routes.conftest import Open


def test_the_committee_takes_back_what_was_handed_out_wrongly(
    house: House, browser_of: Open
) -> None:
    village = house.village
    village.credit(village.household_wallet, 100)
    committee = browser_of(Role.SUPERVISOR)
    assert "还没有发出过东西" in committee.open("/desk/hand-overs").text
    voucher = village.reserve()
    village.collect(voucher)
    house.project()
    page = committee.open("/desk/hand-overs")
    assert "洗衣液 1 份" in page.text
    assert "4 位领取码" in page.text
    page = committee.submit(f"/desk/hand-overs/{voucher}/undoing", words="发给了别家")
    assert "冲正好了" in page.text
    assert "已撤回" in page.text
    assert not any(it.action.endswith("/undoing") for it in page.forms)


def test_the_clerk_sees_it_and_takes_nothing_back(house: House, browser_of: Open) -> None:
    village = house.village
    village.credit(village.household_wallet, 100)
    voucher = village.reserve()
    village.collect(voucher)
    house.project()
    clerk = browser_of(Role.CLERK)
    page = clerk.open("/desk/hand-overs")
    assert "洗衣液" in page.text
    assert not any(it.action.endswith("/undoing") for it in page.forms)
    assert clerk.post(f"/desk/hand-overs/{voucher}/undoing", words="x") == 403
