"""Reminders: hear of the next arrival of a thing that is gone (到货提醒)."""

from uuid import UUID

from flask import Response

from api.auth import caller
from api.execution import carry_out
from api.permissions import Action, requires
from api.services import services
from api.shop.shops import item_of
from ledger.shop.watching import UnwatchItem, WatchItem
from web.blueprints import Pages
from web.forms import form_stamp
from web.rendering import see

pages = Pages("reminders")


@pages.post("/items/<uuid:item_id>/reminder")
@requires(Action.RESERVE_VOUCHER)
def remind(item_id: UUID) -> Response:
    """Ask to be told when it is in stock again (到货提醒)."""
    return _carried_out(WatchItem, item_id)


@pages.post("/items/<uuid:item_id>/reminder/end")
@requires(Action.RESERVE_VOUCHER)
def remind_no_more(item_id: UUID) -> Response:
    """Ask no longer (不用提醒了)."""
    return _carried_out(UnwatchItem, item_id)


def _carried_out(command: type[WatchItem | UnwatchItem], item_id: UUID) -> Response:
    own_stamp = form_stamp()
    item_of(item_id)
    asked = command(**own_stamp, item_id=item_id, person_id=caller().person_id)
    recorded = carry_out(services(), asked)
    return see("pages_shelf.item", item_id=item_id, after=recorded.position)
