"""The meter of a fund: whether what points promise is covered by money (偿付率, VP-14).

Whole numbers only: points, and money in fen. The invariant is
``outstanding_points x face_value_fen <= received_fen - redeemed_fen``.
"""

from dataclasses import dataclass

WARN_PERCENT = 80
FULL_PERMILLE = 1_000
_PERCENT = 100


@dataclass(frozen=True, slots=True)
class Meter:
    """What is promised and what is there, at one moment.

    ``outstanding_points`` are the unspent points of a village's households, held ones included;
    ``redeemed_fen`` is what was handed out for points, each at the face value of its day.
    """

    outstanding_points: int
    face_value_fen: int
    received_fen: int
    redeemed_fen: int

    @property
    def promised_fen(self) -> int:
        """What all unspent points are worth."""
        return self.outstanding_points * self.face_value_fen

    @property
    def budget_fen(self) -> int:
        """What is left of the money; below zero if more was handed out than came in."""
        return self.received_fen - self.redeemed_fen

    @property
    def room_points(self) -> int:
        """How many points may still be given until the money is spoken for; never below zero."""
        return max(0, (self.budget_fen - self.promised_fen) // self.face_value_fen)

    @property
    def is_reached(self) -> bool:
        """Tell whether one more point would be without money behind it: 100 % or more."""
        return self.promised_fen >= self.budget_fen

    @property
    def is_warned(self) -> bool:
        """Tell whether 80 % of the money are spoken for."""
        return self.promised_fen * _PERCENT >= self.budget_fen * WARN_PERCENT

    @property
    def permille(self) -> int | None:
        """How much is spoken for, in tenths of a percent; None where there is no money at all.

        Rounded to the nearest, but never onto a line that is not reached: 99.96 % shows as 99.9 %.
        """
        if self.budget_fen <= 0:
            return None
        near = (2 * self.promised_fen * FULL_PERMILLE + self.budget_fen) // (2 * self.budget_fen)
        if not self.is_warned:
            return min(near, WARN_PERCENT * 10 - 1)
        return near if self.is_reached else min(near, FULL_PERMILLE - 1)
