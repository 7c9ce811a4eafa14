"""Refusals of households."""

from ledger.kernel.errors import ConflictError, ForbiddenError, NotFoundError, RuleError


class HouseholdNotFoundError(NotFoundError):
    """No household has this number, or none that the caller may see."""

    code = "household_not_found"


class HouseholdNumberTakenError(ConflictError):
    """The village has, or had, a household of this number: numbers are not given again."""

    code = "household_number_taken"


class HouseholdClosedError(ConflictError):
    """The household was merged or closed: it takes no members and no changes."""

    code = "household_closed"


class HouseholdMemberRequiredError(ForbiddenError):
    """Only somebody of the household may do this."""

    code = "household_member_required"


class HouseholdAdultRequiredError(RuleError):
    """The household agrees through one of its adults; this person is a minor."""

    code = "household_adult_required"


class LivesElsewhereError(ConflictError):
    """A person lives in one household at a time; this one is of another."""

    code = "lives_in_other_household"


class AlreadyInHouseholdError(ConflictError):
    """The person is of this household already."""

    code = "already_in_household"


class NotInHouseholdError(ConflictError):
    """The person is not of this household, or not any more."""

    code = "not_in_household"


class HouseholdFullError(RuleError):
    """The household has as many members as one may have."""

    code = "household_full"


class HouseholdHeadRequiredError(RuleError):
    """A household with members has one head: another one must be named first."""

    code = "household_head_required"


class HouseholdNotInSchemeError(RuleError):
    """The household takes no part in the points scheme: nothing is filed about it."""

    code = "household_not_in_scheme"


class SchemeNotJoinedError(RuleError):
    """The household has not joined the points scheme; nothing of it is published."""

    code = "scheme_not_joined"


class MergeWithSelfError(RuleError):
    """A household is not merged with itself, nor with one that became part of it."""

    code = "household_merge_self"


class OtherVillageError(RuleError):
    """Members and points move only between households of one village."""

    code = "household_other_village"


class SplitRatioInvalidError(RuleError):
    """Both sides of a ratio are whole numbers from 1 to SPLIT_SHARE_MAX."""

    code = "split_ratio_invalid"


class SplitMembersInvalidError(RuleError):
    """Some members go, each once and with one head among them, and some stay, the head too."""

    code = "split_members_invalid"


class HeadsAgreementRequiredError(RuleError):
    """Both heads agree, and a note or a picture of the signed paper says so."""

    code = "heads_agreement_required"


class HouseholdChangePendingError(ConflictError):
    """A merge or a split of this household waits for its second person."""

    code = "household_change_pending"


class HouseholdChangeNotFoundError(NotFoundError):
    """No such merge or split waits for a decision, or not any more."""

    code = "household_change_not_found"


class HouseholdVouchersOpenError(ConflictError):
    """Points are set aside for a voucher: it is collected, cancelled or runs out first."""

    code = "household_vouchers_open"


class RosterInvalidError(RuleError):
    """Some lines of a roster are wrong, or it has none or too many: nothing is imported."""

    code = "roster_invalid"


class HouseholdRequestPendingError(ConflictError):
    """A request of this person waits for its answer."""

    code = "household_request_pending"


class HouseholdRequestNotFoundError(NotFoundError):
    """No such request waits for an answer, or not any more."""

    code = "household_request_not_found"
