"""Refusals of rule books and pledges."""

from ledger.kernel.errors import ConflictError, NotFoundError, RuleError


class RulebookNotInForceError(RuleError):
    """The village had no rule book in force on that day."""

    code = "rulebook_not_in_force"


class RuleItemNotFoundError(NotFoundError):
    """The version has no item or linkage with this code."""

    code = "rule_item_not_found"


class RuleItemTakenError(ConflictError):
    """The draft has an item or linkage with this code already."""

    code = "rule_item_taken"


class RuleItemInvalidError(RuleError):
    """An item, linkage, parameter or pledge cannot be so; the facts name every flaw."""

    code = "rule_item_invalid"


class RuleInfringesRightsError(RuleError):
    """The rule touches rights that no rule book may touch; ``article`` says by which law."""

    code = "rule_infringes_rights"


class DeductionsOffError(RuleError):
    """The version in force has switched deductions off."""

    code = "deductions_off"


class RulebookVersionNotFoundError(NotFoundError):
    """The rule book has no such version, or not any more."""

    code = "rulebook_version_not_found"


class RulebookDraftOpenError(ConflictError):
    """A draft is under way already: it is finished or dropped first."""

    code = "rulebook_draft_open"


class RulebookStepError(ConflictError):
    """The version is not at this step; the facts say at which it is."""

    code = "rulebook_step_wrong"


class EditOutdatedError(ConflictError):
    """Somebody changed the same part of the draft meanwhile; the facts hold what it says now."""

    code = "edit_outdated"


class MeetingInvalidError(RuleError):
    """The counts of a meeting do not add up, or its day cannot be; the facts name every flaw."""

    code = "meeting_invalid"


class MeetingQuorumNotMetError(RuleError):
    """Too few people or households came for the meeting to decide (Organic Law, 22 and 26)."""

    code = "meeting_quorum_not_met"


class FilingInvalidError(RuleError):
    """A filing number is missing or too long, or it was filed before the vote or is to be."""

    code = "filing_invalid"


class RulebookDayTakenError(RuleError):
    """A version is in force from today or later, and from later than the version before it."""

    code = "rulebook_day_taken"


class PledgeSampleError(RuleError):
    """The pledge is still the sample: the village makes it its own before the township sees it."""

    code = "pledge_still_sample"


class PledgeMissingError(RuleError):
    """The version in force has no pledge to sign."""

    code = "pledge_missing"


class PledgeSignedError(ConflictError):
    """The household has signed the pledge of this version already."""

    code = "pledge_already_signed"


class PledgePaperRequiredError(RuleError):
    """A pledge signed on paper is entered by somebody else, with a photo of the paper."""

    code = "pledge_paper_required"
