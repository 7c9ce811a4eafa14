"""What keepers, clerks and the committee do with items and stock, for doors and for pages."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from api.auth import caller
from api.execution import carry_out
from api.idempotency import Stamp
from api.photos.evidence import keep_as_evidence, sent_photos
from api.reading import settled
from api.refusals import OutsideUnitError
from api.services import services
from api.shop.shops import item_of
from api.texts import with_text
from ledger.kernel.receipts import Recorded
from ledger.shop.commands import (
    ChangeItem,
    CountStock,
    DecideCount,
    ReceiveStock,
    RelistItem,
    TransferStock,
    WithdrawItem,
    WriteOffStock,
)
from ledger.shop.errors import NoCountPendingError
from ledger.shop.offer import Offer
from people.roles import Role
from projections.shop.views import ItemRow
from projections.stock.answers import CountRow


def require_stock(shop_id: UUID, unit_code: str) -> None:
    """Let a keeper see and keep the own shop only, and others those of their unit."""
    if caller().role is Role.SHOP_KEEPER:
        caller().require_place(shop_id)
    elif not caller().reaches(unit_code):
        raise OutsideUnitError(unit_code=caller().grant.unit_code)


def own_item(item_id: UUID) -> ItemRow:
    """Return an item of a shop the caller keeps or watches over, or refuse."""
    item = item_of(item_id)
    require_stock(item.shop_id, item.unit_code)
    return item


def change(stamp: Stamp, item_id: UUID, told: dict[str, Any]) -> Recorded:
    """Ask another price, or say something else of an item."""
    own_item(item_id)
    said = told["offer"]
    offer = Offer(**said) if said else None
    photos = _photos(offer.picture_id if offer else None)
    command = ChangeItem(
        **stamp,
        item_id=item_id,
        changed_by=caller().person_id,
        price_points=told["price_points"],
        offer=offer,
    )
    return _with_photos(photos, lambda: carry_out(services(), command))


def set_offered(stamp: Stamp, item_id: UUID, *, offered: bool) -> Recorded:
    """Offer an item again, or no more."""
    own_item(item_id)
    by = caller().person_id
    if offered:
        return carry_out(services(), RelistItem(**stamp, item_id=item_id, relisted_by=by))
    return carry_out(services(), WithdrawItem(**stamp, item_id=item_id, withdrawn_by=by))


def receive(stamp: Stamp, item_id: UUID, told: dict[str, Any]) -> Recorded:
    """Take a batch into stock; the donor's name is kept apart."""
    own_item(item_id)
    facts = {name: it for name, it in told.items() if name != "donor"}

    def carried(text_id: UUID | None) -> Recorded:
        command = ReceiveStock(
            **stamp,
            item_id=item_id,
            received_by=caller().person_id,
            donor_text_id=text_id,
            **facts,
        )
        return carry_out(services(), command)

    return _with_words(stamp, told["donor"], carried)


def count(stamp: Stamp, item_id: UUID, told: dict[str, Any]) -> Recorded:
    """Say what was counted."""
    own_item(item_id)
    photos = _photos(told["photo_id"])

    def carried(text_id: UUID | None) -> Recorded:
        command = CountStock(
            **stamp,
            item_id=item_id,
            counted=told["counted"],
            counted_by=caller().person_id,
            reason=told["reason"],
            text_id=text_id,
            photo_id=told["photo_id"],
        )
        return carry_out(services(), command)

    return _with_photos(photos, lambda: _with_words(stamp, told["words"], carried))


def count_of(count_id: UUID) -> CountRow:
    """Return a count of a shop the caller watches over, or refuse."""
    found = settled(services(), lambda: services().views.stock.count_of(count_id))
    if found is None:
        raise NoCountPendingError(count_id=count_id)
    require_stock(found.shop_id, found.unit_code)
    return found


def decide(stamp: Stamp, count_id: UUID, *, agrees: bool) -> Recorded:
    """Let the book follow a count, or have it counted again."""
    found = count_of(count_id)
    command = DecideCount(
        **stamp,
        item_id=found.item_id,
        count_id=count_id,
        agrees=agrees,
        decided_by=caller().person_id,
    )
    return carry_out(services(), command)


def write_off(stamp: Stamp, item_id: UUID, told: dict[str, Any]) -> Recorded:
    """Take pieces off the book that nobody had."""
    own_item(item_id)
    photos = _photos(told["photo_id"])
    command = WriteOffStock(**stamp, item_id=item_id, recorded_by=caller().person_id, **told)
    return _with_photos(photos, lambda: carry_out(services(), command))


def transfer(stamp: Stamp, item_id: UUID, told: dict[str, Any]) -> Recorded:
    """Send pieces to another shop within the caller's unit."""
    own_item(item_id)
    other = item_of(told["to_item_id"])
    if not caller().reaches(other.unit_code):
        raise OutsideUnitError(unit_code=caller().grant.unit_code)
    command = TransferStock(**stamp, item_id=item_id, sent_by=caller().person_id, **told)
    return carry_out(services(), command)


def _photos(photo_id: UUID | None) -> list[UUID]:
    """Return the picture of a request, if there is one and the caller sent it."""
    if photo_id is None:
        return []
    known = services().views.items.showing(photo_id)
    return [] if known else [it.photo_id for it in sent_photos([photo_id])]


def _with_photos(photos: list[UUID], carried: Callable[[], Recorded]) -> Recorded:
    recorded = carried()
    if photos:
        keep_as_evidence(photos)
    return recorded


def _with_words(stamp: Stamp, words: str, carried: Callable[[UUID | None], Recorded]) -> Recorded:
    """Keep words beside the command, if there are any."""
    if not words:
        return carried(None)
    # Of a donor or of goods: about nobody who could ask to be forgotten by their ID.
    return with_text(stamp["key"], words, None, carried)
