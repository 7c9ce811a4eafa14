"""Merges, splits and requests at the desk: proposed, confirmed by a second person, answered."""

from uuid import UUID

from flask import Response, request

from api.auth import caller
from api.execution import carry_out
from api.households.changes import proposed
from api.households.finding import household_here
from api.households.requests import answer
from api.permissions import Action, requires
from api.services import services
from api.texts import with_text
from ledger.households.change_commands import (
    ConfirmHouseholdChange,
    ProposeMerge,
    ProposeSplit,
    TurnDownHouseholdChange,
    WithdrawHouseholdChange,
)
from ledger.households.kinds import ChangeReason, NewMember, Relation
from ledger.kernel.commands import Command
from ledger.kernel.errors import LedgerError
from people.texts import TEXT_LENGTH_MAX
from web.blueprints import Pages
from web.errors import status_of_page
from web.forms import form_stamp
from web.households.desk import answered, changed, shown_list, shown_one
from web.rendering import see

pages = Pages("household_changes")

_ONE = "/desk/households/<uuid:household_id>"
_CHANGE = f"{_ONE}/changes/<int:number>"


@pages.post(f"{_ONE}/merge")
@requires(Action.MANAGE_HOUSEHOLDS)
def merge(household_id: UUID) -> Response:
    """Propose that this household goes into another one (并户)."""
    row, own_stamp = household_here(household_id), form_stamp()
    number, words = (request.form.get(it, "").strip() for it in ("into_number", "words"))
    reason = request.form.get("reason", "")
    into = services().views.households.by_number(row.unit_code, number)
    if into is None:
        return shown_one(household_id, "household_not_found")
    if reason not in set(ChangeReason) or len(words) > TEXT_LENGTH_MAX:
        return shown_one(household_id, "field_missing")

    def command_of(text_id: UUID | None) -> Command:
        return ProposeMerge(
            **own_stamp,
            household_id=household_id,
            into_id=into.household_id,
            reason=ChangeReason(reason),
            proposed_by=caller().person_id,
            text_id=text_id,
        )

    return answered(household_id, lambda: proposed(own_stamp["key"], words, command_of))


@pages.post(f"{_ONE}/split")
@requires(Action.MANAGE_HOUSEHOLDS)
def split(household_id: UUID) -> Response:
    """Propose that some members become a household of their own (分户)."""
    row, own_stamp = household_here(household_id), form_stamp()
    number, words = (request.form.get(it, "").strip() for it in ("new_number", "words"))
    reason, head = request.form.get("reason", ""), request.form.get("new_head", "")
    stays, leaves = (request.form.get(it, 0, type=int) for it in ("stays", "leaves"))
    going = list(dict.fromkeys([head, *request.form.getlist("going")]))
    ids = {str(it.person_id) for it in services().views.households.members(household_id)}
    if reason not in set(ChangeReason) or not number or not set(going) <= ids:
        return shown_one(household_id, "split_members_invalid" if reason else "field_missing")
    members = tuple(
        NewMember(UUID(it), Relation.HEAD if it == head else Relation.OTHER_RELATIVE)
        for it in going
    )

    def command_of(text_id: UUID | None) -> Command:
        return ProposeSplit(
            **own_stamp,
            household_id=household_id,
            new_number=number,
            group=row.group,
            members=members,
            stays=stays,
            leaves=leaves,
            reason=ChangeReason(reason),
            proposed_by=caller().person_id,
            text_id=text_id,
        )

    return answered(household_id, lambda: proposed(own_stamp["key"], words, command_of))


@pages.post(f"{_CHANGE}/confirmation")
@requires(Action.CONFIRM_HOUSEHOLDS)
def confirm(household_id: UUID, number: int) -> Response:
    """Confirm as the second person (第二人确认)."""
    return changed(
        household_id,
        lambda stamp, by: ConfirmHouseholdChange(
            **stamp, household_id=household_id, number=number, confirmed_by=by
        ),
    )


@pages.post(f"{_CHANGE}/refusal")
@requires(Action.CONFIRM_HOUSEHOLDS)
def turn_down(household_id: UUID, number: int) -> Response:
    """Turn down as the second person, and say why (不同意)."""
    household_here(household_id)
    own_stamp, words = form_stamp(), request.form.get("words", "").strip()
    if not 0 < len(words) <= TEXT_LENGTH_MAX:
        return shown_one(household_id, "field_missing")
    by = caller().person_id

    def command_of(text_id: UUID) -> Command:
        return TurnDownHouseholdChange(
            **own_stamp, household_id=household_id, number=number, text_id=text_id, decided_by=by
        )

    return answered(
        household_id,
        lambda: with_text(
            own_stamp["key"], words, None, lambda it: carry_out(services(), command_of(it))
        ),
    )


@pages.post(f"{_CHANGE}/withdrawal")
@requires(Action.MANAGE_HOUSEHOLDS)
def withdraw(household_id: UUID, number: int) -> Response:
    """Take one's own proposal back (撤回)."""
    return changed(
        household_id,
        lambda stamp, by: WithdrawHouseholdChange(
            **stamp, household_id=household_id, number=number, withdrawn_by=by
        ),
    )


@pages.post("/desk/household-requests/<uuid:person_id>/<int:number>")
@requires(Action.MANAGE_HOUSEHOLDS)
def answer_request(person_id: UUID, number: int) -> Response:
    """Answer what a member asked for (答复)."""
    words = request.form.get("words", "").strip()
    own_stamp, is_done = form_stamp(), request.form.get("is_done") == "1"
    if len(words) > TEXT_LENGTH_MAX or not (words or is_done):
        return shown_list("field_missing")
    try:
        recorded = answer(own_stamp, person_id, number, words or None, is_done=is_done)
    except LedgerError as no:
        return shown_list(no.code, status_of_page(no))
    return see("pages_households.households", after=recorded.position)
