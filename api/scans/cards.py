"""From the code of a paper card to its person, and who acts for them."""

from datetime import datetime
from typing import TypedDict
from uuid import UUID

from api.auth import Caller
from api.refusals import CardRevokedError
from api.scans.scan import subject_id
from api.services import Services
from ledger.registry.proxy import Consent
from qr.flaws import Flaw, InvalidTokenError
from qr.kinds import Kind
from qr.layout import Token


class ProxyFacts(TypedDict):
    """What a command says of who acts for the person."""

    operator_id: UUID | None
    consent: Consent | None


def person_behind(given: Services, token: Token, at: datetime) -> UUID:
    """Return whose a person's or card's code is; refuse a card that was revoked by then."""
    if token.kind is not Kind.CARD:
        return subject_id(token)
    card = given.cards.recent(subject_id(token), now=given.clock())
    if card is None:
        raise InvalidTokenError(Flaw.MALFORMED)
    if not card.is_good(at):
        raise CardRevokedError
    return card.person_id


def proxy_of(who: Caller, token: Token) -> ProxyFacts:
    """Name the operator who scanned a card. A code on one's own phone is one's own act.

    So is a card held before a station's screen, where nobody acts for anybody.
    """
    operator_id = who.grant.person_id if token.kind is Kind.CARD else None
    consent = None if operator_id is None else Consent.PRESENT_WITH_CARD
    return ProxyFacts(operator_id=operator_id, consent=consent)
