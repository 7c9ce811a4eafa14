"""Refusals of reports."""

from ledger.kernel.errors import ConflictError, ForbiddenError, NotFoundError, RuleError


class ReportNotFoundError(NotFoundError):
    """There is no such report, or none that the caller has to do with."""

    code = "report_not_found"


class ReportPlaceMissingError(RuleError):
    """Neither position nor station nor words say where it is."""

    code = "report_place_missing"


class ReportOutsideCityError(RuleError):
    """The position, or the unit named, does not lie in the city."""

    code = "report_outside_city"


class EmergencyCallFirstError(RuleError):
    """It is an emergency: whoever reports it rings the numbers in ``call`` first (RD-5)."""

    code = "emergency_call_first"


class EmergencyNotQueuedError(RuleError):
    """An emergency that was seen too long ago lay in a queue; by now it is none, or was called."""

    code = "emergency_not_queued"


class ReportTooOldError(RuleError):
    """It was kept on a phone for longer than anybody can still find it."""

    code = "report_too_old"


class ReportJoinedEnoughError(ConflictError):
    """As many as may have confirmed this one already."""

    code = "report_joined_enough"


class ReportNotAlikeError(RuleError):
    """Two reports are joined only where both are handled, and only of one category."""

    code = "report_not_alike"


class ReportFiledLaterError(RuleError):
    """A report joins one that was filed before it: the first finder stays the first."""

    code = "report_filed_later"


class ReportStateError(ConflictError):
    """The report does not stand where this can be done (any more); ``state`` is where it does."""

    code = "report_state_changed"


class OwnReportError(ForbiddenError):
    """Nobody handles what was reported by the same person."""

    code = "own_report"


class ReportPhotoMissingError(RuleError):
    """A resolution is shown by a photo."""

    code = "report_photo_missing"


class HazardNotMajorError(RuleError):
    """In this category there are no major hazards."""

    code = "hazard_not_major"


class ReportReopenedError(ConflictError):
    """The reporter has said once already that it was not resolved."""

    code = "report_reopened_already"


class ReopeningLateError(RuleError):
    """The days in which a reporter may say so are over."""

    code = "report_reopening_late"


class ReportRatedError(ConflictError):
    """The reporter has rated it already."""

    code = "report_rated_already"


class ReportRepliesFullError(ConflictError):
    """There are as many replies as there may be."""

    code = "report_replies_full"


class ReportPhotoUnknownError(NotFoundError):
    """The report shows no such photo."""

    code = "report_photo_unknown"
