"""What a village's shop handed out, for clerk and committee; the committee takes it back (冲正)."""

from collections.abc import Container
from uuid import UUID

from flask import Response, request, url_for

from api.auth import caller
from api.limits import POSITION_MAX
from api.permissions import Action, may, requires
from api.reach import scope_of
from api.services import services
from api.shop.receipts import number_of
from api.shop.redeeming import undo_by_committee
from api.words_zh import RELATIONS
from ledger.kernel.errors import LedgerError
from ledger.shop.kinds import Confirmation
from people.errors import PeopleError
from people.texts import TEXT_LENGTH_MAX
from projections.shop.views import VoucherRow
from web import messages_zh
from web.blueprints import Pages, fresh
from web.errors import status_of_page
from web.forms import form_stamp
from web.rendering import Context, fresh_key, page, see
from web.shop.counter_words import WAYS, lines_of

pages = Pages("hand_overs")

SHOWN = 50
No = LedgerError | PeopleError | None


@pages.get("/desk/hand-overs")
@requires(Action.SEE_HAND_OVERS)
@fresh
def hand_overs() -> Response:
    """List what left the shop: what, for how many points, and who came for it (发放记录)."""
    return _list(None)


@pages.post("/desk/hand-overs/<uuid:voucher_id>/undoing")
@requires(Action.UNDO_HAND_OVER)
def undo(voucher_id: UUID) -> Response:
    """Take one back with a reason: pieces to the shelf, points to their lots (冲正)."""
    words = request.form.get("words", "").strip()[:TEXT_LENGTH_MAX]
    try:
        recorded = undo_by_committee(form_stamp(), voucher_id, words)
    except (LedgerError, PeopleError) as no:
        return _list(no)
    return see(".hand_overs", after=recorded.position, done=1)


def _list(no: No) -> Response:
    behind = request.args.get("behind", type=int)
    known = behind if behind is not None and 0 < behind <= POSITION_MAX else None
    given = services()
    found = given.views.vouchers.handed_out(scope_of(caller().grant.unit_code), SHOWN, known)
    homes = given.views.households.by_ids(it.owner_id for it in found)
    keepers = given.directory.masked_names(it.keeper_id for it in found if it.keeper_id)
    full = len(found) == SHOWN
    pictures = given.photos.of(
        photo for it in found for photo in (it.photo_id, it.returned_photo_id) if photo
    )
    return page(
        "hand_overs.html",
        status_of_page(no),
        rows=[
            _row(it, homes[it.owner_id].number if it.owner_id in homes else "", keepers, pictures)
            for it in found
        ],
        undoes=may(caller().role, Action.UNDO_HAND_OVER),
        length_max=TEXT_LENGTH_MAX,
        done="done" in request.args and no is None,
        next_address=url_for(".hand_overs", behind=found[-1].position) if full else "",
        refusal=None if no is None else messages_zh.refusal(no.code),
        key=fresh_key(),
    )


def _photos(it: VoucherRow, there: Container[UUID]) -> list[tuple[UUID, str]]:
    """Return the pictures of a hand-over that are still kept, each with what it shows."""
    signed = it.confirmation == Confirmation.SIGNATURE
    said = ((it.photo_id, "签字照片" if signed else "照片"), (it.returned_photo_id, "撤回签字照片"))
    return [(photo_id, words) for photo_id, words in said if photo_id and photo_id in there]


def _row(
    it: VoucherRow, number: str, keepers: dict[UUID, str], pictures: Container[UUID]
) -> Context:
    return {
        "voucher_id": it.voucher_id,
        "number": number_of(it.voucher_id),
        "household": number,
        "lines": lines_of(it),
        "points": it.amount,
        "at": it.ended_at or it.reserved_at,
        "relation": RELATIONS.get(it.relation, "本人"),
        "way": WAYS.get(it.confirmation, ""),
        "keeper": keepers.get(it.keeper_id, "") if it.keeper_id else "",
        "position": it.position,
        "is_undone": it.state == "undone",
        "photos": _photos(it, pictures),
    }
