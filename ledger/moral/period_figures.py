"""Figures of a village's month, and the fingerprint of the report that states them."""

from hashlib import sha256

import msgspec


class Figures(msgspec.Struct, frozen=True, kw_only=True):
    """Where the points of all households of a village went in a month. Signed ones say so."""

    opening: int
    earned: int
    deducted: int
    redeemed: int
    expired: int
    forfeited: int
    reversed: int
    """Signed: gains undone lower it, deductions undone raise it."""
    moved: int
    """Signed: what came from or went to another village."""
    closing: int
    uncollected: int
    """What deductions could not take; no point of it was ever in the books."""
    shortfall: int
    """What the village carries for posting errors."""
    entries: int

    @property
    def adds_up(self) -> bool:
        """Tell whether opening and movements make the closing figure."""
        gone = self.deducted + self.redeemed + self.expired + self.forfeited
        sum_ = self.opening + self.earned - gone + self.reversed + self.moved
        return sum_ == self.closing


def report_hash(unit_code: str, period: str, position: int, figures: Figures) -> str:
    """Return the fingerprint of a report in its canonical form: sorted JSON without blanks."""
    said = {
        "unit_code": unit_code,
        "period": period,
        "position": position,
        "figures": msgspec.structs.asdict(figures),
    }
    return sha256(msgspec.json.encode(said, order="sorted")).hexdigest()
