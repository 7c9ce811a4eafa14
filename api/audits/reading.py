"""Reading the audit log as the audit administrator does: roles, masked names, ends of IDs."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from api.auth import caller
from api.rights.reads import role_words
from api.services import services
from people.audit import DONE, AuditAction, AuditRecord
from people.purposes import purpose_words

ID_END = 6
"""Characters of an ID that are shown: enough to tell two people of one list apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What is looked for in the log."""

    refused: bool = False
    reads: bool = False
    before: int | None = None
    limit: int = 50


def read_log(looked: Looked) -> tuple[list[dict[str, Any]], int | None]:
    """Return entries within the caller's unit, newest first, and where the next page begins."""
    found = services().audit.page(
        before=looked.before,
        action=AuditAction.PERSON_READ if looked.reads else None,
        refused=looked.refused,
        limit=looked.limit,
    )
    known = {it.entry.actor_id for it in found} | {it.entry.target_id for it in found}
    names = services().directory.masked_names(it for it in known if it is not None)
    shown = [_row(it, names) for it in found if _is_near(it)]
    return shown, found[-1].entry_id if len(found) == looked.limit else None


def verify_log() -> dict[str, Any]:
    """Tell whether every entry follows from the one before, and how many there are."""
    audit = services().audit
    flaw = audit.first_flaw()
    return {"whole": flaw is None, "first_flaw": flaw, "entries": audit.size()}


def _is_near(record: AuditRecord) -> bool:
    """Tell whether an entry is of the caller's unit; sign-ins that failed are of nobody's."""
    unit_code = record.entry.unit_code
    return unit_code is None or caller().reaches(unit_code)


def _row(record: AuditRecord, names: dict[UUID, str]) -> dict[str, Any]:
    entry = record.entry
    return {
        "entry_id": record.entry_id,
        "at": entry.at,
        "actor": _end(entry.actor_id),
        "actor_name": names.get(entry.actor_id, "") if entry.actor_id else "",
        "role": entry.actor_role,
        "role_name": role_words(entry.actor_role),
        "unit_code": entry.unit_code,
        "action": entry.action.value,
        "target": _end(entry.target_id),
        "target_name": names.get(entry.target_id, "") if entry.target_id else "",
        "purpose": entry.purpose,
        "purpose_words": purpose_words(entry.purpose),
        "result": entry.result,
        "done": entry.result == DONE,
    }


def _end(identifier: UUID | None) -> str:
    return "" if identifier is None else identifier.hex[-ID_END:]
