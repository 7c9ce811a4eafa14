"""Refusals of stations."""

from datetime import datetime, timedelta
from typing import Self

from ledger.kernel.errors import ConflictError, NotFoundError, RuleError

VISIT_GAP = timedelta(hours=4)
"""``station_visit_gap_h``: a visit to the same station counts once in this time."""


class StationNotFoundError(NotFoundError):
    """The station is not registered."""

    code = "station_not_found"


class RiderNotFoundError(NotFoundError):
    """The person is not registered as a rider."""

    code = "person_not_found"


class VisitAlreadyCountedError(ConflictError):
    """The rider was at this station within four hours (RD-3)."""

    code = "visit_already_counted"

    @classmethod
    def since(cls, began_at: datetime) -> Self:
        """Say when the visit began, and from when the station counts again."""
        again_from = began_at + VISIT_GAP
        return cls(counted_at=began_at.isoformat(), again_from=again_from.isoformat())


class VisitNotFoundError(NotFoundError):
    """No scan of a station is known at this moment, or it is not one's own."""

    code = "visit_not_found"


class VisitUndoTooLateError(RuleError):
    """A visit is taken back within 15 minutes of its scan, not later."""

    code = "visit_undo_too_late"


class DoubtfulVisitNotFoundError(NotFoundError):
    """No visit was kept for review under this ID."""

    code = "doubtful_visit_not_found"


class DoubtfulVisitSettledError(ConflictError):
    """Somebody has decided on this visit."""

    code = "doubtful_visit_settled"
