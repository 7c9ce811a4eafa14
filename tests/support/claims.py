"""Claims as their events make them, past the panel: for what happens from there on."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from eventsourcing.domain import Aggregate

from ledger.households.agreeing import join_scheme
from ledger.households.household import Household
from ledger.households.kinds import Relation
from ledger.kernel.application import Ledger
from ledger.kernel.commands import Answer, Command, handles
from ledger.kernel.ids import new_id
from ledger.kernel.session import Session
from ledger.moral.claim import Claim
from ledger.moral.claim_kinds import Source, Vote
from tests.support.ledgers import UNIT, hohhot

REVIEWED_AT = hohhot("2026-11-12 15:00")


def proposed(household_id: UUID | None = None, **more: Any) -> Claim:
    """Return a claim that was just proposed."""
    said: dict[str, Any] = {
        "household_id": household_id or new_id(),
        "unit_code": UNIT,
        "item_code": "21",
        "version": 1,
        "kind": "frugal",
        "points": 5,
        "is_deduction": False,
        "is_safety": False,
        "notice_days": 3,
        "occurred_on": date(2026, 11, 10),
        "person_id": None,
        "proposed_by": new_id(),
        "proposer_role": "household",
        "entered_by": None,
        "source": Source.PHONE.value,
        "text_id": None,
        "photo_ids": [],
        "photo_hashes": [],
        "photo_marks": [],
        "evidence": [],
        "occurred_at": hohhot("2026-11-10 19:00"),
    } | more
    return Claim._create(Claim.Proposed, id=new_id(), **said)


def reviewed(household_id: UUID | None = None, at: datetime = REVIEWED_AT, **more: Any) -> Claim:
    """Return a claim the panel has passed: one recused, three for, one against (A9)."""
    claim = proposed(household_id, **more)
    screen(claim)
    for vote in (Vote.RECUSED, Vote.FOR, Vote.FOR, Vote.AGAINST, Vote.FOR):
        claim.trigger_event(
            claim.Voted, **claim.about, reviewer_id=new_id(), vote=vote.value, occurred_at=at
        )
    claim.trigger_event(
        claim.Reviewed, **claim.about, votes_for=3, votes_against=1, recused=1, occurred_at=at
    )
    return claim


def screen(claim: Claim) -> None:
    """Let a grid worker look at it."""
    claim.trigger_event(
        claim.Screened,
        **claim.about,
        screened_by=new_id(),
        points=claim.points,
        text_id=None,
        occurred_at=hohhot("2026-11-11 10:00"),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Plant(Command):
    """Put aggregates into the ledger as they are; only tests do that."""

    aggregates: tuple[Aggregate, ...]


@handles(Plant, streams=lambda _: [])
def plant(session: Session, command: Plant) -> Answer:
    """Take them in."""
    for it in command.aggregates:
        session.add(it)
    return {}


def put(ledger: Ledger, *aggregates: Aggregate) -> None:
    """Record aggregates with all that happened to them."""
    key = f"plant-{new_id()}"
    ledger.execute(Plant(key=key, at=REVIEWED_AT, fingerprint=b"plant", aggregates=aggregates))


def home(
    number: str = "0147", *members: UUID, group: str = "二组", unit_code: str = UNIT
) -> Household:
    """Return a household that takes part; the first member is its head."""
    registered: Household = Household._create(
        Household.Registered,
        id=Household.create_id(unit_code, number),
        unit_code=unit_code,
        group=group,
        number=number,
        split_from=None,
        registered_by=None,
        occurred_at=REVIEWED_AT,
    )
    for n, person_id in enumerate(members):
        relation = Relation.CHILD if n else Relation.HEAD
        registered.join(person_id, relation, None, REVIEWED_AT)
    join_scheme(registered, members[0] if members else new_id(), None, REVIEWED_AT)
    return registered
