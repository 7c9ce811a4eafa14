"""What is on the shelf today: pieces that have gone off are in the shop, but nobody's to have."""

from collections.abc import Sequence
from dataclasses import replace

from api.reach import today
from api.services import services
from projections.shop.views import ItemRow


def of_today(items: Sequence[ItemRow]) -> list[ItemRow]:
    """Return items whose ``free`` is what can be set aside today, as the ledger will decide it."""
    gone = services().views.stock.gone_off((it.item_id for it in items), today())
    return [
        replace(it, free=max(it.free - gone[it.item_id], 0)) if it.item_id in gone else it
        for it in items
    ]
