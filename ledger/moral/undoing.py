"""Undoing in wallets: taking a gain back, giving a deduction back, also after a merge."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ledger.households.finding import registered
from ledger.households.living import open_wallet
from ledger.kernel.ids import derive
from ledger.kernel.session import Session
from ledger.wallets.errors import EntryNotFoundError
from ledger.wallets.kinds import Reason
from ledger.wallets.wallet import Wallet


@dataclass(frozen=True, slots=True)
class Undoing:
    """Which entry is undone by which, why, when and by whom."""

    entry_id: UUID
    reversal_id: UUID
    reason: Reason
    at: datetime
    reversed_by: UUID


def take_back(session: Session, wallet: Wallet, household_id: UUID, undoing: Undoing) -> int:
    """Take a gain back as far as it is there; return what is short.

    ``wallet`` is where the household's points are now. If it was merged since, the entry stands
    in another one, which is empty: what is missing there is taken here.
    """
    posted_to = _wallet_with(session, household_id, undoing.entry_id)
    short = posted_to.reverse(
        undoing.reversal_id,
        reverses=undoing.entry_id,
        reason=undoing.reason,
        at=undoing.at,
        reversed_by=undoing.reversed_by,
    )
    if short and posted_to is not wallet:
        short -= wallet.deduct(
            entry_id=derive("reversal-rest", undoing.entry_id),
            amount=short,
            reason=undoing.reason,
            at=undoing.at,
            source_id=undoing.entry_id,
        )
    return short


def give_back(session: Session, wallet: Wallet, household_id: UUID, undoing: Undoing) -> int:
    """Give back what a deduction took; return how many points."""
    taken_from = _wallet_with(session, household_id, undoing.entry_id)
    return wallet.restore(
        undoing.reversal_id,
        reverses=undoing.entry_id,
        reason=undoing.reason,
        at=undoing.at,
        reversed_by=undoing.reversed_by,
        taken=taken_from.deductions.get(str(undoing.entry_id)),
    )


def _wallet_with(session: Session, household_id: UUID, entry_id: UUID) -> Wallet:
    """Return the wallet in which an entry stands: of the household, or of one it went into."""
    known = str(entry_id)
    next_id: UUID | None = household_id
    while next_id is not None:
        household = registered(session, next_id)
        wallet = open_wallet(session, household)
        if known in wallet.credits or known in wallet.deductions:
            return wallet
        next_id = household.merged_into
    raise EntryNotFoundError(entry_id=entry_id)
