"""Tickets: who was recognised at a counter a moment ago, sealed between the steps of one household.

A rotating code cannot be scanned once more three minutes later, and no page may be told whose
points it spends by a number in a form: the ticket says it, for one keeper at one shop.
"""

import hmac
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from api.services import Services

TICKET_LIFE = timedelta(minutes=15)
"""As long as a household may take to choose."""
_PARTS = 5


class KnownBy(StrEnum):
    """By what somebody was recognised."""

    PERSONAL_CODE = "personal_code"
    CARD = "card"
    GATE = "gate"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Ticket:
    """Whose points, by what they are known, and when; the person only where a code names one."""

    owner_id: UUID
    known_by: KnownBy
    at: datetime
    person_id: UUID | None = None


def sealed(given: Services, ticket: Ticket, *, shop_id: UUID, keeper_id: UUID) -> str:
    """Write a ticket that only this keeper can use, at this shop."""
    person = ticket.person_id.hex if ticket.person_id else ""
    stamp = str(int(ticket.at.timestamp()))
    text = f"{ticket.owner_id.hex}~{ticket.known_by.value}~{stamp}~{person}"
    return f"{text}~{_seal(given, text, shop_id, keeper_id)}"


def opened(
    given: Services, text: str, *, shop_id: UUID, keeper_id: UUID, now: datetime
) -> Ticket | None:
    """Return what a ticket says, or None: it is another's, too old, or no ticket at all."""
    parts = text.split("~")
    if len(parts) != _PARTS:
        return None
    said, seal = "~".join(parts[:-1]), parts[-1]
    expected = _seal(given, said, shop_id, keeper_id)
    if not hmac.compare_digest(expected.encode(), seal.encode(errors="surrogatepass")):
        return None
    owner, known_by, stamp, person = parts[:-1]
    at = datetime.fromtimestamp(int(stamp), UTC)
    if now - at > TICKET_LIFE:
        return None
    return Ticket(UUID(owner), KnownBy(known_by), at, UUID(person) if person else None)


def _seal(given: Services, text: str, shop_id: UUID, keeper_id: UUID) -> str:
    said = b"counter-ticket" + shop_id.bytes + keeper_id.bytes
    said += text.encode(errors="surrogatepass")
    return hmac.digest(given.secret_key, said, "sha256").hex()
