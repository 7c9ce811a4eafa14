"""Doors of registered volunteers."""

from typing import Any
from uuid import UUID

from flask import Response

from api.answers import pages_of
from api.auth import asked_unit, caller
from api.doors import Doors
from api.enrolment import register
from api.idempotency import stamp
from api.paging import page, read_cursor
from api.permissions import Action, requires
from api.persons.names import named
from api.reach import scope_of
from api.services import services
from api.volunteering.schemas import (
    PersonRegistered,
    RegisterVolunteerSchema,
    UnitQuery,
    VolunteerAnswer,
)
from ledger.kernel.clock import local_date
from ledger.volunteering.errors import AgeTooYoungError
from ledger.volunteering.team_commands import RegisterVolunteer
from people.ages import VOLUNTEER_AGE_MIN, is_younger
from people.roles import Role

blp = Doors("volunteers", "Registered volunteers")


@blp.post("/volunteers")
@requires(Action.REGISTER_VOLUNTEER)
@blp.commands(RegisterVolunteerSchema, PersonRegistered)
def register_volunteer(loaded: dict[str, Any]) -> Response:
    """Register a volunteer, with a wallet and, if a passcode is given, a login (登记志愿者)."""
    caller().require_unit(loaded["unit_code"])
    own_stamp = stamp()
    born_on = loaded["born_on"]
    if born_on and is_younger(born_on, VOLUNTEER_AGE_MIN, local_date(own_stamp["at"])):
        raise AgeTooYoungError(age_min=VOLUNTEER_AGE_MIN)

    def command_of(person_id: UUID) -> RegisterVolunteer:
        return RegisterVolunteer(
            **own_stamp,
            person_id=person_id,
            number=loaded["number"],
            unit_code=loaded["unit_code"],
            team_id=loaded["team_id"],
        )

    return register(loaded, own_stamp, Role.VOLUNTEER, command_of, _known_as)


@blp.get("/volunteers")
@requires(Action.SEE_VOLUNTEERS)
@blp.reads(UnitQuery, pages_of(VolunteerAnswer))
def list_volunteers(asked: dict[str, Any]) -> Any:
    """List the volunteers of the caller's own unit and below, with masked names (志愿者名册)."""
    unit, limit = asked_unit(asked["unit"]), asked["limit"]
    found = services().views.volunteers.page(
        scope_of(unit), limit, read_cursor(asked["cursor"], UUID)
    )
    return page(named(found), found[-1].person_id if len(found) == limit else None)


def _known_as(number: str) -> UUID | None:
    row = services().views.volunteers.by_number(number)
    return None if row is None else row.person_id
