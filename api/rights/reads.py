"""Who read somebody's data: by role, unit and masked name."""

from typing import Any
from uuid import UUID

from api.services import services
from people.audit import DONE, AuditAction, AuditRecord
from people.purposes import purpose_words
from people.roles import Role

READ_ACTIONS = (
    AuditAction.PERSON_READ,
    AuditAction.PERSONS_EXPORTED,
    AuditAction.NATIONAL_EXPORTED,
)
ACTION_WORDS = {
    AuditAction.PERSON_READ: "看全名",
    AuditAction.PERSONS_EXPORTED: "导出",
    AuditAction.NATIONAL_EXPORTED: "报送",
}


def reads_of(
    person_id: UUID, limit: int, before: int | None = None
) -> tuple[list[dict[str, Any]], int | None]:
    """Return reads of a person's data by others, newest first, and where the next page begins."""
    found = services().audit.about(
        person_id, actions=READ_ACTIONS, by_others=True, before=before, limit=limit
    )
    readers = {it.entry.actor_id for it in found if it.entry.actor_id is not None}
    names = services().directory.masked_names(readers)
    rows = [_row(it, names) for it in found if it.entry.result == DONE]
    return rows, found[-1].entry_id if len(found) == limit else None


def _row(record: AuditRecord, names: dict[UUID, str]) -> dict[str, Any]:
    entry = record.entry
    return {
        "at": entry.at,
        "role": entry.actor_role,
        "role_name": role_words(entry.actor_role),
        "unit_code": entry.unit_code,
        "reader": names.get(entry.actor_id, "") if entry.actor_id else "",
        "action": entry.action.value,
        "action_words": ACTION_WORDS.get(entry.action, ""),
        "purpose": entry.purpose,
        "purpose_words": purpose_words(entry.purpose),
    }


def role_words(role: str) -> str:
    """Say a role of the audit log; empty for whoever had none, such as the background job."""
    try:
        return Role(role).chinese
    except ValueError:
        return ""
