"""Reading what one has just written: ``?after=POSITION``."""

from collections.abc import Callable
from typing import TypeVar

from marshmallow import RAISE, Schema

from api.fields import position
from api.limits import AFTER_WAIT_S_MAX
from api.refusals import RequestInvalidError
from api.services import Services
from projections.positions import ReadModelBehindError

T = TypeVar("T")


class RequestSchema(Schema):
    """Base of everything a caller sends: what is not known is refused."""

    class Meta:
        """Marshmallow's switch for unknown fields."""

        unknown = RAISE


class EmptySchema(RequestSchema):
    """A body that says nothing: ``{}`` or none at all."""


class ReadQuery(RequestSchema):
    """``?after=POSITION``: answer with read models that have seen this position."""

    after = position(load_default=None)


def wait_for(given: Services, after: int | None) -> None:
    """Return once the read models have seen a position, or refuse: they are behind.

    A position that the log has not come to itself is refused at once: strangers could hold our
    threads by waiting for it.
    """
    positions = given.views.positions
    if after is None or positions.wait_for(after, 0):
        return
    if after > (given.ledger.recorder.max_notification_id() or 0):
        raise RequestInvalidError({"after": ["The log has not come to this position."]})
    if not positions.wait_for(after, AFTER_WAIT_S_MAX):
        raise ReadModelBehindError(after=after)


def settled(given: Services, look: Callable[[], T | None]) -> T | None:
    """Look something up that a command needs; if it is not there, once more when all is read.

    So a shop that was opened a moment ago has its first item listed without ``?after=``.
    """
    found = look()
    if found is None:
        wait_for(given, given.ledger.recorder.max_notification_id())
        found = look()
    return found
