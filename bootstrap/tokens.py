"""``redbee token``: access for programs and devices, and for whoever sets up the rest."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import click

from bootstrap.console import Refused, as_json_option, opened_house, say
from bootstrap.container import House
from ledger.kernel.clock import local_date, utc_now
from ledger.kernel.errors import LedgerError
from ledger.kernel.ids import new_id
from ledger.registry.commands import AssignRole
from people.access import Grant, TokenKind
from people.directory import Person
from people.roles import FOR_A_TERM, FORMER_NAMES, Role

ISSUED_LABEL = "redbee token issue"
"""Says where a token is from, not whose it is: labels are kept in plain."""
_ROLES = click.Choice([*(it.value for it in Role), *FORMER_NAMES])


@dataclass(frozen=True, slots=True)
class Order:
    """What a token is to be good for."""

    role: Role
    unit_code: str
    place_id: UUID | None
    ttl: timedelta


@click.group()
def token() -> None:
    """Access tokens for programs and devices."""


@token.command()
@click.option("--role", type=_ROLES, required=True)
@click.option("--unit", "unit_code", required=True, help="Code of the unit the rights end at.")
@click.option("--place", type=click.UUID, help="Station or shop the rights are limited to.")
@click.option("--name", help="Who holds it, if nobody known does; kept sealed.")
@click.option("--person", "person_id", type=click.UUID, help="Somebody known who holds it.")
@click.option("--days", default=90, show_default=True, help="How long it is good.")
@click.option("--step-up", is_flag=True, help="Also for what asks people for a second factor.")
@as_json_option
def issue(
    *,
    role: str,
    unit_code: str,
    place: UUID | None,
    name: str | None,
    person_id: UUID | None,
    days: int,
    step_up: bool,
    as_json: bool,
) -> None:
    """Issue a token. Its text is shown once and kept nowhere.

    A role that is given for a term opens doors only while one runs. Somebody new (--name) gets a
    term as long as the token; somebody known (--person) must have one: see `redbee role assign`.
    """
    if (name is None) == (person_id is None):
        raise Refused("say who holds it: either --name or --person")
    order = Order(Role(role), unit_code, place, timedelta(days=days))
    with opened_house() as house:
        if person_id is None:
            assert name is not None
            person_id = _newcomer(house, name, order)
        else:
            _require_term(house, person_id, order)
        secret, grant = _issue(house, person_id, order)
        if step_up:
            house.services.staff.step_ups.allow(grant.token_id, now=utc_now())
    answer = {
        "token": secret,
        "token_id": grant.token_id,
        "person_id": person_id,
        "expires_at": grant.expires_at,
    }
    say(answer, as_json=as_json, text=secret)


def _newcomer(house: House, name: str, order: Order) -> UUID:
    """Enrol somebody, with a term of the role if it needs one."""
    person_id = new_id()
    try:
        person = Person(person_id, name, order.unit_code)
        if order.role in FOR_A_TERM:
            _give_term(house, person_id, order)
        house.services.directory.enrol([person])
    except ValueError as error:
        raise Refused(str(error)) from error
    return person_id


def _give_term(house: House, person_id: UUID, order: Order) -> None:
    today = local_date(utc_now())
    command = AssignRole(
        key=f"role:{new_id()}",
        at=utc_now(),
        person_id=person_id,
        role=order.role.value,
        unit_code=order.unit_code,
        from_day=today,
        to_day=today + order.ttl,
        assigned_by=None,
        place_id=order.place_id,
    )
    try:
        house.ledger.execute(command)
    except LedgerError as error:
        raise Refused(f"{error.code}: {error}; import the unit first") from error


def _require_term(house: House, person_id: UUID, order: Order) -> None:
    """Refuse a token that would open nothing."""
    given = house.services
    if given.directory.find(person_id) is None:
        raise Refused(f"nobody is registered as {person_id}")
    if order.role not in FOR_A_TERM:
        return
    today = local_date(utc_now())
    tree = given.views.trees.current()
    if not any(
        FORMER_NAMES.get(it.role, it.role) == order.role
        and it.place in (None, order.place_id)
        and tree.reaches(it.unit_code, order.unit_code, today)
        for it in given.views.role_terms.of_person(person_id, today)
    ):
        raise Refused("role_ended: no such term runs today; see `redbee role assign`")


def _issue(house: House, person_id: UUID, order: Order) -> tuple[str, Grant]:
    try:
        return house.services.access.issue(
            person_id=person_id,
            role=order.role,
            unit_code=order.unit_code,
            place_id=order.place_id,
            kind=TokenKind.BEARER,
            ttl=order.ttl,
            label=ISSUED_LABEL,
            now=utc_now(),
        )
    except ValueError as error:
        raise Refused(str(error)) from error


@token.command("revoke")
@click.argument("token_id", type=click.UUID)
def revoke_token(token_id: UUID) -> None:
    """End a token; other processes follow within seconds."""
    with opened_house() as house:
        known = house.services.access.revoke(token_id, utc_now())
    if not known:
        raise Refused(f"no token {token_id}")
    click.echo("revoked")
