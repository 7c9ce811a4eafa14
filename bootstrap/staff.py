"""``redbee staff``: who has a staff account. It prints one-time set-up codes, never passwords."""

from uuid import UUID

import click

from bootstrap.console import Refused, as_json_option, opened_house, say
from bootstrap.container import House
from ledger.kernel.clock import local_date, utc_now
from ledger.kernel.errors import LedgerError
from ledger.kernel.ids import new_id
from ledger.registry.commands import AssignRole
from ledger.registry.role_holder import ROLES
from people.audit import AuditAction, AuditEntry
from people.directory import Person
from people.errors import PeopleError, PeopleUnavailableError

COMMAND_LINE = "command_line"
"""The role of whoever types here: somebody who may read the files of the service anyway."""
_person = click.option("--person", "person_id", type=click.UUID, required=True, help="Whose.")


@click.group()
def staff() -> None:
    """Staff accounts: password and second factor, begun with a one-time code."""


@staff.command()
@click.option("--person", "person_id", type=click.UUID, help="Somebody who is registered.")
@click.option("--name", help="Or the name of somebody new; kept sealed.")
@click.option("--login", required=True, help="What they will type; kept as a hash.")
@click.option("--role", type=click.Choice(ROLES), help="A role from today on, if they have none.")
@click.option("--unit", "unit_code", help="The unit of that role.")
@click.option("--place", type=click.UUID, help="Station or shop the role is limited to.")
@as_json_option
def add(
    *,
    person_id: UUID | None,
    name: str | None,
    login: str,
    role: str | None,
    unit_code: str | None,
    place: UUID | None,
    as_json: bool,
) -> None:
    """Give a person an account. The code is shown once, good for a day, and opens /setup."""
    if (person_id is None) == (name is None):
        raise Refused("say --person for somebody who is registered, or --name for somebody new")
    if (role is None) != (unit_code is None) or (name is not None and unit_code is None):
        raise Refused("--role and --unit belong together, and somebody new needs both")
    with opened_house() as house:
        is_new = person_id is None
        person_id = person_id or _enrol(house, name or "", unit_code or "")
        try:
            house.services.staff.accounts.add(person_id, login, now=utc_now())
            if role is not None and unit_code is not None:
                _assign(house, person_id, role, unit_code, place)
        except (LedgerError, PeopleError) as error:
            if is_new:
                house.services.directory.erase(person_id)
            if isinstance(error, PeopleUnavailableError):
                raise
            raise Refused(f"{error.code}: {error}") from error
        code = _code(house, person_id, "added")
    say({"person_id": person_id, "setup_code": code}, as_json=as_json, text=code)


@staff.command()
@_person
@as_json_option
def reset(*, person_id: UUID, as_json: bool) -> None:
    """Take password, second factors and sessions away, and print a code to begin anew."""
    with opened_house() as house:
        try:
            house.services.staff.accounts.reset(person_id)
        except PeopleUnavailableError:
            raise
        except PeopleError as error:
            raise Refused(f"{error.code}: {error}") from error
        house.services.sessions.end_others(person_id, None, now=utc_now())
        code = _code(house, person_id, "reset")
    say({"person_id": person_id, "setup_code": code}, as_json=as_json, text=code)


def first_code(house: House) -> str | None:
    """Return a code for the first administrator; None once there is one."""
    return house.services.staff.setup_codes.issue_first(now=utc_now())


def _enrol(house: House, name: str, unit_code: str) -> UUID:
    person_id = new_id()
    try:
        house.services.directory.enrol([Person(person_id, name, unit_code)])
    except ValueError as error:
        raise Refused(str(error)) from error
    return person_id


def _assign(house: House, person_id: UUID, role: str, unit_code: str, place: UUID | None) -> None:
    now = utc_now()
    house.ledger.execute(
        AssignRole(
            key=f"role:{new_id()}",
            at=now,
            person_id=person_id,
            role=role,
            unit_code=unit_code,
            from_day=local_date(now),
            to_day=None,
            assigned_by=None,
            place_id=place,
        )
    )


def _code(house: House, person_id: UUID, purpose: str) -> str:
    now = utc_now()
    entry = AuditEntry(
        at=now,
        actor_id=None,
        actor_role=COMMAND_LINE,
        action=AuditAction.STAFF_CHANGED,
        target_id=person_id,
        purpose=purpose,
    )
    house.services.audit.append(entry)
    return house.services.staff.setup_codes.issue(person_id, now=now)
