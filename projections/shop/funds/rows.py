"""Rows of the money behind points."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from uuid import UUID

from ledger.shop.fund_forecast import Rate
from ledger.shop.fund_meter import Meter


@dataclass(frozen=True, slots=True)
class FundRow:
    """A village's money and points. Points are there also before a fund is opened."""

    unit_code: str
    position: int
    is_open: bool
    face_value_fen: int
    outstanding_points: int
    redeemed_points: int
    """Since the fund was opened."""
    redeemed_fen: int
    """Each at the face value of its moment."""
    received_fen: int
    """All that came in, less what was taken back: the sum of the four sources."""
    collective_fen: int
    partner_fen: int
    donation_fen: int
    fiscal_fen: int
    receipts: int
    """How many were ever written down, those taken back included."""
    is_at_limit: bool
    is_crossing: bool
    limit_at: datetime | None
    """When the limit was last reached or cleared."""

    @property
    def meter(self) -> Meter:
        """Return what is promised and what is there."""
        return Meter(
            self.outstanding_points, self.face_value_fen, self.received_fen, self.redeemed_fen
        )

    @property
    def is_limited(self) -> bool:
        """Tell whether points are compared with money at all: some came in, ever."""
        return self.is_open and self.receipts > 0


@dataclass(frozen=True, slots=True)
class FundMonth:
    """One month: what came and went, and how things stood at its end.

    Redemptions count in points also before the fund was opened, in fen only from there on.
    """

    month: str
    gained: int
    deducted: int
    reversed: int
    expired: int
    forfeited: int
    moved: int
    redeemed_points: int
    redeemed_fen: int
    collective_fen: int
    partner_fen: int
    donation_fen: int
    fiscal_fen: int
    face_value_fen: int
    """As it stood at the end; 0 before the fund was opened."""
    outstanding_points: int
    """At the end."""
    budget_fen: int
    """At the end."""

    @property
    def received_fen(self) -> int:
        """What came in from all sources, less what was taken back."""
        return self.collective_fen + self.partner_fen + self.donation_fen + self.fiscal_fen

    @property
    def last_day(self) -> date:
        """The last day of the month."""
        first = date.fromisoformat(f"{self.month}-01")
        return (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)

    @property
    def permille(self) -> int | None:
        """How much was spoken for at the end, in tenths of a percent; None without money."""
        return Meter(
            self.outstanding_points, self.face_value_fen, self.budget_fen, redeemed_fen=0
        ).permille

    def rate_on(self, day: date) -> Rate | None:
        """Return the rate at its end, or on a day in it; None where there was no money."""
        if self.budget_fen <= 0 or not self.face_value_fen:
            return None
        rate = Fraction(self.outstanding_points * self.face_value_fen, self.budget_fen)
        return Rate(min(day, self.last_day), rate)


@dataclass(frozen=True, slots=True)
class FundReceiptRow:
    """Money that came in; ``cause`` is why it no longer counts, empty while it does."""

    receipt_id: UUID
    position: int
    unit_code: str
    source: str
    amount_fen: int
    received_on: date
    text_id: UUID | None
    donor_text_id: UUID | None
    thanks_donor: bool
    recorded_by: UUID
    recorded_at: datetime
    cause: str
    returned_by: UUID | None
    return_text_id: UUID | None
    returned_at: datetime | None

    @property
    def counts(self) -> bool:
        """Tell whether it was not taken back."""
        return self.returned_at is None


@dataclass(frozen=True, slots=True)
class ApprovalRow:
    """A gain that may be posted without money behind it."""

    claim_id: UUID
    position: int
    unit_code: str
    approved_by: UUID
    approved_at: datetime
