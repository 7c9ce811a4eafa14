"""Asking to be forgotten, for oneself or at the desk for somebody without a phone."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from api.auditing import note
from api.auth import caller
from api.execution import answer_of, carry_out
from api.idempotency import Stamp
from api.rights import erasing
from api.services import services
from ledger.kernel.receipts import Recorded
from ledger.registry.erasure import Asked
from ledger.wallets.erasing import RequestErasure, WithdrawErasure
from people.audit import AuditAction


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What somebody wants: agreed to lose points or not, in time or at once, said how."""

    forfeits: bool
    at_once: bool
    asked: Asked = Asked.IN_PERSON


def ask(person_id: UUID, wish: Wish, stamp: Stamp) -> tuple[dict[str, Any], Recorded]:
    """Record the wish; carry it out if it is for now. Return what is told."""
    given, who = services(), caller()
    recorded = carry_out(
        given,
        RequestErasure(
            **stamp,
            person_id=person_id,
            forfeits=wish.forfeits,
            at_once=wish.at_once,
            asked=wish.asked,
            requested_by=who.person_id,
        ),
    )
    if not recorded.duplicate:
        unit_code = who.grant.unit_code
        note(
            AuditAction.ERASURE_REQUESTED,
            target_id=person_id,
            unit_code=unit_code,
            purpose=wish.asked.value,
        )
    done = wish.at_once and erasing.carry_out(given, person_id, at=stamp["at"])
    return {**answer_of(recorded), "erased": done}, recorded


def take_back(person_id: UUID, stamp: Stamp) -> Recorded:
    """Record that somebody does not want to be forgotten after all."""
    given, who = services(), caller()
    command = WithdrawErasure(**stamp, person_id=person_id, withdrawn_by=who.person_id)
    recorded = carry_out(given, command)
    if not recorded.duplicate:
        note(AuditAction.ERASURE_WITHDRAWN, target_id=person_id, unit_code=who.grant.unit_code)
    return recorded
