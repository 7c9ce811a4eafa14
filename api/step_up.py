"""Step-up: what is dear asks for a second factor that was shown a moment ago."""

from datetime import timedelta

from api.auth import caller
from api.refusals import SecondFactorRequiredError
from api.services import services
from people.access import TokenKind

STEP_UP_AGE_MAX = timedelta(minutes=10)


def require_proof() -> None:
    """Refuse a session without a fresh second factor, and a token not issued for such acts."""
    given, grant = services(), caller().grant
    if grant.kind is TokenKind.BEARER:
        if not given.staff.step_ups.are_allowed(grant.token_id):
            raise SecondFactorRequiredError
        return
    proved_at = caller().proved_at
    # A clock set back must not make an old proof young: hence the lower bound.
    if proved_at is None or not proved_at <= given.clock() < proved_at + STEP_UP_AGE_MAX:
        raise SecondFactorRequiredError
