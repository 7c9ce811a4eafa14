"""Refusals of the registry."""

from ledger.kernel.errors import ConflictError, ForbiddenError, NotFoundError, RuleError


class UnitNotFoundError(NotFoundError):
    """No unit has this code."""

    code = "unit_not_found"


class OfficeTelephoneInvalidError(RuleError):
    """An office has a landline or a public number; a mobile number is somebody's own."""

    code = "office_telephone_invalid"


class UnitExistsError(ConflictError):
    """The code is registered already, under another name or parent."""

    code = "unit_exists"


class UnitOutsideParentError(RuleError):
    """A unit's code must begin with the code of its parent."""

    code = "unit_outside_parent"


class UnitClosedError(ConflictError):
    """The unit was closed, split or merged: it takes no changes and nothing is put below it."""

    code = "unit_closed"


class UnitCycleError(RuleError):
    """The unit would come to lie below itself on some day."""

    code = "unit_cycle"


class UnitChangeTooEarlyError(RuleError):
    """A change begins before the unit was there, or before its last change."""

    code = "unit_change_too_early"


class UnitHasChildrenError(ConflictError):
    """Units lie right below the one that ends; they must be moved or assigned first."""

    code = "unit_has_children"


class UnitNotBelowError(RuleError):
    """A unit was assigned that does not lie right below the one that ends."""

    code = "unit_not_below"


class RoleTermInvalidError(RuleError):
    """A term must not end before it begins."""

    code = "role_term_invalid"


class RoleTermOverlapsError(ConflictError):
    """The person has this role in this unit for some of these days already."""

    code = "role_term_overlaps"


class RoleTermNotFoundError(NotFoundError):
    """The person does not have this role in this unit on that day."""

    code = "role_term_not_found"


class AdministratorsSeparateError(RuleError):
    """System, security and audit administrator are three different people."""

    code = "administrators_separate"


class OwnMinutesError(ForbiddenError):
    """Nobody records or confirms their own minutes."""

    code = "own_minutes"


class OwnProposalError(ForbiddenError):
    """Whoever proposed, reviewed or recorded something takes no further step with it."""

    code = "own_proposal"


class ReviewerRecusedError(ForbiddenError):
    """A reviewer does not decide on the own household."""

    code = "reviewer_recused"


class KeeperOwnHouseholdError(ForbiddenError):
    """A keeper hands nothing out to the own household."""

    code = "keeper_own_household"


class OwnEntryError(ForbiddenError):
    """Nobody posts to the own account, nor undoes an entry on it or one they posted."""

    code = "own_entry"


class OwnRoleError(ForbiddenError):
    """Nobody gives a role to themselves."""

    code = "own_role"


class OwnRequestError(ForbiddenError):
    """Nobody decides on what they asked for themselves, nor enters records of their own."""

    code = "own_request"


class DeviceNotFoundError(NotFoundError):
    """No device has this ID, or none that the caller may see."""

    code = "device_not_found"


class ProxyConsentRequiredError(RuleError):
    """Who acts for somebody says who they are and how the person agreed."""

    code = "proxy_consent_required"


class ProxyForSelfError(RuleError):
    """Nobody acts as a helper for themselves."""

    code = "proxy_for_self"


class LevelsInvalidError(RuleError):
    """Levels go from the county down: it, street and community, then grid, building, entrance."""

    code = "levels_invalid"


class UnitLevelUnusedError(RuleError):
    """The county does not have this level."""

    code = "unit_level_unused"


class CalendarYearMissingError(RuleError):
    """No holidays of this year are known yet: nothing is counted in its days, never guessed."""

    code = "calendar_year_missing"


class CalendarNoticeInvalidError(RuleError):
    """The days cannot be those of a year's notice; the facts name each flaw."""

    code = "calendar_notice_invalid"


class CalendarProposalNotFoundError(NotFoundError):
    """No such version of the year waits for a decision, or not any more."""

    code = "calendar_proposal_not_found"
