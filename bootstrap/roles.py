"""``redbee role``: who has which role, in which unit, from when until when."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

import click

from bootstrap.console import Refused, as_json_option, opened_house, say
from ledger.kernel.clock import local_date, utc_now
from ledger.kernel.commands import Command
from ledger.kernel.errors import LedgerError
from ledger.kernel.ids import new_id
from ledger.registry.commands import AssignRole, EndRole
from ledger.registry.role_holder import ROLES

_DAY = click.DateTime(["%Y-%m-%d"])
_person = click.option("--person", "person_id", type=click.UUID, required=True, help="Whose role.")
_role = click.option("--role", "name", type=click.Choice(ROLES), required=True, help="Which role.")
_unit = click.option("--unit", "unit_code", required=True, help="Code of the unit.")


_place = click.option(
    "--place", "place_id", type=click.UUID, help="The one station or shop a keeper keeps."
)


@click.group()
def role() -> None:
    """Roles as terms: a sign-in or token opens doors only while such a term runs."""


@role.command()
@_person
@_role
@_unit
@_place
@click.option("--from", "from_day", type=_DAY, help="First day; today if not said.")
@click.option("--to", "to_day", type=_DAY, help="Last day, if it is known.")
@as_json_option
def assign(
    *,
    person_id: UUID,
    name: str,
    unit_code: str,
    place_id: UUID | None,
    from_day: datetime | None,
    to_day: datetime | None,
    as_json: bool,
) -> None:
    """Give a person a role in a unit for a term."""
    command = AssignRole(
        **_stamp(),
        person_id=person_id,
        role=name,
        unit_code=unit_code,
        from_day=_day(from_day),
        to_day=to_day.date() if to_day else None,
        assigned_by=None,
        place_id=place_id,
    )
    _carry_out(command, person_id, as_json=as_json)


@role.command()
@_person
@_role
@_unit
@_place
@click.option("--last-day", type=_DAY, help="Last day of the term; today if not said.")
@as_json_option
def end(
    *,
    person_id: UUID,
    name: str,
    unit_code: str,
    place_id: UUID | None,
    last_day: datetime | None,
    as_json: bool,
) -> None:
    """End the term of a role that runs on its last day."""
    command = EndRole(
        **_stamp(),
        person_id=person_id,
        role=name,
        unit_code=unit_code,
        to_day=_day(last_day),
        ended_by=None,
        place_id=place_id,
    )
    _carry_out(command, person_id, as_json=as_json)


def _stamp() -> dict[str, Any]:
    return {"key": f"role:{new_id()}", "at": utc_now()}


def _day(given: datetime | None) -> date:
    return given.date() if given else local_date(utc_now())


def _carry_out(command: Command, person_id: UUID, *, as_json: bool) -> None:
    with opened_house() as house:
        if house.services.directory.find(person_id) is None:
            raise Refused(f"nobody is registered as {person_id}")
        try:
            recorded = house.ledger.execute(command)
        except LedgerError as error:
            raise Refused(f"{error.code}: {error}") from error
    say({**recorded.answer, "position": recorded.position}, as_json=as_json, text="recorded")
