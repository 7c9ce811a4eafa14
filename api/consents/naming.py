"""Whom a typed number or a scanned card means."""

from datetime import datetime
from uuid import UUID

from api.refusals import CardRevokedError
from api.scans.cards import person_behind
from api.services import Services
from qr.flaws import InvalidTokenError
from qr.kinds import Kind

PERSON_KINDS = frozenset({Kind.PERSON, Kind.CARD})


def person_meant(given: Services, text: str, at: datetime) -> UUID | None:
    """Return the volunteer or rider of a number or card; None if it is nobody's."""
    try:
        token = given.reader.read(text, at=at)
    except InvalidTokenError:
        volunteer = given.views.volunteers.by_number(text.strip())
        rider = None if volunteer else given.views.riders.by_number(text.strip())
        found = volunteer or rider
        return None if found is None else found.person_id
    if token.kind not in PERSON_KINDS:
        return None
    try:
        return person_behind(given, token, at)
    except (InvalidTokenError, CardRevokedError):
        return None
