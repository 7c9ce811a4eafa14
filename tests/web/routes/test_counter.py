"""The keeper's counter, from plain forms: the same refusals as the API, said in place."""

from ledger.kernel.ids import new_id
from ledger.wallets.commands import OpenWallet
from ledger.wallets.wallet import WalletKind
from people.directory import Person
from people.roles import Role
from qr.kinds import Kind
from tests.api.house import House
from tests.web.routes.conftest import Open
from tests.web.routes.counters import (
    ELSEWHERE,
    KEEPER,
    choose,
    counter,
    digits_of,
    home,
    points,
    redeem,
    reserved,
    show,
    wallet_of,
)
from web.shop.tickets import KnownBy, Ticket, sealed


def test_the_code_of_one_household_confirms_no_voucher_of_another(
    house: House, browser_of: Open
) -> None:
    """As the API refuses it: a ticket says whose code was read, not that all is theirs."""
    keeper = browser_of(KEEPER)
    _, head = home(house, "0147", "张小花")
    other, _ = home(house, "0148", "王大明")
    voucher = reserved(house, wallet_of(other))
    page = show(keeper, house, house.code(Kind.PERSON, head))
    basket = next(it for it in page.forms if it.action.endswith("/basket"))
    page = keeper.submit(basket.action, voucher=str(voucher))
    action = f"/vouchers/{voucher}/collection"
    page = keeper.submit(action, confirmation="personal_code", relation="self")
    assert "没找到这张券" in page.text
    assert keeper.status == 404
    assert points(house, other) == (285, 15)


def test_page_and_api_spend_the_points_of_the_same_wallet(house: House, browser_of: Open) -> None:
    """Of the household and the own ones, those that are more."""
    keeper = browser_of(KEEPER)
    household, head = home(house, "0147", "张小花", points=20)
    own = house.village.register_volunteer(head, "V000900")
    house.village.credit(own, 90)
    house.project()
    item, code = str(house.village.item), house.code(Kind.PERSON, head)
    show(keeper, house, code)
    choose(keeper, house, **{f"q-{item}": "1"})
    page = redeem(keeper, house, confirmation="personal_code", relation="self")
    assert "剩余 75 分" in page.text
    body = {"basket": [{"item_id": item, "quantity": 1}], "code": code}
    told = house.post(f"/shops/{house.village.shop}/redemptions", KEEPER, body)
    assert (told.status_code, told.json["available"]) == (201, 60)  # type: ignore[index]
    assert points(house, household) == (20, 0)


def test_a_part_of_nothing_hands_out_nothing(house: House, browser_of: Open) -> None:
    keeper = browser_of(KEEPER)
    household, _ = home(house, "0147", "张小花")
    voucher = reserved(house, wallet_of(household), quantity=2)
    show(keeper, house, house.code(Kind.VOUCHER, voucher))
    action, item = f"/vouchers/{voucher}/collection", f"q-{house.village.item}"
    said = {"confirmation": "digits", "digits": digits_of(house, voucher), "relation": "self"}
    page = keeper.submit(action, **said, **{item: "0"})
    assert keeper.status == 422
    assert "篮子里还没有东西" in page.text
    assert points(house, household) == (270, 30)
    keeper.submit(action, **said, **{item: "1"})
    assert points(house, household) == (285, 0)


def test_a_code_that_is_none_is_named_in_place(house: House, browser_of: Open) -> None:
    keeper = browser_of(KEEPER)
    household, _ = home(house, "0147", "张小花")
    voucher = reserved(house, wallet_of(household))
    show(keeper, house, house.code(Kind.VOUCHER, voucher))
    said = {"confirmation": "digits", "digits": digits_of(house, voucher)}
    came = {"relation": "neighbour", "collector_code": "A" * 32}
    page = keeper.submit(f"/vouchers/{voucher}/collection", **said, **came)
    assert keeper.status == 422
    assert "这个码认不出来" in page.text
    assert points(house, household) == (285, 15)


def test_points_of_another_village_are_refused_at_every_step_and_show_nothing(
    house: House, browser_of: Open
) -> None:
    keeper, village = browser_of(KEEPER), house.village
    _, head = home(house, "0147", "张小花")
    stranger = new_id()
    house.services.directory.enrol([Person(stranger, "钱多多", ELSEWHERE)])
    of = {"owner_id": stranger, "kind": WalletKind.HOUSEHOLD, "unit_code": ELSEWHERE}
    village.credit(village.made("wallet_id", OpenWallet, **of), 77)
    house.project()
    page = show(keeper, house, house.code(Kind.PERSON, stranger))
    assert (keeper.status, "village_mismatch" in page.text) == (422, True)
    # A ticket of somebody whose points were moved away while they chose.
    at = {"shop_id": village.shop, "keeper_id": house.persons[KEEPER]}
    ticket = sealed(house.services, Ticket(stranger, KnownBy.PERSONAL_CODE, house.now), **at)
    show(keeper, house, house.code(Kind.PERSON, head))
    choose(keeper, house, **{f"q-{village.item}": "1"})
    said = {"confirmation": "personal_code", "relation": "self"}
    page = redeem(keeper, house, **said, ticket=ticket)
    assert (keeper.status, "village_mismatch" in page.text) == (422, True)
    assert any(it.action == counter(house) for it in page.forms), "the next one may be scanned"
    assert "钱" not in page.text
    assert "77" not in page.text


def test_what_a_merged_household_gives_back_goes_to_the_one_that_took_it_in(
    house: House, browser_of: Open
) -> None:
    keeper = browser_of(KEEPER)
    stays, _ = home(house, "0147", "张小花", points=10)
    gone, _ = home(house, "0148", "王大明", points=300)
    voucher = reserved(house, wallet_of(gone), quantity=2)
    show(keeper, house, house.code(Kind.VOUCHER, voucher))
    said = {"confirmation": "digits", "digits": digits_of(house, voucher)}
    keeper.submit(f"/vouchers/{voucher}/collection", **said, relation="self")
    body = {"into_id": str(stays), "reason": "marriage", "words": "两户户主都签了字"}
    told = house.post(f"/households/{gone}/merge", Role.CLERK, body)
    change = f"/households/{gone}/changes/{told.json['number']}"  # type: ignore[index]
    assert house.post(f"{change}/confirmation", Role.STREET, {}).status_code in (200, 201)
    house.project()
    assert points(house, stays) == (280, 0)
    keeper.open(f"{counter(house)}?done={voucher}")
    page = keeper.submit(f"/vouchers/{voucher}/undo", **said)
    assert "已整单撤回" in page.text
    assert points(house, stays) == (310, 0)
    assert points(house, gone) == (0, 0)
