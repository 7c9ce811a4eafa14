"""From refusals to HTTP: the only place that knows which family has which status."""

import logging
from collections.abc import Callable
from typing import Any

from eventsourcing.persistence import PersistenceError
from flask import Flask, request
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from werkzeug.exceptions import HTTPException, InternalServerError

from api.audits.refusals_noted import note_refused_door
from api.problems import Problem
from api.refusals import (
    InputError,
    MediaTypeError,
    RequestInvalidError,
    SignInError,
    TooManyRequestsError,
)
from api.request_log import known_method, known_route, note_refusal
from api.sheets.errors import SheetTooLargeError, SheetTypeUnsupportedError
from ledger.kernel.errors import (
    ConflictError,
    ForbiddenError,
    LedgerError,
    NotFoundError,
    RuleError,
    StorageUnavailableError,
    UnavailableError,
)
from people.errors import (
    DeviceCodeExpiredError,
    DeviceCodeWrongError,
    IdentityCheckRequiredError,
    IdentityDeskRequiredError,
    IdentityMismatchError,
    IdNumberInvalidError,
    LoginTakenError,
    OwnPhoneError,
    PasscodeRefusedError,
    PeopleError,
    PeopleUnavailableError,
    PhoneInvalidError,
    PhoneNotRegisteredError,
    RebindingExpiredError,
    RebindingNotFoundError,
    SecondClerkRequiredError,
    SignInRefusedError,
    SignInStepOverError,
    SmsCodeExpiredError,
    SmsCodeWrongError,
    TextMissingError,
    TextTooLongError,
    UnknownPersonError,
)
from people.photo_errors import (
    PhotoInUseError,
    PhotoMissingError,
    PhotoNotFoundError,
    PhotoTooLargeError,
    PhotoTypeUnsupportedError,
    PhotoUnreadableError,
)
from people.staff_errors import (
    LastSecondFactorError,
    PasskeyRefusedError,
    PasskeysFullError,
    PasswordBreachedError,
    PasswordExpiredError,
    PasswordReusedError,
    PasswordTooSimpleError,
    SecondFactorWrongError,
    SetupCodeExpiredError,
    SetupCodeWrongError,
    SetupUnfinishedError,
    StaffAccountExistsError,
    StaffAccountMissingError,
    StaffStepOverError,
)
from qr.flaws import InvalidTokenError

API = "/api/"
OPERATIONS = ("/healthz", "/readyz", "/metrics")
CHALLENGE = {"WWW-Authenticate": 'Bearer realm="redbee"'}

STATUS: tuple[tuple[type[Exception], int], ...] = (
    (MediaTypeError, 415),
    (SheetTypeUnsupportedError, 415),
    (SheetTooLargeError, 413),
    (InputError, 400),
    (SignInError, 401),
    (RequestInvalidError, 422),
    (NotFoundError, 404),
    (ConflictError, 409),
    (RuleError, 422),
    (ForbiddenError, 403),
    (TooManyRequestsError, 429),
    (UnavailableError, 503),
    (UnknownPersonError, 404),
    (LoginTakenError, 409),
    (PasscodeRefusedError, 422),
    (PhoneInvalidError, 422),
    (IdNumberInvalidError, 422),
    (SmsCodeWrongError, 400),
    (SmsCodeExpiredError, 400),
    (PhoneNotRegisteredError, 404),
    (IdentityCheckRequiredError, 403),
    (IdentityDeskRequiredError, 403),
    (IdentityMismatchError, 422),
    (SignInStepOverError, 400),
    (RebindingNotFoundError, 404),
    (RebindingExpiredError, 409),
    (SecondClerkRequiredError, 403),
    (OwnPhoneError, 403),
    (DeviceCodeWrongError, 422),
    (DeviceCodeExpiredError, 422),
    (PeopleUnavailableError, 503),
    (PasswordTooSimpleError, 422),
    (PasswordBreachedError, 422),
    (PasswordReusedError, 422),
    (PasswordExpiredError, 403),
    (SetupUnfinishedError, 403),
    (SetupCodeWrongError, 403),
    (SetupCodeExpiredError, 403),
    (SecondFactorWrongError, 401),
    (PasskeyRefusedError, 401),
    (StaffStepOverError, 401),
    (LastSecondFactorError, 409),
    (PasskeysFullError, 409),
    (StaffAccountExistsError, 409),
    (StaffAccountMissingError, 404),
    (TextTooLongError, 400),
    (TextMissingError, 400),
    (PhotoTooLargeError, 413),
    (PhotoUnreadableError, 400),
    (PhotoTypeUnsupportedError, 415),
    (PhotoMissingError, 400),
    (PhotoNotFoundError, 404),
    (PhotoInUseError, 409),
)
"""The first family that fits decides."""

HTTP_CODES = {
    404: "not_found",
    405: "method_not_allowed",
    413: "request_too_large",
    415: "media_type_unsupported",
    500: "internal_error",
    503: "service_busy",
}
PEOPLE_RETRY_AFTER_S = 5
_AWAY = (PersistenceError, OperationalError, InterfaceError, PoolTimeoutError)

Elsewhere = Callable[[Exception], ResponseReturnValue]
"""Answers an error of a path that is not the API's."""

_log = logging.getLogger(__name__)


def status_of(error: Exception) -> int:
    """Return the status of a refusal's family."""
    return next((status for family, status in STATUS if isinstance(error, family)), 500)


def problem_of(error: Exception) -> Problem:
    """Turn anything raised into the problem that is told."""
    for family, told in _TOLD:
        if isinstance(error, family):
            return told(error)
    return Problem(500, "internal_error")


def register_errors(app: Flask, elsewhere: Elsewhere | None = None) -> None:
    """Answer every error of the API as a problem, and hand those of other paths on."""

    def answer(error: Exception) -> ResponseReturnValue:
        problem = problem_of(error)
        note_refusal(problem.code)
        note_refused_door(problem.status, problem.code)
        if problem.status >= 500 and not _is_expected(error):  # noqa: PLR2004
            _log.error("%s %s failed", known_method(), known_route(), exc_info=error)
        if is_api(request.path) or _broke_an_answer(error):
            return problem.response()
        if elsewhere is not None:
            return elsewhere(error)
        return error if isinstance(error, HTTPException) else problem.response()

    def log_unanswered(exc_info: Any) -> None:
        """Log what broke an answer to an error; Flask itself would write the whole path."""
        _log.error("%s %s failed", known_method(), known_route(), exc_info=exc_info)

    app.log_exception = log_unanswered  # type: ignore[method-assign]
    for family in (Exception, HTTPException, LedgerError, PeopleError, InvalidTokenError):
        app.register_error_handler(family, answer)


def is_api(path: str) -> bool:
    """Tell whether a path is answered with problems rather than pages."""
    return path.startswith(API) or path in OPERATIONS


def _broke_an_answer(error: Exception) -> bool:
    """Tell whether answering an earlier error failed: drawing its page again would fail again."""
    return isinstance(error, InternalServerError) and error.original_exception is not None


def _is_expected(error: Exception) -> bool:
    return isinstance(error, (LedgerError, PeopleError, HTTPException))


def _ledger_problem(error: LedgerError) -> Problem:
    status = status_of(error)
    if isinstance(error, UnavailableError):
        return _unavailable(error.code, error.retry_after_s, error.facts)
    headers = CHALLENGE if isinstance(error, SignInError) else {}
    if isinstance(error, TooManyRequestsError):
        headers = {"Retry-After": str(error.facts["retry_after_s"])}
    return Problem(status, error.code, str(error), error.facts, headers)


def _unavailable(code: str, retry_after_s: int, facts: dict[str, object] | None = None) -> Problem:
    told = {**(facts or {}), "retry_after_s": retry_after_s}
    return Problem(503, code, "", told, {"Retry-After": str(retry_after_s)})


def _sign_in_problem(error: SignInRefusedError) -> Problem:
    wait_s = error.facts.get("retry_after_s")
    if wait_s is None:
        return Problem(401, error.code, "", {}, CHALLENGE)
    return Problem(429, error.code, "", error.facts, {"Retry-After": str(wait_s)})


def _http_problem(error: HTTPException) -> Problem:
    status = error.code or 500
    code = HTTP_CODES.get(status, "request_malformed")
    headers = {}
    methods = getattr(error, "valid_methods", None)
    if methods:
        headers["Allow"] = ", ".join(sorted(methods))
    return Problem(status, code, "", {}, headers)


def _people_problem(error: PeopleError) -> Problem:
    return Problem(status_of(error), error.code, str(error), error.facts)


Family = type[Exception] | tuple[type[Exception], ...]
_TOLD: tuple[tuple[Family, Callable[[Any], Problem]], ...] = (
    (LedgerError, _ledger_problem),
    (InvalidTokenError, lambda error: Problem(422, error.code)),
    (SignInRefusedError, _sign_in_problem),
    (PeopleUnavailableError, lambda error: _unavailable(error.code, PEOPLE_RETRY_AFTER_S)),
    (PeopleError, _people_problem),
    (HTTPException, _http_problem),
    (
        _AWAY,
        lambda _: _unavailable(StorageUnavailableError.code, StorageUnavailableError.retry_after_s),
    ),
)
