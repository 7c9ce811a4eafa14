"""Finding the year of a household, also one that began in a household it took in."""

from datetime import datetime
from uuid import UUID

from ledger.households.household import Household
from ledger.kernel.clock import local_date
from ledger.kernel.session import Session
from ledger.moral.score_errors import ScoreEntryNotFoundError
from ledger.moral.score_year import SCORE_BASE, ScoreYear

UNDONE_YEARS = 3
"""Entries of this year and the two before can be undone: as long as wallets remember them."""


def score_year_of(
    session: Session, household: Household, year: int, base: int = SCORE_BASE
) -> ScoreYear:
    """Load a household's year; open it if nothing counted for it yet."""
    identifier = ScoreYear.create_id(household.id, year)
    session.require(identifier)
    found = session.find(ScoreYear, identifier)
    if found is None:
        found = ScoreYear(
            household_id=household.id, unit_code=household.unit_code, year=year, base=base
        )
        session.add(found)
    return found


def score_year_with(
    session: Session, household: Household, first_id: UUID, entry_id: UUID, at: datetime
) -> ScoreYear:
    """Load the year in which an entry counts, of a household or of ``first_id`` it took in."""
    latest = local_date(at).year
    years = [latest - n for n in range(UNDONE_YEARS)]
    session.require(
        *(ScoreYear.create_id(of, it) for of in {household.id, first_id} for it in years)
    )
    for year in years:
        merge_score_years(session, household, [first_id], year, at)
        found = session.find(ScoreYear, ScoreYear.create_id(household.id, year))
        if found is not None and str(entry_id) in found.entries:
            return found
    raise ScoreEntryNotFoundError(entry_id=entry_id)


def merge_score_years(
    session: Session, household: Household, others: list[UUID], year: int, at: datetime
) -> int:
    """Let a household's year go on for those it took in: the base counts once (A19)."""
    merged = 0
    for other_id in others:
        identifier = ScoreYear.create_id(other_id, year)
        session.require(identifier)
        other = session.find(ScoreYear, identifier)
        if other_id != household.id and other is not None and other.merged_into is None:
            score_year_of(session, household, year, other.base).take_in(other, at)
            merged += 1
    return merged
