"""Figures of a village's quarter as they are made public, and their fingerprint (公开账, VP-16).

Whole numbers only: points, pieces, and money in fen. Nobody's name is in them: of donors they hold
the text under which people keep it, and only of those who agreed to be thanked.
"""

from hashlib import sha256
from itertools import pairwise
from uuid import UUID

import msgspec

from ledger.moral.period_figures import Figures

GOODS_MAX = 200
"""Lines of stock an account states; what is beyond is added up in one without an item."""
DONORS_MAX = 200
"""Donors an account thanks."""


class Month(msgspec.Struct, frozen=True, kw_only=True):
    """A closed month: the version and fingerprint of the report that two people signed."""

    period: str
    version: int
    report_hash: str
    figures: Figures


class Gain(msgspec.Struct, frozen=True, kw_only=True):
    """What a class of acts came to: ``households`` had at least one of its entries."""

    kind: str
    entries: int
    households: int
    points: int


class Goods(msgspec.Struct, frozen=True, kw_only=True):
    """Pieces of an item. ``corrected`` is signed: damage, counts, and what came back."""

    item_id: UUID | None
    """None: all items beyond GOODS_MAX together."""
    name: str
    measure: str
    opening: int
    received: int
    issued: int
    corrected: int
    closing: int

    @property
    def adds_up(self) -> bool:
        """Tell whether opening and movements make the closing figure."""
        return self.opening + self.received - self.issued + self.corrected == self.closing


class Money(msgspec.Struct, frozen=True, kw_only=True):
    """Money behind the points, in fen. A source is below 0 if more went back than came in."""

    opening_fen: int
    collective_fen: int
    partner_fen: int
    donation_fen: int
    fiscal_fen: int
    paid_fen: int
    """What was handed out for points, each at the face value of its day."""
    available_fen: int
    face_value_fen: int
    permille: int | None
    """How much of it unspent points speak for; None where there is no money."""

    @property
    def adds_up(self) -> bool:
        """Tell whether opening, sources and what was paid make what is available."""
        came = self.collective_fen + self.partner_fen + self.donation_fen + self.fiscal_fen
        return self.opening_fen + came - self.paid_fen == self.available_fen


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """How many objections, appeals or alarms of the quarter ended so; "open" has no end yet."""

    subject: str
    outcome: str
    count: int


class Statement(msgspec.Struct, frozen=True, kw_only=True):
    """Everything an account says. ``quarter`` is "2026Q3"; months are in their order."""

    unit_code: str
    quarter: str
    households: int
    months: list[Month]
    gains: list[Gain]
    goods: list[Goods]
    goods_beyond: int
    """How many items the line without an item adds up."""
    money: Money | None
    """None where no fund was ever opened."""
    outcomes: list[Outcome]
    donors: list[UUID]

    @property
    def months_closed(self) -> dict[str, int]:
        """Return which version of each month's report it states."""
        return {it.period: it.version for it in self.months}

    @property
    def closing(self) -> int:
        """Return the unspent points at the end of the quarter."""
        return self.months[-1].figures.closing

    def unbalanced(self) -> list[str]:
        """Name the parts whose equation does not hold; none, if all is well."""
        months = [it.figures for it in self.months]
        chain = pairwise(months)
        held = {
            "months": all(it.adds_up for it in months)
            and all(one.closing == other.opening for one, other in chain),
            "gains": sum(it.points for it in self.gains) == sum(it.earned for it in months),
            "goods": all(it.adds_up for it in self.goods),
            "money": self.money is None or self.money.adds_up,
        }
        return [name for name, holds in held.items() if not holds]


def shortened(goods: list[Goods], beyond: int, most: int) -> tuple[list[Goods], int]:
    """Return so many lines of stock and one that adds up all others, and how many these are.

    ``beyond`` is how many items the last line adds up already, if it is of no item.
    """
    if len(goods) - bool(beyond) <= most:
        return goods, beyond
    kept, rest = goods[:most], goods[most:]
    sums = {
        name: sum(getattr(it, name) for it in rest)
        for name in ("opening", "received", "issued", "corrected", "closing")
    }
    others = Goods(item_id=None, name="", measure="", **sums)
    return [*kept, others], len(rest) - bool(beyond) + beyond


def statement_hash(statement: Statement, version: int, position: int) -> str:
    """Return the fingerprint of an account in its canonical form: sorted JSON without blanks."""
    said = {
        "position": position,
        "statement": msgspec.to_builtins(statement),
        "version": version,
    }
    return sha256(msgspec.json.encode(said, order="sorted")).hexdigest()
