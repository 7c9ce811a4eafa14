"""Doors of what members ask the clerk for: a move, a split, a lost plate."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from flask import Response

from api.answers import pages_of
from api.auth import asked_unit, caller
from api.doors import Doors
from api.execution import carry_out, execute, told
from api.households.answers import HouseholdChanged, HouseholdRequestAnswer
from api.households.finding import household_here, numbers_of, own_household
from api.households.schemas import (
    HouseholdRequestAnsweredSchema,
    HouseholdRequestMadeSchema,
    WaitingHouseholdsQuery,
)
from api.idempotency import Stamp, stamp
from api.paging import page, read_cursor
from api.permissions import Action, requires
from api.reach import scope_of
from api.reading import EmptySchema, ReadQuery, settled
from api.services import services
from api.volunteering.notes import noted, read_notes
from ledger.households.commands import (
    AnswerHouseholdRequest,
    MakeHouseholdRequest,
    WithdrawHouseholdRequest,
)
from ledger.households.errors import HouseholdRequestNotFoundError
from ledger.households.kinds import RequestKind
from ledger.kernel.receipts import Recorded
from projections.households.waiting import RequestRow

blp = Doors("household_requests", "What members ask about their household")


@blp.post("/me/household/requests")
@requires(Action.OWN_HOUSEHOLD)
@blp.commands(HouseholdRequestMadeSchema, HouseholdChanged)
def make_request(loaded: dict[str, Any]) -> Response:
    """Ask the clerk for something about one's own household; one request at a time (申请)."""
    return told(ask(stamp(), RequestKind(loaded["kind"]), loaded["words"]), 201)


@blp.get("/me/household/requests")
@requires(Action.OWN_HOUSEHOLD)
@blp.reads(ReadQuery, pages_of(HouseholdRequestAnswer))
def list_own_requests(_asked: dict[str, Any]) -> Any:
    """List what one asked for, latest first (我的申请)."""
    found = services().views.household_requests.of_person(caller().person_id)
    return page(requests_shown(found), None)


@blp.post("/me/household/requests/<int:number>/withdrawal")
@requires(Action.OWN_HOUSEHOLD)
@blp.commands(EmptySchema, HouseholdChanged)
def withdraw_request(_loaded: dict[str, Any], number: int) -> Response:
    """Take one's own request back (撤回申请)."""
    command = WithdrawHouseholdRequest(**stamp(), person_id=caller().person_id, number=number)
    return execute(command, 201)


@blp.get("/household-requests")
@requires(Action.MANAGE_HOUSEHOLDS)
@blp.reads(WaitingHouseholdsQuery, pages_of(HouseholdRequestAnswer))
def list_waiting_requests(asked: dict[str, Any]) -> Any:
    """List what members of the own unit wait for, oldest first (待办申请)."""
    limit, after = asked["limit"], read_cursor(asked["cursor"], int)
    scope = scope_of(asked_unit(asked["unit"]))
    found = services().views.household_requests.waiting(scope, limit, after)
    return page(requests_shown(found), found[-1].position if len(found) == limit else None)


@blp.post("/household-requests/<uuid:person_id>/<int:number>/answer")
@requires(Action.MANAGE_HOUSEHOLDS)
@blp.commands(HouseholdRequestAnsweredSchema, HouseholdChanged)
def answer_request(loaded: dict[str, Any], person_id: UUID, number: int) -> Response:
    """Say that it was done, or why not (答复申请)."""
    recorded = answer(stamp(), person_id, number, loaded["words"], is_done=loaded["is_done"])
    return told(recorded, 201)


def ask(own_stamp: Stamp, kind: RequestKind, words: str | None) -> Recorded:
    """Ask for something about the caller's household."""
    household, person_id = own_household(), caller().person_id

    def carry(text_id: UUID | None) -> Recorded:
        command = MakeHouseholdRequest(
            **own_stamp,
            household_id=household.household_id,
            person_id=person_id,
            kind=kind,
            text_id=text_id,
        )
        return carry_out(services(), command)

    return noted(own_stamp["key"], words, person_id, carry)


def answer(
    own_stamp: Stamp, person_id: UUID, number: int, words: str | None, *, is_done: bool
) -> Recorded:
    """Answer a request of somebody of the caller's unit."""
    row = settled(services(), lambda: _request(person_id, number))
    if row is None:
        raise HouseholdRequestNotFoundError(number=number)
    household_here(row.household_id)
    who = caller().person_id

    def carry(text_id: UUID | None) -> Recorded:
        command = AnswerHouseholdRequest(
            **own_stamp,
            person_id=person_id,
            number=number,
            is_done=is_done,
            text_id=text_id,
            answered_by=who,
        )
        return carry_out(services(), command)

    return noted(own_stamp["key"], words, person_id, carry)


def requests_shown(rows: list[RequestRow]) -> list[dict[str, Any]]:
    """Put the numbers of households and the words of both sides beside requests."""
    numbers = numbers_of(it.household_id for it in rows)
    ids = [text_id for it in rows for text_id in (it.text_id, it.answer_text_id)]
    notes = read_notes(services(), ids)
    return [
        {
            **asdict(it),
            "household_number": numbers.get(it.household_id, ""),
            "words": notes.get(it.text_id) if it.text_id else None,
            "answer": notes.get(it.answer_text_id) if it.answer_text_id else None,
        }
        for it in rows
    ]


def _request(person_id: UUID, number: int) -> RequestRow | None:
    found = services().views.household_requests.of_person(person_id)
    return next((it for it in found if it.number == number), None)
