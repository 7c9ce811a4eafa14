"""Rulebook: the rules by which a village gives points, every version of them (积分细则)."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from eventsourcing.domain import Aggregate, event
from msgspec.structs import replace

from ledger.kernel.ids import derive
from ledger.moral.items import Item, Linkage, PledgeText
from ledger.moral.meetings import Meeting
from ledger.moral.rulebook_errors import RulebookStepError, RulebookVersionNotFoundError
from ledger.moral.rulebook_facts import PARAMETERS, PLEDGE, Editing, OfVersion
from ledger.moral.versions import CLOSED, Stage, Version, item_of

__all__ = ["Rulebook", "Version", "item_of"]


class Rulebook(Aggregate):
    """One stream a village. At most one draft is under way; versions in force stay for ever.

    What must hold before a version changes is decided in ``drafting`` and ``enacting``.
    """

    TOPIC = "rulebook"
    STATE = {  # noqa: RUF012 - as of every aggregate that grows long
        "unit_code": str,
        "versions": dict[int, Version],
        "touched": dict[str, int],
    }

    class Event(Aggregate.Event):
        pass

    class Created(Event, Aggregate.Created):
        TOPIC = "rulebook.created"

    class Opened(Created):
        TOPIC = "rulebook.opened"
        unit_code: str

    class Drafted(OfVersion, Event):
        """A version begins: from a template, or from the version before."""

        TOPIC = "rulebook.drafted"
        base: str
        items: list[Item]
        linkages: list[Linkage]
        pledge: PledgeText | None
        deductions_on: bool
        face_value_fen: int
        drafted_by: UUID

    class ItemAdded(Editing, Event):
        TOPIC = "rulebook.item_added"
        item: Item

    class ItemChanged(Editing, Event):
        TOPIC = "rulebook.item_changed"
        item: Item

    class ItemRemoved(Editing, Event):
        TOPIC = "rulebook.item_removed"
        item_code: str

    class LinkageSet(Editing, Event):
        TOPIC = "rulebook.linkage_set"
        linkage: Linkage

    class LinkageRemoved(Editing, Event):
        TOPIC = "rulebook.linkage_removed"
        linkage_code: str

    class ParametersSet(Editing, Event):
        TOPIC = "rulebook.parameters_set"
        deductions_on: bool
        face_value_fen: int

    class PledgeSet(Editing, Event):
        TOPIC = "rulebook.pledge_set"
        pledge: PledgeText | None

    class ConsultationClosed(OfVersion, Event):
        """Opinions were collected; how many, by how they came in, is all that is kept here."""

        TOPIC = "rulebook.consultation_closed"
        opinions: int
        closed_by: UUID

    class SentForReview(OfVersion, Event):
        """From here the text stands still, unless the township sends it back."""

        TOPIC = "rulebook.sent_for_review"
        edit: int
        sent_by: UUID

    class Returned(OfVersion, Event):
        TOPIC = "rulebook.returned"
        returned_by: UUID
        text_id: UUID | None

    class Cleared(OfVersion, Event):
        """The township has nothing against it: ``fixed_on`` is the first day to vote on it."""

        TOPIC = "rulebook.cleared"
        fixed_on: date
        cleared_by: UUID

    class Passed(OfVersion, Event):
        TOPIC = "rulebook.passed"
        meeting: Meeting
        recorded_by: UUID

    class VotedDown(OfVersion, Event):
        TOPIC = "rulebook.voted_down"
        meeting: Meeting
        recorded_by: UUID

    class Filed(OfVersion, Event):
        TOPIC = "rulebook.filed"
        filing_number: str
        filed_on: date
        filed_by: UUID

    class Enacted(OfVersion, Event):
        TOPIC = "rulebook.enacted"
        in_force_from: date
        enacted_by: UUID

    class Dropped(OfVersion, Event):
        TOPIC = "rulebook.dropped"
        dropped_by: UUID

    @staticmethod
    def create_id(unit_code: str) -> UUID:
        """One village, one rule book."""
        return derive("rulebook", unit_code)

    @event(Opened)
    def __init__(self, unit_code: str) -> None:
        self.unit_code = unit_code
        self.versions: dict[int, Version] = {}
        self.touched: dict[str, int] = {}
        """Parts of the draft, and by which edit each was changed last."""

    @property
    def draft(self) -> Version | None:
        """The version under way, if there is one."""
        last = self.versions.get(len(self.versions))
        return None if last is None or last.stage in CLOSED else last

    def version_of(self, number: int) -> Version:
        """Return a version, or refuse."""
        found = self.versions.get(number)
        if found is None:
            raise RulebookVersionNotFoundError(version=number)
        return found

    def at_stage(self, number: int, *stages: Stage) -> Version:
        """Return a version that is at one of these steps, or refuse."""
        found = self.version_of(number)
        if found.stage not in stages:
            raise RulebookStepError(version=number, stage=found.stage.value)
        return found

    def in_force_on(self, day: date) -> Version | None:
        """Return the version in force on a day; earlier versions answer for earlier days."""
        began = [
            it for it in self.versions.values() if it.in_force_from and it.in_force_from <= day
        ]
        return max(began, key=lambda it: (it.in_force_from, it.number), default=None)

    @property
    def last_enacted(self) -> Version | None:
        """The last version that is in force or will be."""
        return next((it for it in reversed(self.versions.values()) if it.is_enacted), None)

    def record(self, event_class: Any, version: int, at: datetime, **facts: Any) -> None:
        """State an event of a version; what must hold has been checked."""
        self.trigger_event(
            event_class, unit_code=self.unit_code, version=version, occurred_at=at, **facts
        )

    def _replace(self, version: int, **changes: Any) -> None:
        self.versions[version] = replace(self.versions[version], **changes)

    def _edited(self, version: int, edit: int, part: str, **changes: Any) -> None:
        self._replace(version, edit=edit, **changes)
        self.touched[part] = edit

    @event(Drafted)
    def _drafted(
        self,
        version: int,
        base: str,
        items: list[Item],
        linkages: list[Linkage],
        pledge: PledgeText | None,
        deductions_on: bool,
        face_value_fen: int,
    ) -> None:
        self.touched = {}
        self.versions[version] = Version(
            number=version,
            stage=Stage.CONSULTATION,
            items={it.code: it for it in items},
            linkages={it.code: it for it in linkages},
            deductions_on=deductions_on,
            face_value_fen=face_value_fen,
            pledge=pledge,
            base=base,
        )

    @event(ItemAdded)
    def _item_added(self, version: int, edit: int, item: Item) -> None:
        items = self.versions[version].items | {item.code: item}
        self._edited(version, edit, item.code, items=dict(sorted(items.items())))

    @event(ItemChanged)
    def _item_changed(self, version: int, edit: int, item: Item) -> None:
        items = self.versions[version].items | {item.code: item}
        self._edited(version, edit, item.code, items=items)

    @event(ItemRemoved)
    def _item_removed(self, version: int, edit: int, item_code: str) -> None:
        items = {code: it for code, it in self.versions[version].items.items() if code != item_code}
        self._edited(version, edit, item_code, items=items)

    @event(LinkageSet)
    def _linkage_set(self, version: int, edit: int, linkage: Linkage) -> None:
        linkages = self.versions[version].linkages | {linkage.code: linkage}
        self._edited(version, edit, linkage.code, linkages=dict(sorted(linkages.items())))

    @event(LinkageRemoved)
    def _linkage_removed(self, version: int, edit: int, linkage_code: str) -> None:
        there = self.versions[version].linkages
        linkages = {code: it for code, it in there.items() if code != linkage_code}
        self._edited(version, edit, linkage_code, linkages=linkages)

    @event(ParametersSet)
    def _parameters_set(
        self, version: int, edit: int, deductions_on: bool, face_value_fen: int
    ) -> None:
        changed = {"deductions_on": deductions_on, "face_value_fen": face_value_fen}
        self._edited(version, edit, PARAMETERS, **changed)

    @event(PledgeSet)
    def _pledge_set(self, version: int, edit: int, pledge: PledgeText | None) -> None:
        self._edited(version, edit, PLEDGE, pledge=pledge)

    @event(ConsultationClosed)
    def _consultation_closed(self, version: int) -> None:
        self._replace(version, stage=Stage.EDITING)

    @event(SentForReview)
    def _sent_for_review(self, version: int, sent_by: UUID) -> None:
        self._replace(version, stage=Stage.REVIEW, sent_by=sent_by)

    @event(Returned)
    def _returned(self, version: int) -> None:
        self._replace(version, stage=Stage.EDITING)

    @event(Cleared)
    def _cleared(self, version: int, fixed_on: date) -> None:
        self._replace(version, stage=Stage.VOTING, fixed_on=fixed_on)

    @event(Passed)
    def _passed(self, version: int, meeting: Meeting) -> None:
        self._replace(version, stage=Stage.PASSED, meeting=meeting)

    @event(VotedDown)
    def _voted_down(self, version: int) -> None:
        self._replace(version, stage=Stage.EDITING, fixed_on=None)

    @event(Filed)
    def _filed(self, version: int, filing_number: str, filed_on: date) -> None:
        filed = {"filing_number": filing_number, "filed_on": filed_on}
        self._replace(version, stage=Stage.FILED, **filed)

    @event(Enacted)
    def _enacted(self, version: int, in_force_from: date) -> None:
        self._replace(version, stage=Stage.ENACTED, in_force_from=in_force_from)

    @event(Dropped)
    def _dropped(self, version: int) -> None:
        self._replace(version, stage=Stage.DROPPED)
