"""From the code of a device's screen to the station it stands in."""

from datetime import datetime
from uuid import UUID

from api.devices.places import STATION
from api.scans.scan import subject_id
from api.services import Services
from qr.flaws import Flaw, InvalidTokenError
from qr.layout import Token


def station_behind(given: Services, token: Token, at: datetime) -> UUID:
    """Return the station whose screen showed a code; refuse the code of a revoked device.

    What was scanned before the revocation and is sent later still counts. A subject that is no
    device is the station itself: codes this server drew.
    """
    subject = subject_id(token)
    device = given.devices.recent(subject, now=given.clock())
    if device is None:
        return subject
    if device.place_kind != STATION:
        raise InvalidTokenError(Flaw.WRONG_KIND, token)
    if not device.is_good(at):
        raise InvalidTokenError(Flaw.REVOKED, token)
    return device.place_id
