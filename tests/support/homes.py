"""Households for tests: registered, with members, points and people who decide."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from ledger.households.change_commands import ConfirmHouseholdChange, ProposeMerge, ProposeSplit
from ledger.households.commands import JoinScheme, RegisterHousehold
from ledger.households.kinds import ChangeReason, NewMember, Relation
from ledger.kernel.ids import new_id
from ledger.registry.consent_purposes import AgeBand
from ledger.wallets.wallet import Wallet, WalletKind

CLERK, SECOND, PAPER = new_id(), new_id(), new_id()


@dataclass(frozen=True)
class Home:
    """A household that was registered."""

    id: UUID
    number: str
    head: UUID
    others: tuple[UUID, ...]

    @property
    def wallet_id(self) -> UUID:
        """Its wallet."""
        return Wallet.create_id(self.id, WalletKind.HOUSEHOLD)


def register(tell: Any, unit_code: str, number: str, others: int = 1, **more: Any) -> Home:
    """Register a household with a head and some children."""
    head, rest = new_id(), tuple(new_id() for _ in range(others))
    members = (NewMember(head, Relation.HEAD), *(NewMember(it, Relation.CHILD) for it in rest))
    values = {"group": "三组", "members": members, "registered_by": CLERK} | more
    told = tell(RegisterHousehold, unit_code=unit_code, number=number, **values)
    return Home(UUID(str(_answer(told)["household_id"])), number, head, rest)


def taking_part(tell: Any, unit_code: str, number: str, **more: Any) -> Home:
    """Register a household that joins the scheme at once."""
    home = register(tell, unit_code, number, **more)
    tell(JoinScheme, household_id=home.id, agreed_by=home.head, age=AgeBand.ADULT)
    return home


def propose_merge(tell: Any, gone: Home, stays: Home, **more: Any) -> int:
    """Have the clerk propose that one household becomes part of another one."""
    values = {"reason": ChangeReason.MARRIAGE, "proposed_by": CLERK, "text_id": PAPER} | more
    told = tell(ProposeMerge, household_id=gone.id, into_id=stays.id, **values)
    return int(_answer(told)["number"])


def propose_split(
    tell: Any, home: Home, new_number: str, stays: int, leaves: int, **more: Any
) -> int:
    """Have the clerk propose that the first child goes, as a head."""
    members = (NewMember(home.others[0], Relation.HEAD),)
    values = {
        "group": "三组",
        "members": members,
        "reason": ChangeReason.REGISTER,
        "proposed_by": CLERK,
        "text_id": PAPER,
    } | more
    told = tell(
        ProposeSplit,
        household_id=home.id,
        new_number=new_number,
        stays=stays,
        leaves=leaves,
        **values,
    )
    return int(_answer(told)["number"])


def confirm(tell: Any, home: Home, number: int, at: datetime | None = None) -> Any:
    """Have the second person agree."""
    values: dict[str, Any] = {"at": at} if at else {}
    return _answer(
        tell(
            ConfirmHouseholdChange,
            household_id=home.id,
            number=number,
            confirmed_by=SECOND,
            **values,
        )
    )


def _answer(told: Any) -> Any:
    return getattr(told, "answer", told)
