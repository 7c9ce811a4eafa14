"""Refusals about a station itself: where it is, when it is open, what it offers."""

from ledger.kernel.errors import ConflictError, NotFoundError, RuleError


class LocationOutsideCityError(RuleError):
    """The station would lie outside the city: degrees were swapped or mistyped."""

    code = "location_outside_city"


class HoursUnreadableError(RuleError):
    """Opening hours are not written so that anybody can tell when the station is open."""

    code = "station_hours_unreadable"


class TooManyServicesError(RuleError):
    """A station offers no more services than a poster has room for."""

    code = "station_services_too_many"


class ServiceNotFoundError(NotFoundError):
    """The station does not offer this service."""

    code = "station_service_not_found"


class ServiceReasonMissingError(RuleError):
    """A service that is out of order needs a reason, and one that works has none."""

    code = "station_service_reason_missing"


class StationClosedError(ConflictError):
    """The station is closed already."""

    code = "station_closed"


class ClosingEndsTooEarlyError(RuleError):
    """A station that closes for some days opens again on a later day."""

    code = "station_closing_ends_too_early"


class NotAStationKeeperError(RuleError):
    """Only somebody who holds the role of keeper at the station is named as its keeper."""

    code = "not_a_station_keeper"
