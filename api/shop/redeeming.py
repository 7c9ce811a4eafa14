"""Redeeming at the counter, and taking a hand-over back: by whoever is there, or the committee."""

from typing import Any
from uuid import UUID

from api.auth import caller
from api.execution import carry_out
from api.households.owning import refuse_own_household
from api.idempotency import Stamp
from api.reach import scope_of
from api.reading import settled
from api.scans.cards import person_behind
from api.scans.scan import subject_id
from api.services import Services, services
from api.shop.collecting import Came, collector_of
from api.shop.confirming import Confirmed, Shown, confirm
from api.texts import with_text
from ledger.kernel.ids import derive
from ledger.kernel.receipts import Recorded
from ledger.shop.errors import VillageMismatchError, VoucherNotFoundError
from ledger.shop.hand_over import Collector
from ledger.shop.kinds import Relation
from ledger.shop.voucher_commands import Basket, RedeemAtCounter, UndoHandOver
from ledger.wallets.wallet import WalletKind
from projections.shop.views import VoucherRow
from qr.flaws import Flaw, InvalidTokenError
from qr.kinds import Kind


def redeem(
    stamp: Stamp,
    shop_id: UUID,
    shown: Shown,
    basket: Basket,
    *,
    came: Came,
    gate: str | None = None,
) -> Recorded:
    """Reserve and hand over to whoever shows an own code, or a card with the digits on its back.

    A gate says which household it is and confirms nothing, for it hangs in the street.
    """
    given, keeper_id = services(), caller().person_id
    owner_id = _behind(given, gate, stamp) if gate else _owner_of(given, shown, stamp)
    wallet_id = _wallet_near(given, owner_id, shop_id)
    refuse_own_household(given, keeper_id, owner_id)
    confirmed = confirm(given, shown, owner_id=owner_id, voucher_id=None, at=stamp["at"])
    command = RedeemAtCounter(
        **stamp,
        shop_id=shop_id,
        wallet_id=wallet_id,
        basket=basket,
        keeper_id=keeper_id,
        collector=collector_of(given, came, confirmed, owner_id=owner_id, own_stamp=stamp),
        consent=confirmed.consent,
    )
    return carry_out(given, command)


def undo_at_counter(stamp: Stamp, voucher_id: UUID, shown: Shown) -> Recorded:
    """Take a hand-over of the own shop back; whoever came agrees once more."""
    given = services()
    voucher = handed_out(given, voucher_id)
    if voucher.shop_id != caller().grant.place_id:
        raise VillageMismatchError
    refuse_own_household(given, caller().person_id, voucher.owner_id)
    came = confirm(given, shown, owner_id=voucher.owner_id, voucher_id=voucher_id, at=stamp["at"])
    return carry_out(given, undoing(stamp, voucher, collector=brought_back(voucher, came)))


def undo_by_committee(stamp: Stamp, voucher_id: UUID, words: str) -> Recorded:
    """Take a hand-over of the committee's own village back, at any time and with a reason."""
    given = services()
    voucher = handed_out(given, voucher_id)
    shop = given.views.shops.of(voucher.shop_id)
    if shop is None or not scope_of(caller().grant.unit_code).holds(shop.unit_code):
        raise VoucherNotFoundError
    refuse_own_household(given, caller().person_id, voucher.owner_id)
    return with_text(
        stamp["key"],
        words,
        None,
        lambda text_id: carry_out(
            given, undoing(stamp, voucher, text_id=text_id, by_committee=True)
        ),
    )


def handed_out(given: Services, voucher_id: UUID) -> VoucherRow:
    """Return a voucher, or refuse."""
    voucher = settled(given, lambda: given.views.vouchers.of(voucher_id))
    if voucher is None:
        raise VoucherNotFoundError
    return voucher


def undoing(stamp: Stamp, voucher: VoucherRow, **more: Any) -> UndoHandOver:
    """Return the command that takes it back; its points follow a household that was merged."""
    by = caller().person_id
    wallet_id = _heir(services(), voucher)
    return UndoHandOver(
        **stamp, voucher_id=voucher.voucher_id, undone_by=by, wallet_id=wallet_id, **more
    )


def _heir(given: Services, voucher: VoucherRow) -> UUID | None:
    """Return the wallet of the household that took in the one whose points they were."""
    survivor = given.views.households.survivor(voucher.owner_id)
    if survivor is None or survivor.household_id == voucher.owner_id:
        return None
    return derive("wallet", WalletKind.HOUSEHOLD.value, survivor.household_id)


def _owner_of(given: Services, shown: Shown, stamp: Stamp) -> UUID:
    """Return whose points are spent: those of the household, else of the person."""
    if shown.token is None:
        raise VoucherNotFoundError
    token = given.reader.read(shown.token, at=stamp["at"], kinds={Kind.CARD, Kind.PERSON})
    person_id = person_behind(given, token, stamp["at"])
    household = given.views.households.of_person(person_id)
    return household.household_id if household else person_id


def _behind(given: Services, gate: str, stamp: Stamp) -> UUID:
    """Return the household behind a gate; a replaced plate is void."""
    token = given.reader.read(gate, at=stamp["at"], kinds={Kind.GATE})
    row = settled(given, lambda: given.views.households.by_gate(subject_id(token)))
    if row is None or not row.is_open:
        raise InvalidTokenError(Flaw.REVOKED, token)
    return row.household_id


def _wallet_near(given: Services, owner_id: UUID, shop_id: UUID) -> UUID:
    """Return the wallet that may be spent in a shop; nothing of it is told if there is none."""
    shop = given.views.shops.of(shop_id)
    balances = given.views.balances.of_owner(owner_id)
    fitting = [it for it in balances if shop and scope_of(it.unit_code).holds(shop.unit_code)]
    if not fitting:
        raise VillageMismatchError
    return max(fitting, key=lambda it: it.available).wallet_id


def brought_back(voucher: VoucherRow, came: Confirmed) -> Collector:
    """Return who brought it back: whoever had collected it, as far as nobody says otherwise."""
    relation = voucher.relation or Relation.SELF.value
    return Collector(relation, came.by.value, came.person_id or voucher.collector_id)
