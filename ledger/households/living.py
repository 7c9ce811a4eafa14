"""Where people live: a household and the streams of its members, changed together."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from ledger.households.errors import HouseholdVouchersOpenError
from ledger.households.household import Household
from ledger.households.kinds import LeaveReason, NewMember, Relation
from ledger.households.residence import Residence
from ledger.kernel.session import Session
from ledger.wallets.wallet import Wallet, WalletKind


def wallet_id_of(household_id: UUID) -> UUID:
    """Name the wallet of a household."""
    return Wallet.create_id(household_id, WalletKind.HOUSEHOLD)


def new_household(
    session: Session,
    *,
    unit_code: str,
    group: str,
    number: str,
    by: UUID | None,
    at: datetime,
    split_from: UUID | None = None,
) -> Household:
    """Make a household of a number nobody had."""
    household = Household(
        unit_code=unit_code,
        group=group,
        number=number,
        split_from=split_from,
        registered_by=by,
        occurred_at=at,
    )
    session.add(household)
    return household


def open_wallet(session: Session, household: Household) -> Wallet:
    """Return the wallet of a household; open it if there is none."""
    wallet_id = wallet_id_of(household.id)
    session.require(wallet_id)
    wallet = session.find(Wallet, wallet_id)
    if wallet is None:
        wallet = Wallet(
            owner_id=household.id,
            kind=WalletKind.HOUSEHOLD.value,
            unit_code=household.unit_code,
        )
        session.add(wallet)
    return wallet


def unheld_wallet(session: Session, household: Household, at: datetime) -> Wallet:
    """Return the wallet with what is overdue gone; refuse one with points set aside.

    A voucher keeps its wallet to its end. Were the wallet emptied meanwhile, what comes back from
    it would come to nobody, or not to those who leave. It is open for seven days at most, and the
    household may give it back at once: waiting harms nobody.
    """
    wallet = open_wallet(session, household)
    if wallet.held:
        raise HouseholdVouchersOpenError(number=household.number, points=wallet.held)
    wallet.expire(at)
    return wallet


def enter(
    session: Session, household: Household, member: NewMember, by: UUID | None, at: datetime
) -> None:
    """Let somebody live in a household who lives in none."""
    residence = _residence(session, member.person_id)
    household.join(member.person_id, member.relation, by, at)
    residence.enter(household.id, at)


def enter_all(
    session: Session,
    household: Household,
    members: Iterable[NewMember],
    by: UUID | None,
    at: datetime,
) -> None:
    """Let several live in a household, the head first."""
    ordered = sorted(members, key=lambda it: it.relation is not Relation.HEAD)
    session.require(*(Residence.create_id(it.person_id) for it in ordered))
    for it in ordered:
        enter(session, household, it, by, at)


def let_go(
    session: Session,
    household: Household,
    person_id: UUID,
    reason: LeaveReason,
    by: UUID | None,
    at: datetime,
) -> None:
    """Let somebody live in a household no more."""
    household.leave(person_id, reason, by, at)
    _residence(session, person_id).leave(household.id, at)


def let_all_go(
    session: Session, household: Household, reason: LeaveReason, by: UUID | None, at: datetime
) -> None:
    """Let everybody go, the head last."""
    head_id = household.head_id
    ordered = sorted(household.member_ids, key=lambda it: it == head_id)
    session.require(*(Residence.create_id(it) for it in ordered))
    for it in ordered:
        let_go(session, household, it, reason, by, at)


def _residence(session: Session, person_id: UUID) -> Residence:
    residence_id = Residence.create_id(person_id)
    session.require(residence_id)
    residence = session.find(Residence, residence_id)
    if residence is None:
        residence = Residence(person_id=person_id)
        session.add(residence)
    return residence
