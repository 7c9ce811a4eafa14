"""Who may see a photo."""

from collections.abc import Iterable
from uuid import UUID

from api.auth import caller
from api.rates.quotas import OWN_PHONE_ROLES
from api.services import services
from people.photo import Photo
from people.photo_errors import PhotoNotFoundError


def may_see(photo: Photo) -> bool:
    """Tell whether the caller may see a photo.

    Whoever sent it may, and whom it goes with; and staff of a unit where something shows it as its
    evidence.
    """
    who = caller()
    if who.person_id in (photo.sent_by, photo.person_id):
        return True
    if who.role in OWN_PHONE_ROLES:
        return False
    return any(who.reaches(unit) for unit in units_showing(photo))


def units_showing(photo: Photo) -> Iterable[str]:
    """Return the units in which something shows this photo as its evidence."""
    return services().views.claims.units_showing(photo.photo_id)


def photo_to_see(photo_id: UUID) -> Photo:
    """Return a photo that the caller may see; another one seems not to be there."""
    found = services().photos.find(photo_id)
    if found is None or not may_see(found):
        raise PhotoNotFoundError("no photo that the caller may see has this ID")
    return found
