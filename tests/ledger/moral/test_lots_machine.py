"""Whatever happens to the wallets of two households, lots are what a plain reference says."""

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from pathlib import Path
from uuid import UUID

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from ledger.kernel.clock import local_date
from ledger.kernel.ids import new_id
from ledger.wallets import lots
from ledger.wallets.dividing import divided, move
from ledger.wallets.errors import (
    InsufficientPointsError,
    RedeemDayLimitError,
    RedeemQuarterLimitError,
)
from ledger.wallets.kinds import Reason
from ledger.wallets.wallet import Wallet
from tests.ledger.moral import lots_reference
from tests.ledger.moral.lots_reference import Lots, Purse

AMOUNTS, WHO, DAYS = st.integers(1, 60), st.integers(0, 1), st.integers(0, 220)


class LotsMachine(RuleBasedStateMachine):
    """Two households whose points come, go, are held, undone, merged and split."""

    def __init__(self) -> None:
        super().__init__()
        self.at = datetime(2026, 1, 1, 4, tzinfo=UTC)
        self.wallets = [
            Wallet(owner_id=new_id(), kind="household", unit_code="1501") for _ in range(2)
        ]
        self.purses = [Purse(), Purse()]
        self.holds: list[tuple[int, int, UUID]] = []
        self.gains: list[tuple[int, UUID, date, int]] = []
        self.falls: list[tuple[int, UUID, Lots]] = []
        self.named = 0

    @property
    def today(self) -> date:
        return local_date(self.at)

    @rule(days=DAYS)
    def time_passes(self, days: int) -> None:
        self.at += timedelta(days=days)

    @rule(days=st.integers(-20, 3))
    def year_ends(self, days: int) -> None:
        end = datetime(self.today.year, 12, 31, 4, tzinfo=UTC) + timedelta(days=days)
        self.at = max(self.at, end)

    @rule(who=WHO, amount=AMOUNTS)
    def earn(self, who: int, amount: int) -> None:
        entry, day = new_id(), date(self.today.year + 1, 12, 31)
        self.wallets[who].credit(
            entry_id=entry, amount=amount, reason=Reason.DEED, occurred_at=self.at
        )
        self.purses[who].grant(day, amount)
        self.gains.append((who, entry, day, amount))

    @rule(who=WHO, amount=AMOUNTS)
    def hold(self, who: int, amount: int) -> None:
        self.named, hold_id = self.named + 1, new_id()
        try:
            self.wallets[who].hold(
                hold_id=hold_id, amount=amount, reason=Reason.REDEMPTION, at=self.at
            )
        except InsufficientPointsError:
            assert not self.purses[who].hold(self.named, amount, self.today), "there was enough"
            return
        except (RedeemDayLimitError, RedeemQuarterLimitError):
            return  # how much a day may take has a test of its own; what is left counts as before
        assert self.purses[who].hold(self.named, amount, self.today), "held more than there was"
        self.holds.append((who, self.named, hold_id))

    @precondition(lambda self: self.holds)
    @rule()
    def collect(self) -> None:
        who, name, hold_id = self.holds.pop()
        self.wallets[who].capture(hold_id, at=self.at)
        self.purses[who].capture(name)

    @precondition(lambda self: self.holds)
    @rule(late=st.booleans())
    def let_go(self, late: bool) -> None:
        who, name, hold_id = self.holds.pop(0)
        reason = Reason.TIMEOUT if late else Reason.CANCELLATION
        self.wallets[who].void(hold_id, reason=reason, at=self.at)
        purse = self.purses[who]
        purse.give_back(purse.holds.pop(name), self.today, late=late)

    @rule(who=WHO)
    def expire(self, who: int) -> None:
        self.wallets[who].expire(self.at)
        assert self.wallets[who].expire(self.at) == 0, "twice takes nothing twice"
        self.purses[who].expire(self.today)

    @rule(who=WHO, amount=st.integers(1, 20))
    def deduct(self, who: int, amount: int) -> None:
        entry, purse = new_id(), self.purses[who]
        taken = self.wallets[who].deduct(
            entry_id=entry, amount=amount, reason=Reason.BROKEN_RULE, at=self.at
        )
        purse.expire(self.today)
        lost = purse.lose(amount)
        assert taken == sum(lost.values()) <= amount
        self.falls.append((who, entry, lost))

    @precondition(lambda self: self.falls)
    @rule()
    def uphold_appeal(self) -> None:
        who, entry, lost = self.falls.pop()
        if str(entry) not in self.wallets[who].deductions:
            return  # too long ago
        self.wallets[who].restore(new_id(), reverses=entry, reason=Reason.APPEAL, at=self.at)
        self.purses[who].give_back(lost, self.today)
        self.purses[who].gone -= sum(lost.values())

    @precondition(lambda self: self.gains)
    @rule()
    def undo_gain(self) -> None:
        who, entry, day, amount = self.gains.pop()
        if str(entry) not in self.wallets[who].credits:
            return
        short = self.wallets[who].reverse(
            new_id(), reverses=entry, reason=Reason.POSTING_ERROR, at=self.at
        )
        lost = self.purses[who].lose(amount, first=day)
        assert short == amount - sum(lost.values()), "what is short is said, never owed"

    @rule(who=WHO)
    def merge(self, who: int) -> None:
        gone, stays = self.wallets[who], self.wallets[1 - who]
        move(gone, stays, gone.parts, reason=Reason.MERGE, source_id=new_id(), at=self.at)
        self.purses[who].move(dict(self.purses[who].lots), self.purses[1 - who])

    @rule(who=WHO, stays=st.integers(1, 5), leaves=st.integers(1, 5))
    def split(self, who: int, stays: int, leaves: int) -> None:
        old, new = self.wallets[who], self.wallets[1 - who]
        kept, taken = divided(old.parts, stays, leaves)
        assert lots.total(kept) + lots.total(taken) == lots.total(old.parts)
        exact = lots.total(old.parts) * leaves / (stays + leaves)
        assert abs(lots.total(taken) - exact) < 1, "by largest remainder"
        move(old, new, taken, reason=Reason.SPLIT, source_id=new_id(), at=self.at)
        expected = self.purses[who].leaving(Fraction(stays, stays + leaves))
        assert {it.expires_on: it.amount for it in taken} == expected
        self.purses[who].move(expected, self.purses[1 - who])

    @invariant()
    def lots_are_those_of_the_reference(self) -> None:
        for wallet, purse in zip(self.wallets, self.purses, strict=True):
            assert wallet.open_lots == purse.lots
            assert wallet.held == purse.held
            assert all(it.amount > 0 for it in wallet.parts), "no lot is empty or owed"
            assert purse.issued == sum(purse.lots.values()) + purse.held + purse.gone

    def teardown(self) -> None:
        for wallet in self.wallets:
            again = None
            for event in wallet.collect_events():
                again = event.mutate(again)
            assert again is not None
            assert again.open_lots == wallet.open_lots, "replay tells the same"


def test_the_reference_is_sixty_plain_lines() -> None:
    lines = Path(lots_reference.__file__).read_text(encoding="utf-8").splitlines()
    assert len([it for it in lines if it.strip()]) <= 60


TestLots = LotsMachine.TestCase
TestLots.settings = settings(max_examples=120, stateful_step_count=50, deadline=None)
