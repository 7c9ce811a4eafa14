"""The desk of the rule book: the clerk edits a draft, tries it and takes it step by step."""

from collections.abc import Callable
from typing import Any

from flask import Response, request

from api.auth import caller
from api.execution import answer_of, carry_out
from api.moral.rulebook_finding import own_village
from api.permissions import Action, requires
from api.services import services
from ledger.kernel.commands import Command
from ledger.kernel.errors import LedgerError
from ledger.moral.rulebook_commands import (
    AddRuleItem,
    ChangeRuleItem,
    CloseConsultation,
    DraftRulebook,
    DropRulebookDraft,
    EnactRulebook,
    RecordRulebookVote,
    RemoveLinkage,
    RemoveRuleItem,
    SendRulebookForReview,
    SetLinkage,
    SetRuleParameters,
)
from web.blueprints import Pages, fresh
from web.forms import form_stamp
from web.moral.rule_forms import number, typed_day, typed_item, typed_linkage, typed_meeting
from web.moral.rulebook_desk_page import desk_page
from web.rendering import see

pages = Pages("rulebook_desk")


@pages.get("/desk/rulebook")
@requires(Action.EDIT_RULEBOOK)
@fresh
def desk() -> Response:
    """Show the draft, an item of it to change, and the next step (积分细则)."""
    return desk_page()


@pages.post("/desk/rulebook/drafts")
@requires(Action.EDIT_RULEBOOK)
def begin() -> Response:
    """Begin a version (起草)."""
    from_template = request.form.get("base") == "template"
    return _done(
        lambda: DraftRulebook(
            **form_stamp(),
            unit_code=own_village(caller().grant.unit_code),
            from_template=from_template,
            drafted_by=caller().person_id,
        )
    )


@pages.post("/desk/rulebook/items")
@requires(Action.EDIT_RULEBOOK)
def save_item() -> Response:
    """Add an item, or change the one that was chosen (存草案)."""
    item, was = typed_item(), request.form.get("was", "")
    command = ChangeRuleItem if was == item.code else AddRuleItem
    return _done(lambda: command(**_edit(), item=item), item=item.code)


@pages.post("/desk/rulebook/items/removal")
@requires(Action.EDIT_RULEBOOK)
def remove_item() -> Response:
    """Take an item out (删去)."""
    return _done(lambda: RemoveRuleItem(**_edit(), item_code=request.form.get("was", "")))


@pages.post("/desk/rulebook/linkages")
@requires(Action.EDIT_RULEBOOK)
def save_linkage() -> Response:
    """Say what points are good for (存草案)."""
    linkage = typed_linkage()
    return _done(lambda: SetLinkage(**_edit(), linkage=linkage), linkage=linkage.code)


@pages.post("/desk/rulebook/linkages/removal")
@requires(Action.EDIT_RULEBOOK)
def remove_linkage() -> Response:
    """Take it out (删去)."""
    return _done(lambda: RemoveLinkage(**_edit(), linkage_code=request.form.get("was", "")))


@pages.post("/desk/rulebook/parameters")
@requires(Action.EDIT_RULEBOOK)
def save_parameters() -> Response:
    """Switch deductions on or off, and say what a point is worth (存草案)."""
    on, fen = request.form.get("deductions_on") == "yes", number("face_value_fen") or 0
    return _done(
        lambda: SetRuleParameters(**_edit(), deductions_on=on, face_value_fen=fen),
        part="parameters",
    )


@pages.post("/desk/rulebook/consultation-end")
@requires(Action.EDIT_RULEBOOK)
def close_consultation() -> Response:
    """End the time for opinions (结束征求意见)."""
    opinions = number("opinions")
    said = -1 if opinions is None else opinions
    return _done(lambda: CloseConsultation(**_of(), opinions=said))


@pages.post("/desk/rulebook/submission")
@requires(Action.EDIT_RULEBOOK)
def submit() -> Response:
    """Send the draft to the township (送镇里审查)."""
    return _done(lambda: SendRulebookForReview(**_of()))


@pages.post("/desk/rulebook/vote")
@requires(Action.EDIT_RULEBOOK)
def record_vote() -> Response:
    """Enter how the meeting voted (记表决结果)."""
    meeting = typed_meeting()
    return _done(lambda: RecordRulebookVote(**_of(), meeting=meeting))


@pages.post("/desk/rulebook/enactment")
@requires(Action.EDIT_RULEBOOK)
def enact() -> Response:
    """Put it in force from a day (公布)."""
    return _done(lambda: EnactRulebook(**_of(), in_force_from=typed_day("in_force_from")))


@pages.post("/desk/rulebook/dropping")
@requires(Action.EDIT_RULEBOOK)
def drop() -> Response:
    """Give the draft up (放弃草案)."""
    return _done(lambda: DropRulebookDraft(**_of()))


def _of() -> dict[str, Any]:
    return {
        **form_stamp(),
        "unit_code": own_village(caller().grant.unit_code),
        "version": number("version") or 0,
        "by": caller().person_id,
    }


def _edit() -> dict[str, Any]:
    return {**_of(), "edit": number("edit") or 0}


def _done(make: Callable[[], Command], **chosen: str) -> Response:
    """Carry a command out and show the desk again; what is refused stays in its form."""
    command = make()
    try:
        recorded = carry_out(services(), command)
    except LedgerError as no:
        return desk_page(no)
    return see(".desk", after=answer_of(recorded)["position"], **chosen)
