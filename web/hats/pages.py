"""Changing hats: everybody sees what they may act as today, and goes on as that."""

from uuid import UUID

from flask import Response, request

from api.auth import caller
from api.hats import Hat
from api.permissions import Action, requires
from api.services import services
from api.signin.hats import own_hats, wear
from web.blueprints import Pages, fresh
from web.messages_zh import ROLES
from web.rendering import Context, moved, page
from web.units import unit_name

pages = Pages("hats")


@pages.get("/me/hats")
@requires(Action.CHANGE_HAT)
@fresh
def hats() -> Response:
    """List what one may act as today (换身份)."""
    return page("hats.html", hats=[_shown(it) for it in own_hats()])


@pages.post("/me/hats")
@requires(Action.CHANGE_HAT)
def wear_hat() -> Response:
    """Put another hat on and go to its home."""
    response = moved("/")
    form = request.form
    place_id = form.get("place_id", type=UUID)
    wear(response, form.get("role", ""), form.get("unit_code", ""), place_id)
    return response


def place_name(place_id: UUID | None) -> str:
    """Return the name of a shop or station; nothing of no place."""
    if place_id is None:
        return ""
    views = services().views
    place = views.shops.of(place_id) or views.stations.of(place_id)
    return place.name if place else ""


def _shown(hat: Hat) -> Context:
    grant = caller().grant
    own = (grant.role, grant.unit_code, grant.place_id)
    return {
        "role": hat.role.value,
        "role_name": ROLES[hat.role.value],
        "unit_code": hat.unit_code,
        "unit_name": unit_name(hat.unit_code),
        "place_id": hat.place_id or "",
        "place_name": place_name(hat.place_id),
        "worn": (hat.role, hat.unit_code, hat.place_id) == own,
    }
