"""How many points the caps of an item leave a household."""

from datetime import date
from uuid import UUID

from ledger.kernel.session import Session
from ledger.moral.items import Item
from ledger.moral.score_year import ScoreYear


def room_for(session: Session, household_id: UUID, item: Item, on: date, points: int) -> int:
    """Return how many of some points may still be given or taken; counted again at posting.

    Claims on their way do not count yet: which of them are posted nobody knows.
    """
    identifier = ScoreYear.create_id(household_id, on.year)
    session.require(identifier)
    year = session.find(ScoreYear, identifier)
    if year is not None:
        return year.room_for(item, on, points)
    caps = [it for it in (item.day_cap, item.month_cap, item.year_cap) if it is not None]
    return min(points, *caps) if caps else points
