"""Whose points are spent at a shop, and from which wallet: for the counter's page and the API."""

from datetime import datetime
from uuid import UUID

from api.reading import settled
from api.scans.cards import person_behind
from api.scans.scan import subject_id
from api.services import Services
from ledger.registry.unit import contains
from ledger.shop.errors import VillageMismatchError
from ledger.wallets.errors import WalletNotFoundError
from projections.wallets.views import Balance
from qr.flaws import Flaw, InvalidTokenError
from qr.kinds import Kind
from qr.layout import Token


def payer_behind(
    given: Services, token: Token, unit_code: str, at: datetime
) -> tuple[UUID, UUID | None]:
    """Return whose points a code may spend in a unit, and the person if the code names one.

    A gate names a household; a replaced plate is void. Another village's shows nothing (A16).
    """
    if token.kind is Kind.GATE:
        row = settled(given, lambda: given.views.households.by_gate(subject_id(token)))
        if row is None or not row.is_open:
            raise InvalidTokenError(Flaw.REVOKED, token)
        if not contains(row.unit_code, unit_code):
            raise VillageMismatchError
        return row.household_id, None
    person_id = person_behind(given, token, at)
    return paying(given, person_id, unit_code).owner_id, person_id


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
