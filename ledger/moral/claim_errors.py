"""Refusals of claims until the panel has voted."""

from ledger.kernel.errors import ConflictError, ForbiddenError, RuleError
from ledger.moral.notice_errors import ClaimElsewhereError, ClaimNotFoundError

__all__ = ["ClaimElsewhereError", "ClaimNotFoundError"]


class ClaimAlreadyFiledError(ConflictError):
    """The household has filed this act already: same item, day and evidence (VP-11)."""

    code = "claim_already_filed"


class PhotoAlreadyUsedError(ConflictError):
    """The household has used this picture for the same item before."""

    code = "photo_already_used"


class ClaimDayInvalidError(RuleError):
    """The act is still to come, or is so long ago that it can no longer be filed."""

    code = "claim_day_invalid"


class PaperEntryTooLateError(RuleError):
    """A paper sheet is typed in within ten days (VP-7)."""

    code = "paper_entry_too_late"


class EvidenceRequiredError(RuleError):
    """The item wants evidence of a kind that was not given; the facts name what would do."""

    code = "evidence_required"


class ProposerNotAllowedError(ForbiddenError):
    """The item does not let people of this role propose it."""

    code = "proposer_not_allowed"


class ClaimPointsInvalidError(RuleError):
    """Points are from 1 up to what the item, or the proposal, says."""

    code = "claim_points_invalid"


class ReasonRequiredError(RuleError):
    """Whoever sends a claim back, or gives it fewer points, says why."""

    code = "reason_required"


class ClaimStepError(ConflictError):
    """The claim is not at this step, or not any more; the facts say at which it is."""

    code = "claim_step_wrong"


class WarningRequiredError(RuleError):
    """A deduction is warned of first, and screened once its days are over (VP-10)."""

    code = "warning_required"


class ScreeningFinalError(ConflictError):
    """A screening is taken back by whoever did it, as long as nobody on the panel has voted."""

    code = "screening_final"


class ClaimWithdrawalError(ForbiddenError):
    """A claim is withdrawn by who proposed it, a gain by its household too."""

    code = "claim_not_yours"


class AlreadyReviewedError(ConflictError):
    """The reviewer has voted on the claim already."""

    code = "already_reviewed"


class NotOnPanelError(ForbiddenError):
    """Only reviewers of the village vote, each while the own term runs."""

    code = "not_on_panel"


class KinshipTooManyError(RuleError):
    """A reviewer cannot declare kinship with any more households."""

    code = "kinship_too_many"
