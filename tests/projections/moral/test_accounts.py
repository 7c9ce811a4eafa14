"""A quarter's account says what the books say, and what was counted apart."""

from collections import Counter
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from msgspec.structs import asdict, replace

from api.moral.account_making import Made, make_account
from ledger.households.living import wallet_id_of
from ledger.kernel.errors import LedgerError
from ledger.kernel.ids import new_id
from ledger.moral.account_figures import Statement, statement_hash
from ledger.moral.account_handlers import PublishAccount
from ledger.shop.voucher_commands import CollectVoucher, UndoHandOver
from projections.catalogue import Views
from projections.check import check
from tests.projections.setting import Setting
from tests.support.books import GAIN, GREAT, UNIT, Books
from tests.support.ledgers import Village, hohhot
from tests.support.quarters import OWNER, FullQuarter, close, draw_up, gain, lock, reopen

QUARTER = "2027Q1"
CLOSED = hohhot("2027-04-02 10:00")
MONTHS = ("2027-01", "2027-02", "2027-03")


@pytest.fixture
def books(setting: Setting) -> Books:
    return Books(setting.ledger)


@pytest.fixture
def quarter(books: Books) -> FullQuarter:
    return FullQuarter(books).play()


def close_all(books: Books, setting: Setting, *months: str) -> Views:
    for period in months:
        close(books, setting.project(), period, CLOSED)
    return setting.project()


def made(views: Views) -> Made:
    row = views.accounts.due()[-1]
    found = make_account(views, row)
    assert found is not None
    return found


def publish(books: Books, setting: Setting) -> dict[str, object]:
    it = made(setting.project())
    told = books.tell(PublishAccount, CLOSED, statement=it.statement, position=it.position)
    setting.project()
    return dict(told)


def refused(books: Books, said: Statement) -> str:
    with pytest.raises(LedgerError) as no:
        books.tell(PublishAccount, CLOSED, statement=said, position=1)
    return no.value.code


def test_every_figure_of_a_quarter_is_the_one_counted_apart(
    setting: Setting, books: Books, quarter: FullQuarter
) -> None:
    views = close_all(books, setting, "2026-12", *MONTHS)
    said = made(views).statement
    assert said.unbalanced() == []
    for month in said.months:
        figures = asdict(month.figures)
        expected = quarter.months[month.period]
        assert {it: figures[it] for it in expected} == expected, month.period
    assert {it.kind: (it.entries, it.households, it.points) for it in said.gains} == quarter.gains
    assert said.money is not None
    assert asdict(said.money) == quarter.funds
    pieces, others = said.goods
    assert (pieces.item_id, pieces.measure) == (quarter.item_id, "份")
    assert (others.opening, others.closing) == (20, 20), "what the village had before"
    assert {it: getattr(pieces, it) for it in quarter.goods} == quarter.goods
    assert pieces.closing == setting.ledger.repository.get(quarter.item_id).on_hand
    assert said.donors == [quarter.giver, quarter.donor], "one did not agree to be thanked"
    assert said.households == 3, "the village had one before"
    assert said.closing == 231
    assert check(setting.ledger, setting.store) == []


def test_an_account_is_due_once_all_three_months_are_closed(
    setting: Setting, books: Books, quarter: FullQuarter
) -> None:
    assert quarter
    views = close_all(books, setting, "2026-12", "2027-01", "2027-02")
    assert [it.quarter for it in views.accounts.due()] == ["2026Q4"]
    row = views.accounts.quarter(UNIT, QUARTER)
    assert row is not None
    assert row.open_months == ["2027-03"]
    views = close_all(books, setting, "2027-03")
    assert [it.quarter for it in views.accounts.due()] == ["2026Q4", QUARTER]


def test_a_village_that_began_within_the_quarter_accounts_for_its_own_months(
    setting: Setting, books: Books
) -> None:
    books.post(books.home("0001"), GAIN, 5, hohhot("2027-03-02 10:00"))
    views = close_all(books, setting, "2027-03")
    said = made(views).statement
    assert [it.period for it in said.months] == ["2027-03"]
    assert publish(books, setting)["version"] == 1


def test_what_is_published_stays_word_for_word_and_is_not_published_again(
    setting: Setting, books: Books
) -> None:
    books.post(books.home("0001"), GAIN, 5, hohhot("2027-03-02 10:00"))
    close_all(books, setting, "2027-03")
    before = made(setting.project())
    told = publish(books, setting)
    views = setting.project()
    (row,) = views.accounts.versions(UNIT, QUARTER)
    assert row.statement == before.statement
    assert row.statement_hash == told["statement_hash"]
    assert row.statement_hash == statement_hash(row.statement, 1, row.position)
    assert views.accounts.due() == []
    assert refused(books, row.statement) == "account_published"
    assert [it.quarter for it in views.accounts.lines(UNIT)] == [QUARTER]
    assert check(setting.ledger, setting.store) == []


def test_a_month_closed_anew_makes_a_second_version_beside_the_first(
    setting: Setting, books: Books
) -> None:
    home = books.home("0001")
    books.post(home, GAIN, 5, hohhot("2027-03-02 10:00"))
    close_all(books, setting, "2027-03")
    publish(books, setting)
    (first,) = setting.project().accounts.versions(UNIT, QUARTER)
    reopen(books, "2027-03", CLOSED)
    views = setting.project()
    assert views.accounts.due() == []
    row = views.accounts.quarter(UNIT, QUARTER)
    assert row is not None
    assert row.open_months == ["2027-03"]
    assert refused(books, first.statement) == "account_months_open"
    gain(books, home, "frugal", 7, hohhot("2027-03-31 23:00"))
    close_all(books, setting, "2027-03")
    assert publish(books, setting)["version"] == 2
    second, kept = setting.project().accounts.versions(UNIT, QUARTER)
    assert kept == first
    assert (first.statement.closing, second.statement.closing) == (5, 12)
    assert [it.kind for it in second.statement.gains] == ["frugal", "other"]
    (line,) = setting.project().accounts.lines(UNIT)
    assert line.version == 2
    assert check(setting.ledger, setting.store) == []


def test_a_gain_posted_after_the_clerk_signed_counts_in_the_next_month_with_its_class(
    setting: Setting, books: Books
) -> None:
    home = books.home("0001")
    gain(books, home, "safety", 3, hohhot("2027-03-02 10:00"))
    signed = draw_up(books, setting.project(), "2027-03", CLOSED)
    gain(books, home, "safety", 4, hohhot("2027-03-30 10:00"))
    lock(books, "2027-03", CLOSED, signed)
    views = setting.project()
    assert [it.points for it in views.periods.gains(UNIT, "2027-03", "2027-03")] == [3]
    assert [it.points for it in views.periods.gains(UNIT, "2027-04", "2027-04")] == [4]
    assert made(views).statement.unbalanced() == []
    assert check(setting.ledger, setting.store) == []


def test_what_was_handed_out_and_taken_back_is_on_the_shelf_again(
    setting: Setting, books: Books
) -> None:
    home, at = books.home("0001"), hohhot("2027-03-02 10:00")
    books.post(home, GREAT, 60, at)
    item_id, voucher_id, keeper = bought(setting, home, at)
    of: dict[str, Any] = {"voucher_id": voucher_id, "collector": OWNER}
    books.tell(UndoHandOver, at, **of, undone_by=keeper)
    said = made(close_all(books, setting, "2027-03")).statement
    pieces = next(it for it in said.goods if it.item_id == item_id)
    figures = pieces.received, pieces.issued, pieces.corrected, pieces.closing
    assert figures == (4, 1, 1, 4)
    (month,) = said.months
    assert (month.figures.redeemed, month.figures.reversed, month.figures.closing) == (15, 15, 60)
    assert setting.ledger.repository.get(item_id).on_hand == 4
    assert check(setting.ledger, setting.store) == []


def test_pieces_of_a_quarter_that_is_public_come_in_the_next_one(
    setting: Setting, books: Books
) -> None:
    home, at = books.home("0001"), hohhot("2027-03-31 10:00")
    books.post(home, GREAT, 60, at)
    bought(setting, home, at)
    close_all(books, setting, "2027-03")
    publish(books, setting)
    bought(setting, home, at)
    views = setting.project()
    stated = setting.project().accounts.versions(UNIT, QUARTER)[0].statement.goods
    assert views.account_goods.between(UNIT, "2027-01", "2027-03") == stated
    found = views.account_goods.between(UNIT, "2027-04", "2027-06")
    figures = sorted((it.opening, it.received, it.issued) for it in found)
    assert figures == [(0, 4, 1), (3, 0, 0), (20, 0, 0)]
    assert check(setting.ledger, setting.store) == []


def bought(setting: Setting, home: UUID, at: datetime) -> tuple[UUID, UUID, UUID]:
    """Let a household take one of four pieces home; return item, voucher and keeper."""
    village, keeper = Village(setting.ledger, at), new_id()
    shop_id = village.shop()
    item_id = village.item(price=15, stock=4, shop_id=shop_id)
    told = village.buy(item_id, wallet_id_of(home)).answer
    voucher_id = UUID(str(told["voucher_id"]))
    of: dict[str, Any] = {"voucher_id": voucher_id, "collector": OWNER}
    village.tell(CollectVoucher, at=at, **of, shop_id=shop_id, keeper_id=keeper)
    return item_id, voucher_id, keeper


def test_objections_appeals_and_alarms_are_counted_as_they_stand(setting: Setting) -> None:
    setting.village.play_day()
    views, rows = setting.project(), setting.rows()
    begins, ends = hohhot("2020-01-01 00:00"), hohhot("2099-01-01 00:00")
    (objection, *_), (appeal, *_) = rows["notices.objections"], rows["appeals.appeals"]
    (alarm, *_) = rows["alarms.alarms"]
    for row, name, outcomes in (
        (objection, "objected_at", views.objections.outcomes),
        (appeal, "filed_at", views.appeals.outcomes),
    ):
        unit, at = row["unit_code"], row[name]
        counted = Counter(
            it.get("outcome", it.get("state"))
            for it in rows["notices.objections" if "outcome" in row else "appeals.appeals"]
            if it["unit_code"] == unit
        )
        assert outcomes(unit, begins, ends) == counted
        assert outcomes(unit, begins, at) == {}, "the end is not part of it"
        assert sum(outcomes(unit, at, ends).values()) >= 1, "the begin is"
    unit, day = alarm["unit_code"], alarm["ends_on"]
    counted = Counter(
        "" if it["is_open"] else it["conclusion"]
        for it in rows["alarms.alarms"]
        if it["unit_code"] == unit and it["ends_on"] == day
    )
    assert views.alarms.outcomes(unit, day, day) == counted
    assert views.alarms.outcomes(unit, day + timedelta(days=900), day + timedelta(days=901)) == {}


def test_an_account_that_does_not_add_up_is_refused(setting: Setting, books: Books) -> None:
    books.post(books.home("0001"), GAIN, 5, hohhot("2027-03-02 10:00"))
    said = made(close_all(books, setting, "2027-03")).statement
    short = replace(said, gains=[replace(said.gains[0], points=4)])
    assert short.unbalanced() == ["gains"]
    assert refused(books, short) == "account_unbalanced"
    assert refused(books, replace(said, quarter="2026Q4")) == "account_months_open"
    other = replace(said.months[0], version=2)
    assert refused(books, replace(said, months=[other])) == "account_months_open"


def test_an_account_may_not_leave_out_a_month(
    setting: Setting, books: Books, quarter: FullQuarter
) -> None:
    assert quarter
    close_all(books, setting, "2026-12", *MONTHS)
    views = setting.project()
    row = views.accounts.quarter(UNIT, QUARTER)
    assert row is not None
    found = make_account(views, row)
    assert found is not None
    said = found.statement
    assert refused(books, replace(said, months=said.months[1:])) == "account_months_open"
