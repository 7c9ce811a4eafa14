"""Reserve, show, hand over, take back: with plain forms, end to end."""

from uuid import UUID

from ledger.kernel.ids import subject_of
from people.roles import Role
from qr.kinds import Kind
from tests.api.house import House
from tests.web.routes.conftest import Open
from tests.web.routes.plain import Document, PlainBrowser


def _reserve(house: House, browser: PlainBrowser) -> str:
    browser.open(f"/items/{house.village.item}")
    browser.submit(f"/items/{house.village.item}/vouchers")
    assert browser.status == 200
    return browser.address.partition("?")[0].removeprefix("/vouchers/")


def test_a_volunteer_reserves_and_the_keeper_hands_over(house: House, browser_of: Open) -> None:
    buyer, keeper = browser_of(Role.VOLUNTEER), browser_of(Role.SHOP_KEEPER)
    voucher = _reserve(house, buyer)
    assert "占住了" in buyer.page.text
    digits = "".join(buyer.page.text.partition("或者报这 4 位数")[2].split()[:4])
    counter = f"/shops/{house.village.shop}/counter"
    keeper.open("/shop/counter")
    page = keeper.submit(counter, code4=digits)
    assert "洗衣液" in page.text
    assert "张**三" in page.text
    page = keeper.submit(f"/vouchers/{voucher}/collection")
    assert "交付好了，已入账。" in page.text
    assert "已领取" in buyer.open(f"/vouchers/{voucher}").text
    assert "现在 25" in buyer.open("/me/entries").text


def test_a_voucher_is_handed_over_once(house: House, browser_of: Open) -> None:
    voucher = _reserve(house, browser_of(Role.VOLUNTEER))
    keeper = browser_of(Role.SHOP_KEEPER)
    token = house.code(Kind.VOUCHER, UUID(voucher))
    _show(keeper, house, token)
    form = next(it for it in keeper.page.forms if it.action.endswith("/collection"))
    assert keeper.post(form.action, **form.fields | {"digits": "12"}) == 422
    form.fields["digits"] = house.services.maker.pickup(Kind.VOUCHER, subject_of(UUID(voucher)))
    assert keeper.post(form.action, **form.fields) == 303
    first = keeper.answer.headers["Location"]
    assert keeper.post(form.action, **form.fields) == 303, "the same form twice is one hand-over"
    assert keeper.answer.headers["Location"] == first
    house.project()
    page = _show(keeper, house, token)
    assert "这张券领过了" in page.text
    assert keeper.status == 409
    assert not any(it.action.endswith("/collection") for it in page.forms)


def _show(keeper: PlainBrowser, house: House, token: str) -> Document:
    keeper.open("/shop/counter")
    return keeper.submit(f"/shops/{house.village.shop}/counter", token=token)


def test_a_services_card_shows_what_waits_for_its_owner(house: House, browser_of: Open) -> None:
    _reserve(house, browser_of(Role.VOLUNTEER))
    keeper = browser_of(Role.SHOP_KEEPER)
    card = house.code(Kind.CARD, house.persons[Role.VOLUNTEER])
    page = _show(keeper, house, card)
    assert "张**三 的兑换券" in page.text
    page = keeper.submit(f"/shops/{house.village.shop}/counter")
    assert "洗衣液" in page.text


def test_a_forged_code_at_the_counter_is_refused_and_kept(house: House, browser_of: Open) -> None:
    keeper = browser_of(Role.SHOP_KEEPER)
    page = _show(keeper, house, "A" * 32)
    assert "这个码认不出来" in page.text
    assert keeper.status == 422
    house.project()
    kept = house.services.views.refused_scans.of_person(house.persons[Role.SHOP_KEEPER])
    assert [it.refusal for it in kept] == ["qr_invalid"]


def test_digits_nobody_has_are_not_found(house: House, browser_of: Open) -> None:
    keeper = browser_of(Role.SHOP_KEEPER)
    keeper.open("/shop/counter")
    for digits in ("0000", "12", "abcd"):
        page = keeper.submit(f"/shops/{house.village.shop}/counter", code4=digits)
        assert "没找到这张券" in page.text
        assert keeper.status == 404


def test_taking_a_reservation_back_returns_the_points(house: House, browser_of: Open) -> None:
    buyer = browser_of(Role.VOLUNTEER)
    voucher = _reserve(house, buyer)
    page = buyer.submit(f"/vouchers/{voucher}/cancellation")
    assert "已取消，积分已退" in page.text
    assert "现在 40" in buyer.open("/me/entries").text


def test_the_same_form_reserves_once(house: House, browser_of: Open) -> None:
    buyer = browser_of(Role.VOLUNTEER)
    buyer.open(f"/items/{house.village.item}")
    form = next(it for it in buyer.page.forms if it.action.endswith("/vouchers"))
    places = set()
    for _ in range(3):
        assert buyer.post(form.action, **form.fields) == 303
        places.add(buyer.answer.headers["Location"])
    assert len(places) == 1
    house.project()
    assert len(house.services.views.vouchers.of_owner(house.persons[Role.VOLUNTEER])) == 1


def test_a_form_without_its_key_is_refused(house: House, browser_of: Open) -> None:
    buyer = browser_of(Role.VOLUNTEER)
    buyer.open(f"/items/{house.village.item}")
    form = next(it for it in buyer.page.forms if it.action.endswith("/vouchers"))
    del form.fields["idempotency_key"]
    assert buyer.post(form.action, **form.fields) == 400
    assert "idempotency_key_missing" in buyer.answer.text


def test_too_few_points_are_told_on_the_same_page(house: House, browser_of: Open) -> None:
    buyer = browser_of(Role.VOLUNTEER)
    buyer.open(f"/items/{house.village.item}")
    house.village.reserve(house.village.wallet_of(house.persons[Role.VOLUNTEER]), quantity=2)
    page = buyer.submit(f"/items/{house.village.item}/vouchers")
    assert buyer.status == 422
    assert "积分还不够" in page.text
    assert "还差 5 分" in page.text


def test_what_is_gone_is_told_on_the_same_page(house: House, browser_of: Open) -> None:
    item = house.village.list_item("大米", price_points=4, stock=1)
    house.project()
    buyer = browser_of(Role.VOLUNTEER)
    buyer.open(f"/items/{item}")
    house.village.item = item
    house.village.credit(house.village.household_wallet, 10)
    house.village.reserve()
    page = buyer.submit(f"/items/{item}/vouchers")
    assert buyer.status == 409
    assert "刚被换完" in page.text
