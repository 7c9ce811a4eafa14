"""Commands that go wrong half-way, to see who pays for it."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from ledger.kernel.commands import Answer, Command, handles
from ledger.kernel.ids import derive
from ledger.kernel.session import Session
from ledger.shop.errors import OutOfStockError
from ledger.wallets.handlers import wallet_of
from ledger.wallets.wallet import Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class StumbleAfterCredit(Command):
    """Post points, then fail in the way that is asked for."""

    wallet_id: UUID
    how: str


@handles(StumbleAfterCredit, streams=lambda c: [c.wallet_id])
def stumble_after_credit(session: Session, command: StumbleAfterCredit) -> Answer:
    """Trigger an event before anything goes wrong."""
    answer: dict[str, Any] = {}
    wallet_of(session, command.wallet_id).credit(
        entry_id=derive("credit", command.key),
        amount=1000,
        reason=Reason.AWARD,
        occurred_at=command.at,
    )
    match command.how:
        case "refusal":
            raise OutOfStockError(available=0, requested=1)
        case "bug":
            raise ZeroDivisionError("a bug in a handler")
        case "unwritable answer":
            answer["never"] = object()
    return answer
