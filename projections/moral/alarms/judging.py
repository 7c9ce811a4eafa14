"""Judging a period or a picture: the arithmetic of alarms over the rows of a village."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import (
    CompoundSelect,
    Connection,
    Select,
    Table,
    case,
    func,
    literal,
    or_,
    select,
    union,
)

from ledger.kernel.clock import local_date
from ledger.moral.alarm_review import AlarmKind
from projections.moral.alarms.hands import hands_of_day
from projections.moral.alarms.rules import (
    CLAIMS_MIN,
    GAINS_MIN,
    MONTH_END_PERCENT,
    PHOTO_CLAIMS,
    PHOTO_HAND_OVERS,
    PROPOSER_PERCENT,
    RELATIVES_PERCENT,
    Spot,
    first_day,
    is_day,
    is_over,
    last_day,
)
from projections.projection import Tables
from projections.rows import Rows
from projections.volunteering.flags.rules import common_unit

Found = tuple[Spot, int, int, int]
"""What is over its line: a part of a whole, and up to where in the log it was seen to grow."""


class Judge:
    """Writes the alarms of what a batch touched, as if there had been none before."""

    def __init__(self, connection: Connection, tables: Tables, alarms: Rows) -> None:
        self._connection, self._tables, self._alarms = connection, tables, alarms

    def period(self, unit_code: str, period: str) -> None:
        """Judge a day, month or quarter of a village."""
        alarms = self._tables["alarms"]
        known = select(alarms.c.alarm_id).where(
            alarms.c.unit_code == unit_code, alarms.c.period == period
        )
        for row in self._connection.execute(known):
            self._alarms.remove(row.alarm_id)
        for found in self._judged(unit_code, period):
            self._keep(*found, last_day(period))

    def _judged(self, unit_code: str, period: str) -> Iterator[Found]:
        if is_day(period):
            return hands_of_day(self._connection, self._tables, unit_code, period)
        judged = self._quarter if "Q" in period else self._month
        return judged(unit_code, period)

    def photo(self, photo: str) -> None:
        """Judge a picture: the second claim with it, or with one that shows the same.

        The same file counts in whatever village; what only looks the same, in one village.
        """
        claims = self._tables["claims"]
        chosen = select(claims.c.unit_code, claims.c.proposed_at, claims.c.proposed_position).where(
            claims.c.claim_id.in_(claims_with(self._tables, photo))
        )
        self._picture(AlarmKind.SAME_PHOTO, photo, chosen, PHOTO_CLAIMS)

    def handed_photo(self, photo: str) -> None:
        """Judge a picture of hand-overs: the second with it, or with one that shows the same.

        The same file counts in whatever shop; what only looks the same, in one shop.
        """
        handed, shops = self._tables["handed"], self._tables["shops"]
        chosen = (
            select(shops.c.unit_code, handed.c.handed_at, handed.c.position)
            .join_from(handed, shops, shops.c.shop_id == handed.c.shop_id)
            .where(handed.c.photo.in_(photos_like(self._tables["handed_pictures"], photo)))
        )
        self._picture(AlarmKind.SAME_HANDED_PHOTO, photo, chosen, PHOTO_HAND_OVERS)

    def _picture(self, kind: AlarmKind, photo: str, uses: Select[Any], least: int) -> None:
        """Keep the alarm of a picture's uses, or none: each is its unit, moment and position."""
        rows = self._connection.execute(uses).all()
        spot = Spot(kind, "", "", photo=photo)
        if len(rows) < least:
            self._alarms.remove(spot.alarm_id)
            return
        unit_code = rows[0].unit_code
        for it in rows:
            unit_code = common_unit(unit_code, it.unit_code)
        spot = Spot(kind, unit_code, "", photo=photo)
        grown, last_at = max(it[2] for it in rows), max(it[1] for it in rows)
        self._keep(spot, len(rows), len(rows), grown, local_date(last_at))

    def reviewed(self, alarm_id: UUID) -> None:
        """Judge again whether an alarm is open, for two have signed."""
        self._alarms.load([alarm_id])
        if self._alarms.get(alarm_id) is not None:
            row = self._alarms.change(alarm_id)
            row.update(self._concluded(alarm_id, row["grown_position"]))

    def _month(self, unit_code: str, month: str) -> Iterator[Found]:
        claims = self._tables["claims"]
        of_month = (claims.c.unit_code == unit_code, claims.c.month == month)
        chosen = select(
            claims.c.proposed_by,
            func.count().label("count"),
            func.sum(case((claims.c.at_month_end, 1), else_=0)).label("late"),
            func.max(claims.c.proposed_position).label("last"),
        )
        rows = self._connection.execute(
            chosen.where(*of_month).group_by(claims.c.proposed_by)
        ).all()
        whole, late = sum(it[1] for it in rows), int(sum(it[2] for it in rows))
        if whole < CLAIMS_MIN:
            return
        last = max(it[3] for it in rows)
        if is_over(late, whole, MONTH_END_PERCENT):
            yield Spot(AlarmKind.MONTH_END, unit_code, month), late, whole, last
        for person_id, count, *_ in rows:
            if is_over(count, whole, PROPOSER_PERCENT):
                spot = Spot(AlarmKind.ONE_PROPOSER, unit_code, month, person_id)
                yield spot, count, whole, last

    def _quarter(self, unit_code: str, quarter: str) -> Iterator[Found]:
        claims = self._tables["claims"]
        related = claims.c.household_id.in_(relatives(self._tables, unit_code, quarter))
        chosen = select(
            func.count(),
            func.coalesce(func.sum(claims.c.gained), 0),
            func.coalesce(func.sum(case((related, claims.c.gained), else_=0)), 0),
            func.max(claims.c.posted_position),
        ).where(claims.c.unit_code == unit_code, claims.c.quarter == quarter)
        count, whole, part, last = self._connection.execute(chosen).one()
        if count >= GAINS_MIN and is_over(int(part), int(whole), RELATIVES_PERCENT):
            spot = Spot(AlarmKind.REVIEWERS_RELATIVES, unit_code, quarter)
            yield spot, int(part), int(whole), last

    def _keep(self, spot: Spot, part: int, whole: int, grown: int, ends_on: date) -> None:
        row: dict[str, Any] = asdict(spot) | {"kind": spot.kind.value, "alarm_id": spot.alarm_id}
        numbers = {"part": part, "whole": whole, "grown_position": grown, "ends_on": ends_on}
        self._alarms.put(row | numbers | self._concluded(spot.alarm_id, grown))

    def _concluded(self, alarm_id: UUID, grown: int) -> dict[str, Any]:
        """Return what two have signed, and whether more came in since they looked."""
        reviews = self._tables["reviews"]
        chosen = (
            select(reviews.c.seen_position, reviews.c.conclusion)
            .where(reviews.c.alarm_id == alarm_id, reviews.c.signed_by.is_not(None))
            .order_by(reviews.c.draft.desc())
            .limit(1)
        )
        signed = self._connection.execute(chosen).first()
        seen, conclusion = signed or (0, "")
        return {"seen_position": seen, "is_open": seen < grown, "conclusion": conclusion}


def relatives(tables: Tables, unit_code: str, quarter: str) -> Select[Any]:
    """Choose what reviewers of a quarter live in or are kin to, and for whom one was recused."""
    reviewers, recused = tables["reviewers"], tables["recused"]
    related = [
        select(near.c.household_id)
        .join(reviewers, reviewers.c.person_id == near.c.person_id)
        .where(
            reviewers.c.unit_code == unit_code,
            reviewers.c.quarter == quarter,
            near.c.since <= last_day(quarter),
            or_(near.c.until.is_(None), near.c.until >= first_day(quarter)),
        )
        for near in (tables["members"], tables["kin"])
    ]
    for_whom = select(recused.c.household_id).where(
        recused.c.unit_code == unit_code, recused.c.quarter == quarter
    )
    return select(union(*related, for_whom).subquery().c.household_id)


def claims_with(tables: Tables, photo: str) -> Select[Any]:
    """Choose the claims with a picture, and with those that look the same and came later."""
    photos = tables["photos"].c
    like = photos_like(tables["pictures"], photo)
    return select(photos.claim_id).where(photos.photo.in_(like))


def photos_like(pictures: Table, photo: str) -> CompoundSelect[Any]:
    """Choose a picture, and those that look the same and came later."""
    later = select(pictures.c.photo).where(pictures.c.first == photo)
    return union(select(literal(photo)), later)
