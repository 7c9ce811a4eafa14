"""Forgetting a person (A21): what will be lost, the request, and carrying it out.

Carrying out may stop anywhere and be done again: the background job repeats what is due.
"""

import logging
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from api.services import Services
from ledger.kernel.errors import ConflictError, NotFoundError
from ledger.registry.consent_commands import EndGuardian
from ledger.registry.erasure import ERASURE_DAYS, Cause
from ledger.registry.erasure_errors import PersonErasedError
from ledger.shop.voucher import State
from ledger.shop.voucher_commands import CancelVoucher
from ledger.stations.grid_worker_commands import LeaveGridWork
from ledger.wallets.erasing import ErasePerson
from people.audit import AuditAction, AuditEntry
from projections.shop.views import VoucherRow

__all__ = ["ERASURE_DAYS", "Loss", "carry_out", "loss_of"]

BACKGROUND = "background"
"""The role of what nobody asked for at that moment."""
VOUCHER_PAGE = 200
VOUCHER_PAGES_MAX = 25

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """What somebody loses by being forgotten, and where a request stands."""

    minutes: int
    sessions: int
    points: int
    vouchers: int
    state: str
    due_on: date | None


def loss_of(given: Services, person_id: UUID) -> Loss:
    """Return what somebody would lose."""
    views = given.views
    total = views.totals.of(person_id)
    balances = views.balances.of_owner(person_id)
    erasure = views.erasures.of(person_id)
    return Loss(
        minutes=total.minutes,
        sessions=total.sessions,
        points=sum(it.available + it.held for it in balances),
        vouchers=len(_open_vouchers(given, person_id)),
        state=erasure.state if erasure else "none",
        due_on=erasure.due_on if erasure and erasure.is_pending else None,
    )


def carry_out(
    given: Services, person_id: UUID, *, at: datetime, cause: Cause = Cause.ASKED
) -> bool:
    """Forget somebody now; say whether all of it is done.

    What cannot be done at this moment (a voucher is being collected) is left to the next round.
    Sessions end first, names go before the ledger says so: nothing that fails keeps them.
    """
    given.access.revoke_person(person_id, at)
    for voucher in _open_vouchers(given, person_id):
        _cancel(given, voucher, person_id, at)
    _end_guardianships(given, person_id, at)
    _leave_grid(given, person_id, at)
    if cause is Cause.INACTIVE and not _state(given, person_id, at, cause):
        return False
    if given.directory.erase(person_id):
        entry = AuditEntry(
            at=at,
            actor_id=None,
            actor_role=BACKGROUND,
            action=AuditAction.PERSON_ERASED,
            target_id=person_id,
            purpose=cause.value,
        )
        given.audit.append(entry)
    return cause is Cause.INACTIVE or _state(given, person_id, at, cause)


def _state(given: Services, person_id: UUID, at: datetime, cause: Cause) -> bool:
    """Have the ledger forfeit the points, end the terms, and say that the person is forgotten."""
    command = ErasePerson(key=f"erase:{person_id.hex}", at=at, person_id=person_id, cause=cause)
    try:
        given.ledger.execute(command)
    except PersonErasedError:
        return True
    except (ConflictError, NotFoundError) as refusal:
        _log.info("an erasure waits: %s", refusal.code)
        return False
    return True


def _leave_grid(given: Services, person_id: UUID, at: datetime) -> None:
    """Whoever is forgotten looks after no grid, and has agreed to none."""
    given.ledger.execute(
        LeaveGridWork(key=f"erase:grid:{person_id.hex}", at=at, person_id=person_id)
    )


def _end_guardianships(given: Services, person_id: UUID, at: datetime) -> None:
    """Whoever is forgotten is nobody's guardian; a minor who is has none, and asks for none."""
    guardians = given.views.guardians
    for link in [*guardians.of_guardian(person_id), *guardians.of_minor(person_id)]:
        command = EndGuardian(
            key=f"erase:guardian:{link.person_id.hex}:{link.guardian_id.hex}",
            at=at,
            person_id=link.person_id,
            guardian_id=link.guardian_id,
            ended_by=person_id,
        )
        try:
            given.ledger.execute(command)
        except (ConflictError, NotFoundError) as refusal:
            _log.info("a guardianship of an erasure: %s", refusal.code)


def _open_vouchers(given: Services, person_id: UUID) -> list[VoucherRow]:
    found: list[VoucherRow] = []
    after = None
    for _ in range(VOUCHER_PAGES_MAX):
        page = given.views.vouchers.of_owner(person_id, VOUCHER_PAGE, after)
        found += [it for it in page if it.state == State.RESERVED.value]
        if len(page) < VOUCHER_PAGE:
            break
        after = page[-1].voucher_id
    return found


def _cancel(given: Services, voucher: VoucherRow, person_id: UUID, at: datetime) -> None:
    command = CancelVoucher(
        key=f"erase:voucher:{voucher.voucher_id.hex}",
        at=at,
        voucher_id=voucher.voucher_id,
        cancelled_by=person_id,
    )
    try:
        given.ledger.execute(command)
    except ConflictError as refusal:  # collected or run out in the last moment
        _log.info("a voucher of an erasure: %s", refusal.code)
