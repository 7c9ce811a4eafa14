"""Reminding of lots that end: 60, 30 and 7 days before, once each (VP-9)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from ledger.kernel.clock import local_date
from ledger.kernel.commands import Answer, Command, handles
from ledger.kernel.session import Session
from ledger.wallets.handlers import wallet_of
from ledger.wallets.wallet import Wallet

REMIND_DAYS = (60, 30, 7)
"""``lot_reminders``: so many days before its last day is over, a lot is spoken of."""
ADULTS_TOLD_MAX = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class RemindExpiry(Command):
    """Remind the adults of a household that points end; issued by the jobs."""

    wallet_id: UUID
    expires_on: date
    told: tuple[UUID, ...]


def stage_of(expires_on: date, now: datetime) -> int:
    """Return the latest reminder that is due for a lot; 0 before the first and after its day."""
    left = (expires_on - local_date(now)).days
    return min((it for it in REMIND_DAYS if 0 <= left <= it), default=0)


@handles(RemindExpiry, streams=lambda c: [c.wallet_id])
def remind_expiry(session: Session, command: RemindExpiry) -> Answer:
    """Remind once at each stage; nothing of points that are spent already."""
    wallet = wallet_of(session, command.wallet_id)
    stage = stage_of(command.expires_on, command.at)
    amount = wallet.open_lots.get(command.expires_on, 0)
    said: Any = wallet.reminded.get(command.expires_on)
    if not (stage and amount and command.told) or (said is not None and said <= stage):
        return {"days": 0}
    wallet.trigger_event(
        Wallet.ExpiryReminded,
        expires_on=command.expires_on,
        amount=amount,
        days=stage,
        told=list(command.told[:ADULTS_TOLD_MAX]),
        occurred_at=command.at,
    )
    return {"days": stage}
