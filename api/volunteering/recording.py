"""Recording an activity: what is still open, and saying that nothing is."""

from dataclasses import asdict, dataclass
from uuid import UUID

from api.auth import Caller
from api.idempotency import Stamp
from api.paging import every
from api.reading import wait_for
from api.services import Services
from api.volunteering.activities import all_rows, managed_activity
from api.volunteering.reviewing import attendance_within
from ledger.volunteering.commands import RecordActivity, StateZero
from ledger.volunteering.errors import RecordIncompleteError
from ledger.volunteering.supplement import State
from projections.volunteering.presence.reviews import DoubtRow, SupplementRow
from projections.volunteering.presence.views import AttendanceRow


@dataclass(frozen=True, slots=True)
class Presence:
    """Who was at an activity, and what people have decided or still have to decide about it."""

    rows: list[AttendanceRow]
    supplements: list[SupplementRow]
    """Those that wait or count."""
    doubts: list[DoubtRow]
    """Those that nobody has decided on."""


@dataclass(frozen=True, slots=True)
class OpenTasks:
    """How much of an activity people still have to do."""

    still_there: int = 0
    """Came, and may yet check out."""
    wanting: int = 0
    """Closed without an end, and neither made up nor left at zero."""
    supplements: int = 0
    held: int = 0
    doubtful: int = 0

    @property
    def any(self) -> bool:
        """Tell whether anything is open."""
        return any(asdict(self).values())


def open_tasks(presence: Presence) -> OpenTasks:
    """Return what is open at an activity, as far as the read models have come."""
    rows, supplements = presence.rows, presence.supplements
    made_up = {it.person_id for it in supplements}
    return OpenTasks(
        still_there=sum(is_still_there(it) for it in rows),
        wanting=sum(is_wanting(it) and it.person_id not in made_up for it in rows),
        supplements=sum(it.state == State.PROPOSED for it in supplements),
        held=sum(it.held_minutes > 0 for it in rows),
        doubtful=len(presence.doubts),
    )


def presence_at(given: Services, activity_id: UUID) -> Presence:
    """Read all of it."""
    made_up = given.views.supplements.standing_of_activity
    doubts = given.views.doubtful_scans.open_of_activity
    return Presence(
        rows=all_rows(activity_id),
        supplements=every(
            lambda limit, after: made_up(activity_id, limit, after), lambda it: it.supplement_id
        ),
        doubts=every(
            lambda limit, after: doubts(activity_id, limit, after), lambda it: it.doubtful_id
        ),
    )


def is_still_there(row: AttendanceRow) -> bool:
    """Tell whether an end is missing that may yet be scanned."""
    return row.close_at is not None


def is_wanting(row: AttendanceRow) -> bool:
    """Tell whether an end is missing for good, and nobody has said what that comes to."""
    return row.closed_at is not None and row.evidence is None and row.zero_by is None


def zero_of(given: Services, who: Caller, attendance_id: UUID, stamp: Stamp) -> StateZero:
    """Return the command that leaves an attendance of the unit at no minutes."""
    row = attendance_within(given, who, attendance_id)
    return StateZero(
        **stamp, activity_id=row.activity_id, person_id=row.person_id, stated_by=who.person_id
    )


def record_of(given: Services, who: Caller, activity_id: UUID, stamp: Stamp) -> RecordActivity:
    """Return the command that says an activity is recorded; refuse while something is open.

    Held minutes do not hold it up: they are recorded, and wait for others than the recorder.
    """
    managed_activity(activity_id)
    wait_for(given, given.ledger.recorder.max_notification_id())
    tasks = open_tasks(presence_at(given, activity_id))
    facts = {name: count for name, count in asdict(tasks).items() if count and name != "held"}
    if facts:
        raise RecordIncompleteError(**facts)
    return RecordActivity(**stamp, activity_id=activity_id, recorded_by=who.person_id)
