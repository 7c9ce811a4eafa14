"""Doors of offices: who answers for a unit, and by which telephone."""

from typing import Any
from uuid import UUID

from flask import Response
from marshmallow import Schema, fields

from api.answers import CommandAnswer
from api.auth import caller
from api.doors import Doors
from api.execution import execute
from api.fields import text
from api.idempotency import Stamp, stamp
from api.permissions import Action, requires
from api.reach import today
from api.reading import ReadQuery, RequestSchema
from api.registry.doors import require_code
from api.services import services
from ledger.registry.errors import RoleTermNotFoundError
from ledger.registry.unit_office import NameUnitOffice

blp = Doors("offices", "Who answers for a unit")

TELEPHONE_LENGTH_MAX = 20


class OfficeSchema(RequestSchema):
    """PUT /units/{code}/office; null and "" take it back."""

    in_charge = fields.UUID(load_default=None, allow_none=True)
    telephone = text(TELEPHONE_LENGTH_MAX, length_min=0, load_default="")


class OfficeAnswer(Schema):
    """What everybody may know: the telephone of the office."""

    unit_code = fields.String()
    telephone = fields.String()
    has_somebody_in_charge = fields.Boolean()


class OfficeNamed(CommandAnswer):
    """The unit whose office is named now."""

    unit_code = fields.String()


@blp.get("/units/<string:code>/office")
@requires(Action.SEE_UNITS)
@blp.reads(ReadQuery, OfficeAnswer)
def see_office(_asked: dict[str, Any], code: str) -> Any:
    """Tell by which telephone a unit can be asked (单位电话)."""
    require_code(code)
    found = services().views.offices.of(code)
    return {
        "unit_code": code,
        "telephone": found.telephone,
        "has_somebody_in_charge": found.in_charge is not None,
    }


@blp.put("/units/<string:code>/office")
@requires(Action.NAME_OFFICE)
@blp.commands(OfficeSchema, OfficeNamed)
def name_office(loaded: dict[str, Any], code: str) -> Response:
    """Say who answers for a unit, and its telephone (负责人、单位电话)."""
    require_code(code)
    return execute(office_of(stamp(), code, **loaded), 201)


def office_of(stamped: Stamp, code: str, in_charge: UUID | None, telephone: str) -> NameUnitOffice:
    """Return the command; whoever answers for a unit has an office in it today."""
    who = caller()
    who.require_unit(code)
    if in_charge is not None and in_charge not in {it for it, _ in in_office(code)}:
        raise RoleTermNotFoundError
    named_by = who.person_id
    return NameUnitOffice(
        **stamped, unit_code=code, in_charge=in_charge, telephone=telephone, named_by=named_by
    )


def in_office(code: str) -> list[tuple[UUID, str]]:
    """Return who has a role for a term in a unit today, and which."""
    terms = services().views.role_terms.in_unit(code, today())
    return list({it.person_id: it.role for it in terms}.items())
