"""What a plain reference knows of a shop: who has what, and what counts towards limits."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from ledger.kernel.clock import local_date
from ledger.wallets.redeeming import quarter_of

PRICES, STOCKS, POINTS = (40, 7), (12, 60), (20, 90)
MISTAKE = 700
"""Points that each household got by mistake, beside its own."""


@dataclass
class Held:
    """What a plain reference knows of a voucher."""

    id: UUID
    home: int
    at: datetime
    pieces: tuple[int, int]
    state: str = "reserved"
    handed: tuple[int, int] = (0, 0)
    handed_at: datetime | None = None
    times_handed: int = field(default=0)

    @property
    def amount(self) -> int:
        """Points that are out: held, or spent."""
        counted = {"reserved": self.pieces, "collected": self.handed}.get(self.state, (0, 0))
        return sum(price * it for price, it in zip(PRICES, counted, strict=True))


@dataclass
class Undoing:
    """What a plain reference knows of a mistake that was undone."""

    at: datetime
    short: int
    out: dict[UUID, int]
    """What was out of each voucher then: only that can cover what was short."""
    left: int | None = None
    """What stays short, once the household is gone."""


class Reference:
    """Vouchers of two households, mistakes that were undone, and sums of them."""

    def __init__(self) -> None:
        self.vouchers: list[Held] = []
        self.undone: dict[int, Undoing] = {}

    def some(self, state: str, which: int) -> Held | None:
        """Return one of the vouchers in a state, if there is any."""
        found = [it for it in self.vouchers if it.state == state]
        return found[which % len(found)] if found else None

    def free(self, item: int) -> int:
        """Return how many pieces of a thing nobody has or has set aside."""
        gone = {"reserved": lambda it: it.pieces, "collected": lambda it: it.handed}
        out = sum(gone[it.state](it)[item] for it in self.vouchers if it.state in gone)
        return STOCKS[item] - out

    def counted(self, home: int, day: date) -> tuple[int, int]:
        """Return what counts towards the limits of a day and of its quarter."""
        own = [(local_date(it.at), it.amount) for it in self.vouchers if it.home == home]
        quarter = sum(n for on, n in own if quarter_of(on) == quarter_of(day))
        return sum(n for on, n in own if on == day), quarter

    def short(self, home: int) -> int:
        """Return what is short still: what was out then and is back has covered the rest."""
        undone = self.undone.get(home)
        if undone is None:
            return 0
        if undone.left is not None:
            return undone.left
        now = {it.id: it.amount for it in self.vouchers}
        return max(undone.short - sum(then - now[it] for it, then in undone.out.items()), 0)
