"""Doors of notifications: one's own switches. Nothing of them is in the log."""

from typing import Any

from api.auth import caller
from api.doors import Doors
from api.idempotency import without_key
from api.notifying.schemas import (
    MessagesWishSchema,
    NotificationsAnswer,
    SubscriptionEndSchema,
    SubscriptionSchema,
)
from api.notifying.wishes import standing, subscribe, wish_messages
from api.permissions import Action, requires
from api.reading import ReadQuery
from api.services import services
from people.pushes import PushAddress

blp = Doors("notifications", "By which ways one is told of messages")


@blp.get("/me/notifications")
@requires(Action.OWN_NOTIFICATIONS)
@blp.reads(ReadQuery, NotificationsAnswer)
def see_my_notifications(_asked: dict[str, Any]) -> Any:
    """Show by which ways one is told (通知)."""
    return standing(caller().person_id)


@blp.put("/me/notifications/browser")
@requires(Action.OWN_NOTIFICATIONS)
@blp.commands(SubscriptionSchema, NotificationsAnswer, status=200)
@without_key
def tell_browser(loaded: dict[str, Any]) -> Any:
    """Tell this browser from now on (打开通知)."""
    person_id = caller().person_id
    subscribe(person_id, PushAddress(**loaded))
    return standing(person_id)


@blp.post("/me/notifications/browser/ending")
@requires(Action.OWN_NOTIFICATIONS)
@blp.commands(SubscriptionEndSchema, NotificationsAnswer, status=200)
@without_key
def tell_browser_no_longer(loaded: dict[str, Any]) -> Any:
    """Tell this browser no longer, or none of one's own (关掉通知)."""
    person_id = caller().person_id
    services().pushes.unsubscribe(person_id, loaded["endpoint"])
    return standing(person_id)


@blp.put("/me/notifications/messages")
@requires(Action.OWN_NOTIFICATIONS)
@blp.commands(MessagesWishSchema, NotificationsAnswer, status=200)
@without_key
def send_messages(loaded: dict[str, Any]) -> Any:
    """Send short messages to one's phone from now on, or no longer (短信、微信提醒)."""
    person_id = caller().person_id
    wish_messages(person_id, wanted=loaded["wanted"])
    return standing(person_id)
