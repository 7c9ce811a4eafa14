"""Households with a rule book and points, said the short way."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from ledger.households.finding import household_of
from ledger.households.household import Household
from ledger.households.living import open_wallet
from ledger.kernel.application import Ledger
from ledger.kernel.clock import local_date
from ledger.kernel.commands import Answer, Command, handles
from ledger.kernel.ids import new_id
from ledger.kernel.session import Session
from ledger.moral.items import Item
from ledger.moral.opening_handlers import ApproveOpenings, ImportOpenings
from ledger.moral.opening_rows import OpeningRow, Platform
from ledger.moral.posting import post_deduction, post_gain, reverse_posting
from ledger.wallets.dividing import move
from ledger.wallets.kinds import Reason, WalletKind
from ledger.wallets.wallet import Wallet
from tests.support.claims import home, put
from tests.support.ledgers import UNIT
from tests.support.rules import item

GAIN = item("97", 5)
GREAT = item("98", 300)
FALL = item("99", 10, is_deduction=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Post(Command):
    """Post an act, as a claim does at the end of its notice."""

    household_id: UUID
    entry_id: UUID
    item: Item
    points: int
    occurred_at: datetime
    claim_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Undo(Command):
    """Undo it, as an appeal does."""

    household_id: UUID
    entry_id: UUID
    reason: Reason
    by: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Join(Command):
    """Merge two households as `ledger.households.changing` does."""

    household_id: UUID
    from_household_id: UUID


@handles(Join, streams=lambda c: [c.household_id, c.from_household_id])
def join(session: Session, command: Join) -> Answer:
    """Merge them, wallets and all."""
    stays = household_of(session, command.household_id)
    gone = household_of(session, command.from_household_id)
    source, target = open_wallet(session, gone), open_wallet(session, stays)
    move(source, target, source.parts, reason=Reason.MERGE, source_id=stays.id, at=command.at)
    gone.trigger_event(gone.Merged, into_id=stays.id, points=0, occurred_at=command.at)
    return {}


@handles(Post, streams=lambda c: [c.household_id])
def post(session: Session, command: Post) -> Answer:
    """Post it by its kind."""
    how = post_deduction if command.item.is_deduction else post_gain
    posted = how(
        session,
        household=household_of(session, command.household_id),
        claim_id=command.claim_id,
        entry_id=command.entry_id,
        item=command.item,
        points=command.points,
        occurred_on=local_date(command.occurred_at),
        posted_at=command.at,
        at=command.at,
    )
    return {
        "entry_id": posted.entry_id,
        "points": posted.points,
        "taken": posted.taken,
        "uncollected": posted.uncollected,
        "period": posted.period,
    }


@handles(Undo, streams=lambda c: [c.household_id])
def undo(session: Session, command: Undo) -> Answer:
    """Undo it."""
    undone = reverse_posting(
        session,
        household_id=command.household_id,
        entry_id=command.entry_id,
        reason=command.reason,
        at=command.at,
        reversed_by=command.by,
    )
    return {"amount": undone.amount, "shortfall": undone.shortfall, "period": undone.period}


class Books:
    """What happens to the points of one village."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger

    def tell(self, command: type[Command], at: datetime, **values: Any) -> Answer:
        """Have a command carried out under a key of its own; return the answer."""
        return self.ledger.execute(command(key=f"book-{new_id()}", at=at, **values)).answer

    def home(self, number: str, *members: UUID) -> UUID:
        """Register a household."""
        registered: Household = home(number, *members)
        put(self.ledger, registered)
        return registered.id

    def post(
        self,
        household_id: UUID,
        of: Item,
        points: int,
        at: datetime,
        on: datetime | None = None,
        **more: Any,
    ) -> Answer:
        """Post an act of ``on`` at ``at``."""
        return self.tell(
            Post,
            at,
            household_id=household_id,
            entry_id=new_id(),
            item=of,
            points=points,
            occurred_at=on or at,
            **more,
        )

    def bring_along(self, number: str, points: int, at: datetime) -> None:
        """Take over what a household had on paper, with a second person's approval."""
        of: dict[str, Any] = {"unit_code": UNIT, "platform": Platform.PAPER}
        rows = (OpeningRow(2, number, points),)
        told = self.tell(ImportOpenings, at, **of, digest=number, rows=rows, imported_by=new_id())
        self.tell(ApproveOpenings, at, **of, number=told["number"], approved_by=new_id())

    def undo(
        self, household_id: UUID, entry_id: object, at: datetime, reason: Reason = Reason.APPEAL
    ) -> Answer:
        """Undo an entry."""
        return self.tell(
            Undo,
            at,
            household_id=household_id,
            entry_id=UUID(str(entry_id)),
            reason=reason,
            by=new_id(),
        )

    def merge(self, gone: UUID, stays: UUID, at: datetime) -> None:
        """Let one household become part of another one."""
        self.tell(Join, at, household_id=stays, from_household_id=gone)

    def wallet(self, household_id: UUID) -> Wallet:
        """Replay a household's wallet."""
        wallet_id = Wallet.create_id(household_id, WalletKind.HOUSEHOLD)
        found: Wallet = self.ledger.repository.get(wallet_id)
        return found

    def balance(self, household_id: UUID) -> int:
        """Return what a household has."""
        wallet = self.wallet(household_id)
        return sum(wallet.open_lots.values()) + wallet.held


__all__ = ["FALL", "GAIN", "GREAT", "UNIT", "Books", "Post", "Undo"]
