"""Pages of paper cards: who has one, printing ten on a sheet, replacing a lost one."""

from typing import Any
from uuid import UUID

from flask import Response, request, url_for

from api.auth import caller
from api.cards.issuing import (
    card_address,
    card_digits,
    cards_for,
    issue_card,
    names_to_print,
    replace_card,
)
from api.permissions import Action, requires
from api.services import services
from people.cards import Card
from projections.volunteering.volunteers import VolunteerRow
from qr import images
from web.blueprints import Pages, fresh
from web.rendering import Context, markup, page, see
from web.units import unit_name

pages = Pages("cards")

SHOWN = 50


@pages.get("/cards")
@requires(Action.ISSUE_CARDS)
@fresh
def cards() -> Response:
    """List the volunteers of the own unit with their cards, names masked (服务卡)."""
    found = _people()
    ids = [it.person_id for it in found]
    names, had = services().directory.masked_names(ids), services().cards.good_of(ids)
    rows = [_row(it, names.get(it.person_id, ""), had.get(it.person_id)) for it in found]
    full = len(found) == SHOWN
    return page(
        "cards.html",
        rows=rows,
        after_id=request.args.get("after_id", ""),
        next_address=url_for(".cards", after_id=found[-1].person_id) if full else "",
    )


@pages.post("/cards/sheet")
@requires(Action.ISSUE_CARDS)
def sheet() -> Response:
    """Draw the cards of the list to be printed, ten on a page; every name is written down."""
    who = caller()
    found = [it for it in _people() if who.reaches(it.unit_code)]
    issued = cards_for(services(), who, [it.person_id for it in found])
    return _sheet([(issued[it.person_id], it.number) for it in found])


@pages.post("/persons/<uuid:person_id>/card")
@requires(Action.ISSUE_CARDS)
def one(person_id: UUID) -> Response:
    """Draw the card of one person to be printed, whatever they register for."""
    volunteer = services().views.volunteers.of(person_id)
    card = issue_card(services(), caller(), person_id)
    return _sheet([(card, volunteer.number if volunteer else "")])


@pages.post("/cards/<uuid:card_id>/replacement")
@requires(Action.ISSUE_CARDS)
def replace(card_id: UUID) -> Response:
    """End a lost card, and have another to print (挂失换卡)."""
    replace_card(services(), caller(), card_id)
    return see(".cards", after_id=request.form.get("after_id") or None)


def _people() -> list[VolunteerRow]:
    after_id = request.values.get("after_id", type=UUID)
    return services().views.volunteers.page(caller().grant.unit_code, SHOWN, after_id)


def _row(person: VolunteerRow, name: str, card: Card | None) -> Context:
    return {
        "person_id": person.person_id,
        "number": person.number,
        "name": name,
        "card_id": card.card_id if card else None,
        "serial": card.serial if card else "",
    }


def _sheet(wanted: list[tuple[Card, str]]) -> Response:
    given, who = services(), caller()
    names = names_to_print(given, who, [card.person_id for card, _ in wanted])
    shown: list[dict[str, Any]] = [
        {
            "name": names.get(card.person_id, ""),
            "number": number,
            "serial": f"{card.serial[:4]} {card.serial[4:]}",
            "digits": card_digits(given, card),
            "qr_svg": markup(images.svg(card_address(given, card), title="服务卡")),
        }
        for card, number in wanted
    ]
    return page("card_sheet.html", cards=shown, unit_name=unit_name(who.grant.unit_code))
