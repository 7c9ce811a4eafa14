"""What can be asked about alarms."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, case, func, or_, select, union

from ledger.moral.alarm_review import OF_PICTURES, Conclusion
from projections.moral.alarms.grounds import grounds_of, hand_overs_of
from projections.moral.alarms.projection import AlarmsProjection
from projections.projection import Tables
from projections.reader import PAGE_MAX, Reader, Scope, after_row, below, bounded

INVOLVED_MAX = 2_000
"""People of one alarm who must not conclude about it; an alarm rests on fewer."""


@dataclass(frozen=True, slots=True)
class AlarmRow:
    """Something over its line: ``part`` of ``whole``, in a day, month, quarter, or of a picture."""

    alarm_id: UUID
    kind: str
    unit_code: str
    period: str
    person_id: UUID | None
    photo: str
    part: int
    whole: int
    ends_on: date
    grown_position: int
    seen_position: int
    is_open: bool
    conclusion: str

    def is_running(self, today: date) -> bool:
        """Tell whether its numbers still move, so that nobody concludes yet."""
        return self.kind not in OF_PICTURES and self.ends_on >= today


@dataclass(frozen=True, slots=True)
class AlarmClaimRow:
    """A claim that an alarm rests on."""

    claim_id: UUID
    household_id: UUID
    item_code: str
    proposed_by: UUID
    entered_by: UUID | None
    proposed_at: datetime
    gained: int


@dataclass(frozen=True, slots=True)
class AlarmHandOverRow:
    """A hand-over that an alarm rests on."""

    voucher_id: UUID
    owner_id: UUID
    keeper_id: UUID
    relation: str
    handed_at: datetime
    photo_id: UUID | None


@dataclass(frozen=True, slots=True)
class AlarmReviewRow:
    """What one wrote about an alarm, and who signed it."""

    alarm_id: UUID
    draft: int
    conclusion: str
    seen_position: int
    text_id: UUID
    drafted_by: UUID
    drafted_at: datetime
    signed_by: UUID | None
    signed_at: datetime | None


class Alarms(Reader):
    """What is over its line in a unit and below; what is not is nowhere told."""

    projection = AlarmsProjection()

    def of(self, alarm_id: UUID) -> AlarmRow | None:
        """Return one alarm."""
        row = self._row(lambda t: select(t["alarms"]).where(t["alarms"].c.alarm_id == alarm_id))
        return AlarmRow(*row) if row else None

    def page(
        self,
        scope: Scope | str,
        today: date,
        conclusion: Conclusion | None = None,
        limit: int = 50,
        after_id: UUID | None = None,
    ) -> list[AlarmRow]:
        """Return what is open, or what ended in one conclusion, the latest first."""

        def statement(t: Tables) -> Select[Any]:
            alarms = t["alarms"]
            order = [alarms.c.ends_on, alarms.c.alarm_id]
            chosen = select(alarms).where(*_chosen(t, scope, today, conclusion))
            if after_id is not None:
                chosen = chosen.where(after_row(alarms, order, after_id, descending=True))
            return chosen.order_by(*(it.desc() for it in order)).limit(bounded(limit))

        return [AlarmRow(*row) for row in self._rows(statement)]

    def running(self, scope: Scope | str, today: date) -> list[AlarmRow]:
        """Return what is over its line in a period that is not over."""

        def statement(t: Tables) -> Select[Any]:
            alarms = t["alarms"]
            chosen = select(alarms).where(~_is_final(t, today), below(alarms.c.unit_code, scope))
            return chosen.order_by(alarms.c.ends_on, alarms.c.alarm_id).limit(PAGE_MAX)

        return [AlarmRow(*row) for row in self._rows(statement)]

    def count_open(self, scope: Scope | str, today: date) -> int:
        """Count what waits for two of the committee."""

        def statement(t: Tables) -> Select[Any]:
            chosen = _chosen(t, scope, today, None)
            return select(func.count()).select_from(t["alarms"]).where(*chosen)

        return int(self._row(statement)[0])

    def outcomes(self, unit_code: str, first: date, last: date) -> dict[str, int]:
        """Count alarms whose period ended between two days by conclusion; "" is open."""

        def statement(t: Tables) -> Select[Any]:
            c = t["alarms"].c
            said = case((c.is_open, ""), else_=c.conclusion)
            chosen = select(said.label("said"), func.count()).where(c.unit_code == unit_code)
            chosen = chosen.where(c.ends_on >= first, c.ends_on <= last)
            return chosen.group_by(said).order_by(said).limit(PAGE_MAX)

        return {row[0]: int(row[1]) for row in self._rows(statement)}

    def claims(
        self, alarm: AlarmRow, limit: int = 50, after_id: UUID | None = None
    ) -> list[AlarmClaimRow]:
        """Return the claims that an alarm rests on, by their time."""

        def statement(t: Tables) -> Select[Any]:
            claims = t["claims"]
            order = [claims.c.proposed_at, claims.c.claim_id]
            names = AlarmClaimRow.__dataclass_fields__
            chosen = select(*(claims.c[it] for it in names)).where(*grounds_of(alarm, t))
            if after_id is not None:
                chosen = chosen.where(after_row(claims, order, after_id))
            return chosen.order_by(*order).limit(bounded(limit))

        return [AlarmClaimRow(*row) for row in self._rows(statement)]

    def hand_overs(
        self, alarm: AlarmRow, limit: int = 50, after_id: UUID | None = None
    ) -> list[AlarmHandOverRow]:
        """Return the hand-overs that an alarm rests on, by their time."""

        def statement(t: Tables) -> Select[Any]:
            handed = t["handed"]
            order = [handed.c.handed_at, handed.c.voucher_id]
            names = AlarmHandOverRow.__dataclass_fields__
            chosen = select(*(handed.c[it] for it in names)).where(*hand_overs_of(alarm, t))
            if after_id is not None:
                chosen = chosen.where(after_row(handed, order, after_id))
            return chosen.order_by(*order).limit(bounded(limit))

        return [AlarmHandOverRow(*row) for row in self._rows(statement)]

    def reviews(self, alarm_id: UUID) -> list[AlarmReviewRow]:
        """Return what was concluded about an alarm, the latest first."""

        def statement(t: Tables) -> Select[Any]:
            reviews = t["reviews"]
            chosen = select(reviews).where(reviews.c.alarm_id == alarm_id)
            return chosen.order_by(reviews.c.draft.desc()).limit(PAGE_MAX)

        return [AlarmReviewRow(*row) for row in self._rows(statement)]

    def involved(self, alarm: AlarmRow) -> list[UUID]:
        """Return whom the facts name: proposers, who entered it, reviewers, hands and keepers."""

        def statement(t: Tables) -> Select[Any]:
            claims, reviewers, handed = t["claims"], t["reviewers"], t["handed"]
            who = [
                select(column.label("person_id")).where(*grounds_of(alarm, t), column.is_not(None))
                for column in (claims.c.proposed_by, claims.c.entered_by)
            ]
            who += [
                select(column.label("person_id")).where(
                    *hand_overs_of(alarm, t), column.is_not(None)
                )
                for column in (handed.c.person_id, handed.c.keeper_id)
            ]
            panel = select(reviewers.c.person_id).where(
                reviewers.c.unit_code == alarm.unit_code, reviewers.c.quarter == alarm.period
            )
            people = union(*who, panel).subquery()
            return select(people.c.person_id).order_by(people.c.person_id).limit(INVOLVED_MAX)

        return [row.person_id for row in self._rows(statement)]


def _chosen(
    t: Tables, scope: Scope | str, today: date, conclusion: Conclusion | None
) -> list[ColumnElement[bool]]:
    alarms = t["alarms"]
    chosen = [_is_final(t, today), below(alarms.c.unit_code, scope)]
    if conclusion is None:
        return [*chosen, alarms.c.is_open]
    return [*chosen, ~alarms.c.is_open, alarms.c.conclusion == conclusion.value]


def _is_final(t: Tables, today: date) -> ColumnElement[bool]:
    alarms = t["alarms"]
    of_pictures = alarms.c.kind.in_(sorted(it.value for it in OF_PICTURES))
    return or_(of_pictures, alarms.c.ends_on < today)
