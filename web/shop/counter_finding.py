"""Who is it: from what was scanned or typed at the counter to whose points may be spent."""

from datetime import datetime

from api.auth import caller
from api.households.owning import refuse_own_household
from api.services import Services
from api.shop.paying import payer_behind, wallet_for
from ledger.households.errors import HouseholdNotFoundError
from qr.kinds import Kind
from qr.layout import Token
from web.shop.tickets import KnownBy, Ticket

KNOWN = {Kind.PERSON: KnownBy.PERSONAL_CODE, Kind.CARD: KnownBy.CARD, Kind.GATE: KnownBy.GATE}
"""Codes that say whose points they are."""


def who_is_it(given: Services, token: Token, unit_code: str, at: datetime) -> Ticket:
    """Return whose points a scanned code may spend here; another village's shows nothing (A16)."""
    owner_id, person_id = payer_behind(given, token, unit_code, at)
    return _checked(given, Ticket(owner_id, KNOWN[token.kind], at, person_id), unit_code)


def of_number(given: Services, number: str, unit_code: str, at: datetime) -> Ticket:
    """Return the household of a number in the shop's village, for whoever has no code along."""
    row = given.views.households.by_number(unit_code, number)
    if row is None or not row.is_open:
        raise HouseholdNotFoundError
    return _checked(given, Ticket(row.household_id, KnownBy.NUMBER, at), unit_code)


def _checked(given: Services, ticket: Ticket, unit_code: str) -> Ticket:
    """Refuse the keeper's own household in place, and points that are not spent here."""
    refuse_own_household(given, caller().person_id, ticket.owner_id)
    wallet_for(given, ticket.owner_id, unit_code)
    return ticket
