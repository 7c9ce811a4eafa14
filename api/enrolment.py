"""Registering somebody: the name goes to the people, what counts into the ledger."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import Response

from api.execution import execute
from api.idempotency import Stamp
from api.refusals import AlreadyRegisteredError, RequestInvalidError
from api.services import services
from ledger.kernel.clock import local_date
from ledger.kernel.commands import Command
from ledger.kernel.errors import LedgerError, UnavailableError
from ledger.kernel.ids import derive_subject
from people.directory import Person
from people.errors import PasscodeRefusedError, PeopleError, PeopleUnavailableError
from people.roles import Role

CommandOf = Callable[[UUID], Command]
KnownAs = Callable[[str], UUID | None]


def register(
    loaded: dict[str, Any], stamp: Stamp, role: Role, command_of: CommandOf, known_as: KnownAs
) -> Response:
    """Enrol the person of a request and register them in the ledger: both, or neither.

    The ID follows from the key and the body: a repeated request enrols nobody twice, also when
    the first one was cut off half-way, and a key used for another body touches nobody's name.
    """
    person_id = derive_subject("person", stamp["key"], stamp["fingerprint"].hex())
    if known_as(loaded["number"]) not in (None, person_id):
        raise AlreadyRegisteredError
    try:
        _enrol(person_id, loaded, stamp, role)
        return execute(command_of(person_id), 201)
    except (UnavailableError, PeopleUnavailableError):
        raise  # the same request will be sent again
    except (LedgerError, PeopleError, RequestInvalidError):
        services().directory.erase(person_id)
        raise


def _person(person_id: UUID, loaded: dict[str, Any]) -> Person:
    born_on = loaded["born_on"]
    if born_on is not None and born_on > local_date(services().clock()):
        raise RequestInvalidError({"born_on": ["A day to come."]})
    return Person(
        person_id,
        loaded["display_name"],
        loaded["unit_code"],
        phone=loaded["phone"],
        born_on=born_on,
    )


def _enrol(person_id: UUID, loaded: dict[str, Any], stamp: Stamp, role: Role) -> None:
    given = services()
    try:
        given.directory.enrol([_person(person_id, loaded)], today=local_date(stamp["at"]))
    except ValueError:
        raise RequestInvalidError({"display_name": ["Not a name."]}) from None
    if loaded["passcode"] is None:
        return
    try:
        given.logins.set_passcode(
            loaded["number"],
            loaded["passcode"],
            person_id=person_id,
            role=role,
            unit_code=loaded["unit_code"],
            now=stamp["at"],
        )
    except PasscodeRefusedError:
        raise RequestInvalidError({"passcode": ["Too short or too long."]}) from None
