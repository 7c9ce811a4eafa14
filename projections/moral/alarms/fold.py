"""How claims, votes, households and hand-overs become alarms."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, select

from ledger.households.household import Household
from ledger.kernel.clock import local_date
from ledger.moral.alarm_review import AlarmReview
from ledger.moral.claim import Claim
from ledger.moral.claim_kinds import Vote
from ledger.moral.kinship import Kinship
from ledger.shop.shop import Shop
from ledger.shop.voucher import Voucher
from projections.moral.alarms.hands import HandedOver
from projections.moral.alarms.judging import Judge
from projections.moral.alarms.pictures import Pictures
from projections.moral.alarms.rules import is_month_end, month_of, quarter_of
from projections.projection import Fold, LogEvent, Tables, folds


class AlarmsFold(Fold):
    """One batch: what was recorded is kept, then every period that it touches is judged anew."""

    def __init__(self, connection: Connection, tables: Tables) -> None:
        super().__init__(connection, tables)
        self._connection, self._tables = connection, tables
        self._periods: set[tuple[str, str]] = set()
        self._photos: set[str] = set()
        self._marked: set[tuple[str, str, str, datetime]] = set()
        self._near: set[UUID] = set()
        self._reviewed: set[UUID] = set()
        self._handed = HandedOver(connection, tables, self.rows)

    def load(self, batch: Sequence[LogEvent]) -> None:
        """Read the claims, members and conclusions that the batch touches."""
        events = [log.event for log in batch]
        posted = (it for it in events if isinstance(it, Claim.Posted))
        self.rows["claims"].load(it.originator_id for it in posted)
        joined = (it for it in events if isinstance(it, Household.MemberJoined))
        self.rows["members"].load((it.person_id, it.originator_id) for it in joined)
        kin = (it for it in events if isinstance(it, Kinship.Declared | Kinship.Revoked))
        self.rows["kin"].load((it.person_id, it.household_id) for it in kin)
        self._handed.load(events)
        signed = (it for it in events if isinstance(it, AlarmReview.Signed))
        self.rows["reviews"].load((it.alarm_id, it.draft) for it in signed)

    def write(self) -> None:
        """Write what was recorded, and judge what it touches."""
        super().write()
        self._periods.update(self._quarters_of_members(), self._handed.periods())
        judge = Judge(self._connection, self._tables, self.rows["alarms"])
        for unit_code, period in sorted(self._periods):
            judge.period(unit_code, period)
        pictures = Pictures(self._connection, self._tables["pictures"], self._tables["bands"])
        for unit_code, photo, mark, shown_at in sorted(self._marked):
            self._photos |= pictures.place(unit_code, photo, mark, shown_at)
        for photo in sorted(self._photos | pictures.firsts_of(self._photos)):
            judge.photo(photo)
        for photo in sorted(self._handed.photos()):
            judge.handed_photo(photo)
        for alarm_id in sorted(self._reviewed):
            judge.reviewed(alarm_id)
        self.rows["alarms"].write()

    @folds(Claim.Proposed)
    def _proposed(self, log: LogEvent) -> None:
        event = log.event
        names = ("unit_code", "household_id", "item_code", "proposed_by", "entered_by")
        self.rows["claims"].put(
            {name: getattr(event, name) for name in names}
            | {
                "claim_id": event.originator_id,
                "month": month_of(event.occurred_at),
                "at_month_end": is_month_end(event.occurred_at),
                "proposed_at": event.occurred_at,
                "proposed_position": log.position,
                "quarter": "",
                "gained": 0,
                "posted_position": 0,
            }
        )
        self._periods.add((event.unit_code, month_of(event.occurred_at)))
        for photo in sorted(set(event.photo_hashes)):
            self.rows["photos"].put({"photo": photo, "claim_id": event.originator_id})
            self._photos.add(photo)
        for photo, mark in zip(event.photo_hashes, event.photo_marks, strict=False):
            if mark:
                self._marked.add((event.unit_code, photo, mark, event.occurred_at))

    @folds(Claim.Posted)
    def _posted(self, log: LogEvent) -> None:
        event = log.event
        if event.is_deduction:
            return
        row = self.rows["claims"].change(event.originator_id)
        row["quarter"], row["gained"] = quarter_of(event.posted_at), event.points
        row["posted_position"] = log.position
        self._periods.add((event.unit_code, row["quarter"]))

    @folds(Claim.Voted)
    def _voted(self, log: LogEvent) -> None:
        event = log.event
        place = {"unit_code": event.unit_code, "quarter": quarter_of(event.occurred_at)}
        self.rows["reviewers"].put(place | {"person_id": event.reviewer_id})
        if event.vote == Vote.RECUSED:
            self.rows["recused"].put(place | {"household_id": event.household_id})
        self._periods.add((event.unit_code, place["quarter"]))

    @folds(Household.MemberJoined)
    def _joined(self, log: LogEvent) -> None:
        """Whoever left still is a relative; so only joining counts, and its first day."""
        self._related("members", log.event.originator_id, log.event)

    @folds(Kinship.Declared)
    def _declared(self, log: LogEvent) -> None:
        self._related("kin", log.event.household_id, log.event)

    @folds(Kinship.Revoked)
    def _revoked(self, log: LogEvent) -> None:
        event = log.event
        row = self.rows["kin"].change((event.person_id, event.household_id))
        row["until"] = local_date(event.occurred_at)
        self._near.add(event.person_id)

    @folds(Shop.Opened)
    def _opened(self, log: LogEvent) -> None:
        self._handed.opened(log.event)

    @folds(Voucher.Reserved)
    def _reserved(self, log: LogEvent) -> None:
        self._handed.reserved(log.event)

    @folds(Voucher.Collected, Voucher.Cancelled, Voucher.Expired)
    def _ended(self, log: LogEvent) -> None:
        self._handed.ended(log)

    def _related(self, name: str, household_id: UUID, event: Any) -> None:
        """Note that somebody is related to a household, from the first day it was said."""
        since = local_date(event.occurred_at)
        known = self.rows[name].get((event.person_id, household_id))
        row: dict[str, Any] = {"person_id": event.person_id, "household_id": household_id}
        row["since"] = since if known is None else min(since, known["since"])
        self.rows[name].put(row | {"until": None})
        self._near.add(event.person_id)

    @folds(AlarmReview.Drafted)
    def _drafted(self, log: LogEvent) -> None:
        event = log.event
        names = ("alarm_id", "draft", "conclusion", "seen_position", "text_id", "drafted_by")
        told = {name: getattr(event, name) for name in names}
        unsigned = {"signed_by": None, "signed_at": None}
        self.rows["reviews"].put(told | {"drafted_at": event.occurred_at} | unsigned)

    @folds(AlarmReview.Signed)
    def _signed(self, log: LogEvent) -> None:
        event = log.event
        row = self.rows["reviews"].change((event.alarm_id, event.draft))
        row["signed_by"], row["signed_at"] = event.signed_by, event.occurred_at
        self._reviewed.add(event.alarm_id)

    def _quarters_of_members(self) -> list[tuple[str, str]]:
        """Return where people were reviewers of whom the batch tells with whom they are related."""
        if not self._near:
            return []
        reviewers = self._tables["reviewers"]
        chosen = select(reviewers.c.unit_code, reviewers.c.quarter).where(
            reviewers.c.person_id.in_(sorted(self._near))
        )
        return [(it.unit_code, it.quarter) for it in self._connection.execute(chosen.distinct())]
