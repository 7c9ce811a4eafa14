"""How events become the versions of rule books."""

from collections.abc import Sequence
from typing import Any

import msgspec
from msgspec.structs import replace

from ledger.moral.items import Item, Linkage
from ledger.moral.pledge import Pledge
from ledger.moral.rulebook import Rulebook
from ledger.moral.rulebook_facts import OfVersion
from ledger.moral.template import RuleTemplate
from ledger.moral.versions import Stage, Version
from projections.projection import Fold, LogEvent, folds


class TemplateBody(msgspec.Struct, frozen=True):
    """What a template holds."""

    items: list[Item]
    linkages: list[Linkage]


def write(body: Version | TemplateBody) -> str:
    """Write a body as the table keeps it."""
    return msgspec.json.encode(body).decode()


def read_version(body: str) -> Version:
    """Read a version back."""
    return msgspec.json.decode(body, type=Version)


class RulebooksFold(Fold):
    """One batch of events of rule books and templates."""

    def load(self, batch: Sequence[LogEvent]) -> None:
        """Read the versions that are changed."""
        self.rows["versions"].load(
            (log.event.unit_code, log.event.version)
            for log in batch
            if isinstance(log.event, OfVersion) and not isinstance(log.event, Rulebook.Drafted)
        )

    @folds(Rulebook.Drafted)
    def _drafted(self, log: LogEvent) -> None:
        event = log.event
        version = Version(
            number=event.version,
            stage=Stage.CONSULTATION,
            items={it.code: it for it in event.items},
            linkages={it.code: it for it in event.linkages},
            deductions_on=event.deductions_on,
            face_value_fen=event.face_value_fen,
            pledge=event.pledge,
            base=event.base,
        )
        times = ("sent_at", "cleared_at", "passed_at", "filed_at", "enacted_at")
        nothing = ("in_force_from", "opinions", "edited_by", "edited_at", "returned_text_id")
        self.rows["versions"].put(
            {
                "unit_code": event.unit_code,
                "number": event.version,
                "position": log.position,
                "rulebook_id": event.originator_id,
                "stage": version.stage.value,
                "body": write(version),
                "drafted_at": event.occurred_at,
                **dict.fromkeys((*times, *nothing, "returned_at", "voted_down")),
            }
        )

    @folds(Rulebook.ItemAdded, Rulebook.ItemChanged)
    def _item_put(self, log: LogEvent) -> None:
        item = log.event.item
        version = self._version(log.event)
        self._edit(log, version, items=_sorted(version.items | {item.code: item}))

    @folds(Rulebook.ItemRemoved)
    def _item_removed(self, log: LogEvent) -> None:
        version = self._version(log.event)
        self._edit(log, version, items=_without(version.items, log.event.item_code))

    @folds(Rulebook.LinkageSet)
    def _linkage_set(self, log: LogEvent) -> None:
        linkage = log.event.linkage
        version = self._version(log.event)
        linkages = _sorted(version.linkages | {linkage.code: linkage})
        self._edit(log, version, linkages=linkages)

    @folds(Rulebook.LinkageRemoved)
    def _linkage_removed(self, log: LogEvent) -> None:
        version = self._version(log.event)
        self._edit(log, version, linkages=_without(version.linkages, log.event.linkage_code))

    @folds(Rulebook.ParametersSet)
    def _parameters_set(self, log: LogEvent) -> None:
        event = log.event
        changed = {"deductions_on": event.deductions_on, "face_value_fen": event.face_value_fen}
        self._edit(log, self._version(event), **changed)

    @folds(Rulebook.PledgeSet)
    def _pledge_set(self, log: LogEvent) -> None:
        self._edit(log, self._version(log.event), pledge=log.event.pledge)

    @folds(Rulebook.ConsultationClosed)
    def _consultation_closed(self, log: LogEvent) -> None:
        self._move(log, Stage.EDITING, opinions=log.event.opinions)

    @folds(Rulebook.SentForReview)
    def _sent_for_review(self, log: LogEvent) -> None:
        sent = {"sent_at": log.event.occurred_at, "returned_text_id": None, "voted_down": None}
        self._move(log, Stage.REVIEW, {"sent_by": log.event.sent_by}, **sent)

    @folds(Rulebook.Returned)
    def _returned(self, log: LogEvent) -> None:
        event = log.event
        returned = {"returned_text_id": event.text_id, "returned_at": event.occurred_at}
        self._move(log, Stage.EDITING, **returned)

    @folds(Rulebook.Cleared)
    def _cleared(self, log: LogEvent) -> None:
        fixed = {"fixed_on": log.event.fixed_on}
        self._move(log, Stage.VOTING, fixed, cleared_at=log.event.occurred_at)

    @folds(Rulebook.Passed)
    def _passed(self, log: LogEvent) -> None:
        meeting = {"meeting": log.event.meeting}
        self._move(log, Stage.PASSED, meeting, passed_at=log.event.occurred_at)

    @folds(Rulebook.VotedDown)
    def _voted_down(self, log: LogEvent) -> None:
        written = msgspec.json.encode(log.event.meeting).decode()
        self._move(log, Stage.EDITING, {"fixed_on": None}, voted_down=written)

    @folds(Rulebook.Filed)
    def _filed(self, log: LogEvent) -> None:
        event = log.event
        filed = {"filing_number": event.filing_number, "filed_on": event.filed_on}
        self._move(log, Stage.FILED, filed, filed_at=event.occurred_at)

    @folds(Rulebook.Enacted)
    def _enacted(self, log: LogEvent) -> None:
        day = {"in_force_from": log.event.in_force_from}
        self._move(log, Stage.ENACTED, day, enacted_at=log.event.occurred_at, **day)

    @folds(Rulebook.Dropped)
    def _dropped(self, log: LogEvent) -> None:
        self._move(log, Stage.DROPPED)

    @folds(RuleTemplate.Published)
    def _published(self, log: LogEvent) -> None:
        event = log.event
        self.rows["templates"].put(
            {
                "county_code": event.county_code,
                "number": event.version,
                "body": write(TemplateBody(event.items, event.linkages)),
                "published_by": event.published_by,
                "published_at": event.occurred_at,
            }
        )

    @folds(Pledge.Signed)
    def _signed(self, log: LogEvent) -> None:
        event = log.event
        self.rows["pledges"].append(
            {
                "household_id": event.household_id,
                "version": event.rulebook_version,
                "unit_code": event.unit_code,
                "signed_by": event.signed_by,
                "method": event.method,
                "entered_by": event.entered_by,
                "photo_id": event.photo_id,
                "photo_hash": event.photo_hash,
                "signed_at": event.occurred_at,
            }
        )

    def _version(self, event: Any) -> Version:
        row = self.rows["versions"].get((event.unit_code, event.version))
        assert row is not None, "a version is drafted before it is changed"
        return read_version(row["body"])

    def _edit(self, log: LogEvent, version: Version, **changes: Any) -> None:
        event = log.event
        row = self.rows["versions"].change((event.unit_code, event.version))
        row["body"] = write(replace(version, edit=event.edit, **changes))
        row |= {"edited_by": event.edited_by, "edited_at": event.occurred_at}
        row["position"] = log.position

    def _move(
        self, log: LogEvent, stage: Stage, changes: dict[str, Any] | None = None, **columns: Any
    ) -> None:
        event = log.event
        version = replace(self._version(event), stage=stage, **(changes or {}))
        row = self.rows["versions"].change((event.unit_code, event.version))
        row |= {"stage": stage.value, "body": write(version), "position": log.position, **columns}


def _sorted(there: dict[str, Any]) -> dict[str, Any]:
    return dict(sorted(there.items()))


def _without(there: dict[str, Any], code: str) -> dict[str, Any]:
    return {name: it for name, it in there.items() if name != code}
