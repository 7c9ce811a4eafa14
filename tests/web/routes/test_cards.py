"""Cards on pages: printed by the clerk, used at the counter, told to the person."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

from ledger.kernel.ids import subject_of
from people.audit import AuditAction
from people.roles import Role
from qr.kinds import Kind
from tests.api.house import House
from tests.web.routes.conftest import Open


@contextmanager
def projecting(house: House) -> Iterator[None]:
    """Project beside a request that waits for what it wrote, as a worker does."""
    done = Event()

    def run() -> None:
        while not done.wait(0.02):
            house.project()

    worker = Thread(target=run)
    worker.start()
    yield
    done.set()
    worker.join()


def test_the_counter_sets_aside_and_hands_over_to_who_has_only_a_card(
    house: House, browser_of: Open
) -> None:
    person_id = house.persons[Role.VOLUNTEER]
    card = house.code(Kind.CARD, person_id)
    keeper = browser_of(Role.SHOP_KEEPER)
    address = f"/shops/{house.village.shop}/counter"
    keeper.open(address)
    page = keeper.submit(address, token=card)
    assert "点选物品" in page.text
    one = {f"q-{house.village.item}": "1", "go": "1"}
    page = keeper.submit(f"{address}/basket", **one)
    assert "请当面念一遍" in page.text
    token = house.services.reader.read(card, at=house.now)
    digits = house.services.maker.pickup(Kind.CARD, token.subject)
    by_card = {"confirmation": "card_digits", "digits": digits, "relation": "self"}
    with projecting(house):
        page = keeper.submit(f"/shops/{house.village.shop}/redemptions", **by_card)
    assert "已入账" in page.text
    assert card not in keeper.address

    owner = browser_of(Role.VOLUNTEER)
    told = owner.open("/me/proxies").text
    assert "领取 ·" in told
    assert "由张**三代办" in told
    assert "您拿着服务卡在场" in told
    (voucher,) = house.services.views.vouchers.of_owner(person_id)
    assert "由张**三代办" in owner.open(f"/vouchers/{voucher.voucher_id}").text


def test_a_lost_card_is_refused_at_the_counter(house: House, browser_of: Open) -> None:
    card = house.card(house.persons[Role.VOLUNTEER])
    text = house.code(Kind.CARD, house.persons[Role.VOLUNTEER])
    house.services.cards.replace(card.card_id, by=card.person_id, now=house.now)
    keeper = browser_of(Role.SHOP_KEEPER)
    address = f"/shops/{house.village.shop}/counter"
    keeper.open(address)
    assert "这张卡挂失了" in keeper.submit(address, token=text).text


def test_a_clerk_prints_cards_and_every_name_is_written_down(
    house: House, browser_of: Open
) -> None:
    clerk = browser_of(Role.CLERK)
    assert "还没有卡" in clerk.open("/cards").text
    assert "张volunteer三" not in clerk.page.text
    printed = clerk.submit("/cards/sheet")
    assert "张volunteer三" in printed.text
    person_id = house.persons[Role.VOLUNTEER]
    about = [it.entry for it in house.services.audit.about(person_id)]
    assert {(it.action, it.purpose) for it in about} == {
        (AuditAction.CARD_ISSUED, None),
        (AuditAction.PERSON_READ, "card_sheet"),
    }
    assert all(it.actor_id == house.persons[Role.CLERK] for it in about)
    serials = re.findall(r"卡号 (\w{4} \w{4})", printed.text)
    assert len(serials) == len(set(serials)) > 1
    backs = re.findall(r"背面 · 领取码 (\d{4})", printed.text)
    assert len(backs) == len(serials)
    subject = subject_of(house.card(person_id).card_id)
    assert any(house.services.reader.pickup_holds(Kind.CARD, subject, it) for it in backs)

    clerk.open("/cards")
    action = f"/cards/{house.card(person_id).card_id}/replacement"
    before = house.card(person_id).serial
    clerk.submit(action)
    assert house.card(person_id).serial != before
    assert house.card(person_id).serial[:4] in clerk.page.text


def test_the_record_names_who_scanned_the_card(house: House, browser_of: Open) -> None:
    person_id = house.persons[Role.VOLUNTEER]
    place = {"kind": "activity", "id": str(house.village.activity)}
    scanned = house.scan(Role.TEAM_LEADER, house.code(Kind.CARD, person_id), place=place)
    assert scanned.status_code == 200
    house.project()
    assert "由张**三代办" in browser_of(Role.VOLUNTEER).open("/me/service-record").text


def test_the_card_of_one_person_is_printed_from_their_page(house: House, browser_of: Open) -> None:
    clerk, rider = browser_of(Role.CLERK), house.persons[Role.RIDER]
    clerk.open(f"/persons/{rider}")
    printed = clerk.submit(f"/persons/{rider}/card")
    assert clerk.status == 200
    assert house.card(rider).serial[:4] in printed.text
    assert "张rider三" in printed.text
