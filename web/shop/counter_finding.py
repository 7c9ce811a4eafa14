"""Who is it: from what was scanned or typed at the counter to whose points may be spent."""

from datetime import datetime
from uuid import UUID

from api.auth import caller
from api.households.owning import refuse_own_household
from api.reading import settled
from api.scans.cards import person_behind
from api.scans.scan import subject_id
from api.services import Services
from ledger.households.errors import HouseholdNotFoundError
from ledger.registry.unit import contains
from ledger.shop.errors import VillageMismatchError
from ledger.wallets.errors import WalletNotFoundError
from projections.households.views import HouseholdRow
from projections.wallets.views import Balance
from qr.flaws import Flaw, InvalidTokenError
from qr.kinds import Kind
from qr.layout import Token
from web.shop.tickets import KnownBy, Ticket

KNOWN = {Kind.PERSON: KnownBy.PERSONAL_CODE, Kind.CARD: KnownBy.CARD, Kind.GATE: KnownBy.GATE}
"""Codes that say whose points they are."""


def who_is_it(given: Services, token: Token, unit_code: str, at: datetime) -> Ticket:
    """Return whose points a scanned code may spend here; another village's shows nothing (A16)."""
    if token.kind is Kind.GATE:
        row = settled(given, lambda: given.views.households.by_gate(subject_id(token)))
        if row is None or not row.is_open:
            raise InvalidTokenError(Flaw.REVOKED, token)
        return _checked(given, Ticket(_near(row, unit_code), KnownBy.GATE, at), unit_code)
    person_id = person_behind(given, token, at)
    owner_id = paying(given, person_id, unit_code).owner_id
    return _checked(given, Ticket(owner_id, KNOWN[token.kind], at, person_id), unit_code)


def of_number(given: Services, number: str, unit_code: str, at: datetime) -> Ticket:
    """Return the household of a number in the shop's village, for whoever has no code along."""
    row = given.views.households.by_number(unit_code, number)
    if row is None or not row.is_open:
        raise HouseholdNotFoundError
    return _checked(given, Ticket(row.household_id, KnownBy.NUMBER, at), unit_code)


def paying(given: Services, person_id: UUID, unit_code: str) -> Balance:
    """Return the wallet by which somebody pays here: the household's, or the own; most points."""
    household = given.views.households.of_person(person_id)
    owners = [household.household_id, person_id] if household else [person_id]
    found = [it for owner in owners for it in given.views.balances.of_owner(owner)]
    return _fitting(found, unit_code)


def wallet_for(given: Services, owner_id: UUID, unit_code: str) -> Balance:
    """Return the wallet of an owner that may be spent at a shop."""
    return _fitting(given.views.balances.of_owner(owner_id), unit_code)


def _fitting(found: list[Balance], unit_code: str) -> Balance:
    if not found:
        raise WalletNotFoundError
    fitting = [it for it in found if contains(it.unit_code, unit_code)]
    if not fitting:
        raise VillageMismatchError
    return max(fitting, key=lambda it: (it.available, it.kind))


def _near(row: HouseholdRow, unit_code: str) -> UUID:
    if not contains(row.unit_code, unit_code):
        raise VillageMismatchError
    return row.household_id


def _checked(given: Services, ticket: Ticket, unit_code: str) -> Ticket:
    """Refuse the keeper's own household in place, and points that are not spent here."""
    refuse_own_household(given, caller().person_id, ticket.owner_id)
    wallet_for(given, ticket.owner_id, unit_code)
    return ticket
