"""Which claims or hand-overs an alarm rests on."""

from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, false

from ledger.moral.alarm_review import AlarmKind
from projections.moral.alarms.hands import shops_of
from projections.moral.alarms.judging import claims_with, photos_like, relatives
from projections.projection import Tables

if TYPE_CHECKING:
    from projections.moral.alarms.views import AlarmRow


def grounds_of(alarm: "AlarmRow", t: Tables) -> list[ColumnElement[bool]]:
    """Choose the claims that an alarm rests on."""
    claims = t["claims"]
    if alarm.kind == AlarmKind.SAME_PHOTO:
        return [claims.c.claim_id.in_(claims_with(t, alarm.photo))]
    if alarm.kind in (AlarmKind.SAME_HAND, AlarmKind.SAME_HANDED_PHOTO):
        return [false()]
    there = claims.c.unit_code == alarm.unit_code
    if alarm.kind == AlarmKind.REVIEWERS_RELATIVES:
        near = claims.c.household_id.in_(relatives(t, alarm.unit_code, alarm.period))
        return [there, claims.c.quarter == alarm.period, near]
    in_month = [there, claims.c.month == alarm.period]
    if alarm.kind == AlarmKind.MONTH_END:
        return [*in_month, claims.c.at_month_end]
    return [*in_month, claims.c.proposed_by == alarm.person_id]


def hand_overs_of(alarm: "AlarmRow", t: Tables) -> list[ColumnElement[bool]]:
    """Choose the hand-overs that an alarm rests on."""
    handed = t["handed"].c
    if alarm.kind == AlarmKind.SAME_HANDED_PHOTO:
        return [handed.photo.in_(photos_like(t["handed_pictures"], alarm.photo))]
    if alarm.kind != AlarmKind.SAME_HAND:
        return [false()]
    here = handed.shop_id.in_(shops_of(t, alarm.unit_code))
    for_another = handed.person_id != handed.owner_id
    return [here, handed.day == alarm.period, handed.person_id == alarm.person_id, for_another]
