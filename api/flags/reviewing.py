"""Finding a flag within reach, and settling it: the same for doors and pages."""

from collections.abc import Callable
from typing import TypeVar
from uuid import UUID

from api.auth import caller
from api.idempotency import Stamp
from api.services import services
from api.volunteering.notes import noted
from ledger.volunteering.errors import FlagNotFoundError
from ledger.volunteering.flag_handlers import ReviewFlag
from ledger.volunteering.flag_review import FlagKind, Outcome
from projections.volunteering.flags.views import FlagRow

T = TypeVar("T")

GROUNDS_SHOWN = 50
_OF_ONE_PERSON = frozenset({FlagKind.IMPOSSIBLE_TRAVEL, FlagKind.SUDDEN_MINUTES})


def flag_of(flag_id: UUID) -> FlagRow:
    """Return a flag of the caller's own unit or below, or refuse."""
    flag = services().views.flags.of(flag_id)
    if flag is None:
        raise FlagNotFoundError
    caller().require_unit(flag.unit_code)
    return flag


def involved_in(flag: FlagRow) -> tuple[UUID, ...]:
    """Return everybody whom the facts of a flag name, the leaders of its activities included."""
    views = services().views
    people = set(views.flags.involved(flag.flag_id))
    for activity_id in views.flags.activities(flag.flag_id):
        activity = views.activities.of(activity_id)
        if activity is not None and activity.led_by is not None:
            people.add(activity.led_by)
    return tuple(sorted(people))


def review(
    stamp: Stamp,
    flag: FlagRow,
    *,
    outcome: Outcome,
    seen_position: int,
    words: str,
    carry_out: Callable[[ReviewFlag], T],
) -> T:
    """Say what was found out; words of one's own are kept beside the log."""

    def command(text_id: UUID | None) -> T:
        return carry_out(
            ReviewFlag(
                **stamp,
                flag_id=flag.flag_id,
                kind=FlagKind(flag.kind),
                unit_code=flag.unit_code,
                outcome=outcome,
                seen_position=min(seen_position, flag.grown_position),
                involved=involved_in(flag),
                reviewed_by=caller().person_id,
                text_id=text_id,
            )
        )

    return noted(stamp["key"], words, _about(flag), command)


def _about(flag: FlagRow) -> UUID | None:
    """Return whose the words are: they go with a person whom alone the flag is about."""
    person_id = flag.person_id if flag.kind in _OF_ONE_PERSON else None
    known = person_id is not None and services().directory.find(person_id) is not None
    return person_id if known else None
