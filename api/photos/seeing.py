"""Who may see a photo."""

from uuid import UUID

from api.auth import caller
from api.moral import claim_finding
from api.permissions import Action, may
from api.reach import scope_of
from api.reports.finding import shows_to_caller
from api.services import services
from people.photo import Photo
from people.photo_errors import PhotoNotFoundError
from people.roles import Role


def may_see(photo: Photo) -> bool:
    """Tell whether the caller may see a photo.

    Whoever sent it may, and whom it goes with; whoever may see an act that shows it as its
    evidence, so also the household that is told what it is said to have done; and whoever decides
    about a merge or a split that rests on it. The picture of an item is for whoever sees shops,
    that of a station for everybody, that of a count or a write-off for whoever sees the stock of
    its shop. What was signed or handed out is for the committees of the shop's village alone,
    beside the keeper who sent it. A report shows its photos to the desk that handles it.
    """
    if caller().person_id in (photo.sent_by, photo.person_id):
        return True
    views = services().views
    if views.items.showing(photo.photo_id) or views.stations.showing(photo.photo_id):
        return True
    if shows_to_caller(photo.photo_id):
        return True
    shown_by = services().views.claims.showing(photo.photo_id)
    if any(claim_finding.may_see(it) for it in shown_by):
        return True
    return _decides_on(photo) or _keeps_stock_of(photo) or _watches_hand_overs_of(photo)


def _decides_on(photo: Photo) -> bool:
    who = caller()
    if not may(who.role, Action.CONFIRM_HOUSEHOLDS):
        return False
    changes = services().views.household_changes.resting_on(photo.photo_id)
    return any(who.reaches(it.unit_code) for it in changes)


def _keeps_stock_of(photo: Photo) -> bool:
    who = caller()
    if not may(who.role, Action.SEE_STOCK):
        return False
    stock = services().views.stock
    places = {(it.shop_id, it.unit_code) for it in stock.showing(photo.photo_id)}
    places |= {(it.shop_id, it.unit_code) for it in stock.written_off(photo.photo_id)}
    if who.role is Role.SHOP_KEEPER:
        return any(shop_id == who.grant.place_id for shop_id, _ in places)
    return any(who.reaches(unit_code) for _, unit_code in places)


def _watches_hand_overs_of(photo: Photo) -> bool:
    who = caller()
    if not may(who.role, Action.SEE_HAND_OVERS):
        return False
    scope = scope_of(who.grant.unit_code)
    return bool(services().views.vouchers.showing(photo.photo_id, scope))


def photo_to_see(photo_id: UUID) -> Photo:
    """Return a photo that the caller may see; another one seems not to be there."""
    found = services().photos.find(photo_id)
    if found is None or not may_see(found):
        raise PhotoNotFoundError("no photo that the caller may see has this ID")
    return found
