"""What can be asked about flags."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Table, func, select, tuple_, union

from ledger.volunteering.flag_review import FlagKind
from projections.projection import Tables
from projections.reader import PAGE_MAX, Reader, Scope, after_row, below, bounded
from projections.volunteering.flags.growing import FlagState
from projections.volunteering.flags.projection import FlagsProjection

INVOLVED_MAX = 2_000
"""People of one flag who must not review it; a flag rests on fewer."""


@dataclass(frozen=True, slots=True)
class FlagRow:
    """Something odd, and where it stands.

    ``grounds`` counts what it rests on, ``minutes`` sums it up. ``person_id`` is whom it is about:
    the volunteer, or whoever entered; a device is about an activity.
    """

    flag_id: UUID
    kind: str
    unit_code: str
    state: str
    person_id: UUID | None
    activity_id: UUID | None
    device_id: UUID | None
    period: str
    grounds: int
    minutes: int
    first_at: datetime
    last_at: datetime
    with_visits: bool
    grown_position: int
    seen_position: int


@dataclass(frozen=True, slots=True)
class GroundRow:
    """One thing a flag rests on: a scan, a stay or an entry of somebody."""

    flag_id: UUID
    ground_id: UUID
    person_id: UUID
    attendance_id: UUID | None
    activity_id: UUID | None
    station_id: UUID | None
    unit_code: str
    minutes: int
    occurred_at: datetime


@dataclass(frozen=True, slots=True)
class FlagReviewRow:
    """What somebody found out about a flag."""

    position: int
    flag_id: UUID
    outcome: str
    text_id: UUID | None
    reviewed_by: UUID
    occurred_at: datetime


class Flags(Reader):
    """What looks odd in a unit and below. What is under its threshold is nowhere told."""

    projection = FlagsProjection()

    def of(self, flag_id: UUID) -> FlagRow | None:
        """Return one flag."""
        row = self._row(
            lambda t: select(t["flags"]).where(
                t["flags"].c.flag_id == flag_id, t["flags"].c.state != FlagState.BELOW.value
            )
        )
        return FlagRow(*row) if row else None

    def page(
        self,
        scope: Scope | str,
        state: FlagState,
        kind: FlagKind | None = None,
        limit: int = 50,
        after_id: UUID | None = None,
    ) -> list[FlagRow]:
        """Return the flags of a unit and below in one state, the latest first."""
        assert state is not FlagState.BELOW

        def statement(t: Tables) -> Select[Any]:
            flags = t["flags"]
            order = [flags.c.last_at, flags.c.flag_id]
            chosen = select(flags).where(*_chosen(flags, scope, state, kind))
            if after_id is not None:
                chosen = chosen.where(after_row(flags, order, after_id, descending=True))
            return chosen.order_by(*(it.desc() for it in order)).limit(bounded(limit))

        return [FlagRow(*row) for row in self._rows(statement)]

    def count_open(self, scope: Scope | str) -> int:
        """Count what nobody has looked at yet."""

        def statement(t: Tables) -> Select[Any]:
            flags = t["flags"]
            chosen = _chosen(flags, scope, FlagState.OPEN, None)
            return select(func.count()).select_from(flags).where(*chosen)

        return int(self._row(statement)[0])

    def grounds(
        self, flag_id: UUID, limit: int = 50, after_id: UUID | None = None
    ) -> list[GroundRow]:
        """Return what a flag rests on, by time."""

        def statement(t: Tables) -> Select[Any]:
            table = t["grounds"]
            order = [table.c.occurred_at, table.c.ground_id]
            chosen = select(table).where(table.c.flag_id == flag_id)
            if after_id is not None:
                last = select(*order).where(
                    table.c.flag_id == flag_id, table.c.ground_id == after_id
                )
                chosen = chosen.where(_after(order, last))
            return chosen.order_by(*order).limit(bounded(limit))

        return [GroundRow(*row) for row in self._rows(statement)]

    def reviews(self, flag_id: UUID) -> list[FlagReviewRow]:
        """Return what was found out about a flag, the latest first."""

        def statement(t: Tables) -> Select[Any]:
            reviews = t["reviews"]
            chosen = select(reviews).where(reviews.c.flag_id == flag_id)
            return chosen.order_by(reviews.c.position.desc()).limit(PAGE_MAX)

        return [FlagReviewRow(*row) for row in self._rows(statement)]

    def involved(self, flag_id: UUID) -> list[UUID]:
        """Return whom a flag names: whose stays, and who scanned, ticked, entered or confirmed."""

        def statement(t: Tables) -> Select[Any]:
            grounds, hands, flags = t["grounds"], t["hands"], t["flags"]
            whose = select(grounds.c.person_id).where(grounds.c.flag_id == flag_id)
            who = (
                select(hands.c.person_id)
                .join(grounds, grounds.c.attendance_id == hands.c.attendance_id)
                .where(grounds.c.flag_id == flag_id)
            )
            about = select(flags.c.person_id).where(
                flags.c.flag_id == flag_id, flags.c.person_id.is_not(None)
            )
            people = union(whose, who, about).subquery()
            return select(people.c.person_id).order_by(people.c.person_id).limit(INVOLVED_MAX)

        return [row.person_id for row in self._rows(statement)]

    def activities(self, flag_id: UUID) -> list[UUID]:
        """Return the activities that a flag is about."""

        def statement(t: Tables) -> Select[Any]:
            activity = t["grounds"].c.activity_id
            chosen = select(activity).where(
                t["grounds"].c.flag_id == flag_id, activity.is_not(None)
            )
            return chosen.distinct().order_by(activity).limit(PAGE_MAX)

        return [row.activity_id for row in self._rows(statement)]


def _chosen(
    flags: Table, scope: Scope | str, state: FlagState, kind: FlagKind | None
) -> list[ColumnElement[bool]]:
    chosen = [flags.c.state == state.value, below(flags.c.unit_code, scope)]
    return chosen if kind is None else [*chosen, flags.c.kind == kind.value]


def _after(order: list[Any], last: Select[Any]) -> ColumnElement[bool]:
    return tuple_(*order) > last.scalar_subquery()
