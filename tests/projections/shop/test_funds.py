"""The meter of a village's money, over any history: what was counted apart is what it says."""

import random
import shutil
from datetime import timedelta
from fractions import Fraction
from pathlib import Path
from tempfile import mkdtemp
from uuid import UUID

import pytest
from eventsourcing.application import AggregateNotFoundError
from hypothesis import given, settings

from ledger.kernel.application import Ledger
from ledger.kernel.ids import new_id
from ledger.kernel.sqlite import SqliteStore
from ledger.shop.fund_commands import MeasureFund
from ledger.shop.fund_kinds import Source
from ledger.wallets.commands import ExpireLots
from ledger.wallets.kinds import WalletKind
from projections.catalogue import Views
from projections.check import check
from projections.runner import Runner
from projections.shop.funds.projection import FundsProjection
from projections.shop.funds.tables import POINTS, SOURCES
from projections.store import ReadStore
from tests.projections.setting import Setting
from tests.support.books import GREAT, Books
from tests.support.fund_histories import HISTORIES, FundHistory
from tests.support.funds import Money
from tests.support.ledgers import UNIT, Village, hohhot

ONLY = (FundsProjection(),)
NOON = hohhot("2026-11-17 12:00")
RANDOM_STEPS = 70


def agrees(history: FundHistory, views: Views) -> None:
    """Compare every figure with what was counted apart."""
    row = views.funds.points_of(UNIT)
    if row is None:
        assert history.points == 0
        assert not history.received
        return
    assert row.outstanding_points == history.points
    assert history.points == sum(_balance(history, it) for it in history.homes)
    assert (row.redeemed_points, row.redeemed_fen) == (
        history.redeemed_points,
        history.redeemed_fen,
    )
    assert {it: getattr(row, f"{it}_fen") for it in Source} == {
        it: history.received[it] for it in Source
    }
    assert row.received_fen == sum(history.received.values())
    assert row.meter.budget_fen == sum(history.received.values()) - history.redeemed_fen
    assert row.is_open == (views.funds.of(UNIT) is not None) == (history.face_value_fen > 0)
    assert row.face_value_fen == history.face_value_fen
    assert row.receipts == len(history.receipts)
    promised = history.points * history.face_value_fen
    over = bool(history.receipts) and promised >= row.meter.budget_fen
    assert row.is_crossing == (over != row.is_at_limit)
    months_agree(history, views)


def months_agree(history: FundHistory, views: Views) -> None:
    months = views.funds.months(UNIT, "2027-01", history.month)
    names = (*POINTS, "redeemed_fen", *SOURCES)
    found = {(it.month, name): getattr(it, name) for it in months for name in names}
    assert {key: it for key, it in found.items() if it} == {
        key: it for key, it in history.months.items() if it
    }
    assert months[-1].outstanding_points == history.points
    assert months[-1].budget_fen == sum(history.received.values()) - history.redeemed_fen
    assert months[-1].face_value_fen == history.face_value_fen


def _balance(history: FundHistory, home: UUID) -> int:
    try:
        return history.books.balance(home)
    except AggregateNotFoundError:  # it never got points
        return 0


@settings(max_examples=40, deadline=None)
@given(HISTORIES)
def test_every_figure_is_the_sum_of_what_happened(steps: list[tuple[str, int, int]]) -> None:
    folder = Path(mkdtemp())
    store = SqliteStore(folder / "events.sqlite3")
    reads = ReadStore(f"sqlite:///{folder / 'reads.sqlite3'}")
    store.create()
    reads.create()
    ledger = Ledger(store)
    try:
        history = FundHistory(ledger).live(steps)
        Runner(ledger, reads, ONLY, page_events=7).catch_up()
        agrees(history, Views(reads))
        assert check(ledger, reads, ONLY) == []
    finally:
        ledger.close()
        reads.close()
        shutil.rmtree(folder)


@pytest.mark.parametrize("seed", [1, 2])
def test_the_figures_hold_on_both_stores(setting: Setting, seed: int) -> None:
    dice = random.Random(seed)
    names = ["gain", "gain", "gain", "fall", "undo", "buy", "buy", "collect", "collect", "cancel"]
    names += ["receive", "receive", "return", "value", "wait"]
    steps = [("open", 0, 0)]
    steps += [
        (dice.choice(names), dice.randrange(10), dice.randint(1, 25)) for _ in range(RANDOM_STEPS)
    ]
    history = FundHistory(setting.ledger).live(steps)
    agrees(history, setting.project())
    assert history.redeemed_fen > 0
    assert check(setting.ledger, setting.store) == []


def test_points_of_volunteers_are_no_promise_of_the_village(setting: Setting) -> None:
    village = Village(setting.ledger, NOON)
    village.wallet(40, WalletKind.VOLUNTEER)
    village.wallet(7, WalletKind.HOUSEHOLD)
    row = setting.project().funds.points_of(UNIT)
    assert row is not None
    assert row.outstanding_points == 7


def test_held_points_are_still_promised_and_expired_ones_are_not(setting: Setting) -> None:
    books, village = Books(setting.ledger), Village(setting.ledger, NOON)
    home = books.home("0147")
    books.post(home, GREAT, 20, NOON, on=hohhot("2025-12-30 10:00"))
    books.post(home, GREAT, 30, NOON)
    village.buy(village.item(price=35, stock=1), books.wallet(home).id)  # held, not spent
    row = setting.project().funds.points_of(UNIT)
    assert row is not None
    assert row.outstanding_points == 50
    other = books.home("0148")
    books.post(other, GREAT, 9, NOON, on=hohhot("2025-12-30 10:00"))
    january = hohhot("2027-01-02 09:00")
    books.tell(ExpireLots, january, wallet_id=books.wallet(other).id)
    books.merge(other, home, january)
    views = setting.project()
    row = views.funds.points_of(UNIT)
    assert row is not None
    assert row.outstanding_points == 50
    last = views.funds.months(UNIT, "2027-01", "2027-01")[0]
    assert (last.expired, last.moved, last.outstanding_points) == (9, 0, 50)


def test_what_is_handed_out_keeps_the_value_of_its_day(setting: Setting) -> None:
    history = FundHistory(setting.ledger)
    buy = [("buy", 0, 10), ("collect", 0, 0)]
    history.live([("gain", 0, 60), *buy, ("open", 0, 0), ("receive", 0, 100_000), *buy])
    history.live([("value", 0, 200), *buy])
    row = setting.project().funds.of(UNIT)
    assert row is not None
    assert row.redeemed_fen == 10 * 100 + 10 * 200, "what was handed out before is not its matter"
    assert row.meter.budget_fen == 97_000


def test_months_without_events_carry_on_how_things_stand(setting: Setting) -> None:
    money, books = Money(setting.ledger).open(NOON), Books(setting.ledger)
    money.receive(20_000, NOON)
    books.post(books.home("0147"), GREAT, 50, NOON)
    months = setting.project().funds.months(UNIT, "2026-10", "2027-02")
    assert [it.month for it in months] == ["2026-10", "2026-11", "2026-12", "2027-01", "2027-02"]
    assert [it.outstanding_points for it in months] == [0, 50, 50, 50, 50]
    assert [it.budget_fen for it in months] == [0, 20_000, 20_000, 20_000, 20_000]
    rates = [it.rate_on(NOON.date()) for it in months]
    assert rates[0] is None
    assert rates[1] is not None
    assert rates[1].rate == Fraction(1, 4)
    assert (rates[1].day, months[2].last_day.day) == (NOON.date(), 31)


def test_crossings_wait_until_the_ledger_states_them(setting: Setting) -> None:
    money, books = Money(setting.ledger).open(NOON), Books(setting.ledger)
    home = books.home("0147")
    money.receive(1_000, NOON)
    books.post(home, GREAT, 10, NOON)
    views = setting.project()
    (row,) = views.funds.crossing()
    assert (row.unit_code, views.funds.at_limit()) == (UNIT, [])
    said = {"outstanding_points": row.outstanding_points, "redeemed_fen": row.redeemed_fen}
    money.tell(MeasureFund, NOON, **said)
    views = setting.project()
    assert (views.funds.crossing(), views.funds.at_limit()) == ([], [UNIT])
    money.receive(1, NOON)
    assert [it.unit_code for it in setting.project().funds.crossing()] == [UNIT]


def test_receipts_are_listed_by_when_they_were_written_and_by_their_day(setting: Setting) -> None:
    money = Money(setting.ledger).open(NOON)
    on = [(NOON - timedelta(days=n)).date() for n in (1, 9, 3)]
    ids = [money.receive(n + 1, NOON, received_on=day) for n, day in enumerate(on)]
    money.take_back(ids[1], NOON)
    receipts = setting.project().fund_receipts
    assert [it.receipt_id for it in receipts.page(UNIT)] == ids[::-1]
    first = receipts.page(UNIT, 2)
    assert [it.receipt_id for it in receipts.page(UNIT, 2, first[-1].position)] == ids[:1]
    by_day = receipts.between(UNIT, on[1], on[2])
    assert [it.amount_fen for it in by_day] == [2, 3]
    assert [it.counts for it in by_day] == [False, True]
    place = by_day[0].received_on, by_day[0].receipt_id
    assert [it.amount_fen for it in receipts.between(UNIT, on[1], on[0], 9, place)] == [3, 1]
    assert receipts.of(new_id()) is None
    assert receipts.page("150104003006") == []
