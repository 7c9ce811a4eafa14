"""Closing months by two people, and judging the year: every figure counted by hand as well."""

import time
from collections import Counter
from collections.abc import Callable
from datetime import date
from typing import Any

import msgspec

from api.moral import notice_checks
from api.moral.period_checks import Month, look_at, open_checks
from bench.year.homes import Homes
from bench.year.setting import UNIT, moment
from ledger.moral.book_commands import DrawUpPeriod, LockPeriod, ReopenPeriod, RequestReopening
from ledger.moral.period_figures import Figures
from ledger.wallets.wallet import Wallet, WalletKind
from projections.check import check
from projections.moral.periods.views import MonthFigures

assert notice_checks.POSTED, "what must be posted is looked at as well"

COUNTED = ("earned", "deducted", "redeemed", "expired", "reversed", "moved")
BESIDE = ("uncollected", "shortfall", "entries")
CLAIMS = ("proposed", "posted", "capped", "rejected", "withdrawn", "reversed")
ENDS = {
    "Claim.Proposed": "proposed",
    "Claim.Posted": "posted",
    "Claim.Rejected": "rejected",
    "Claim.Withdrawn": "withdrawn",
    "Claim.Reversed": "reversed",
    "Notice.Published": "notices",
}


class Months:
    """Closes months and judges."""

    def __init__(self, homes: Homes) -> None:
        self._homes, self._village, self._tally = homes, homes.village, homes.tally
        self.table: list[dict[str, Any]] = []
        self._counts: Counter[str] = Counter()
        self._position, self._began = self._village.position, time.perf_counter()

    def close(self, first: date, following: date, *, reopened: bool) -> None:
        """Close a month on the first of the next one, as the clerk and the committee do."""
        period = f"{first:%Y-%m}"
        figures = self._sign(period, following)
        if reopened:
            admins = self._village.staff["admin"], self._village.staff["other_admin"]
            of: dict[str, Any] = {"unit_code": UNIT, "period": period}
            self._village.tell(RequestReopening, **of, requested_by=admins[0])
            self._village.tell(ReopenPeriod, **of, approved_by=admins[1])
            again = self._sign(period, following)
            assert again == figures, "the same month says something else when closed again"
        self._compare(period, figures)
        self._enter(period, figures)

    def _enter(self, period: str, figures: Figures) -> None:
        """Keep a line of the month: its figures, what became of claims in it, and how long."""
        counts, now = Counter(self._tally.counts), time.perf_counter()
        claims = {name: counts[name] - self._counts[name] for name in CLAIMS}
        self.table.append(
            {
                "month": period,
                **msgspec.structs.asdict(figures),
                "claims": claims,
                "events": self._village.position - self._position,
                "seconds": round(now - self._began, 1),
            }
        )
        self._counts, self._position, self._began = counts, self._village.position, now

    def _sign(self, period: str, following: date) -> Figures:
        village = self._village
        village.clock.now = moment(following, 8, 30)
        found, blocked = self._look(period)
        said: dict[str, Any] = {
            "unit_code": UNIT,
            "period": period,
            "figures": found.figures,
            "blocked": blocked,
        }
        drawn: dict[str, Any] = {"position": found.position, "is_first": found.is_first}
        clerk, supervisor = village.staff["clerk"], village.staff["supervisor"]
        answer = village.tell(DrawUpPeriod, **said, **drawn, signed_by=clerk)
        village.clock.now = moment(following, 9)
        found, blocked = self._look(period)
        said |= {"figures": found.figures, "blocked": blocked}
        fingerprint = str(answer["report_hash"])
        village.tell(LockPeriod, **said, report_hash=fingerprint, locked_by=supervisor)
        village.project()
        return found.figures

    def _look(self, period: str) -> tuple[MonthFigures, tuple[str, ...]]:
        self._village.project()
        given = self._village.house.services
        found = given.views.periods.figures(UNIT, period)
        blocked = open_checks(look_at(given, Month(UNIT, period, found)))
        assert not blocked, f"{period} is kept open by {blocked}"
        return found, blocked

    def _compare(self, period: str, figures: Figures) -> None:
        """Compare a closed month with what was counted by hand."""
        month, opening = self._tally.months[period], self._tally.net(period)
        assert figures.adds_up, f"{period}: opening and movements do not make the closing"
        assert figures.opening == opening, f"{period}: {opening} to begin with, not {figures}"
        assert figures.closing == opening + self._tally.net_of(month), f"{period}: {figures}"
        by_hand = {it: month[it] for it in (*COUNTED, *BESIDE)}
        booked = {it: getattr(figures, it) for it in by_hand}
        assert booked == by_hand, f"{period}: booked {booked}, by hand {by_hand}"

    # The whole year ----------------------------------------------------------------------

    def judge(self, on_progress: Callable[[int, int], None] | None = None) -> int:
        """Compare everything there is; return how many households were compared."""
        village, tally = self._village, self._tally
        village.project()
        assert tally.total() == sum(map(tally.net_of, tally.months.values())), "by hand"
        for home_id in tally.accounts:
            self._compare_home(home_id)
        views = village.house.services.views
        assert views.periods.homes(UNIT)[1] == views.periods.total(UNIT) == tally.total()
        assert views.trial_balances.of(UNIT).difference == 0
        assert views.periods.disagreeing() == []
        self._compare_counts(village.counted())
        differences = check(village.house.ledger, village.house.read_store, on_progress=on_progress)
        assert differences == [], f"check: {differences[:3]}"
        return len(tally.accounts)

    def _compare_home(self, home_id: Any) -> None:
        """Compare a household's lots and scores: by hand, in the log, in the read models."""
        account, house = self._tally.accounts[home_id], self._village.house
        wallet_id = Wallet.create_id(home_id, WalletKind.HOUSEHOLD)
        wallet: Wallet = house.ledger.repository.get(wallet_id)
        assert wallet.open_lots == account.purse.lots, f"lots of {home_id}"
        views = house.services.views
        read = {it.expires_on: it.amount for it in views.lots.of(wallet_id)}
        assert read == account.purse.lots, f"lots of {home_id} as pages show them"
        balance = views.balances.of(wallet_id)
        assert balance is not None
        assert balance.available + balance.held == account.balance, f"balance of {home_id}"
        if home_id in self._homes.went_into:
            return
        for year in sorted({it.on.year for it in account.entries.values()}):
            row = views.scores.of(home_id, year)
            score = row.score if row else None
            assert score == account.score(year), f"score of {home_id} in {year}: {score}"

    def _compare_counts(self, written: Counter[str]) -> None:
        by_hand = {event: self._tally.counts[name] for event, name in ENDS.items()}
        in_log = {event: written[event] for event in ENDS}
        assert in_log == by_hand, f"in the log {in_log}, by hand {by_hand}"
