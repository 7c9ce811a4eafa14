"""Handing over at a counter: the one way for its page, the API and what was offline."""

from datetime import datetime
from uuid import UUID

from api.auth import caller
from api.execution import carry_out
from api.households.owning import refuse_own_household
from api.idempotency import Stamp
from api.photos.evidence import keep_as_evidence
from api.reading import settled
from api.services import Services, services
from api.shop.collecting import Came, collector_of
from api.shop.confirming import Shown, confirm
from api.shop.paying import wallet_for
from api.shop.shops import shop_of
from ledger.kernel.receipts import Recorded
from ledger.shop.errors import VillageMismatchError, VoucherNotFoundError
from ledger.shop.voucher_commands import Basket, CollectVoucher, RedeemAtCounter
from projections.shop.views import VoucherRow


def collect(
    own_stamp: Stamp,
    voucher_id: UUID,
    shop_id: UUID,
    shown: Shown,
    came: Came,
    *,
    basket: Basket | None = None,
    counter_id: UUID | None = None,
    handed_at: datetime | None = None,
) -> Recorded:
    """Hand a voucher of the own shop over, or a basket out of it, once it is known who came."""
    given, keeper_id = services(), caller().person_id
    voucher = own_voucher(given, voucher_id, shop_id)
    owner_id = voucher.owner_id
    confirmed = confirm(given, shown, owner_id=owner_id, voucher_id=voucher_id, at=own_stamp["at"])
    command = CollectVoucher(
        **own_stamp,
        voucher_id=voucher_id,
        shop_id=shop_id,
        keeper_id=keeper_id,
        collector=collector_of(given, came, confirmed, owner_id=owner_id, own_stamp=own_stamp),
        basket=basket,
        consent=confirmed.consent,
        counter_id=counter_id,
        handed_at=handed_at,
    )
    return _carried_out(given, command)


def redeem(
    own_stamp: Stamp, shop_id: UUID, owner_id: UUID, shown: Shown, came: Came, basket: Basket
) -> Recorded:
    """Reserve and hand over at once, for points of an owner that may be spent at the shop."""
    given, keeper_id = services(), caller().person_id
    refuse_own_household(given, keeper_id, owner_id)
    wallet = wallet_for(given, owner_id, shop_of(shop_id).unit_code)
    confirmed = confirm(given, shown, owner_id=owner_id, voucher_id=None, at=own_stamp["at"])
    command = RedeemAtCounter(
        **own_stamp,
        shop_id=shop_id,
        wallet_id=wallet.wallet_id,
        basket=basket,
        keeper_id=keeper_id,
        collector=collector_of(given, came, confirmed, owner_id=owner_id, own_stamp=own_stamp),
        consent=confirmed.consent,
    )
    return _carried_out(given, command)


def own_voucher(given: Services, voucher_id: UUID, shop_id: UUID | None) -> VoucherRow:
    """Return a voucher of the keeper's shop that is of another household than the keeper's."""
    voucher = found_voucher(given, voucher_id)
    if voucher.shop_id != shop_id:
        raise VillageMismatchError
    refuse_own_household(given, caller().person_id, voucher.owner_id)
    return voucher


def found_voucher(given: Services, voucher_id: UUID) -> VoucherRow:
    """Return a voucher, or refuse."""
    voucher = settled(given, lambda: given.views.vouchers.of(voucher_id))
    if voucher is None:
        raise VoucherNotFoundError
    return voucher


def _carried_out(given: Services, command: CollectVoucher | RedeemAtCounter) -> Recorded:
    recorded = carry_out(given, command)
    if command.collector.photo_id is not None:
        keep_as_evidence([command.collector.photo_id])
    return recorded
