"""What the door itself says no with, before anything reaches the ledger."""

from ledger.kernel.errors import (
    ConflictError,
    ForbiddenError,
    LedgerError,
    NotFoundError,
    RuleError,
    UnavailableError,
)


class InputError(LedgerError):
    """What was sent cannot be understood."""


class SignInError(LedgerError):
    """Nobody is signed in."""


class RequestMalformedError(InputError):
    """The request is not what its method and content type promise."""

    code = "request_malformed"


class MediaTypeError(InputError):
    """The body is not JSON; send ``Content-Type: application/json``."""

    code = "media_type_unsupported"


class IdempotencyKeyMissingError(InputError):
    """A POST must carry an Idempotency-Key: 8 to 64 letters, digits or ``_-.:``."""

    code = "idempotency_key_missing"


class RequestInvalidError(LedgerError):
    """Some fields are missing, unknown, too long or of another type; ``errors`` names each."""

    code = "request_invalid"

    def __init__(self, errors: dict[str, list[str]]) -> None:
        super().__init__(errors=errors)

    def __str__(self) -> str:
        return "; ".join(f"{path}: {' '.join(said)}" for path, said in self._errors.items())

    @property
    def _errors(self) -> dict[str, list[str]]:
        return self.facts["errors"]  # type: ignore[return-value]


class SignInRequiredError(SignInError):
    """There is no valid access token with the request."""

    code = "sign_in_required"


class SessionExpiredError(SignInError):
    """The session of the cookie has ended or was revoked."""

    code = "session_expired"


class CsrfFailedError(ForbiddenError):
    """A browser's unsafe request lacks the X-CSRF-Token of its session."""

    code = "csrf_failed"


class RoleRequiredError(ForbiddenError):
    """The caller's role may not do this."""

    code = "role_required"


class RoleEndedError(ForbiddenError):
    """The term of the caller's role has ended, or does not reach this unit and place."""

    code = "role_ended"


class DeviceRevokedError(ForbiddenError):
    """The device of the cookie was revoked, replaced, or is a year old: enrol it again."""

    code = "device_revoked"


class DeviceNotRegisteredError(ForbiddenError):
    """Codes of a station are shown by enrolled devices only."""

    code = "device_not_registered"


class OutsideUnitError(ForbiddenError):
    """The caller's grant does not reach this unit or place."""

    code = "outside_unit"


class SecondFactorRequiredError(ForbiddenError):
    """What is asked for needs a second factor shown within the last ten minutes."""

    code = "second_factor_required"


class StaffSignInRequiredError(ForbiddenError):
    """Staff with an account sign in with password and second factor, not with a passcode."""

    code = "staff_sign_in_required"


class UnitsMissingError(ConflictError):
    """No unit is registered yet: import the divisions before the first set-up."""

    code = "units_missing"


class PurposeRequiredError(ForbiddenError):
    """No purpose was stated, or one that does not open what was asked for."""

    code = "purpose_required"


class TooManyRequestsError(LedgerError):
    """The person or address has asked too often; wait ``retry_after_s`` seconds."""

    code = "too_many_requests"


class UnknownAddressError(NotFoundError):
    """Nothing is here, or nothing that is the caller's."""

    code = "not_found"


class AlreadyRegisteredError(ConflictError):
    """Somebody is registered under this number already."""

    code = "already_registered"


class CardRevokedError(RuleError):
    """The paper card was reported lost and replaced."""

    code = "card_revoked"


class CounterTicketOverError(RuleError):
    """Too long ago that somebody was recognised at the counter: scan once more."""

    code = "counter_ticket_over"


class CardNotFoundError(NotFoundError):
    """No good card has this ID, or none that the caller may see."""

    code = "card_not_found"


class PushServiceUnknownError(RuleError):
    """The browser takes notifications at a service that this city sends none to."""

    code = "push_service_unknown"


class SsoRefusedError(ForbiddenError):
    """The city's sign-in proved nothing, or nobody here is linked to it; which is not told."""

    code = "sso_refused"


class SsoUnavailableError(UnavailableError):
    """The city's sign-in does not answer; number and password still work."""

    code = "sso_unavailable"
    retry_after_s = 30
