"""What else happens to households' points: old balances, the shop, one merge and one split."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from bench.year.notices import Notices
from bench.year.setting import PRICE, UNIT, Home, moment
from ledger.households.change_commands import ConfirmHouseholdChange, ProposeMerge, ProposeSplit
from ledger.households.household import Household
from ledger.households.kinds import ChangeReason, NewMember, Relation
from ledger.kernel.ids import derive
from ledger.moral.opening_handlers import ApproveOpenings, ImportOpenings
from ledger.moral.opening_rows import OpeningRow, Platform
from ledger.shop.hand_over import OWNER
from ledger.shop.voucher_commands import CancelVoucher, CollectVoucher, ReserveVoucher
from ledger.wallets.wallet import Wallet, WalletKind

OLD_POINTS = 30
BUYS_EVERY = 6
"""Every month one of so many households buys something."""
VOUCHER_DAYS = 7
CHANGING = 3
"""The last households: one goes into another, the third becomes two. They buy nothing."""
STAYS, LEAVES = 2, 1


class Homes(Notices):
    """Households that bring points along, buy, merge and split."""

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.waiting: dict[date, list[tuple[Home, int]]] = {}
        self.merged: list[tuple[Home, Home]] = []
        self.bought = 0

    def bring_points(self, new_year: date) -> None:
        """Take over what households had on paper; what ends at New Year is two thirds of it."""
        clerk, supervisor = self.village.staff["clerk"], self.village.staff["supervisor"]
        days = [new_year - timedelta(days=1), date(new_year.year, 12, 31)]
        rows = []
        for n, home in enumerate(self.village.homes[:-CHANGING]):
            ends = days[n % 3 == 0]
            rows.append(OpeningRow(n + 1, home.number, OLD_POINTS + n % 7, ends, UNIT))
            self.tally.open_with(home.id, OLD_POINTS + n % 7, ends, self.today)
        of: dict[str, Any] = {"unit_code": UNIT, "platform": Platform.PAPER}
        told = self.village.tell(
            ImportOpenings, **of, digest="of the paper books", rows=tuple(rows), imported_by=clerk
        )
        self.village.tell(ApproveOpenings, **of, number=told["number"], approved_by=supervisor)

    # The shop ------------------------------------------------------------------------

    def buy(self) -> None:
        """Let some households reserve something: collected, given back, or forgotten."""
        for n, home in enumerate(self.village.homes[:-CHANGING]):
            if (n + self.today.month) % BUYS_EVERY:
                continue
            quantity = 1 + n % 5
            if self.tally.accounts[home.id].balance < quantity * PRICE:
                continue
            self.bought += 1
            if self.tally.hold(home.id, self.bought, quantity * PRICE, self.today):
                self._reserve(n, home, self.bought, quantity)

    def _reserve(self, n: int, home: Home, name: int, quantity: int) -> None:
        answer = self.village.tell(
            ReserveVoucher,
            basket=((self.village.goods, quantity),),
            wallet_id=Wallet.create_id(home.id, WalletKind.HOUSEHOLD),
        )
        voucher = UUID(str(answer["voucher_id"]))
        tomorrow = moment(self.today + timedelta(days=1), 11)
        if n % 4 == 0:
            back = self.today + timedelta(days=VOUCHER_DAYS + 1)
            self.waiting.setdefault(back, []).append((home, name))
        elif n % 4 == 1:
            self.queue.put(tomorrow, lambda: self.cancel(home, name, voucher))
        else:
            self.queue.put(tomorrow, lambda: self.collect(home, name, voucher))

    def collect(self, home: Home, name: int, voucher: UUID) -> None:
        """Hand over what was reserved."""
        of: dict[str, Any] = {
            "shop_id": self.village.shop,
            "keeper_id": self.village.staff["keeper"],
            "collector": OWNER,
        }
        self.village.tell(CollectVoucher, voucher_id=voucher, **of)
        self.tally.collect(home.id, name, self.today)

    def cancel(self, home: Home, name: int, voucher: UUID) -> None:
        """Give a reservation back."""
        self.village.tell(CancelVoucher, voucher_id=voucher, cancelled_by=home.head)
        self.tally.let_go(home.id, name, self.today, late=False)

    # Households that change ------------------------------------------------------------

    def merge(self) -> None:
        """Let the last household become part of the one before."""
        gone, stays = self.village.homes[-1], self.village.homes[-2]
        said: dict[str, Any] = {
            "household_id": gone.id,
            "into_id": stays.id,
            "reason": ChangeReason.MARRIAGE,
        }
        said |= {"text_id": derive("text", "merge")}
        self._confirmed(gone, self.village.tell(ProposeMerge, **said, proposed_by=self._clerk))
        self.tally.merge(gone.id, stays.id, self.today)
        self.went_into[gone.id] = stays
        self.merged.append((gone, stays))

    def split(self) -> None:
        """Let one of a household go with a third of its points."""
        home, number = self.village.homes[-CHANGING], "9001"
        answer = self.village.tell(
            ProposeSplit,
            household_id=home.id,
            new_number=number,
            group="1组",
            members=(NewMember(home.other, Relation.HEAD),),
            stays=STAYS,
            leaves=LEAVES,
            reason=ChangeReason.LIVES_APART,
            proposed_by=self._clerk,
            text_id=derive("text", "split"),
        )
        told = self._confirmed(home, answer)
        new_id = Household.create_id(UNIT, number)
        points = self.tally.split(home.id, new_id, STAYS, LEAVES, self.today)
        assert told["points"] == points, "another share than counted"

    @property
    def _clerk(self) -> UUID:
        return self.village.staff["clerk"]

    def _confirmed(self, home: Home, answer: dict[str, Any]) -> dict[str, Any]:
        of: dict[str, Any] = {"household_id": home.id, "number": answer["number"]}
        return self.village.tell(
            ConfirmHouseholdChange, **of, confirmed_by=self.village.staff["supervisor"]
        )

    # What the jobs do by themselves ------------------------------------------------------

    def midnight(self, day: date) -> dict[str, int]:
        """Do by hand what is due at the first second of a day; return how many of what."""
        seen, back = self.tally.seen(), self.waiting.pop(day, [])
        for home, name in back:
            self.tally.let_go(home.id, name, day, late=True)
        gone = sum(self.tally.expire(it, day) > 0 for it in list(self.tally.accounts))
        for pair in self.merged:
            self.tally.merge_scores(*(it.id for it in pair))
        posted = self.post(day)
        return {
            "Voucher.Expired": len(back),
            "Wallet.Expired": gone,
            "Claim.Posted": posted,
            "Wallet.ExpiryReminded": self.tally.remind(day, seen),
        }
