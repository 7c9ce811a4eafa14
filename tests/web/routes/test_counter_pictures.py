"""Pictures at the keeper's counter: of what was signed, or of the goods."""

import io

from ledger.kernel.ids import new_id
from people.roles import Role
from qr.kinds import Kind
from tests.api.house import House
from tests.support.pictures import jpeg
from tests.web.routes.conftest import Open
from tests.web.routes.counters import (
    KEEPER,
    choose,
    counter,
    home,
    picture,
    points,
    redeem,
    reserved,
    show,
    wallet_of,
)


def test_a_signature_counts_with_a_picture_of_what_was_signed(
    house: House, browser_of: Open
) -> None:
    keeper = browser_of(KEEPER)
    household, _ = home(house, "0147", "张小花")
    keeper.open(counter(house))
    keeper.submit(counter(house), number="0147")
    choose(keeper, house, **{f"q-{house.village.item}": "1"})
    page = redeem(keeper, house, relation="self")
    assert keeper.status == 422
    assert "签字没有拍照" in page.text
    assert "请拍下签好的纸再办" in page.text
    assert points(house, household) == (300, 0)

    # What is amiss next does not cost the picture: it stays for the next try.
    page = redeem(keeper, house, relation="neighbour", photo=picture())
    assert "代领的要写清是谁" in page.text
    assert "已拍 1 张" in page.text
    page = redeem(keeper, house, relation="neighbour", collector_name="李婶")
    assert "交付好了，已入账。" in page.text
    (row,) = house.services.views.vouchers.of_owner(household)
    assert (row.state, row.confirmation) == ("collected", "signature")
    assert points(house, household) == (285, 0)


def test_a_voucher_is_signed_for_with_a_picture_too(house: House, browser_of: Open) -> None:
    keeper = browser_of(KEEPER)
    household, _ = home(house, "0147", "张小花")
    voucher = reserved(house, wallet_of(household))
    show(keeper, house, house.code(Kind.VOUCHER, voucher))
    action = f"/vouchers/{voucher}/collection"
    said = {"confirmation": "signature", "relation": "self"}
    page = keeper.submit(action, **said)
    assert "signature_photo_required" in page.text
    assert points(house, household) == (285, 15)
    page = keeper.submit(action, **said, photo=picture())
    assert "交付好了，已入账。" in page.text


def pictured(house: House, who: Role, seed: int = 3) -> str:
    """Keep a picture of somebody's; return its ID."""
    by = house.persons[who]
    return str(house.services.photos.keep(jpeg(seed), about=None, by=by, now=house.now).photo_id)


def test_a_picture_that_is_not_the_keepers_own_is_said_in_place(
    house: House, browser_of: Open
) -> None:
    keeper, others = browser_of(KEEPER), pictured(house, Role.CLERK)
    household, _ = home(house, "0147", "张小花")
    keeper.open(counter(house))
    keeper.submit(counter(house), number="0147")
    choose(keeper, house, **{f"q-{house.village.item}": "1"})
    for wrong in (others, str(new_id())):
        page = redeem(keeper, house, relation="self", photo_id=wrong)
        assert keeper.status == 404
        assert "没找到这张照片" in page.text
        assert "请当面念一遍" in page.text, "the step is still there"
        (form,) = (it for it in page.forms if it.action.endswith("/redemptions"))
        assert "photo_id" not in form.fields, "a wrong picture is not offered again"
    assert points(house, household) == (300, 0)
    assert "交付好了" in redeem(keeper, house, relation="self", photo=picture()).text

    voucher = reserved(house, wallet_of(household))
    show(keeper, house, house.code(Kind.VOUCHER, voucher))
    action = f"/vouchers/{voucher}/collection"
    said = {"confirmation": "signature", "relation": "self"}
    page = keeper.submit(action, **said, photo_id=others)
    assert (keeper.status, "photo_not_found" in page.text) == (404, True)
    page = keeper.submit(action, **said, photo=(io.BytesIO(b"no picture"), "a.jpg"))
    assert (keeper.status, "photo_type_unsupported" in page.text) == (415, True)
    assert "交付好了" in keeper.submit(action, **said, photo=picture()).text


def test_what_is_brought_back_with_a_signature_needs_its_picture_too(
    house: House, browser_of: Open
) -> None:
    keeper = browser_of(KEEPER)
    household, _ = home(house, "0147", "张小花")
    voucher = reserved(house, wallet_of(household))
    show(keeper, house, house.code(Kind.VOUCHER, voucher))
    said = {"confirmation": "signature"}
    keeper.submit(f"/vouchers/{voucher}/collection", **said, relation="self", photo=picture())
    action = f"/vouchers/{voucher}/undo"
    page = keeper.submit(action, **said)
    assert keeper.status == 422
    assert "签字没有拍照" in page.text
    (form,) = (it for it in page.forms if it.action == action)
    assert form.fields["confirmation"] == "signature", "the way that was tried is proposed"
    page = keeper.submit(action, **said, photo_id=pictured(house, Role.CLERK))
    assert (keeper.status, "photo_not_found" in page.text) == (404, True)
    assert points(house, household) == (285, 0)
    page = keeper.submit(action, **said, photo=picture(2))
    assert "已整单撤回" in page.text
    assert points(house, household) == (300, 0)
    page = browser_of(Role.SUPERVISOR).open("/desk/hand-overs")
    assert "签字照片 撤回签字照片" in page.text


def test_one_picture_for_two_hand_overs_is_shown_to_the_committee(
    house: House, browser_of: Open
) -> None:
    keeper, committee = browser_of(KEEPER), browser_of(Role.SUPERVISOR)
    for number, name in (("0147", "张小花"), ("0148", "王大明")):
        home(house, number, name)
        keeper.open(counter(house))
        keeper.submit(counter(house), number=number)
        choose(keeper, house, **{f"q-{house.village.item}": "1"})
        assert "交付好了" in redeem(keeper, house, relation="self", photo=picture()).text
    house.project()
    (address,) = (it for it in committee.open("/desk/alarms").links if "/desk/alarms/" in it)
    page = committee.open(address)
    assert "2 次发货用了同一张照片" in page.text
    photos = [it for it in page.links if it.startswith("/api/v1/photos/")]
    assert len(photos) == 2
    for it in photos:
        committee.open(it)
        assert (committee.status, committee.answer.mimetype) == (200, "image/jpeg")
    street = browser_of(Role.STREET).open(address)
    assert "2 次发货用了同一张照片" in street.text
    assert not any(it.startswith("/api/v1/photos/") for it in street.links)
