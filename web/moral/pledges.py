"""Pledges: reading and signing for one's household, the paper, and who signed in a village."""

from typing import Any

from flask import Response

from api.auth import caller
from api.consents.ages import age_of
from api.execution import answer_of, carry_out
from api.moral.pledges import own_household
from api.moral.rulebook_finding import own_village
from api.moral.rulebook_paper import paper_response
from api.permissions import Action, requires
from api.reach import today
from api.services import services
from ledger.kernel.errors import LedgerError
from ledger.moral.pledging import SignPledge
from ledger.moral.rulebook_errors import PledgeMissingError
from projections.households.views import HouseholdRow
from projections.moral.rulebooks.views import RulebookRow
from qr import images
from web.blueprints import Pages, fresh
from web.errors import status_of_page
from web.forms import form_stamp
from web.messages_zh import refusal
from web.moral.rules_zh import SIGNED_BY
from web.rendering import Context, fresh_key, page, see
from web.units import unit_name

pages = Pages("pledges")

SHOWN = 200


@pages.get("/household/pledge")
@requires(Action.SIGN_PLEDGE)
@fresh
def pledge() -> Response:
    """Show what one's household signs, and what it signed (承诺书)."""
    return _page(None)


@pages.post("/household/pledge")
@requires(Action.SIGN_PLEDGE)
def sign() -> Response:
    """Sign for one's household (签名)."""
    household = own_household()
    person_id = caller().person_id
    command = SignPledge(
        **form_stamp(),
        household_id=household.household_id,
        person_id=person_id,
        age=age_of(services(), person_id, today()),
    )
    try:
        recorded = carry_out(services(), command)
    except LedgerError as no:
        return _page(no)
    return see(".pledge", after=answer_of(recorded)["position"])


@pages.get("/household/pledge/paper")
@requires(Action.SIGN_PLEDGE)
@fresh
def own_paper() -> Response:
    """Give the pledge of one's household as a paper, to be signed or kept (打印承诺书)."""
    household = own_household()
    row = _in_force(household.unit_code)
    return _paper(row, household)


@pages.get("/desk/pledges")
@requires(Action.ENTER_PLEDGE)
@fresh
def desk() -> Response:
    """Show how many households signed the version in force, and which (签了的户)."""
    village = own_village(caller().grant.unit_code)
    row = services().views.rulebooks.in_force_on(village, today())
    number = row.number if row else 0
    return page(
        "desk_pledges.html",
        unit_code=village,
        number=number,
        has_pledge=row is not None and row.version.pledge is not None,
        count=services().views.pledges.count(village, number),
        rows=_signed(village, number),
    )


@pages.get("/desk/pledges/paper")
@requires(Action.ENTER_PLEDGE)
@fresh
def blank_paper() -> Response:
    """Give the pledge as a paper with room for a number and a name (打印空白承诺书)."""
    return _paper(_in_force(own_village(caller().grant.unit_code)), None)


def _page(no: LedgerError | None) -> Response:
    household = services().views.households.of_person(caller().person_id)
    row = None
    signed: list[Context] = []
    if household is not None:
        row = services().views.rulebooks.in_force_on(household.unit_code, today())
        found = services().views.pledges.of_household(household.household_id)
        signed = [
            {"version": it.version, "signed_at": it.signed_at, "method": SIGNED_BY[it.method]}
            for it in found
        ]
    number = row.number if row else 0
    return page(
        "household_pledge.html",
        status_of_page(no),
        household=household,
        unit_code=household.unit_code if household else "",
        number=number,
        pledge=row.version.pledge if row else None,
        done=next((it for it in signed if it["version"] == number), None),
        earlier=[it for it in signed if it["version"] != number],
        refusal=None if no is None else refusal(no.code),
        key=fresh_key(),
    )


def _signed(village: str, number: int) -> list[Context]:
    views = services().views
    rows = views.pledges.of_version(village, number, SHOWN)
    households = views.households.by_ids(it.household_id for it in rows)
    names = services().directory.masked_names({it.signed_by for it in rows})
    return [
        {
            "household": _number_of(households.get(it.household_id)),
            "name": names.get(it.signed_by, "已注销"),
            "method": SIGNED_BY[it.method],
            "signed_at": it.signed_at,
        }
        for it in rows
    ]


def _number_of(household: HouseholdRow | None) -> str:
    return household.number if household else "—"


def _in_force(village: str) -> RulebookRow:
    row = services().views.rulebooks.in_force_on(village, today())
    if row is None or row.version.pledge is None:
        raise PledgeMissingError
    return row


def _paper(row: RulebookRow, household: HouseholdRow | None) -> Response:
    pledge = row.version.pledge
    assert pledge is not None, "it was looked for"
    address = f"https://{services().public_host}/rulebooks/{row.unit_code}/versions/{row.number}"
    data: dict[str, Any] = {
        "title": pledge.title,
        "nots": pledge.will_not,
        "leads": pledge.will_lead,
        "unit": unit_name(row.unit_code),
        "number": row.number,
        "household": household.number if household else "",
        "code": images.svg(address, title="积分细则"),
        "page": address,
    }
    return paper_response("pledge.typ", data, f"pledge-{row.unit_code}-{row.number}")
