"""The office of the own unit: who answers for it, and its telephone."""

from uuid import UUID

from flask import Response, request

from api.auth import caller
from api.execution import carry_out
from api.permissions import Action, requires
from api.registry.offices import TELEPHONE_LENGTH_MAX, in_office, office_of
from api.services import services
from ledger.kernel.errors import LedgerError
from people.roles import Role
from web import messages_zh
from web.blueprints import Pages, fresh
from web.errors import status_of_page
from web.forms import form_stamp
from web.rendering import fresh_key, page, see
from web.units import unit_name

pages = Pages("registry")


@pages.get("/office")
@requires(Action.NAME_OFFICE)
@fresh
def office() -> Response:
    """Show who answers for the own unit, and by which telephone (单位信息)."""
    found = services().views.offices.of(caller().grant.unit_code)
    return _drawn(found.in_charge, found.telephone, None)


@pages.post("/office")
@requires(Action.NAME_OFFICE)
def name_office() -> Response:
    """Say it, or say why not (保存)."""
    in_charge = request.form.get("in_charge", type=UUID)
    telephone = request.form.get("telephone", "").strip()[: TELEPHONE_LENGTH_MAX + 1]
    stamp, code = form_stamp(), caller().grant.unit_code
    try:
        command = office_of(stamp, code, in_charge, telephone)
        recorded = carry_out(services(), command)
    except LedgerError as no:
        return _drawn(in_charge, telephone, no)
    return see(".office", after=recorded.position)


def _drawn(in_charge: UUID | None, telephone: str, no: LedgerError | None) -> Response:
    code = caller().grant.unit_code
    terms = in_office(code)
    names = services().directory.masked_names([it for it, _ in terms])
    return page(
        "office.html",
        status_of_page(no),
        unit_name=unit_name(code),
        in_charge=in_charge,
        telephone=telephone,
        length_max=TELEPHONE_LENGTH_MAX,
        people=[
            {"person_id": it, "name": names[it], "role": Role(role).chinese}
            for it, role in terms
            if it in names
        ],
        refusal=None if no is None else messages_zh.refusal(no.code),
        key=fresh_key(),
    )
