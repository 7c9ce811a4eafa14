"""Refusals of alarms."""

from ledger.kernel.errors import ConflictError, NotFoundError, RuleError


class AlarmNotFoundError(NotFoundError):
    """There is no such alarm, or it is not over its line."""

    code = "alarm_not_found"


class AlarmRunningError(RuleError):
    """The month or quarter of the alarm is not over; its numbers still move."""

    code = "alarm_running"


class AlarmConcludedError(ConflictError):
    """Two have signed a conclusion, and nothing came in since."""

    code = "alarm_concluded"


class AlarmDraftChangedError(ConflictError):
    """The conclusion to be signed is not the one that waits: none was written, or another."""

    code = "alarm_draft_changed"
