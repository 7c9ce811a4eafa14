"""A month of a village: its sums, its closing, and what comes after."""

from datetime import datetime
from uuid import UUID

import pytest

from ledger.kernel.errors import LedgerError
from ledger.kernel.ids import new_id
from ledger.moral.book_commands import (
    DrawUpPeriod,
    LockPeriod,
    ReopenPeriod,
    RequestReopening,
)
from ledger.moral.period_figures import report_hash
from ledger.shop.hand_over import OWNER
from ledger.shop.voucher_commands import CollectVoucher, UndoHandOver
from ledger.wallets.kinds import Reason
from projections.catalogue import Views
from projections.check import check
from tests.projections.setting import Setting
from tests.support.books import FALL, GAIN, GREAT, UNIT, Books
from tests.support.ledgers import Village, hohhot

NOON = hohhot("2026-11-17 12:00")
OVER = hohhot("2026-12-01 00:00")


@pytest.fixture
def books(setting: Setting) -> Books:
    return Books(setting.ledger)


def draw_up(books: Books, views: Views, period: str, at: datetime, by: UUID) -> dict[str, object]:
    month = views.periods.figures(UNIT, period)
    told = books.tell(
        DrawUpPeriod,
        at,
        unit_code=UNIT,
        period=period,
        figures=month.figures,
        position=month.position,
        is_first=month.is_first,
        signed_by=by,
    )
    return {"figures": month.figures, "report_hash": told["report_hash"]}


def close(books: Books, setting: Setting, period: str, at: datetime) -> None:
    signed = draw_up(books, setting.project(), period, at, new_id())
    books.tell(LockPeriod, at, unit_code=UNIT, period=period, locked_by=new_id(), **signed)
    setting.project()


def code_of(books: Books, command: type, at: datetime, **values: object) -> str:
    with pytest.raises(LedgerError) as refused:
        books.tell(command, at, **values)
    return refused.value.code


def test_a_month_adds_up_to_what_households_have(books: Books, setting: Setting) -> None:
    one, two = books.home("0001"), books.home("0002")
    books.post(one, GREAT, 60, hohhot("2026-10-20 10:00"))
    gain = books.post(two, GREAT, 40, NOON)
    books.post(one, FALL, 10, NOON)
    books.post(two, FALL, 20, NOON, on=hohhot("2026-10-02 10:00"))
    books.undo(two, gain["entry_id"], NOON, Reason.POSTING_ERROR)

    views = setting.project()

    found = views.periods.figures(UNIT, "2026-11").figures
    assert found.adds_up
    assert (found.opening, found.earned, found.deducted) == (60, 40, 30)
    assert (found.reversed, found.closing, found.shortfall) == (-20, 50, 20)
    assert views.periods.homes(UNIT)[1] == 50
    assert views.periods.total(UNIT) == 50
    assert views.balances.of_households(UNIT) == views.periods.homes(UNIT)
    assert [it.occurred_period for it in views.periods.late(UNIT, "2026-11")] == ["2026-10"]
    assert check(setting.ledger, setting.store) == []


def test_what_comes_back_covers_a_shortfall_in_the_month_it_comes(
    books: Books, setting: Setting
) -> None:
    village, home = Village(setting.ledger, NOON), books.home("0001")
    shop = village.shop()
    gain = books.post(home, GREAT, 40, NOON)
    item = village.item(price=30, stock=1, shop_id=shop)
    voucher = UUID(village.buy(item, books.wallet(home).id).answer["voucher_id"])
    by = {"voucher_id": voucher, "shop_id": shop, "keeper_id": new_id(), "collector": OWNER}
    books.tell(CollectVoucher, NOON, **by)
    books.undo(home, gain["entry_id"], NOON, Reason.POSTING_ERROR)
    close(books, setting, "2026-11", OVER)

    why = {"undone_by": new_id(), "by_committee": True, "text_id": new_id()}
    later = hohhot("2026-12-03 10:00")
    books.tell(UndoHandOver, later, voucher_id=voucher, **why)

    views = setting.project()
    november, december = (views.periods.figures(UNIT, it).figures for it in ("2026-11", "2026-12"))
    assert (november.reversed, november.closing, november.shortfall) == (-10, 0, 30)
    assert december.adds_up
    assert (december.reversed, december.closing, december.shortfall) == (0, 0, -30)
    assert december.entries == 2
    money = views.funds.points_of(UNIT)
    assert money is not None
    assert (views.periods.homes(UNIT)[1], money.outstanding_points) == (0, 0)
    assert check(setting.ledger, setting.store) == []


def test_points_brought_along_are_told_apart_from_those_gained_and_stay_so_when_closed(
    books: Books, setting: Setting
) -> None:
    home = books.home("0001")
    books.bring_along("0001", 30, NOON)
    books.post(home, GREAT, 60, NOON)
    found = setting.project().periods.figures(UNIT, "2026-11")
    assert (found.figures.earned, found.brought, found.figures.closing) == (90, 30, 90)
    assert found.figures.adds_up
    close(books, setting, "2026-11", OVER)
    (report,) = setting.project().periods.reports(UNIT, "2026-11")
    assert (report.brought, report.agrees) == (30, True)
    following = setting.project().periods.figures(UNIT, "2026-12")
    assert (following.figures.opening, following.brought) == (90, 0)
    assert check(setting.ledger, setting.store) == []


def test_deductions_leave_the_trial_balance_even(books: Books, setting: Setting) -> None:
    home = books.home("0001")
    books.post(home, GAIN, 6, NOON)
    fall = books.post(home, FALL, 10, NOON)
    balance = setting.project().trial_balances.of(UNIT)
    assert (balance.deducted, balance.available, balance.difference) == (6, 0, 0)
    books.undo(home, fall["entry_id"], NOON)
    balance = setting.project().trial_balances.of(UNIT)
    assert (balance.deducted, balance.available, balance.difference) == (0, 6, 0)
    assert check(setting.ledger, setting.store) == []


def test_a24_what_comes_after_the_close_is_posted_in_the_next_month(
    books: Books, setting: Setting
) -> None:
    home = books.home("0001")
    books.post(home, GREAT, 60, NOON)
    close(books, setting, "2026-11", OVER)
    before = setting.project().periods.reports(UNIT, "2026-11")

    typed_in = hohhot("2026-12-02 09:00")
    told = books.post(home, GAIN, 5, typed_in, on=hohhot("2026-11-29 10:00"))

    views = setting.project()
    assert told["period"] == "2026-12"
    (late,) = views.periods.late(UNIT, "2026-12")
    assert (late.occurred_period, late.points) == ("2026-11", 5)
    (report,) = views.periods.reports(UNIT, "2026-11")
    assert [report] == before
    assert report.agrees
    assert report.report_hash == report_hash(UNIT, "2026-11", report.position, report.figures)
    december = views.periods.figures(UNIT, "2026-12").figures
    assert (december.opening, december.earned, december.closing) == (60, 5, 65)
    assert december.adds_up


def test_a24_what_became_due_in_a_closed_month_goes_to_the_open_one(
    books: Books, setting: Setting
) -> None:
    home = books.home("0001")
    close(books, setting, "2026-11", OVER)
    late = books.ledger.execute
    assert late
    wallet = books.post(home, GAIN, 5, hohhot("2026-12-02 09:00"))
    assert wallet["period"] == "2026-12"
    with pytest.raises(LedgerError) as refused:
        books.post(home, GAIN, 5, NOON)
    assert refused.value.code == "period_closed", "the time of the command lies in a closed month"


def test_a24_points_posted_by_hand_for_a_closed_month_do_not_change_it(
    books: Books, setting: Setting
) -> None:
    from ledger.wallets.commands import CreditPoints  # noqa: PLC0415

    home = books.home("0001")
    books.post(home, GAIN, 5, NOON)
    close(books, setting, "2026-11", OVER)
    books.tell(
        CreditPoints,
        hohhot("2026-12-02 09:00"),
        wallet_id=books.wallet(home).id,
        amount=7,
        reason=Reason.AWARD,
        occurred_at=NOON,
    )
    views = setting.project()
    assert views.periods.figures(UNIT, "2026-11").figures.earned == 5
    assert views.periods.figures(UNIT, "2026-12").figures.earned == 7
    assert check(setting.ledger, setting.store) == []


def test_a24_an_entry_between_the_report_and_the_lock_belongs_to_the_next_month(
    books: Books, setting: Setting
) -> None:
    home = books.home("0001")
    books.post(home, GAIN, 5, NOON)
    signed = draw_up(books, setting.project(), "2026-11", OVER, new_id())
    books.post(home, GAIN, 3, hohhot("2026-11-30 23:59"))
    books.tell(LockPeriod, OVER, unit_code=UNIT, period="2026-11", locked_by=new_id(), **signed)
    views = setting.project()
    (report,) = views.periods.reports(UNIT, "2026-11")
    assert report.agrees
    assert views.periods.figures(UNIT, "2026-11").figures.earned == 5
    assert views.periods.figures(UNIT, "2026-12").figures.earned == 3
    assert check(setting.ledger, setting.store) == []


def test_a24_a_month_is_closed_by_two_people_when_it_is_over(
    books: Books, setting: Setting
) -> None:
    books.post(books.home("0001"), GAIN, 5, NOON)
    views, clerk = setting.project(), new_id()
    month = views.periods.figures(UNIT, "2026-11")
    said = {"unit_code": UNIT, "period": "2026-11", "figures": month.figures}
    drawn = {**said, "position": month.position, "signed_by": clerk}
    early = hohhot("2026-11-30 23:59")
    assert code_of(books, DrawUpPeriod, early, **drawn, is_first=True) == "period_not_over"
    assert code_of(books, DrawUpPeriod, OVER, **drawn) == "period_not_next"
    blocked = {"is_first": True, "blocked": ("stock",)}
    assert code_of(books, DrawUpPeriod, OVER, **drawn, **blocked) == "period_blocked"
    lock = {**said, "report_hash": "", "locked_by": clerk}
    assert code_of(books, LockPeriod, OVER, **lock) == "period_not_signed"

    signed = draw_up(books, views, "2026-11", OVER, clerk)

    lock["report_hash"] = signed["report_hash"]
    assert code_of(books, LockPeriod, OVER, **lock) == "period_second_signer_required"
    lock["locked_by"] = new_id()
    other = {**lock, "report_hash": "0" * 64}
    assert code_of(books, LockPeriod, OVER, **other) == "period_figures_outdated"
    books.tell(LockPeriod, OVER, **lock)
    assert code_of(books, LockPeriod, OVER, **lock) == "period_closed"


def test_a24_figures_that_moved_meanwhile_are_outdated(books: Books, setting: Setting) -> None:
    home = books.home("0001")
    books.post(home, GAIN, 5, NOON)
    signed = draw_up(books, setting.project(), "2026-11", OVER, new_id())
    books.post(home, GAIN, 3, hohhot("2026-11-30 23:00"))
    now = setting.project().periods.figures(UNIT, "2026-11").figures
    lock = {"unit_code": UNIT, "period": "2026-11", "locked_by": new_id()}
    code = code_of(books, LockPeriod, OVER, **lock, figures=now, report_hash=signed["report_hash"])
    assert code == "period_figures_outdated"


def test_a24_reopening_needs_two_administrators_and_leaves_both_versions(
    books: Books, setting: Setting
) -> None:
    home = books.home("0001")
    books.post(home, GAIN, 5, NOON)
    close(books, setting, "2026-11", OVER)
    one, named = new_id(), {"unit_code": UNIT, "period": "2026-11"}
    assert code_of(books, ReopenPeriod, OVER, **named, approved_by=one) == (
        "period_second_signer_required"
    )
    books.tell(RequestReopening, OVER, **named, requested_by=one)
    assert code_of(books, ReopenPeriod, OVER, **named, approved_by=one) == (
        "period_second_signer_required"
    )
    books.tell(ReopenPeriod, OVER, **named, approved_by=new_id())
    books.post(home, GAIN, 2, hohhot("2026-11-30 12:00"))

    close(books, setting, "2026-11", OVER)

    second, first = setting.project().periods.reports(UNIT, "2026-11")
    assert (first.state, second.state) == ("reopened", "locked")
    assert (first.figures.closing, second.figures.closing) == (5, 7)
    assert first.report_hash != second.report_hash
    assert second.agrees
    assert check(setting.ledger, setting.store) == []


def test_a24_months_are_closed_in_turn_and_reopened_from_the_latest(
    books: Books, setting: Setting
) -> None:
    home = books.home("0001")
    books.post(home, GAIN, 5, NOON)
    close(books, setting, "2026-11", OVER)
    books.post(home, GAIN, 2, hohhot("2026-12-10 12:00"))
    new_year = hohhot("2027-01-01 00:00")
    close(books, setting, "2026-12", new_year)
    november, december = (
        {"unit_code": UNIT, "period": it, "requested_by": new_id()} for it in ("2026-11", "2026-12")
    )
    assert code_of(books, RequestReopening, new_year, **november) == "period_not_next"
    books.tell(RequestReopening, new_year, **december)
    (report, before) = setting.project().periods.closings(UNIT)
    assert report.figures.opening == before.figures.closing
    later = {**december, "period": "2027-01"}
    assert code_of(books, RequestReopening, new_year, **later) == "period_not_closed"
