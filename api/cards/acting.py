"""Acting for somebody without a phone: the operator and the consent are part of the act."""

from datetime import datetime
from uuid import UUID

from api.auth import Caller
from api.persons.reading import person_in_reach
from api.refusals import OutsideUnitError
from api.scans.cards import person_behind
from api.services import Services
from api.shop.vouchers import wallet_of_owner
from ledger.kernel.commands import Command
from ledger.registry.errors import ProxyConsentRequiredError
from ledger.registry.proxy import Consent
from ledger.shop.errors import ItemNotFoundError, VillageMismatchError
from ledger.shop.voucher_commands import ReserveVoucher
from people.roles import Role
from qr.kinds import Kind


def person_of_card(given: Services, text: str, at: datetime) -> UUID:
    """Return whose scanned card it is, or refuse the card."""
    token = given.reader.read(text, at=at, kinds={Kind.CARD})
    return person_behind(given, token, at)


def person_for(
    given: Services,
    who: Caller,
    *,
    card: str | None,
    person_id: UUID | None,
    consent: Consent,
    at: datetime,
) -> UUID:
    """Return for whom the caller acts: whose card is here, or whom the desk knows otherwise."""
    if card is not None and person_id is None and consent is Consent.PRESENT_WITH_CARD:
        return person_of_card(given, card, at)
    if person_id is None or card is not None or consent is Consent.PRESENT_WITH_CARD:
        raise ProxyConsentRequiredError
    if who.role is not Role.CLERK:
        raise ProxyConsentRequiredError  # a counter acts only for who stands before it
    person_in_reach(person_id)
    return person_id


def require_item_near(given: Services, who: Caller, item_id: UUID) -> None:
    """Let keepers act at their own shop, and clerks in their unit."""
    item = given.views.items.of(item_id)
    if item is None:
        raise ItemNotFoundError(item_id=item_id)
    if who.role is Role.SHOP_KEEPER:
        if who.grant.place_id is None:
            raise OutsideUnitError(unit_code=who.grant.unit_code)
        if item.shop_id != who.grant.place_id:
            raise VillageMismatchError
    else:
        who.require_unit(item.unit_code)


def reservation_for(
    who: Caller,
    owner_id: UUID,
    *,
    item_id: UUID,
    quantity: int,
    consent: Consent,
    key: str,
    at: datetime,
    fingerprint: bytes,
) -> Command:
    """Return the command that sets a thing aside for somebody."""
    return ReserveVoucher(
        key=key,
        at=at,
        fingerprint=fingerprint,
        basket=((item_id, quantity),),
        wallet_id=wallet_of_owner(owner_id, item_id, None),
        operator_id=who.person_id,
        consent=consent,
    )
