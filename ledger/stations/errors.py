"""Refusals of stations."""

from ledger.kernel.errors import ConflictError, NotFoundError


class StationNotFoundError(NotFoundError):
    """The station is not registered."""

    code = "station_not_found"


class RiderNotFoundError(NotFoundError):
    """The person is not registered as a rider."""

    code = "person_not_found"


class VisitAlreadyCountedError(ConflictError):
    """The rider was at this station within four hours (RD-3)."""

    code = "visit_already_counted"
