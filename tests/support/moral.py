"""A village with a rule book, households and a panel, said the short way.

    moral = MoralVillage(village).settle()
    claim = moral.filed()               # household 0147, item 21, five points
    moral.screened(claim)
    moral.votes(claim, "recused", "for", "for", "against", "for")

``village`` is anything that tells commands: that of the ledger tests, or of the read models.
"""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from eventsourcing.application import AggregateNotFoundError

from ledger.kernel.application import Ledger
from ledger.kernel.ids import new_id
from ledger.moral.claim import Claim
from ledger.moral.claim_commands import (
    DeclareKinship,
    ProposeClaim,
    ScreenClaim,
    VoteOnClaim,
    WarnHousehold,
)
from ledger.moral.claim_kinds import Vote
from ledger.moral.items import EvidenceKind, Item, Proposer
from ledger.registry.commands import AssignRole, RegisterUnit
from ledger.registry.unit import Unit
from tests.support.claims import home, put
from tests.support.ledgers import UNIT, hohhot
from tests.support.rules import enact_rules, item

ENACTED_AT = hohhot("2026-10-05 09:00")
FILED_AT = hohhot("2026-11-10 19:00")
SCREENED_AT = hohhot("2026-11-11 10:00")
REVIEWED_AT = hohhot("2026-11-12 15:00")
TUESDAY = date(2026, 11, 10)
REVIEWERS = 5
EXTRA = (
    item("65", 4, evidence=["none"], proposers=[it.value for it in Proposer]),
    item("66", 6, evidence=["photo"], proposers=["household", "clerk"], per="person"),
)
"""Items of the tests beside those of the template: one by anybody, one by a picture."""


class MoralVillage:
    """Households 0147, 0148 and 0149 of two people each, five reviewers, a grid worker, a clerk."""

    def __init__(self, village: Any, unit_code: str = UNIT) -> None:
        self.village = village
        self.unit_code = unit_code
        self.grid_worker, self.clerk = new_id(), new_id()
        self.panel = tuple(new_id() for _ in range(REVIEWERS))
        self.people = {number: (new_id(), new_id()) for number in ("0147", "0148", "0149")}
        self.homes: dict[str, UUID] = {}

    @property
    def ledger(self) -> Ledger:
        """The ledger it is in."""
        ledger: Ledger = self.village.ledger
        return ledger

    def tell(self, command: Any, *, at: datetime, **values: Any) -> dict[str, Any]:
        """Have a command carried out; return the answer."""
        key = values.pop("key", None) or f"moral-{new_id()}"
        return self.ledger.execute(command(key=key, at=at, **values)).answer

    def settle(self, *, deductions_on: bool = True, extra: tuple[Item, ...] = ()) -> "MoralVillage":
        """Enact the rules, register the households, give the reviewers their terms."""
        self.register(self.unit_code)
        enact_rules(
            self.tell,
            self.unit_code,
            ENACTED_AT,
            in_force_from=ENACTED_AT.date(),
            deductions_on=deductions_on,
            extra=(*EXTRA, *extra),
        )
        for number, members in self.people.items():
            household = home(number, *members)
            put(self.ledger, household)
            self.homes[number] = household.id
        for it in self.panel:
            self.appoint(it)
        return self

    def register(self, unit_code: str) -> None:
        """Enter a village into the tree, if it is not there."""
        try:
            self.ledger.repository.get(Unit.create_id(unit_code))
        except AggregateNotFoundError:
            of = {"code": unit_code, "name": f"村{unit_code}", "level": "community"}
            first = ENACTED_AT.date().replace(month=1, day=1)
            self.tell(RegisterUnit, at=ENACTED_AT, **of, parent_code="", valid_from=first)

    def appoint(self, person_id: UUID, role: str = "reviewer", **more: Any) -> None:
        """Give somebody a role in the village, since the rules are in force."""
        term = {
            "unit_code": self.unit_code,
            "from_day": ENACTED_AT.date(),
            "to_day": None,
            "assigned_by": None,
        } | more
        self.tell(AssignRole, at=ENACTED_AT, person_id=person_id, role=role, **term)

    def file(self, number: str = "0147", item_code: str = "21", **more: Any) -> dict[str, Any]:
        """Let a household file an act, or whoever ``more`` says; return the answer."""
        said: dict[str, Any] = {
            "at": FILED_AT,
            "household_id": self.homes[number],
            "item_code": item_code,
            "occurred_on": TUESDAY,
            "proposed_by": self.people[number][0],
            "proposer_role": Proposer.HOUSEHOLD,
            "evidence": (EvidenceKind.RECORD,),
        }
        return self.tell(ProposeClaim, **(said | more))

    def filed(self, number: str = "0147", item_code: str = "21", **more: Any) -> UUID:
        """Return the claim that was filed."""
        return UUID(str(self.file(number, item_code, **more)["claim_id"]))

    def by_grid_worker(self, item_code: str, **more: Any) -> UUID:
        """Let the grid worker file something about a household."""
        of: dict[str, Any] = {
            "proposed_by": self.grid_worker,
            "proposer_role": Proposer.GRID_WORKER,
        }
        return self.filed(item_code=item_code, **(of | more))

    def screened(self, claim_id: UUID, by: UUID | None = None, **more: Any) -> dict[str, Any]:
        """Let the grid worker, or somebody else, find it in order."""
        said: dict[str, Any] = {"at": SCREENED_AT, "panel": self.panel} | more
        return self.tell(ScreenClaim, claim_id=claim_id, screened_by=by or self.grid_worker, **said)

    def warned(self, claim_id: UUID, by: UUID | None = None, **more: Any) -> dict[str, Any]:
        """Let the clerk warn the household."""
        said: dict[str, Any] = {"at": SCREENED_AT} | more
        return self.tell(WarnHousehold, claim_id=claim_id, warned_by=by or self.clerk, **said)

    def vote(self, claim_id: UUID, reviewer: UUID, said: str, **more: Any) -> dict[str, Any]:
        """Let one reviewer vote."""
        of: dict[str, Any] = {"at": REVIEWED_AT, "panel": self.panel} | more
        return self.tell(
            VoteOnClaim, claim_id=claim_id, reviewer_id=reviewer, vote=Vote(said), **of
        )

    def votes(self, claim_id: UUID, *said: str, **more: Any) -> dict[str, Any]:
        """Let the reviewers vote one after another; return the last answer."""
        answer: dict[str, Any] = {}
        for reviewer, it in zip(self.panel, said, strict=False):
            answer = self.vote(claim_id, reviewer, it, **more)
        return answer

    def passed(self, number: str = "0147", item_code: str = "21", **more: Any) -> UUID:
        """File a claim, screen it and let the panel pass it."""
        claim_id = self.filed(number, item_code, **more)
        self.screened(claim_id)
        self.votes(claim_id, "for", "for", "for")
        return claim_id

    def kin(self, reviewer: UUID, number: str) -> None:
        """Let a reviewer declare kinship with a household."""
        self.tell(
            DeclareKinship, at=ENACTED_AT, person_id=reviewer, household_id=self.homes[number]
        )

    def claim(self, claim_id: UUID) -> Claim:
        """Load a claim as another process would."""
        found: Claim = self.ledger.repository.get(claim_id)
        return found
