"""Commands of wallets."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ledger.kernel.commands import Command
from ledger.wallets.wallet import Reason, WalletKind


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenWallet(Command):
    """Open the one wallet of a kind that an owner may have."""

    owner_id: UUID
    kind: WalletKind
    unit_code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditPoints(Command):
    """Post points to a wallet for a coded reason."""

    wallet_id: UUID
    amount: int
    reason: Reason
    occurred_at: datetime
    credited_by: UUID | None = None
    """Who posts them by hand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpireLots(Command):
    """Let the lots of a wallet go whose last day is over."""

    wallet_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ReverseCredit(Command):
    """Undo a credit that was posted by mistake."""

    wallet_id: UUID
    entry_id: UUID
    reason: Reason
    reversed_by: UUID | None = None
