"""Which claims an alarm rests on."""

from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement

from ledger.moral.alarm_review import AlarmKind
from projections.moral.alarms.judging import claims_with, relatives
from projections.projection import Tables

if TYPE_CHECKING:
    from projections.moral.alarms.views import AlarmRow


def grounds_of(alarm: "AlarmRow", t: Tables) -> list[ColumnElement[bool]]:
    """Choose the claims that an alarm rests on."""
    claims = t["claims"]
    if alarm.kind == AlarmKind.SAME_PHOTO:
        return [claims.c.claim_id.in_(claims_with(t, alarm.photo))]
    there = claims.c.unit_code == alarm.unit_code
    if alarm.kind == AlarmKind.REVIEWERS_RELATIVES:
        near = claims.c.household_id.in_(relatives(t, alarm.unit_code, alarm.period))
        return [there, claims.c.quarter == alarm.period, near]
    in_month = [there, claims.c.month == alarm.period]
    if alarm.kind == AlarmKind.MONTH_END:
        return [*in_month, claims.c.at_month_end]
    return [*in_month, claims.c.proposed_by == alarm.person_id]
