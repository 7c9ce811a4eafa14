"""Postings: the credits a wallet still remembers, so that they can be reversed."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import msgspec

from ledger.wallets.errors import AlreadyReversedError, EntryNotFoundError
from ledger.wallets.kinds import Reason

CREDIT_REVERSIBLE_DAYS = 800
"""How long a wallet remembers a credit so that it can be reversed; lots live two years at most."""


class Posting(msgspec.Struct, frozen=True):
    """One credit: the last day of its lot, its own day, its points, who posted it, and why."""

    expires_on: date
    day: date
    amount: int
    credited_by: UUID | None
    reason: str = ""
    """Not said in what was kept before reasons were."""


def reversible(known: dict[str, Posting], reversed_: set[str], entry_id: UUID) -> Posting:
    """Return a credit that may still be reversed, or refuse."""
    posting = known.get(str(entry_id))
    if posting is None:
        raise EntryNotFoundError(entry_id=entry_id)
    if str(entry_id) in reversed_:
        raise AlreadyReversedError(entry_id=entry_id)
    return posting


def of_visit(known: dict[str, Posting], reversed_: set[str], day: date) -> UUID:
    """Return the credit of a day's visit: that of the day, or else the one that moved to it."""
    found = [
        (it.reason != Reason.VISIT, abs(it.day - day), entry_id)
        for entry_id, it in known.items()
        if it.reason in (Reason.VISIT, "") and entry_id not in reversed_
    ]
    if not found:
        raise EntryNotFoundError
    return UUID(min(found)[2])  # whose reason was not kept comes last


def forget(known: dict[str, Any], reversed_: set[str], day: date) -> None:
    """Forget what is too old. Entries come in the order of their days: look at the oldest only."""
    before = day - timedelta(days=CREDIT_REVERSIBLE_DAYS)
    while known and known[oldest := next(iter(known))].day < before:
        del known[oldest]
        reversed_.discard(oldest)
