"""Which way what happens in a wallet moves its points, and in which sum of a report it stands."""

from typing import Any

from ledger.wallets.kinds import Reason
from ledger.wallets.wallet import Wallet

STEPS: dict[type, tuple[str, int]] = {
    Wallet.Credited: ("earned", 1),
    Wallet.Captured: ("redeemed", -1),
    Wallet.Expired: ("expired", -1),
    Wallet.Forfeited: ("forfeited", -1),
    Wallet.Reversed: ("reversed", -1),
    Wallet.Restored: ("reversed", 1),
    Wallet.Refunded: ("reversed", 1),
    Wallet.Deducted: ("deducted", -1),
    Wallet.MovedOut: ("moved", -1),
    Wallet.MovedIn: ("moved", 1),
}
"""Every event that changes what a wallet has, held points counted in."""
_SIGNED = ("reversed", "moved")


def step_of(event: Any) -> tuple[str, int, int]:
    """Return the sum, what the event adds to it, and what to what the wallet has.

    What is taken for another reason than a broken rule is the rest of an entry that was undone.
    """
    field, sign = STEPS[type(event)]
    if isinstance(event, Wallet.Deducted) and event.reason != Reason.BROKEN_RULE:
        field = "reversed"
    moved = sign * event.amount
    return field, moved if field in _SIGNED else event.amount, moved
