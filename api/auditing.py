"""Writing down what a request did with people's data, or was refused."""

from uuid import UUID

from flask import g

from api.addresses import address_mark
from api.auth import Caller
from api.services import services
from people.audit import DONE, AuditAction, AuditEntry
from people.roles import Role

NOBODY = "nobody"
"""The role of somebody who is not signed in."""


def note(
    action: AuditAction,
    *,
    result: str = DONE,
    target_id: UUID | None = None,
    unit_code: str | None = None,
    purpose: str | None = None,
    actor_id: UUID | None = None,
    actor_role: Role | None = None,
) -> None:
    """Add one entry to the audit log; it is durable when this returns.

    The actor is the caller of this request unless told: at a sign-in there is none yet.
    """
    given = services()
    given.audit.append(
        entry_of(
            action,
            result=result,
            target_id=target_id,
            unit_code=unit_code,
            purpose=purpose,
            actor_id=actor_id,
            actor_role=actor_role,
        )
    )


def entry_of(
    action: AuditAction,
    *,
    result: str = DONE,
    target_id: UUID | None = None,
    unit_code: str | None = None,
    purpose: str | None = None,
    actor_id: UUID | None = None,
    actor_role: Role | None = None,
) -> AuditEntry:
    """Return the entry for something this request did, to be appended with other things."""
    given = services()
    who = g.get("caller") or g.get("visitor")
    if isinstance(who, Caller) and actor_id is None:
        actor_id = who.grant.person_id or who.grant.token_id
        actor_role = actor_role or who.role
    return AuditEntry(
        at=given.clock(),
        actor_id=actor_id,
        actor_role=actor_role.value if actor_role else NOBODY,
        action=action,
        result=result,
        target_id=target_id,
        unit_code=unit_code,
        purpose=purpose,
        address_mark=address_mark(given.secret_key),
    )
