"""What staff accounts say no with."""

from people.errors import PeopleError


class PasswordTooSimpleError(PeopleError):
    """A password has 8 characters or more of three kinds, and does not hold the login."""

    code = "password_too_simple"


class PasswordBreachedError(PeopleError):
    """The password is one of those that guessers try first."""

    code = "password_breached"


class PasswordReusedError(PeopleError):
    """The password was one of the last five."""

    code = "password_reused"


class PasswordExpiredError(PeopleError):
    """The password is 90 days old: sign in with a new one beside it."""

    code = "password_expired"


class SetupUnfinishedError(PeopleError):
    """The account has no second factor yet: enter the set-up code again."""

    code = "setup_unfinished"


class SetupCodeWrongError(PeopleError):
    """No set-up code is waiting under this text, or it has been used."""

    code = "setup_code_wrong"


class SetupCodeExpiredError(PeopleError):
    """The set-up code is older than a day; ask for a new one."""

    code = "setup_code_expired"


class SecondFactorWrongError(PeopleError):
    """The one-time code is wrong, out of its time, or was used before."""

    code = "second_factor_wrong"


class LastSecondFactorError(PeopleError):
    """Staff keep one second factor at least: add another before removing this one."""

    code = "last_second_factor"


class PasskeyRefusedError(PeopleError):
    """The passkey did not prove itself, or is nobody's."""

    code = "passkey_refused"


class PasskeysFullError(PeopleError):
    """A person has ten passkeys at most."""

    code = "passkeys_full"


class StaffStepOverError(PeopleError):
    """The sign-in took too long or was finished elsewhere: begin again."""

    code = "staff_step_over"


class StaffAccountExistsError(PeopleError):
    """The person has a staff account that is in use."""

    code = "staff_account_exists"


class StaffAccountMissingError(PeopleError):
    """The person has no staff account."""

    code = "staff_account_missing"
