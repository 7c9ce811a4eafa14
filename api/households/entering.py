"""Who is entered into a household: somebody known, or somebody new."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar
from uuid import UUID

from api.consents.naming import person_meant
from api.idempotency import Stamp
from api.refusals import RequestInvalidError
from api.services import services
from ledger.households.kinds import NewMember, Relation
from ledger.kernel.clock import local_date
from ledger.kernel.errors import LedgerError, UnavailableError
from ledger.kernel.ids import derive_subject
from ledger.volunteering.errors import VolunteerNotFoundError
from people.directory import Person
from people.errors import PeopleError, PeopleUnavailableError

T = TypeVar("T")


def entering(
    stamp: Stamp,
    unit_code: str,
    said: Sequence[dict[str, Any]],
    carry_out: Callable[[tuple[NewMember, ...]], T],
) -> T:
    """Enrol those who are new and carry the command out with all: both, or neither.

    The IDs follow from the key and the body, so that a repeated request enrols nobody twice.
    """
    newcomers: list[Person] = []
    members = tuple(_member(stamp, unit_code, it, n, newcomers) for n, it in enumerate(said))
    return enrolled(stamp, newcomers, lambda: carry_out(members))


def enrolled(stamp: Stamp, newcomers: list[Person], carry_out: Callable[[], T]) -> T:
    """Enrol persons and carry a command out; if it is refused, those who are new go again."""
    given = services()
    new = [it.person_id for it in newcomers]
    known = set(given.directory.known(new)) if new else set()
    try:
        if newcomers:
            given.directory.enrol(newcomers, today=local_date(stamp["at"]))
        return carry_out()
    except (UnavailableError, PeopleUnavailableError):
        raise  # the same request will be sent again
    except (LedgerError, PeopleError):
        for it in new:
            if it not in known:
                given.directory.erase(it)
        raise


def _member(
    stamp: Stamp, unit_code: str, said: dict[str, Any], place: int, newcomers: list[Person]
) -> NewMember:
    relation = Relation(said["relation"])
    if said["display_name"] is None:
        return NewMember(_known(stamp, said), relation)
    person_id = derive_subject("person", stamp["key"], stamp["fingerprint"].hex(), place)
    try:
        person = Person(
            person_id,
            said["display_name"],
            unit_code,
            phone=said["phone"],
            born_on=said["born_on"],
        )
    except ValueError:
        raise RequestInvalidError({"display_name": ["Not a name."]}) from None
    newcomers.append(person)
    return NewMember(person_id, relation)


def _known(stamp: Stamp, said: dict[str, Any]) -> UUID:
    given, person_id = services(), said["person_id"]
    if person_id is None:
        person_id = person_meant(given, said["person"], stamp["at"])
    if person_id is None or given.directory.find(person_id) is None:
        raise VolunteerNotFoundError
    return UUID(str(person_id))
