"""How whoever stands at a counter shows that the points are theirs to spend (VP-13).

Four digits of the voucher, the code on the own phone, or the paper card with the digits on its
back. Nothing of it changes the ledger: wrong digits are counted beside it.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from api.households.owning import may_stand_for
from api.scans.cards import person_behind
from api.services import Services
from api.shop.guessing import count_guess
from ledger.kernel.ids import subject_of
from ledger.registry.proxy import Consent
from ledger.shop.errors import (
    ConfirmationRequiredError,
    PickupDigitsWrongError,
    PickupLockedError,
    VoucherNotFoundError,
)
from ledger.shop.kinds import Confirmation
from qr.kinds import Kind

DIGITS_TRIES_MAX = 3
"""Wrong digits in a row, each within 15 minutes of the one before, until a voucher waits."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What was shown: four digits, or a scanned text that is a person's code or card."""

    digits: str | None = None
    token: str | None = None
    card_digits: str | None = None
    signed: bool = False
    """Signed on the slip, for want of anything else."""
    seen_id: UUID | None = None
    """Whose own code this counter read some minutes ago; a page's sealed ticket says so."""


@dataclass(frozen=True, slots=True)
class Confirmed:
    """By what it was confirmed, by whom if that is known, and the consent of a card."""

    by: Confirmation
    person_id: UUID | None = None
    consent: Consent | None = None


def shown_of(loaded: dict[str, Any]) -> Shown:
    """Return what was shown, of what was loaded."""
    proofs = {it: loaded[it] for it in ("digits", "card_digits", "signed")}
    return Shown(token=loaded["code"] or loaded["card"], **proofs)


def confirm(
    given: Services, shown: Shown, *, owner_id: UUID, voucher_id: UUID | None, at: datetime
) -> Confirmed:
    """Return how it was confirmed, or refuse."""
    if shown.seen_id is not None:
        if not may_stand_for(given, shown.seen_id, owner_id):
            raise VoucherNotFoundError
        return Confirmed(Confirmation.PERSONAL_CODE, shown.seen_id)
    if shown.token is not None:
        return _by_token(given, shown, owner_id, at)
    if shown.digits is not None and voucher_id is not None:
        _require_digits(given, Kind.VOUCHER, subject_of(voucher_id), shown.digits)
        return Confirmed(Confirmation.DIGITS)
    if shown.signed:
        return Confirmed(Confirmation.SIGNATURE)
    raise ConfirmationRequiredError


def _by_token(given: Services, shown: Shown, owner_id: UUID, at: datetime) -> Confirmed:
    assert shown.token is not None
    token = given.reader.read(shown.token, at=at, kinds={Kind.CARD, Kind.PERSON})
    holder = person_behind(given, token, at)
    if not may_stand_for(given, holder, owner_id):
        raise VoucherNotFoundError
    if token.kind is Kind.PERSON:
        return Confirmed(Confirmation.PERSONAL_CODE, holder)
    if shown.card_digits is not None:
        _require_digits(given, Kind.CARD, token.subject, shown.card_digits)
    elif not shown.signed:
        raise ConfirmationRequiredError
    by = Confirmation.CARD_DIGITS if shown.card_digits else Confirmation.SIGNATURE
    return Confirmed(by, holder, Consent.PRESENT_WITH_CARD)


def _require_digits(given: Services, kind: Kind, subject: bytes, typed: str) -> None:
    guess = count_guess(given, b"pickup" + kind.value.encode() + subject, DIGITS_TRIES_MAX)
    if given.reader.pickup_holds(kind, subject, typed):
        guess.was_right()
    elif guess.tries >= DIGITS_TRIES_MAX:
        raise PickupLockedError
    else:
        raise PickupDigitsWrongError(left=DIGITS_TRIES_MAX - guess.tries)
