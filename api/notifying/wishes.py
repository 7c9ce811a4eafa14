"""Who wants to be told by which way: nobody who did not turn it on (通知开关)."""

from typing import Any
from uuid import UUID

from api.refusals import PushServiceUnknownError
from api.services import services
from people.pushes import PushAddress


def standing(person_id: UUID) -> dict[str, Any]:
    """Return by which ways somebody is told."""
    given = services()
    return {
        "public_key": given.browser_push.public_key,
        "browsers": given.pushes.count(person_id),
        "has_messages": given.message_push.is_there,
        "by_message": given.pushes.by_message(person_id),
    }


def subscribe(person_id: UUID, address: PushAddress) -> None:
    """Tell a browser from now on; refuse a service that the city did not name."""
    given = services()
    if not given.browser_push.accepts(address.endpoint):
        raise PushServiceUnknownError
    given.pushes.subscribe(person_id, address, given.clock())


def wish_messages(person_id: UUID, *, wanted: bool) -> None:
    """Send somebody short messages from now on, or no longer."""
    given = services()
    given.pushes.wish_messages(person_id, given.clock(), wanted=wanted)
