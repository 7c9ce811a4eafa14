"""Doors of the way a draft goes: opinions, township, meeting, filing, in force."""

from typing import Any

from flask import Response

from api.auth import caller
from api.doors import Doors
from api.execution import carry_out, execute, told
from api.idempotency import Stamp, stamp
from api.moral.rulebook_answers import (
    RulebookRecorded,
    RuleVoteRecorded,
)
from api.moral.rulebook_finding import own_village
from api.moral.rulebook_schemas import (
    RuleConsultationSchema,
    RuleEnactSchema,
    RuleFilingSchema,
    RuleReviewSchema,
    RuleVoteSchema,
)
from api.permissions import Action, requires
from api.reading import EmptySchema
from api.services import services
from api.texts import with_text
from ledger.kernel.receipts import Recorded
from ledger.moral.meetings import Meeting
from ledger.moral.rulebook_commands import (
    ClearRulebook,
    CloseConsultation,
    DropRulebookDraft,
    EnactRulebook,
    FileRulebook,
    RecordRulebookVote,
    ReturnRulebook,
    SendRulebookForReview,
)

blp = Doors("rulebook-steps", "From a draft to a rule book in force")


@blp.post("/rulebooks/<string:unit_code>/versions/<int:version>/consultation-end")
@requires(Action.EDIT_RULEBOOK)
@blp.commands(RuleConsultationSchema, RulebookRecorded)
def close_consultation(loaded: dict[str, Any], unit_code: str, version: int) -> Response:
    """End the time for opinions (征求意见结束)."""
    return execute(CloseConsultation(**stamp(), **_of(unit_code, version), **loaded), 201)


@blp.post("/rulebooks/<string:unit_code>/versions/<int:version>/submission")
@requires(Action.EDIT_RULEBOOK)
@blp.commands(EmptySchema, RulebookRecorded)
def send_rulebook_for_review(_loaded: dict[str, Any], unit_code: str, version: int) -> Response:
    """Send a draft to the township (送镇里审查)."""
    return execute(SendRulebookForReview(**stamp(), **_of(unit_code, version)), 201)


@blp.post("/rulebooks/<string:unit_code>/versions/<int:version>/review")
@requires(Action.REVIEW_RULEBOOK)
@blp.commands(RuleReviewSchema, RulebookRecorded)
def review_rulebook(loaded: dict[str, Any], unit_code: str, version: int) -> Response:
    """Let a draft be voted on, or send it back with the reason (镇里审查)."""
    given, of = stamp(), _of(unit_code, version)
    if loaded["passed"]:
        return execute(ClearRulebook(**given, **of), 201)
    return told(return_draft(given, of, loaded["words"] or ""), 201)


@blp.post("/rulebooks/<string:unit_code>/versions/<int:version>/vote")
@requires(Action.EDIT_RULEBOOK)
@blp.commands(RuleVoteSchema, RuleVoteRecorded)
def record_rulebook_vote(loaded: dict[str, Any], unit_code: str, version: int) -> Response:
    """Enter how a meeting voted; one that is too small decides nothing (表决结果)."""
    of = _of(unit_code, version)
    return execute(RecordRulebookVote(**stamp(), **of, meeting=Meeting(**loaded)), 201)


@blp.post("/rulebooks/<string:unit_code>/versions/<int:version>/filing")
@requires(Action.REVIEW_RULEBOOK)
@blp.commands(RuleFilingSchema, RulebookRecorded)
def file_rulebook(loaded: dict[str, Any], unit_code: str, version: int) -> Response:
    """File a version that was passed (备案)."""
    return execute(FileRulebook(**stamp(), **_of(unit_code, version), **loaded), 201)


@blp.post("/rulebooks/<string:unit_code>/versions/<int:version>/enactment")
@requires(Action.EDIT_RULEBOOK)
@blp.commands(RuleEnactSchema, RulebookRecorded)
def enact_rulebook(loaded: dict[str, Any], unit_code: str, version: int) -> Response:
    """Put a filed version in force from a day (公布生效)."""
    return execute(EnactRulebook(**stamp(), **_of(unit_code, version), **loaded), 201)


@blp.post("/rulebooks/<string:unit_code>/versions/<int:version>/dropping")
@requires(Action.EDIT_RULEBOOK)
@blp.commands(EmptySchema, RulebookRecorded)
def drop_rulebook_draft(_loaded: dict[str, Any], unit_code: str, version: int) -> Response:
    """Give a draft up (放弃草案)."""
    return execute(DropRulebookDraft(**stamp(), **_of(unit_code, version)), 201)


def return_draft(given: Stamp, of: dict[str, Any], words: str) -> Recorded:
    """Send a draft back with the reason, which is about nobody."""

    def carry(text_id: Any) -> Recorded:
        return carry_out(services(), ReturnRulebook(**given, **of, text_id=text_id))

    return with_text(given["key"], words, None, carry)


def _of(unit_code: str, version: int) -> dict[str, Any]:
    return {"unit_code": own_village(unit_code), "version": version, "by": caller().person_id}
