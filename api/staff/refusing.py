"""What every refused step of staff leaves behind: a count for the address, a line in the log."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from api.auditing import note
from api.rates.guard import count_address, require_room
from api.rates.quotas import SIGN_IN_FAILURES
from api.refusals import SecondFactorRequiredError
from api.services import services
from ledger.kernel.errors import ForbiddenError
from people.audit import AuditAction
from people.errors import PeopleError, PeopleUnavailableError


@contextmanager
def noted(purpose: str, person_id: UUID | None = None) -> Iterator[None]:
    """Note a refusal of what is done here; an address that keeps guessing is refused first."""
    given = services()
    require_room(given, SIGN_IN_FAILURES)
    try:
        yield
    except PeopleUnavailableError:
        raise
    except (PeopleError, ForbiddenError) as error:
        if not isinstance(error, SecondFactorRequiredError):
            count_address(given, SIGN_IN_FAILURES)
        note(AuditAction.REFUSED, result=error.code, purpose=purpose, actor_id=person_id)
        raise
