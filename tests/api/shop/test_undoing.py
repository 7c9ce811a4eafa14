"""Taking a hand-over back: at once by whoever is there, later by the committee."""

import hashlib
from datetime import timedelta
from uuid import UUID

from people.roles import Role
from qr.kinds import Kind
from tests.api.shop.sale import ELSEWHERE, RESIDENT, SUPERVISOR, Sale, done, pictured, refused
from tests.support.ledgers import read_log
from tests.support.pictures import jpeg


def test_keeper_and_owner_take_back_within_15_minutes(sale: Sale) -> None:
    done(sale.collect(digits=sale.digits))
    sale.house.project()
    sale.house.now += timedelta(minutes=15)
    assert refused(sale.undo()) == (422, "confirmation_required")
    assert done(sale.undo(digits=sale.digits))["state"] == "undone"
    assert sale.balance() == (100, 0)
    assert refused(sale.undo(digits=sale.digits)) == (409, "voucher_not_collected")


def test_later_the_committee_takes_back_with_a_reason(sale: Sale) -> None:
    done(sale.collect(digits=sale.digits))
    sale.house.project()
    sale.house.now += timedelta(minutes=16)
    assert refused(sale.undo(digits=sale.digits)) == (422, "hand_over_undo_late")
    assert sale.undo(SUPERVISOR).status_code == 400, "a reason is needed"
    elsewhere = sale.house.token(SUPERVISOR, sale.house.persons[SUPERVISOR], unit=ELSEWHERE)
    assert refused(sale.undo(elsewhere, words="发错了")) == (404, "voucher_not_found")
    for role in (Role.CLERK, RESIDENT):
        assert sale.undo(role, words="发错了").status_code == 403
    assert done(sale.undo(SUPERVISOR, words="发错了"))["state"] == "undone"
    assert sale.balance() == (100, 0)
    (row,) = done(sale.house.get("/hand-overs", SUPERVISOR))["items"]
    assert (row["state"], row["voucher_id"]) == ("undone", str(sale.voucher))


def test_whoever_signs_that_it_came_back_is_believed_with_a_picture_of_the_keepers(
    sale: Sale,
) -> None:
    house = sale.house
    done(sale.collect(signed=True, photo_id=pictured(house, jpeg(1))))
    before = len(read_log(house.services.ledger))
    assert refused(sale.undo(signed=True)) == (422, "signature_photo_required")
    card = house.code(Kind.CARD, house.persons[RESIDENT])
    assert refused(sale.undo(card=card, signed=True)) == (422, "signature_photo_required")
    others = sale.undo(signed=True, photo_id=pictured(house, jpeg(2), Role.CLERK))
    assert refused(others) == (404, "photo_not_found")
    assert len(read_log(house.services.ledger)) == before
    photo_id = pictured(house, jpeg(3))
    assert done(sale.undo(signed=True, photo_id=photo_id))["state"] == "undone"
    assert house.services.photos.drop(UUID(photo_id)) is False, "it is evidence now"
    assert sale.balance() == (100, 0)
    (row,) = done(house.get("/hand-overs", SUPERVISOR))["items"]
    assert row["returned_photo_id"] == photo_id
    assert house.get(f"/photos/{photo_id}", SUPERVISOR).status_code == 200
    assert house.get(f"/photos/{photo_id}", RESIDENT).status_code == 404


def test_the_log_says_which_file_was_shown_and_compares_goods_but_no_sheets_of_paper(
    sale: Sale,
) -> None:
    house = sale.house
    goods, slip = pictured(house, jpeg(1)), pictured(house, jpeg(2))
    done(sale.collect(digits=sale.digits, photo_id=goods))
    done(sale.undo(signed=True, photo_id=slip))
    events = read_log(house.services.ledger)
    handed, back = (
        next(it.collector for it in events if type(it).__qualname__ == name)
        for name in ("Voucher.Collected", "Voucher.Undone")
    )
    photos = house.services.photos.of([UUID(goods), UUID(slip)])
    assert handed.photo_hash == photos[UUID(goods)].hash == hashlib.sha256(jpeg(1)).hexdigest()
    assert handed.photo_mark == photos[UUID(goods)].perceptual_hash != ""
    assert (back.photo_hash, back.photo_mark) == (photos[UUID(slip)].hash, "")
