"""The page of notifications: a switch for this browser, and one for short messages (通知)."""

from flask import Response, request

from api.auth import caller
from api.notifying.wishes import standing, wish_messages
from api.permissions import Action, requires
from api.services import services
from web.blueprints import Pages
from web.rendering import page, see

pages = Pages("notifying")


@pages.get("/me/notifications")
@requires(Action.OWN_NOTIFICATIONS)
def notifications() -> Response:
    """Show by which ways one is told (通知)."""
    return page("notifications.html", **standing(caller().person_id))


@pages.post("/me/notifications/messages")
@requires(Action.OWN_NOTIFICATIONS)
def keep_messages() -> Response:
    """Keep whether short messages are wished (短信、微信提醒)."""
    wish_messages(caller().person_id, wanted="wanted" in request.form)
    return see(".notifications")


@pages.post("/me/notifications/ending")
@requires(Action.OWN_NOTIFICATIONS)
def end_browsers() -> Response:
    """Tell none of one's browsers any more (全部关掉)."""
    services().pushes.unsubscribe(caller().person_id)
    return see(".notifications")
