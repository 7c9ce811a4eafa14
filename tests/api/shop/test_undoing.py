"""Taking a hand-over back: at once by whoever is there, later by the committee."""

from datetime import timedelta

from people.roles import Role
from tests.api.shop.sale import ELSEWHERE, RESIDENT, SUPERVISOR, Sale, done, refused


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
