"""What this room says no with: stable codes, and the facts a page needs to explain them."""


class PeopleError(Exception):
    """An expected "no" of this room: a stable code, and facts that hold no personal data."""

    code = "people_error"

    def __init__(self, message: str, **facts: int) -> None:
        super().__init__(message)
        self.facts = facts


class PeopleUnavailableError(PeopleError):
    """The database of people could not be reached or did not answer in time; try again later."""

    code = "people_unavailable"


class MasterKeyError(PeopleUnavailableError):
    """Names cannot be opened: the master key is missing, damaged, or another one."""


class UnknownPersonError(PeopleError):
    """Nobody with this ID is enrolled (any more)."""

    code = "unknown_person"


class LoginTakenError(PeopleError):
    """The login already belongs to another person."""

    code = "login_taken"


class PasscodeRefusedError(PeopleError):
    """The new passcode, or the login it is for, is too short or too long."""

    code = "passcode_refused"


class PhoneInvalidError(PeopleError):
    """What was given is no mobile number of mainland China."""

    code = "phone_invalid"


class IdNumberInvalidError(PeopleError):
    """What was given is no ID number of 18 characters by GB 11643."""

    code = "id_number_invalid"


class DeviceCodeWrongError(PeopleError):
    """Nobody ordered a device with this code."""

    code = "device_code_wrong"


class DeviceCodeExpiredError(PeopleError):
    """The code was used already, or its fifteen minutes are over."""

    code = "device_code_expired"


class SignInRefusedError(PeopleError):
    """Nobody was let in: `sign_in_failed`, or `login_locked` with `retry_after_s`."""

    def __init__(self, code: str, **facts: int) -> None:
        super().__init__(f"sign-in refused: {code}", **facts)
        self.code = code
