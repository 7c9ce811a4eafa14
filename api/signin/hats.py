"""Changing hats: the same person goes on in another role, in a new session (换身份)."""

from uuid import UUID

from flask import Response, request

from api.auditing import entry_of
from api.auth import SESSION_COOKIE, caller, own_device
from api.hats import Hat, hats_of
from api.refusals import RoleRequiredError
from api.services import services
from api.signin.devices import device_label
from api.signin.opening import (
    LABEL,
    OWN_PHONE_LIFE,
    STAFF_IDLE_MAX,
    STAFF_LIFE,
    set_cookie,
)
from people.access import TokenKind, TokenOrder
from people.audit import AuditAction
from people.roles import FOR_A_TERM, Role
from people.sessions import SessionGrant, new_device_secret


def own_hats() -> list[Hat]:
    """Return what the caller may act as today without signing in anew.

    A role given for a term is taken up from such a role only: those sessions are short and were
    opened with the stronger proof. From one's own phone it takes signing in.
    """
    given, grant = services(), caller().grant
    hats = hats_of(given, caller().person_id, given.clock())
    if grant.role in FOR_A_TERM:
        return hats
    return [it for it in hats if it.role not in FOR_A_TERM]


def wear(response: Response, role: str, unit_code: str, place_id: UUID | None) -> None:
    """Put another hat on; the session so far ends, and the change is in the audit log.

    Raise RoleRequiredError for what the caller may not act as. What began as a short session
    stays short.
    """
    hat = next(
        (
            it
            for it in own_hats()
            if (it.role.value, it.unit_code, it.place_id) == (role, unit_code, place_id)
        ),
        None,
    )
    grant = caller().grant
    if hat is None or not isinstance(grant, SessionGrant):
        raise RoleRequiredError(role=grant.role.value)
    _open(response, hat, grant, is_short=grant.role in FOR_A_TERM or hat.role in FOR_A_TERM)


def _open(response: Response, hat: Hat, former: SessionGrant, *, is_short: bool) -> None:
    given = services()
    now, device = given.clock(), own_device() or new_device_secret()
    order = TokenOrder(
        person_id=former.person_id,
        role=Role(hat.role),
        unit_code=hat.unit_code,
        place_id=hat.place_id,
        kind=TokenKind.SESSION,
        ttl=STAFF_LIFE if is_short else OWN_PHONE_LIFE,
        label=LABEL,
    )
    with given.people.writing_for_persons() as connection:
        given.sessions.end_secret_with(connection, request.cookies[SESSION_COOKIE], now=now)
        secret, _ = given.sessions.open_with(
            connection,
            order,
            device_secret=device,
            device_label=device_label(request.headers.get("User-Agent", "")),
            method=former.method,
            idle_max=STAFF_IDLE_MAX if is_short else None,
            proved_at=former.proved_at,
            now=now,
        )
        entry = entry_of(AuditAction.HAT_CHANGED, unit_code=hat.unit_code, purpose=hat.role.value)
        given.audit.append_with(connection, [entry])
    given.sessions.forget_recent()
    set_cookie(response, SESSION_COOKIE, secret, order.ttl)
