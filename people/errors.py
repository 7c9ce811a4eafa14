"""What this room says no with: stable codes, and the facts a page needs to explain them."""


class PeopleError(Exception):
    """An expected "no" of this room: a stable code, and facts that hold no personal data."""

    code = "people_error"

    def __init__(self, message: str, **facts: int | str) -> None:
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


class SmsCodeWrongError(PeopleError):
    """The one-time code is another; `tries_left` says how many tries are left."""

    code = "sms_code_wrong"


class SmsCodeExpiredError(PeopleError):
    """The one-time code is too old, was used, or a newer one was sent."""

    code = "sms_code_expired"


class PhoneNotRegisteredError(PeopleError):
    """The code is right, and nobody is registered with this number."""

    code = "phone_not_registered"


class IdentityCheckRequiredError(PeopleError):
    """The number was long unused: the code alone opens a `step` that asks for name and ID."""

    code = "identity_check_required"


class IdentityDeskRequiredError(PeopleError):
    """The number was long unused, and there is no ID number to ask for: staff must look."""

    code = "identity_desk_required"


class IdentityMismatchError(PeopleError):
    """Name and last six characters of the ID number do not fit; `tries_left` says how many."""

    code = "identity_mismatch"


class SignInStepOverError(PeopleError):
    """The step of the sign-in is over, was done, or is another device's: begin anew."""

    code = "sign_in_step_over"


class RebindingNotFoundError(PeopleError):
    """No such change of number waits, or not in the unit of the caller."""

    code = "rebinding_not_found"


class RebindingExpiredError(PeopleError):
    """The change of number was proposed too long ago: propose it anew."""

    code = "rebinding_expired"


class SecondClerkRequiredError(PeopleError):
    """Who proposed a change of number may not confirm it."""

    code = "second_clerk_required"


class OwnPhoneError(PeopleError):
    """Nobody changes their own number at the desk."""

    code = "own_phone"


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


class TextTooLongError(PeopleError):
    """A text that somebody typed is longer than it may be."""

    code = "text_too_long"


class TextMissingError(PeopleError):
    """Words are needed here, and none were typed."""

    code = "field_missing"
