"""Redeeming at the counter, and taking a hand-over back: by whoever is there, or the committee."""

from typing import Any
from uuid import UUID

from api.auth import caller
from api.execution import carry_out
from api.households.owning import refuse_own_household
from api.idempotency import Stamp
from api.photos.evidence import keep_as_evidence
from api.reach import scope_of
from api.services import Services, services
from api.shop.collecting import Came, picture_of
from api.shop.confirming import Confirmed, Shown, confirm
from api.shop.handing import found_voucher, own_voucher, redeem
from api.shop.paying import payer_behind
from api.shop.shops import shop_of
from api.texts import with_text
from ledger.kernel.ids import derive
from ledger.kernel.receipts import Recorded
from ledger.shop.errors import VoucherNotFoundError
from ledger.shop.hand_over import Collector
from ledger.shop.kinds import Relation
from ledger.shop.voucher_commands import Basket, UndoHandOver
from ledger.wallets.wallet import WalletKind
from projections.shop.views import VoucherRow
from qr.kinds import Kind


def redeem_shown(
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
    given, text = services(), gate or shown.token
    if text is None:
        raise VoucherNotFoundError
    kinds = {Kind.GATE} if gate else {Kind.CARD, Kind.PERSON}
    token = given.reader.read(text, at=stamp["at"], kinds=kinds)
    owner_id, _ = payer_behind(given, token, shop_of(shop_id).unit_code, stamp["at"])
    return redeem(stamp, shop_id, owner_id, shown, came, basket)


def undo_at_counter(
    stamp: Stamp, voucher_id: UUID, shown: Shown, photo_id: UUID | None = None
) -> Recorded:
    """Take a hand-over of the own shop back; whoever came agrees once more.

    A signature needs its picture, ``photo_id``, as at the hand-over.
    """
    given = services()
    voucher = own_voucher(given, voucher_id, caller().grant.place_id)
    came = confirm(given, shown, owner_id=voucher.owner_id, voucher_id=voucher_id, at=stamp["at"])
    photo = picture_of(photo_id, came.by)
    brought = _brought_back(voucher, came, photo)
    recorded = carry_out(given, _undoing(stamp, voucher, collector=brought))
    if photo_id is not None:
        keep_as_evidence([photo_id])
    return recorded


def undo_by_committee(stamp: Stamp, voucher_id: UUID, words: str) -> Recorded:
    """Take a hand-over of the committee's own village back, at any time and with a reason."""
    given = services()
    voucher = found_voucher(given, voucher_id)
    shop = given.views.shops.of(voucher.shop_id)
    if shop is None or not scope_of(caller().grant.unit_code).holds(shop.unit_code):
        raise VoucherNotFoundError
    refuse_own_household(given, caller().person_id, voucher.owner_id)
    return with_text(
        stamp["key"],
        words,
        None,
        lambda text_id: carry_out(
            given, _undoing(stamp, voucher, text_id=text_id, by_committee=True)
        ),
    )


def _undoing(stamp: Stamp, voucher: VoucherRow, **more: Any) -> UndoHandOver:
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


def _brought_back(voucher: VoucherRow, came: Confirmed, photo: dict[str, Any]) -> Collector:
    """Return who brought it back: whoever had collected it, as far as nobody says otherwise."""
    relation = voucher.relation or Relation.SELF.value
    return Collector(relation, came.by.value, came.person_id or voucher.collector_id, **photo)
