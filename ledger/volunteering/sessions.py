"""Sessions: what one attendance offers to the year, and what it comes to."""

from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from ledger.volunteering.allotting import Share

OVER_CAP = "over_cap"
OWN_LEAD = "own_lead"


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """One session as it is known: a stay bound to the plan, and where it is known from."""

    activity_id: UUID
    unit_code: str
    served_on: date
    """Local day of the planned start: the month it is told in, whatever is counted later."""
    offered_from: datetime
    offered_to: datetime
    evidence: str
    is_supplementary: bool
    is_late: bool = False
    is_correction: bool = False
    own_lead: bool = False
    rate_points: int
    rate_minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Session(Offer):
    """An offer with what came of it, and who confirmed what was held."""

    counted_from: datetime
    counted_to: datetime
    minutes: int = 0
    held_minutes: int = 0
    over_cap: int = 0
    confirmers: list[UUID] = field(default_factory=list)
    released: int = 0
    own_confirmed: bool = False

    @property
    def held_because(self) -> str:
        """Why some minutes wait for people; empty if none do."""
        if self.held_minutes == 0:
            return ""
        return OWN_LEAD if self.own_lead and not self.own_confirmed else OVER_CAP


CARRIED = tuple(
    it.name for it in fields(Session) if it.name not in ("confirmers", "released", "own_confirmed")
)
"""What an event says of a session; who confirmed is said by events of its own."""


@dataclass(frozen=True, slots=True)
class Change:
    """By how much the minutes of an attendance changed, and what they are worth."""

    attendance_id: UUID
    difference: int
    rate_points: int
    rate_minutes: int


def offered_anew(known: Session | None, offer: Offer) -> Session:
    """Put a new offer in the place of an old one; what people confirmed stays confirmed."""
    told = {it.name: getattr(offer, it.name) for it in fields(Offer)}
    told |= {"counted_from": offer.offered_from, "counted_to": offer.offered_from}
    return replaced(known, told)


def replaced(known: Session | None, told: dict[str, Any]) -> Session:
    """Put what is told of a session over what was known.

    Who stands behind a stay does not stand behind a longer one: they are asked again.
    """
    if known is None:
        return Session(**told)
    wider = told["offered_from"] < known.offered_from or told["offered_to"] > known.offered_to
    asked_again: dict[str, Any] = {"own_confirmed": False, "confirmers": []} if wider else {}
    return replace(known, **told, **asked_again)


def shared(session: Session, share: Share) -> Session:
    """Say what a session comes to with its share of the time.

    A leader's own minutes wait for another person; what is over the caps waits for two.
    """
    waits = session.own_lead and not session.own_confirmed
    minutes = 0 if waits else share.minutes + min(share.over_cap, session.released)
    return replace(
        session,
        counted_from=share.first,
        counted_to=share.last,
        minutes=minutes,
        held_minutes=share.minutes + share.over_cap - minutes,
        over_cap=share.over_cap,
    )
