"""Issuing, replacing and printing cards: each written down for the person to see."""

from collections.abc import Sequence
from uuid import UUID

from api.auditing import entry_of
from api.auth import Caller
from api.persons.reading import person_in_reach
from api.refusals import CardNotFoundError
from api.services import Services
from ledger.kernel.ids import subject_of
from people.audit import AuditAction
from people.cards import Card
from people.errors import UnknownPersonError
from people.purposes import Purpose
from qr.kinds import Kind
from qr.tokens import url


def issue_card(given: Services, who: Caller, person_id: UUID) -> Card:
    """Return the good card of somebody within reach, a new one if there is none."""
    person_in_reach(person_id)
    return cards_for(given, who, [person_id])[person_id]


def replace_card(given: Services, who: Caller, card_id: UUID) -> Card:
    """Revoke a lost card and issue another; one out of reach seems not to exist."""
    lost = given.cards.find(card_id)
    if lost is None:
        raise CardNotFoundError
    try:
        person_in_reach(lost.person_id)
    except UnknownPersonError:
        raise CardNotFoundError from None
    card = given.cards.replace(card_id, by=who.person_id, now=given.clock())
    if card is None:
        raise CardNotFoundError
    given.audit.append(
        entry_of(AuditAction.CARD_REVOKED, target_id=card.person_id),
        entry_of(AuditAction.CARD_ISSUED, target_id=card.person_id),
    )
    return card


def cards_for(given: Services, who: Caller, person_ids: Sequence[UUID]) -> dict[UUID, Card]:
    """Return the good cards of persons; those who had none are given one, and it is noted."""
    had = given.cards.good_of(person_ids)
    cards = given.cards.issue_missing(person_ids, issued_by=who.person_id, now=given.clock())
    new = [entry_of(AuditAction.CARD_ISSUED, target_id=it) for it in cards if it not in had]
    if new:
        given.audit.append(*new)
    return cards


def names_to_print(given: Services, who: Caller, person_ids: Sequence[UUID]) -> dict[UUID, str]:
    """Return full names for the sheet, once each read of them is in the audit log."""
    reads = [
        entry_of(
            AuditAction.PERSON_READ,
            target_id=it,
            unit_code=who.grant.unit_code,
            purpose=Purpose.CARD_SHEET.value,
        )
        for it in person_ids
    ]
    if reads:
        given.audit.append(*reads)
    return given.directory.names(person_ids)


def card_address(given: Services, card: Card) -> str:
    """Return what the printed code holds."""
    return url(given.public_host, given.maker.make(Kind.CARD, subject_of(card.card_id)))


def card_digits(given: Services, card: Card) -> str:
    """Return the four digits on the back, by which the person confirms at a counter (VP-13)."""
    return given.maker.pickup(Kind.CARD, subject_of(card.card_id))
