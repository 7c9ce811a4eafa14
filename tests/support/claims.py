"""Claims as their events make them, past the panel: for what happens from there on."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from ledger.kernel.ids import new_id
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
        "proposer_role": "resident",
        "entered_by": None,
        "source": Source.PHONE.value,
        "text_id": None,
        "photo_ids": [],
        "photo_hashes": [],
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
