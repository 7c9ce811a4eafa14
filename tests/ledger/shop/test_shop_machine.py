"""Whatever happens at a shop: no point and no piece appears, vanishes, or is had twice."""

from datetime import timedelta

from hypothesis import settings
from hypothesis.stateful import invariant

from ledger.kernel.clock import day_end, local_date
from ledger.shop.voucher import VOUCHER_DAYS
from ledger.wallets.redeeming import REDEEM_DAY_POINTS_MAX, REDEEM_QUARTER_POINTS_MAX
from tests.ledger.shop.machine import ShopRules
from tests.ledger.shop.reference import MISTAKE, POINTS, STOCKS


class ShopMachine(ShopRules):
    """What always holds, after each thing that may happen."""

    @invariant()
    def no_point_appears_or_vanishes(self) -> None:
        wallets = [self.village.load(it.wallet_id) for it in self.homes]
        spent = sum(it.amount for it in self.known.vouchers if it.state == "collected")
        held = sum(it.amount for it in self.known.vouchers if it.state == "reserved")
        free = sum(sum(it.open_lots.values()) for it in wallets)
        assert sum(it.held for it in wallets) == held
        taken = MISTAKE * len(self.known.undone) - sum(
            self.known.short(it) for it in self.known.undone
        )
        assert free + held + spent == sum(POINTS) + MISTAKE * len(self.homes) - taken
        for n, it in enumerate(wallets):
            assert sum(each.amount for each in it.short.values()) == self.known.short(n)
        assert all(n > 0 for it in wallets for n in it.open_lots.values())

    @invariant()
    def no_piece_appears_or_vanishes(self) -> None:
        for n, item_id in enumerate(self.items):
            item = self.village.load(item_id)
            handed = sum(it.handed[n] for it in self.known.vouchers if it.state == "collected")
            assert (item.on_hand, item.free) == (STOCKS[n] - handed, self.known.free(n))

    @invariant()
    def limits_count_what_is_out_and_nothing_else(self) -> None:
        today = local_date(self.village.at)
        for n, home in enumerate(self.homes):
            if self.merged and n:
                continue  # a household that is gone reserves no more
            wallet, (day, quarter) = self.village.load(home.wallet_id), self.known.counted(n, today)
            assert wallet.redeemed_on(today) == day <= REDEEM_DAY_POINTS_MAX
            assert wallet.redeemed_in_quarter(today) == quarter <= REDEEM_QUARTER_POINTS_MAX

    @invariant()
    def a_voucher_is_had_once(self) -> None:
        for it in self.known.vouchers:
            assert it.times_handed <= 1
            assert self.village.load(it.id).state == it.state
            assert it.state != "collected" or it.handed_at <= day_end(
                local_date(it.at) + timedelta(days=VOUCHER_DAYS)
            )


TestShop = ShopMachine.TestCase
TestShop.settings = settings(max_examples=25, stateful_step_count=25, deadline=None)


def test_a_mistake_undone_between_hand_over_and_undoing_keeps_what_always_holds() -> None:
    """A way the machine rarely finds by itself."""
    machine = ShopMachine()
    steps = (
        lambda: machine.reserve(0, 3, 0),
        lambda: machine.collect(0, 2, 0, whole=False),
        lambda: machine.reserve(0, 1, 0),
        lambda: machine.undo_mistake(0),
        lambda: machine.cancel(0),
        lambda: machine.undo(0, by_committee=True),
    )
    short = []
    for step in steps:
        step()
        machine.no_point_appears_or_vanishes()
        short.append(machine.known.short(0))
    machine.teardown()
    assert short == [0, 0, 0, 100, 60, 0]
