"""Who is expected at an activity: the one place that knows where the list comes from."""

from uuid import UUID

from api.limits import PAGE_ITEMS_MAX
from api.services import Services
from ledger.volunteering.attendance import Attendance
from projections.volunteering.activities.rows import ActivityRow

LISTED_MAX = 1_000
"""Names of an activity's list that are looked at."""


def listed(given: Services, activity_id: UUID) -> list[UUID]:
    """Return who has a place at an activity, in the order of asking."""
    people: list[UUID] = []
    after: tuple[str, int] | None = None
    while len(people) < LISTED_MAX:
        found = given.views.sign_ups.of_activity(activity_id, PAGE_ITEMS_MAX, after)
        people += [it.person_id for it in found if not it.waits]
        if len(found) < PAGE_ITEMS_MAX or found[-1].waits:
            break
        after = (found[-1].state, found[-1].number)
    return people


def is_listed(given: Services, activity: ActivityRow, person_id: UUID) -> bool:
    """Tell whether somebody signed up for an activity, or was seen there."""
    attendance_id = Attendance.create_id(activity.activity_id, person_id)
    if given.views.attendances.of(attendance_id) is not None:
        return True
    return given.views.sign_ups.state_of(activity.activity_id, person_id) is not None
