"""Refusals of volunteer service."""

from ledger.kernel.errors import ConflictError, NotFoundError, RuleError


class ActivityNotFoundError(NotFoundError):
    """The activity does not exist or was withdrawn."""

    code = "activity_not_found"


class VolunteerNotFoundError(NotFoundError):
    """The person is not registered as a volunteer."""

    code = "person_not_found"


class TeamNotFoundError(NotFoundError):
    """No team has this ID."""

    code = "team_not_found"


class ActivityNotStartedError(RuleError):
    """Check-in is not open yet."""

    code = "activity_not_started"


class ActivityEndedError(RuleError):
    """The activity is over; its leader can make the entry up."""

    code = "activity_ended"


class ActivityTimesError(RuleError):
    """An activity ends after it starts, and lasts a day at most."""

    code = "activity_times_invalid"


class AlreadyCheckedInError(ConflictError):
    """Checked in a moment ago; the next scan, when leaving, checks out."""

    code = "already_checked_in"


class AlreadyCheckedOutError(ConflictError):
    """Checked out already; the minutes are recorded."""

    code = "already_checked_out"


class AdultsOnlyError(RuleError):
    """The activity is risky: nobody under 18 takes part."""

    code = "adults_only"


class CompanionRequiredError(RuleError):
    """Nobody under 14 serves without an adult who stays with them."""

    code = "companion_required"


class AgeTooYoungError(RuleError):
    """Children under eight do not register as volunteers."""

    code = "age_too_young"
