"""The keeper's counter: find a voucher, compare, hand over, print the slip."""

import re
from typing import Any
from uuid import UUID

from flask import Response, request, url_for

from api.auth import caller
from api.cards.acting import person_of_card, require_item_near, reservation_for
from api.execution import carry_out
from api.permissions import Action, requires
from api.reading import wait_for
from api.refusals import CardRevokedError, OutsideUnitError
from api.request_log import note_refusal
from api.scans.answering import answer_scan
from api.scans.cards import person_behind
from api.scans.dispatch import PERSON_KINDS
from api.scans.scan import Outcome, Scan
from api.scans.vouchers import owner_name
from api.services import services
from api.shop.confirming import Shown
from api.shop.vouchers import by_digits, collection
from ledger.kernel.errors import (
    ConflictError,
    ForbiddenError,
    LedgerError,
    NotFoundError,
    RuleError,
)
from ledger.registry.proxy import Consent
from ledger.shop.errors import (
    VillageMismatchError,
    VoucherAlreadyCollectedError,
    VoucherCancelledError,
    VoucherExpiredError,
    VoucherNotFoundError,
)
from ledger.shop.voucher import State
from projections.shop.views import VoucherRow
from qr.flaws import InvalidTokenError
from qr.kinds import Kind
from web.blueprints import Pages, after, fresh
from web.errors import facts_of, status_of_page
from web.forms import form_stamp
from web.messages_zh import refusal
from web.rendering import fresh_key, moved, page
from web.shop.wares import item_shown, shop_shown, voucher_shown

pages = Pages("counter")

WAITING_MAX = 200
TOKEN_LENGTH_MAX = 200
_FOUR_DIGITS = re.compile(r"[0-9]{4}")
_ENDED: dict[str, type[LedgerError]] = {
    State.COLLECTED.value: VoucherAlreadyCollectedError,
    State.CANCELLED.value: VoucherCancelledError,
    State.EXPIRED.value: VoucherExpiredError,
}


@pages.get("/shop/counter")
@requires(Action.COLLECT_VOUCHER)
def own_counter() -> Response:
    """Lead a keeper to the counter of the own shop, to a voucher if one was scanned."""
    voucher_id = request.args.get("voucher", type=UUID)
    return moved(url_for(".counter", shop_id=_own_shop(), voucher=voucher_id, after=after()))


@pages.get("/shops/<uuid:shop_id>/counter")
@requires(Action.COLLECT_VOUCHER)
@fresh
def counter(shop_id: UUID) -> Response:
    """Wait for the next code, show a found voucher, or the slip of one handed over (发货)."""
    caller().require_place(shop_id)
    voucher_id = request.args.get("voucher", type=UUID)
    if voucher_id is not None:
        return _found(shop_id, voucher_id)
    handed_over = request.args.get("done", type=UUID)
    if handed_over is not None:
        return _slip(shop_id, handed_over)
    return _desk(shop_id)


@pages.post("/shops/<uuid:shop_id>/counter")
@requires(Action.COLLECT_VOUCHER)
def look_up(shop_id: UUID) -> Response:
    """Look for what was scanned, typed or picked from a person's vouchers (查券)."""
    caller().require_place(shop_id)
    if "token" in request.form:
        return _scanned(shop_id, request.form["token"][:TOKEN_LENGTH_MAX])
    card = request.form.get("card", "")[:TOKEN_LENGTH_MAX]
    if "voucher_id" in request.form and card:
        # Drawn at once: the card must not travel in an address.
        return _found(shop_id, _uuid(request.form["voucher_id"]), card=card)
    if "item_id" in request.form and card:
        return _reserve(shop_id, _uuid(request.form["item_id"]), card)
    if "voucher_id" in request.form:
        return moved(url_for(".counter", shop_id=shop_id, voucher=request.form["voucher_id"]))
    return _typed(shop_id, request.form.get("code4", ""))


@pages.post("/vouchers/<uuid:voucher_id>/collection")
@requires(Action.COLLECT_VOUCHER)
def collect(voucher_id: UUID) -> Response:
    """Hand over; points are spent and the piece leaves the shelf (交付)."""
    shop_id, own_stamp = _own_shop(), form_stamp()
    sent = request.form
    shown = Shown(
        digits=sent.get("digits", "")[:4] or None,
        token=sent.get("card", "")[:TOKEN_LENGTH_MAX] or None,
        card_digits=sent.get("card_digits", "")[:4] or None,
        signed="signed" in sent,
    )
    try:
        command = collection(own_stamp, voucher_id, shop_id, shown)
        recorded = carry_out(services(), command)
    except (VoucherNotFoundError, VillageMismatchError) as no:
        return _desk(shop_id, no)
    except (ConflictError, RuleError, ForbiddenError) as no:
        return _found(shop_id, voucher_id, no)
    return moved(url_for(".counter", shop_id=shop_id, done=voucher_id, after=recorded.position))


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise VoucherNotFoundError from None


def _own_shop() -> UUID:
    shop_id = caller().grant.place_id
    if shop_id is None:
        raise OutsideUnitError(unit_code=caller().grant.unit_code)
    return shop_id


def _scanned(shop_id: UUID, text: str) -> Response:
    """Show a person's vouchers, or the voucher; what is neither is refused and kept."""
    own_stamp, given = form_stamp(), services()
    try:
        token = given.reader.read(text, at=own_stamp["at"])
        if token.kind in PERSON_KINDS:
            person_id = person_behind(given, token, own_stamp["at"])
            return _person(shop_id, person_id, card=text if token.kind is Kind.CARD else "")
    except CardRevokedError as no:
        return _desk(shop_id, no)
    except InvalidTokenError:
        pass  # the scan's own answer says why, and keeps it
    outcome = answer_scan(given, caller(), Scan(text, None, None, None), own_stamp)
    if "voucher" in outcome.body:
        voucher_id = outcome.body["voucher"]["voucher_id"]
        return moved(url_for(".counter", shop_id=shop_id, voucher=voucher_id))
    return _refused_scan(shop_id, outcome)


def _typed(shop_id: UUID, digits: str) -> Response:
    open_ones = []
    if _FOUR_DIGITS.fullmatch(digits):
        open_ones = by_digits(shop_id, digits)
    if not open_ones:
        return _desk(shop_id, VoucherNotFoundError())
    if len(open_ones) == 1:
        voucher_id = open_ones[0].voucher_id
        # Drawn at once: digits that prove something must not travel in an address.
        return _found(shop_id, voucher_id, digits=digits)
    # Two open vouchers may share their digits: the names tell them apart.
    return _list(shop_id, f"取货码 {digits}", open_ones)


def _reserve(shop_id: UUID, item_id: UUID, card: str) -> Response:
    """Set a thing aside for whoever stands here with a card, and show it to be handed over."""
    given, who, own_stamp = services(), caller(), form_stamp()
    try:
        owner_id = person_of_card(given, card, own_stamp["at"])
        require_item_near(given, who, item_id)
        command = reservation_for(
            who,
            owner_id,
            item_id=item_id,
            quantity=1,
            consent=Consent.PRESENT_WITH_CARD,
            **own_stamp,
        )
        recorded = carry_out(given, command)
    except (ConflictError, RuleError, ForbiddenError, NotFoundError) as no:
        return _desk(shop_id, no)
    wait_for(given, recorded.position)
    return _found(shop_id, UUID(recorded.answer["voucher_id"]), card=card)


def _person(shop_id: UUID, person_id: UUID, *, card: str = "") -> Response:
    found = services().views.vouchers.of_owner(person_id, WAITING_MAX)
    mine = [it for it in found if it.shop_id == shop_id and it.state == State.RESERVED]
    return _list(shop_id, owner_name(services(), person_id), mine, card)


def _list(shop_id: UUID, name: str, vouchers: list[VoucherRow], card: str = "") -> Response:
    shown = [voucher_shown(it) for it in vouchers]
    # Who has a phone sets things aside with it; who came with a card does so here.
    wares = services().views.items.of_shop(shop_id, WAITING_MAX) if card else []
    items = [item_shown(it) for it in wares if it.free]
    person = {"masked_name": name, "vouchers": shown, "items": items}
    return _page(shop_id, "person", person=person, card=card)


def _found(
    shop_id: UUID,
    voucher_id: UUID,
    no: LedgerError | None = None,
    *,
    card: str = "",
    digits: str = "",
) -> Response:
    voucher = services().views.vouchers.of(voucher_id)
    if voucher is None or voucher.shop_id != shop_id:
        return _desk(shop_id, VoucherNotFoundError())
    ended = _ENDED.get(voucher.state)
    why = no or (ended() if ended else None)
    return _page(shop_id, "voucher", why, voucher=_in_words(voucher), card=card, digits=digits)


def _slip(shop_id: UUID, voucher_id: UUID) -> Response:
    voucher = services().views.vouchers.of(voucher_id)
    if voucher is None or voucher.shop_id != shop_id or voucher.state != State.COLLECTED:
        return _desk(shop_id, VoucherNotFoundError())
    return _page(shop_id, "receipt", voucher=_in_words(voucher))


def _desk(shop_id: UUID, no: LedgerError | None = None) -> Response:
    return _page(shop_id, "scan", no)


def _refused_scan(shop_id: UUID, outcome: Outcome) -> Response:
    code = outcome.body["code"]
    note_refusal(code)
    response = _page(shop_id, "scan", refusal=refusal(code), refusal_facts=facts_of(outcome.body))
    response.status_code = outcome.status
    return response


def _in_words(voucher: VoucherRow) -> dict[str, Any]:
    name = owner_name(services(), voucher.owner_id)
    shown = {"masked_name": name, "owner_id": voucher.owner_id, "position": after()}
    return {**voucher_shown(voucher), **shown}


def _page(shop_id: UUID, step: str, no: LedgerError | None = None, **shown: Any) -> Response:
    """Draw the counter at a step; what the step does not need is left out."""
    waiting = services().views.vouchers.open_in_shop(shop_id, limit=WAITING_MAX)
    context: dict[str, Any] = {
        "shop": shop_shown(shop_id),
        "step": step,
        "refusal": None if no is None else refusal(no.code),
        "refusal_facts": [],
        "waiting_count": len(waiting),
        "collected_today": None,
        "person": None,
        "voucher": None,
        "card": "",
        "digits": "",
        "key": fresh_key(),
    }
    return page("counter.html", status_of_page(no), **context | shown)
