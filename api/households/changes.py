"""Doors of merges and splits: proposed by a clerk, decided by a second person."""

from collections.abc import Callable
from dataclasses import asdict
from typing import Any
from uuid import UUID

from flask import Response

from api.answers import pages_of
from api.auth import asked_unit, caller
from api.doors import Doors
from api.execution import carry_out, execute, told
from api.households.answers import HouseholdChangeAnswer, HouseholdChanged
from api.households.finding import household_here, numbers_of
from api.households.schemas import (
    HouseholdMergeSchema,
    HouseholdSplitSchema,
    HouseholdWordsSchema,
    WaitingHouseholdsQuery,
)
from api.idempotency import stamp
from api.paging import page, read_cursor
from api.permissions import Action, requires
from api.photos.evidence import keep_as_evidence, sent_photos
from api.reach import scope_of
from api.reading import EmptySchema
from api.services import services
from api.texts import with_text
from api.volunteering.notes import noted, read_notes
from ledger.households.change_commands import (
    ConfirmHouseholdChange,
    ProposeMerge,
    ProposeSplit,
    TurnDownHouseholdChange,
    WithdrawHouseholdChange,
)
from ledger.households.kinds import ChangeReason, NewMember, Relation
from ledger.kernel.commands import Command
from ledger.kernel.receipts import Recorded
from projections.households.waiting import ChangeRow

blp = Doors("household_changes", "Merges and splits of households, by two people")

ONE = "/households/<uuid:household_id>"
CHANGE = f"{ONE}/changes/<int:number>"


@blp.post(f"{ONE}/merge")
@requires(Action.MANAGE_HOUSEHOLDS)
@blp.commands(HouseholdMergeSchema, HouseholdChanged)
def propose_merge(loaded: dict[str, Any], household_id: UUID) -> Response:
    """Propose that this household becomes part of another one (并户); a second person decides."""
    household_here(household_id)
    household_here(loaded["into_id"])
    own_stamp = stamp()

    def command_of(text_id: UUID | None) -> Command:
        return ProposeMerge(
            **own_stamp,
            household_id=household_id,
            into_id=loaded["into_id"],
            relations=related(loaded["relations"]),
            **_basis(loaded, text_id),
        )

    return told(_proposed(own_stamp["key"], loaded, command_of), 201)


@blp.post(f"{ONE}/split")
@requires(Action.MANAGE_HOUSEHOLDS)
@blp.commands(HouseholdSplitSchema, HouseholdChanged)
def propose_split(loaded: dict[str, Any], household_id: UUID) -> Response:
    """Propose that some members become a household with their share (分户); a second decides."""
    household_here(household_id)
    own_stamp = stamp()

    def command_of(text_id: UUID | None) -> Command:
        return ProposeSplit(
            **own_stamp,
            household_id=household_id,
            new_number=loaded["new_number"],
            group=loaded["group"],
            members=related(loaded["members"]),
            stays=loaded["stays"],
            leaves=loaded["leaves"],
            **_basis(loaded, text_id),
        )

    return told(_proposed(own_stamp["key"], loaded, command_of), 201)


@blp.get("/household-changes")
@requires(Action.CONFIRM_HOUSEHOLDS)
@blp.reads(WaitingHouseholdsQuery, pages_of(HouseholdChangeAnswer))
def list_waiting_changes(asked: dict[str, Any]) -> Any:
    """List merges and splits of the own unit that wait for a second person, oldest first."""
    limit, after = asked["limit"], read_cursor(asked["cursor"], int)
    scope = scope_of(asked_unit(asked["unit"]))
    found = services().views.household_changes.waiting(scope, limit, after)
    return page(changes_shown(found), found[-1].position if len(found) == limit else None)


@blp.post(f"{CHANGE}/confirmation")
@requires(Action.CONFIRM_HOUSEHOLDS)
@blp.commands(EmptySchema, HouseholdChanged)
def confirm_change(_loaded: dict[str, Any], household_id: UUID, number: int) -> Response:
    """Carry out what somebody else proposed: members and points move at once (第二人确认)."""
    household_here(household_id)
    who = caller().person_id
    command = ConfirmHouseholdChange(
        **stamp(), household_id=household_id, number=number, confirmed_by=who
    )
    return execute(command, 201)


@blp.post(f"{CHANGE}/refusal")
@requires(Action.CONFIRM_HOUSEHOLDS)
@blp.commands(HouseholdWordsSchema, HouseholdChanged)
def turn_down_change(loaded: dict[str, Any], household_id: UUID, number: int) -> Response:
    """Leave the households as they are, and say why (不同意)."""
    household_here(household_id)
    own_stamp, who = stamp(), caller().person_id

    def carry(text_id: UUID) -> Recorded:
        command = TurnDownHouseholdChange(
            **own_stamp,
            household_id=household_id,
            number=number,
            text_id=text_id,
            decided_by=who,
        )
        return carry_out(services(), command)

    return told(with_text(own_stamp["key"], loaded["words"], None, carry), 201)


@blp.post(f"{CHANGE}/withdrawal")
@requires(Action.MANAGE_HOUSEHOLDS)
@blp.commands(EmptySchema, HouseholdChanged)
def withdraw_change(_loaded: dict[str, Any], household_id: UUID, number: int) -> Response:
    """Take one's own proposal back (撤回)."""
    household_here(household_id)
    who = caller().person_id
    command = WithdrawHouseholdChange(
        **stamp(), household_id=household_id, number=number, withdrawn_by=who
    )
    return execute(command, 201)


def related(said: list[dict[str, Any]]) -> tuple[NewMember, ...]:
    """Return who becomes what to the head they get."""
    return tuple(NewMember(it["person_id"], Relation(it["relation"])) for it in said)


def proposed(key: str, words: str | None, command_of: Callable[[UUID | None], Command]) -> Recorded:
    """Keep the note about the heads' agreement and have the change proposed."""
    return noted(key, words, None, lambda text_id: carry_out(services(), command_of(text_id)))


def _proposed(
    key: str, loaded: dict[str, Any], command_of: Callable[[UUID | None], Command]
) -> Recorded:
    """Have the change proposed; the picture of what the heads signed is the caller's, and stays."""
    signed = [it.photo_id for it in sent_photos([loaded["photo_id"]] if loaded["photo_id"] else [])]
    recorded = proposed(key, loaded["words"], command_of)
    keep_as_evidence(signed)
    return recorded


def changes_shown(rows: list[ChangeRow]) -> list[dict[str, Any]]:
    """Put the numbers of their households and the notes beside merges and splits."""
    numbers = numbers_of(it.household_id for it in rows)
    notes = read_notes(services(), (it.text_id for it in rows))
    return [
        {
            **asdict(it),
            "household_number": numbers.get(it.household_id, ""),
            "words": notes.get(it.text_id) if it.text_id else None,
            "is_own": it.proposed_by == caller().grant.person_id,
        }
        for it in rows
    ]


def _basis(loaded: dict[str, Any], text_id: UUID | None) -> dict[str, Any]:
    return {
        "reason": ChangeReason(loaded["reason"]),
        "text_id": text_id,
        "photo_id": loaded["photo_id"],
        "proposed_by": caller().person_id,
    }
