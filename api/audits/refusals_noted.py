"""Refused doors go into the audit log, so many of one caller a minute: a loop must not fill it."""

import logging
from uuid import UUID

from flask import g, request

from api.auditing import note
from api.auth import Caller
from api.rates.quotas import REFUSALS_NOTED
from api.services import services
from people.audit import AuditAction
from people.errors import PeopleError

NOTED_STATUSES = frozenset({401, 403})

_log = logging.getLogger(__name__)


def note_refused_door(status: int, code: str) -> None:
    """Write down that this request's caller was refused; the refusal itself never fails of it."""
    who = g.get("caller") or g.get("visitor")
    if status not in NOTED_STATUSES or not isinstance(who, Caller):
        return
    given, name = services(), (who.grant.person_id or who.grant.token_id).hex
    if not given.rates.count(REFUSALS_NOTED, name, REFUSALS_NOTED.own_max).has_room:
        return
    target = (request.view_args or {}).get("person_id")
    try:
        note(
            AuditAction.REFUSED,
            result=code,
            target_id=target if isinstance(target, UUID) else None,
            unit_code=who.grant.unit_code,
        )
    except PeopleError as error:
        _log.warning("a refusal was not written down: %s", error.code)
