"""Doors of points accounts: credits, reversals and the trial balance."""

from typing import Any
from uuid import UUID

from flask import Response

from api.auth import asked_unit, caller
from api.doors import Doors
from api.execution import execute
from api.idempotency import stamp
from api.permissions import Action, requires
from api.reach import scope_of
from api.reading import settled
from api.services import services
from api.wallets.schemas import (
    CreditSchema,
    EntryReversed,
    PointsCredited,
    ReversalSchema,
    TrialBalanceAnswer,
    TrialBalanceQuery,
)
from ledger.kernel.occurrence import believed
from ledger.wallets.commands import CreditPoints, ReverseCredit
from ledger.wallets.errors import EntryNotFoundError, WalletNotFoundError
from ledger.wallets.wallet import Reason
from projections.wallets.views import Balance

blp = Doors("wallets", "Points accounts")


@blp.post("/wallets/<uuid:wallet_id>/credits")
@requires(Action.CREDIT_POINTS)
@blp.commands(CreditSchema, PointsCredited)
def credit_points(loaded: dict[str, Any], wallet_id: UUID) -> Response:
    """Award points to an account of the clerk's own unit (加分)."""
    if not _within_reach(wallet_id):
        raise WalletNotFoundError(wallet_id=wallet_id)
    own_stamp = stamp()
    command = CreditPoints(
        **own_stamp,
        wallet_id=wallet_id,
        amount=loaded["amount"],
        reason=Reason(loaded["reason"]),
        occurred_at=believed(loaded["occurred_at"] or own_stamp["at"], own_stamp["at"]),
        credited_by=caller().person_id,
    )
    return execute(command, 201)


@blp.post("/entries/<uuid:entry_id>/reversal")
@requires(Action.REVERSE_ENTRY)
@blp.commands(ReversalSchema, EntryReversed)
def reverse_entry(loaded: dict[str, Any], entry_id: UUID) -> Response:
    """Undo a credit that was posted by mistake, as far as its points are there (冲正)."""
    if not _within_reach(loaded["wallet_id"]):
        raise EntryNotFoundError(entry_id=entry_id)
    command = ReverseCredit(
        **stamp(),
        wallet_id=loaded["wallet_id"],
        entry_id=entry_id,
        reason=Reason.POSTING_ERROR,
        reversed_by=caller().person_id,
    )
    return execute(command, 201)


@blp.get("/trial-balance")
@requires(Action.SEE_TRIAL_BALANCE)
@blp.reads(TrialBalanceQuery, TrialBalanceAnswer)
def see_trial_balance(asked: dict[str, Any]) -> Any:
    """Show that no point of a unit appeared or vanished (试算平衡)."""
    unit = asked_unit(asked["unit"])
    return services().views.trial_balances.of(scope_of(unit))


def _within_reach(wallet_id: UUID) -> Balance | None:
    """Return a wallet of the caller's unit; one of another unit is as if it were not there."""
    found = settled(services(), lambda: services().views.balances.of(wallet_id))
    return found if found is not None and caller().reaches(found.unit_code) else None
