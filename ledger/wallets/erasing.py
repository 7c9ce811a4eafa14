"""Commands and handlers of erasing: points are booked as forfeited, role terms end."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from ledger.kernel.clock import local_date
from ledger.kernel.commands import Answer, Command, handles
from ledger.kernel.session import Session
from ledger.registry.erasure import Asked, Cause, PersonErasure, due_on
from ledger.registry.erasure_errors import (
    ErasureNotFoundError,
    ErasureVouchersOpenError,
    ForfeitConsentRequiredError,
)
from ledger.registry.role_holder import RoleHolder
from ledger.wallets.kinds import WalletKind
from ledger.wallets.wallet import Wallet


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestErasure(Command):
    """Ask that a person be forgotten, in ERASURE_DAYS or at once."""

    person_id: UUID
    forfeits: bool
    at_once: bool
    asked: Asked
    requested_by: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawErasure(Command):
    """Take the request back."""

    person_id: UUID
    withdrawn_by: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasePerson(Command):
    """Carry it out: points forfeited, role terms ended. The names are the people's to destroy."""

    person_id: UUID
    cause: Cause


def _wallet_ids(person_id: UUID) -> list[UUID]:
    return [Wallet.create_id(person_id, kind) for kind in WalletKind]


def _wallets(session: Session, person_id: UUID) -> Iterator[Wallet]:
    for wallet_id in _wallet_ids(person_id):
        wallet = session.find(Wallet, wallet_id)
        if wallet is not None:
            yield wallet


def _erasure_of(session: Session, person_id: UUID) -> PersonErasure:
    erasure = session.find(PersonErasure, PersonErasure.create_id(person_id))
    if erasure is None:
        raise ErasureNotFoundError
    return erasure


def _opened(session: Session, person_id: UUID) -> PersonErasure:
    erasure = session.find(PersonErasure, PersonErasure.create_id(person_id))
    if erasure is None:
        erasure = PersonErasure(person_id=person_id)
        session.add(erasure)
    return erasure


@handles(
    RequestErasure,
    streams=lambda c: [PersonErasure.create_id(c.person_id), *_wallet_ids(c.person_id)],
)
def request_erasure(session: Session, command: RequestErasure) -> Answer:
    """Ask; whoever has points must have agreed to lose what is unspent by then."""
    erasure = _opened(session, command.person_id)
    wallets = list(_wallets(session, command.person_id))
    points = sum(it.available(command.at) + it.held for it in wallets)
    if points and not command.forfeits:
        raise ForfeitConsentRequiredError(points=points)
    erasure.request(
        due=due_on(command.at, at_once=command.at_once),
        agreed_points=points,
        asked=command.asked,
        requested_by=command.requested_by,
    )
    return {"due_on": erasure.due_on.isoformat(), "points": points}


@handles(WithdrawErasure, streams=lambda c: [PersonErasure.create_id(c.person_id)])
def withdraw_erasure(session: Session, command: WithdrawErasure) -> Answer:
    """Take the request back."""
    _erasure_of(session, command.person_id).withdraw(command.withdrawn_by)
    return {"person_id": command.person_id}


@handles(
    ErasePerson,
    streams=lambda c: [
        PersonErasure.create_id(c.person_id),
        RoleHolder.create_id(c.person_id),
        *_wallet_ids(c.person_id),
    ],
)
def erase_person(session: Session, command: ErasePerson) -> Answer:
    """Forfeit what is unspent and end every term; minutes and totals stay as they are."""
    if command.cause is Cause.ASKED:
        erasure = _erasure_of(session, command.person_id)
        erasure.refuse_if_erased()
        erasure.require_due(command.at)
    else:
        erasure = _opened(session, command.person_id)
        erasure.refuse_if_erased()
    wallets = list(_wallets(session, command.person_id))
    if any(it.held for it in wallets):
        raise ErasureVouchersOpenError
    for wallet in wallets:
        wallet.expire(command.at)
    forfeited = sum(wallet.forfeit(command.at) for wallet in wallets)
    holder = session.find(RoleHolder, RoleHolder.create_id(command.person_id))
    if holder is not None:
        holder.end_all(local_date(command.at))
    erasure.carry_out(cause=command.cause, forfeited_points=forfeited, at=command.at)
    return {"forfeited_points": forfeited}
