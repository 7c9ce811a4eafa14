"""The door to one person's data in full."""

from typing import Any
from uuid import UUID

from api.doors import Doors
from api.idempotency import stamp
from api.permissions import Action, requires
from api.persons.reading import read_in_full
from api.persons.schemas import ReadingAnswer, ReadingSchema
from people.purposes import Fact

blp = Doors("persons", "Other people's data, for a stated purpose")


@blp.post("/persons/<uuid:person_id>/reading")
@requires(Action.READ_PERSON)
@blp.commands(ReadingSchema, ReadingAnswer, status=200)
def read_person(loaded: dict[str, Any], person_id: UUID) -> Any:
    """Read somebody's name or numbers in full; the person sees who did, and what for (看全名).

    Each request is a read of its own and written down, also under a key that was used before:
    the key is only asked for because every POST has one.
    """
    stamp()
    facts = read_in_full(person_id, loaded["purpose"], [Fact(it) for it in loaded["facts"]])
    told = {it.value: value for it, value in facts.items()}
    return {"person_id": person_id, "purpose": loaded["purpose"], **told}
