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


class NotCheckedInError(RuleError):
    """A check-out of somebody whose coming nobody has seen; the leader can make it up."""

    code = "not_checked_in"


class NothingToUndoError(ConflictError):
    """There is no scan to take back, or it was taken back already."""

    code = "nothing_to_undo"


class UndoTooLateError(RuleError):
    """A scan can be taken back for 15 minutes; afterwards a correction is asked for."""

    code = "undo_too_late"


class NotVolunteerServiceError(RuleError):
    """What is not volunteer service gives no minutes (Order 67 art. 19)."""

    code = "not_volunteer_service"


class SupplementExceedsPlanError(RuleError):
    """Made-up minutes never exceed the planned length (VH-4)."""

    code = "supplement_exceeds_plan"


class SupplementTooEarlyError(RuleError):
    """Minutes are made up once the activity is over."""

    code = "supplement_too_early"


class SupplementWaitsError(ConflictError):
    """Minutes were made up for this person already; a second person decides."""

    code = "supplement_waits"


class SupplementDecidedError(ConflictError):
    """The second person has decided on it."""

    code = "supplement_decided"


class SupplementNotFoundError(NotFoundError):
    """Nobody has made up such minutes."""

    code = "supplement_not_found"


class AttendanceCountedError(ConflictError):
    """Both scans are there; what is wrong with them is a correction."""

    code = "attendance_counted"


class AttendanceNotFoundError(NotFoundError):
    """Nobody has seen this person at this activity."""

    code = "attendance_not_found"


class SecondConfirmerRequiredError(RuleError):
    """Somebody else has to confirm as well."""

    code = "second_confirmer_required"


class NothingHeldError(ConflictError):
    """No minutes wait for confirmation."""

    code = "nothing_held"


class WitnessRequiredError(RuleError):
    """A tick on the list needs somebody else who was there."""

    code = "witness_required"


class DoubtfulScanNotFoundError(NotFoundError):
    """No scan was kept for review under this ID."""

    code = "doubtful_scan_not_found"


class DoubtfulScanSettledError(ConflictError):
    """Somebody has decided on this scan."""

    code = "doubtful_scan_settled"


class ActivityLongOverError(RuleError):
    """It was over more than three days ago: such an activity is not published any more."""

    code = "activity_long_over"


class ActivityCancelledError(RuleError):
    """The activity does not take place."""

    code = "activity_cancelled"


class ActivityCodeWrongError(RuleError):
    """The six digits are not those beside the code of an activity that runs now."""

    code = "activity_code_wrong"


class ActivityPublishedError(ConflictError):
    """The draft was published already."""

    code = "activity_exists"


class ActivityStartedError(RuleError):
    """The activity begins, and what was announced stands: it is ended, not changed."""

    code = "activity_started"


class ActivityFixedError(RuleError):
    """Service or not, risk and kind stay as announced; ``fields`` names what was to change."""

    code = "activity_fixed"


class InsuranceRequiredError(RuleError):
    """A risky activity needs the number of an insurance policy first."""

    code = "insurance_required"


class SignUpTermsError(RuleError):
    """There is at least one place, and signing up ends before the start."""

    code = "sign_up_terms_invalid"


class RateInvalidError(RuleError):
    """A rate is whole points for whole minutes, within their limits."""

    code = "rate_invalid"


class RateAboveSymbolicError(RuleError):
    """Points of an hour would be worth more than a symbol (VH-20)."""

    code = "rate_above_symbolic"


class FlagReviewedError(ConflictError):
    """The flag was reviewed already, and nothing came in since."""

    code = "flag_reviewed"


class FlagNotFoundError(NotFoundError):
    """No flag has this ID, or what looked odd is under the threshold."""

    code = "flag_not_found"


class AlreadySignedUpError(ConflictError):
    """Signed up already, or on the waiting list."""

    code = "already_signed_up"


class ActivityFullError(ConflictError):
    """Every place is taken; one can wait for the next that becomes free."""

    code = "activity_full"


class WaitingListFullError(ConflictError):
    """So many wait that another one would wait in vain."""

    code = "waiting_list_full"


class NotSignedUpError(ConflictError):
    """There is no sign-up to take back."""

    code = "not_signed_up"


class SignUpClosedError(RuleError):
    """Signing up has ended; whoever comes is welcome without."""

    code = "sign_up_closed"


class SignOffClosedError(RuleError):
    """It is too late for somebody else to take the place."""

    code = "sign_off_closed"


class QuotaBelowSignUpsError(RuleError):
    """More people have a place already."""

    code = "quota_below_sign_ups"


class SeriesInvalidError(RuleError):
    """A series has two to twelve shifts, no two at the same time."""

    code = "series_invalid"


class RecordIncompleteError(ConflictError):
    """Something of the activity is still open; the facts say how much of what."""

    code = "record_incomplete"


class ActivityRecordedError(ConflictError):
    """The record of the activity is done."""

    code = "activity_recorded"
