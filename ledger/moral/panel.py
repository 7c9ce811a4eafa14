"""Finding the panel of a village, and who of it is related to a household (评议小组)."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from ledger.households.household import Household
from ledger.kernel.session import Session
from ledger.moral.claim_vote import PANEL_MAX, Panel
from ledger.moral.kinship import Kinship
from ledger.moral.relatives import is_kin
from ledger.registry.role_holder import RoleHolder

REVIEWER = "reviewer"


def panel_of(
    session: Session, named: Iterable[UUID], household: Household, unit_code: str, day: date
) -> Panel:
    """Return those named who are reviewers of the village on a day, and who is related."""
    people = list(dict.fromkeys(named))[:PANEL_MAX]
    _load(session, people)
    reviewers = frozenset(it for it in people if _is_reviewer(session, it, unit_code, day))
    related = {it for it in reviewers if household.has(it) or is_kin(session, it, household)}
    return Panel(reviewers, frozenset(related))


def _load(session: Session, people: Iterable[UUID]) -> None:
    streams = [
        stream for it in people for stream in (RoleHolder.create_id(it), Kinship.create_id(it))
    ]
    session.require(*streams)
    for it in streams:
        session.rely_on(it)


def _is_reviewer(session: Session, person_id: UUID, unit_code: str, day: date) -> bool:
    holder = session.find(RoleHolder, RoleHolder.create_id(person_id))
    return holder is not None and any(
        term.role == REVIEWER
        and term.unit_code == unit_code
        and term.from_day <= day
        and (term.to_day is None or day <= term.to_day)
        for term in holder.terms
    )
