"""Writing down what a request did with people's data, or was refused."""

from typing import TypedDict, Unpack
from uuid import UUID

from flask import g

from api.addresses import address_mark
from api.auth import Caller
from api.services import services
from people.audit import DONE, AuditAction, AuditEntry
from people.roles import Role

NOBODY = "nobody"
"""The role of somebody who is not signed in."""


class Facts(TypedDict, total=False):
    """What an entry may say beside its action; ``result`` is DONE unless told."""

    result: str
    target_id: UUID | None
    unit_code: str | None
    purpose: str | None
    actor_id: UUID | None
    actor_role: Role | None


def note(action: AuditAction, **facts: Unpack[Facts]) -> None:
    """Add one entry to the audit log; it is durable when this returns."""
    services().audit.append(entry_of(action, **facts))


def entry_of(action: AuditAction, **facts: Unpack[Facts]) -> AuditEntry:
    """Return the entry for something this request did, to be appended with other things.

    The actor is the caller of this request unless told: at a sign-in there is none yet.
    """
    given = services()
    actor_id, actor_role = facts.get("actor_id"), facts.get("actor_role")
    who = g.get("caller") or g.get("visitor")
    if isinstance(who, Caller) and actor_id is None:
        actor_id = who.grant.person_id or who.grant.token_id
        actor_role = actor_role or who.role
    return AuditEntry(
        at=given.clock(),
        actor_id=actor_id,
        actor_role=actor_role.value if actor_role else NOBODY,
        action=action,
        result=facts.get("result", DONE),
        target_id=facts.get("target_id"),
        unit_code=facts.get("unit_code"),
        purpose=facts.get("purpose"),
        address_mark=address_mark(given.secret_key),
    )
