"""The place of a household in its village by the score of a year (VP-10, domain.md 4.6).

Only the first ten have a place, so that there is no bottom list, and only the household itself is
told: nobody is published, so nobody has to agree. A deduction that is being appealed against is
left out until the answer; the place is worked out when it is asked for: an answer counts at once.
"""

from typing import Final
from uuid import UUID

from api.moral.homes import homes_of
from api.services import services
from ledger.moral.score_year import SCORE_BASE

PLACES: Final = 10


def rank_of(household_id: UUID, unit_code: str, year: int) -> int | None:
    """Return the place of a household, equal scores sharing one; None from the eleventh on.

    Who has not risen above the base of a year has none either: that is where everybody begins.
    """
    scores, left_out = services().views.scores, _left_out(unit_code, year)
    own = scores.of(household_id, year)
    mine = (own.score if own else SCORE_BASE) + left_out.get(household_id, 0)
    if mine <= SCORE_BASE:
        return None
    found = scores.leading(unit_code, year, PLACES + len(left_out))
    found += scores.of_several(left_out, year)
    totals = {it.household_id: it.score + left_out.get(it.household_id, 0) for it in found}
    rank = 1 + sum(it > mine for it in totals.values())
    return rank if rank <= PLACES else None


def _left_out(unit_code: str, year: int) -> dict[UUID, int]:
    """Return the points that households are appealing against: they do not count for now.

    Those of a household whose year another goes on with are the other's, as its score is.
    """
    views, points = services().views, dict[UUID, int]()
    entries = views.scores.several(it.entry_id for it in views.appeals.disputed(unit_code))
    ids = {it.household_id for it in entries.values()}
    homes = homes_of(ids - {it.household_id for it in views.scores.of_several(ids, year)})
    for entry in entries.values():
        if entry.occurred_on.year == year and not entry.is_reversed:
            home = homes.get(entry.household_id)
            household_id = home.household_id if home else entry.household_id
            points[household_id] = points.get(household_id, 0) + entry.points
    return points
