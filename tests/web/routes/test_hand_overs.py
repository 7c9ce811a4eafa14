"""What the shop handed out, on the desk: the committee takes back, the clerk only sees."""

from uuid import UUID

from sqlalchemy import delete

from ledger.shop.hand_over import Collector
from ledger.shop.kinds import Confirmation, Relation
from ledger.shop.voucher_commands import CollectVoucher
from people.photo_tables import photos
from people.roles import Role
from tests.api.house import House
from tests.support.pictures import jpeg
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


def signed_for(house: House) -> UUID:
    """Hand things over to somebody who signed; return the picture of the slip."""
    village, keeper_id = house.village, house.persons[Role.SHOP_KEEPER]
    village.credit(village.household_wallet, 100)
    kept = house.services.photos
    photo_id = kept.keep(jpeg(), about=None, by=keeper_id, now=house.now).photo_id
    kept.record([photo_id], house.now)
    came = Collector(Relation.SELF.value, Confirmation.SIGNATURE.value, photo_id=photo_id)
    of = {"voucher_id": village.reserve(), "shop_id": village.shop, "keeper_id": keeper_id}
    village.do(CollectVoucher, **of, collector=came)
    house.project()
    return photo_id


def test_the_committee_opens_the_picture_of_what_was_signed(house: House, browser_of: Open) -> None:
    address = f"/api/v1/photos/{signed_for(house)}"
    for role in (Role.SUPERVISOR, Role.CLERK):
        browser = browser_of(role)
        page = browser.open("/desk/hand-overs")
        assert "签字照片" in page.text
        assert address in page.links
        browser.open(address)
        assert (browser.status, browser.answer.mimetype) == (200, "image/jpeg")


def test_a_picture_whose_term_is_over_has_no_link(house: House, browser_of: Open) -> None:
    photo_id = signed_for(house)
    with house.services.people.writing() as connection:
        connection.execute(delete(photos).where(photos.c.photo_id == photo_id))
    page = browser_of(Role.SUPERVISOR).open("/desk/hand-overs")
    assert "在小票上签字" in page.text
    assert "签字照片" not in page.text
