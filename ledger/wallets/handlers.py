"""Handlers of wallets."""

from uuid import UUID

from ledger.kernel.commands import Answer, handles
from ledger.kernel.ids import derive
from ledger.kernel.session import Session
from ledger.registry.separation import Hands, Step
from ledger.wallets.commands import CreditPoints, ExpireLots, OpenWallet, ReverseCredit
from ledger.wallets.errors import WalletNotFoundError
from ledger.wallets.wallet import Wallet


def wallet_of(session: Session, wallet_id: UUID) -> Wallet:
    """Load a wallet, or refuse."""
    wallet = session.find(Wallet, wallet_id)
    if wallet is None:
        raise WalletNotFoundError(wallet_id=wallet_id)
    return wallet


@handles(OpenWallet, streams=lambda c: [Wallet.create_id(c.owner_id, c.kind)])
def open_wallet(session: Session, command: OpenWallet) -> Answer:
    """Open a wallet; one that is open already stays as it is."""
    wallet_id = Wallet.create_id(command.owner_id, command.kind)
    if session.find(Wallet, wallet_id) is None:
        session.add(
            Wallet(owner_id=command.owner_id, kind=command.kind.value, unit_code=command.unit_code)
        )
    return {"wallet_id": wallet_id}


@handles(CreditPoints, streams=lambda c: [c.wallet_id])
def credit_points(session: Session, command: CreditPoints) -> Answer:
    """Post points to a wallet."""
    wallet = wallet_of(session, command.wallet_id)
    Hands.of(wallet.owner_id).refuse(Step.POST, command.credited_by)
    entry_id = derive("credit", command.key)
    wallet.credit(
        entry_id=entry_id,
        amount=command.amount,
        reason=command.reason,
        occurred_at=command.occurred_at,
        credited_by=command.credited_by,
    )
    return {"entry_id": entry_id, "amount": command.amount}


@handles(ExpireLots, streams=lambda c: [c.wallet_id])
def expire_lots(session: Session, command: ExpireLots) -> Answer:
    """Let lots go whose day is over; running it twice takes nothing twice (A17)."""
    return {"expired": wallet_of(session, command.wallet_id).expire(command.at)}


@handles(ReverseCredit, streams=lambda c: [c.wallet_id])
def reverse_credit(session: Session, command: ReverseCredit) -> Answer:
    """Undo a credit as far as points are there; whoever posted it does not."""
    wallet = wallet_of(session, command.wallet_id)
    posted_by = wallet.posted_by(command.entry_id)
    Hands.of(wallet.owner_id, post=posted_by).refuse(Step.REVERSE, command.reversed_by)
    entry_id = derive("reversal", command.key)
    wallet.reverse(
        entry_id,
        reverses=command.entry_id,
        reason=command.reason,
        at=command.at,
        reversed_by=command.reversed_by,
    )
    return {"entry_id": entry_id}
