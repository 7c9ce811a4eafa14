"""Whatever happens in a village, every month begins where the last one ended and adds up."""

import random
from datetime import datetime, timedelta
from uuid import UUID

import pytest

from ledger.kernel.errors import LedgerError
from ledger.kernel.ids import new_id
from ledger.moral.book_commands import DrawUpPeriod, LockPeriod
from ledger.moral.period_finding import month_after, month_end
from ledger.wallets.commands import ExpireLots
from projections.check import check
from tests.projections.setting import Setting
from tests.support.books import FALL, GAIN, GREAT, UNIT, Books
from tests.support.ledgers import Village, hohhot

STEPS = 60


def close(books: Books, setting: Setting, period: str) -> None:
    month = setting.project().periods.figures(UNIT, period)
    said = {"unit_code": UNIT, "period": period, "figures": month.figures}
    at = month_end(period)
    first = {"position": month.position, "is_first": month.is_first, "signed_by": new_id()}
    signed = books.tell(DrawUpPeriod, at, **said, **first)
    books.tell(LockPeriod, at, **said, report_hash=signed["report_hash"], locked_by=new_id())


def live(dice: random.Random, books: Books, homes: list[UUID], at: datetime) -> None:
    """Let one thing happen to one household; what is refused did not happen."""
    home, acted = dice.choice(homes), at - timedelta(days=dice.randrange(40))
    step = dice.choice(["gain", "gain", "gain", "fall", "undo", "expire", "buy"])
    try:
        if step == "gain":
            told = books.post(home, dice.choice([GAIN, GREAT]), dice.randint(1, 60), at, on=acted)
        elif step == "fall":
            told = books.post(home, FALL, dice.randint(1, 20), at, on=acted)
        elif step == "buy":
            village = Village(books.ledger, at)
            voucher = village.buy(village.item(price=5, stock=1), books.wallet(home).id)
            assert voucher
            return
        elif step == "expire":
            books.tell(ExpireLots, at, wallet_id=books.wallet(home).id)
            return
        else:
            done = DONE.pop() if DONE else (home, new_id())
            books.undo(*done, at)
            return
    except LedgerError:
        return
    DONE.append((home, told["entry_id"]))


DONE: list[tuple[UUID, object]] = []


@pytest.mark.parametrize("seed", [1, 2])
def test_opening_and_movements_make_closing_for_any_history(setting: Setting, seed: int) -> None:
    dice, books = random.Random(seed), Books(setting.ledger)
    homes = [books.home(f"{n:04}") for n in range(4)]
    for home in homes:
        books.post(home, GREAT, 30, hohhot("2027-11-01 09:00"), on=hohhot("2026-05-01 09:00"))
    DONE.clear()
    at, period = hohhot("2027-11-05 09:00"), "2027-11"
    for _ in range(STEPS):
        at += timedelta(hours=dice.randrange(60))
        while at >= month_end(period):
            close(books, setting, period)
            period = month_after(period)
        live(dice, books, homes, at)
    views = setting.project()
    ending = None
    for report in reversed(views.periods.closings(UNIT)):
        assert report.figures.adds_up
        assert report.agrees
        assert ending in (None, report.figures.opening)
        ending = report.figures.closing
    last = views.periods.figures(UNIT, period).figures
    assert last.opening == ending
    assert last.closing == views.periods.homes(UNIT)[1] == views.periods.total(UNIT)
    assert views.balances.of_households(UNIT) == views.periods.homes(UNIT)
    assert check(setting.ledger, setting.store) == []
