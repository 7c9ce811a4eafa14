"""Names in lists that people at work see: masked, unless the work itself needs them."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any
from uuid import UUID

from api.auditing import entry_of
from api.auth import caller
from api.services import services
from ledger.kernel.clock import local_date
from people.audit import AuditAction
from people.purposes import PURPOSES, Purpose


def names_for(ids: Iterable[UUID], standing: Purpose | None = None) -> dict[UUID, str]:
    """Return masked names; full ones if a need stands for this caller, and that is written down."""
    given, wanted = services(), list(dict.fromkeys(ids))
    who = caller()
    if standing is None or who.role not in PURPOSES[standing].roles:
        return given.directory.masked_names(wanted)
    names = given.directory.names(wanted)
    others = [it for it in names if it != who.grant.person_id]
    entries = [
        entry_of(
            AuditAction.PERSON_READ,
            target_id=it,
            unit_code=who.grant.unit_code,
            purpose=standing.value,
        )
        for it in others
    ]
    given.standing_reads.note(entries, local_date(given.clock()))
    return names


def named(rows: Sequence[Any], standing: Purpose | None = None) -> list[dict[str, Any]]:
    """Put the names of those whom rows are about beside them, as ``names_for`` gives them."""
    names = names_for((it.person_id for it in rows), standing)
    return [{**asdict(it), "display_name": names.get(it.person_id)} for it in rows]


def with_numbers(rows: Sequence[Any]) -> list[dict[str, Any]]:
    """Put the masked names and the numbers of volunteers beside rows about them."""
    volunteers = services().views.volunteers.by_persons(it.person_id for it in rows)
    numbers = {it: volunteer.number for it, volunteer in volunteers.items()}
    return [{**it, "number": numbers.get(it["person_id"], "")} for it in named(rows)]
