"""A14 at the door, on both stores: fifty press at once, and five have it."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

from ledger.kernel.clock import utc_now
from ledger.kernel.ids import derive_subject
from ledger.shop.item import Item
from ledger.wallets.commands import OpenWallet
from ledger.wallets.wallet import Wallet, WalletKind
from people.directory import Person
from people.roles import Role
from tests.api.house import House
from tests.support.village import COMMUNITY

BUYERS = 50
PRICE = 30


def buyers(house: House, count: int) -> list[tuple[str, UUID]]:
    """Let people have thirty points each; return their tokens and wallets."""
    made = []
    for n in range(count):
        who = derive_subject("person", "a14", n)
        house.services.directory.enrol([Person(who, "张三", COMMUNITY)])
        whose = {"owner_id": who, "kind": WalletKind.VOLUNTEER, "unit_code": COMMUNITY}
        wallet = house.village.made("wallet_id", OpenWallet, **whose)
        house.village.credit(wallet, PRICE)
        made.append((house.token(Role.VOLUNTEER, who), wallet))
    return made


def test_a14_at_the_door_five_of_fifty_have_it_and_nobody_owes(house_on_both: House) -> None:
    house = house_on_both
    item_id = house.village.list_item("大米", price_points=PRICE, stock=5)
    everybody = buyers(house, BUYERS)
    house.project()

    def press(who: tuple[str, UUID]) -> tuple[int, str]:
        answer = house.post("/vouchers", who[0], {"item_id": str(item_id), "quantity": 1})
        return answer.status_code, answer.json.get("code", "reserved")

    with ThreadPoolExecutor(BUYERS) as pool:
        answers = Counter(pool.map(press, everybody))

    assert answers == {(201, "reserved"): 5, (409, "out_of_stock"): BUYERS - 5}
    load = house.ledger.repository.get
    item: Item = load(item_id)
    wallets: list[Wallet] = [load(wallet) for _, wallet in everybody]
    assert (item.free, item.on_hand) == (0, 5)
    assert sum(it.held for it in wallets) == 5 * PRICE
    assert {(it.held, it.available(utc_now())) for it in wallets} == {(PRICE, 0), (0, PRICE)}


def test_a14_one_who_presses_twice_at_once_has_one_voucher(house_on_both: House) -> None:
    house = house_on_both
    item_id = house.village.list_item("大米", price_points=PRICE, stock=5)
    ((token, wallet_id),) = buyers(house, 1)
    house.project()

    def press(_: int) -> tuple[int, str]:
        answer = house.post("/vouchers", token, {"item_id": str(item_id), "quantity": 1})
        return answer.status_code, answer.json.get("code", "reserved")

    with ThreadPoolExecutor(2) as pool:
        answers = Counter(pool.map(press, range(2)))

    assert answers == {(201, "reserved"): 1, (422, "insufficient_points"): 1}
    wallet: Wallet = house.ledger.repository.get(wallet_id)
    item: Item = house.ledger.repository.get(item_id)
    assert (wallet.held, item.free) == (PRICE, 4)
