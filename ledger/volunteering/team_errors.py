"""Refusals of teams, memberships, service files and stars."""

from ledger.kernel.errors import ConflictError, NotFoundError, RuleError


class TeamNameTakenError(ConflictError):
    """The unit has, or had, a team of this name."""

    code = "team_name_taken"


class TeamDissolvedError(ConflictError):
    """The team was dissolved: it takes no members and no changes."""

    code = "team_dissolved"


class TeamParentInvalidError(RuleError):
    """A team stands below one of a larger kind, of the same unit or one above."""

    code = "team_parent_invalid"


class TooManyTeamsError(RuleError):
    """A volunteer belongs to five organisations at most, requests that wait included."""

    code = "too_many_teams"


class AlreadyMemberError(ConflictError):
    """The volunteer belongs to the team already, or waits for an answer."""

    code = "already_member"


class NotMemberError(ConflictError):
    """The volunteer does not belong to the team."""

    code = "not_member"


class MembershipNotRequestedError(NotFoundError):
    """Nobody waits for an answer to this request: it was answered, or taken back."""

    code = "membership_not_requested"


class RecordNotFoundError(NotFoundError):
    """The service file holds no such training or honour."""

    code = "file_record_not_found"


class FileFullError(RuleError):
    """The service file holds as many trainings and honours as it may."""

    code = "file_full"


class DateInFutureError(RuleError):
    """A training or an honour has a day that has come."""

    code = "date_in_future"


class StarNotReachedError(RuleError):
    """The confirmed minutes do not reach to this star."""

    code = "star_not_reached"


class StarHeldError(ConflictError):
    """The volunteer has this star, or a higher one."""

    code = "star_held"


class StarAppliedError(ConflictError):
    """An application waits for its answer."""

    code = "star_applied"


class StarNotAppliedError(NotFoundError):
    """Nobody waits for an answer to this application."""

    code = "star_not_applied"


class ImportUnreadableError(RuleError):
    """The list of national numbers is no table of two columns with the head that was given."""

    code = "import_unreadable"


class ImportTooLongError(RuleError):
    """The list of national numbers has more lines than are taken at once."""

    code = "import_too_long"


class SpotCheckNotFoundError(NotFoundError):
    """No spot check has this ID, or it is of another unit."""

    code = "spot_check_not_found"


class SpotCheckEmptyError(RuleError):
    """There is no record of this unit in the period, or too many to draw from at once."""

    code = "spot_check_empty"
