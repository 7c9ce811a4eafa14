"""Doors of presence: ticks with a witness, made-up minutes, and what people decide on."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask import Response

from api.answers import pages_of
from api.auth import asked_unit, caller
from api.doors import Doors
from api.execution import execute
from api.idempotency import stamp
from api.paging import page, read_cursor
from api.permissions import Action, requires
from api.persons.names import named
from api.rates.quotas import SCANS
from api.reach import scope_of
from api.reading import EmptySchema
from api.scans.doors import told
from api.scans.schemas import ScanAnswer
from api.services import services
from api.volunteering.notes import noted
from api.volunteering.presence_schemas import (
    Confirmed,
    Decided,
    DecisionSchema,
    DoubtAnswer,
    HeldAnswer,
    MakeUpSchema,
    RecordAnswer,
    Settled,
    SettlementSchema,
    StateQuery,
    SupplementAnswer,
    SupplementRecorded,
    TickSchema,
    ZeroAnswer,
)
from api.volunteering.recording import record_of, zero_of
from api.volunteering.reviewing import (
    confirmation_of,
    decision_of,
    make_up_of,
    settlement_of,
    supplement_within,
)
from api.volunteering.schemas import UnitQuery
from api.volunteering.ticking import Tick, tick

blp = Doors("presence", "Who was where, and what people decide on")


@blp.post("/activities/<uuid:activity_id>/ticks")
@requires(Action.RECORD_PRESENCE, quota=SCANS)
@blp.commands(TickSchema, ScanAnswer, status=200)
def tick_list(loaded: dict[str, Any], activity_id: UUID) -> Response:
    """Tick somebody in, or out if they are in, with a witness who was there (点名)."""
    return told(tick(services(), caller(), activity_id, Tick(**loaded), stamp()))


@blp.post("/activities/<uuid:activity_id>/supplements")
@requires(Action.RECORD_PRESENCE)
@blp.commands(MakeUpSchema, SupplementRecorded)
def make_up(loaded: dict[str, Any], activity_id: UUID) -> Response:
    """Make minutes up for somebody whose scans are missing; a second person decides (补录)."""
    own_stamp, note = stamp(), loaded.pop("note")

    def carry_out(text_id: UUID | None) -> Response:
        more = {**loaded, "text_id": text_id, "stamp": own_stamp}
        return execute(make_up_of(services(), caller(), activity_id, **more), 201)

    return noted(own_stamp["key"], note, loaded["person_id"], carry_out)


@blp.get("/supplements")
@requires(Action.REVIEW_PRESENCE)
@blp.reads(StateQuery, pages_of(SupplementAnswer))
def list_supplements(asked: dict[str, Any]) -> Any:
    """List made-up minutes of the caller's own unit and below, oldest first (待确认的补录)."""
    limit, after = asked["limit"], read_cursor(asked["cursor"], UUID)
    known, scope = services().views.supplements, scope_of(asked_unit(asked["unit"]))
    found = known.in_state(asked["state"], scope, limit, after)
    return _page(found, limit, "supplement_id")


@blp.post("/supplements/<uuid:supplement_id>/decision")
@requires(Action.REVIEW_PRESENCE)
@blp.commands(DecisionSchema, Decided)
def decide_supplement(loaded: dict[str, Any], supplement_id: UUID) -> Response:
    """Let made-up minutes count, or decline them; never by whoever entered them (确认补录)."""
    own_stamp, accepted = stamp(), loaded["accepted"]
    about = supplement_within(services(), caller(), supplement_id).person_id

    def carry_out(text_id: UUID | None) -> Response:
        more = {"accepted": accepted, "text_id": text_id, "stamp": own_stamp}
        return execute(decision_of(services(), caller(), supplement_id, **more), 201)

    return noted(own_stamp["key"], None if accepted else loaded["note"], about, carry_out)


@blp.get("/held-minutes")
@requires(Action.REVIEW_PRESENCE)
@blp.reads(UnitQuery, pages_of(HeldAnswer))
def list_held(asked: dict[str, Any]) -> Any:
    """List attendances of the own unit with minutes that wait for people (待确认的时长)."""
    limit, after = asked["limit"], read_cursor(asked["cursor"], UUID)
    scope = scope_of(asked_unit(asked["unit"]))
    found = services().views.attendances.held(scope, limit, after)
    return _page(found, limit, "attendance_id")


@blp.post("/attendances/<uuid:attendance_id>/confirmations")
@requires(Action.REVIEW_PRESENCE)
@blp.commands(EmptySchema, Confirmed)
def confirm_held(_loaded: dict[str, Any], attendance_id: UUID) -> Response:
    """Stand behind held minutes: two people over the caps, one for a leader's own (确认时长)."""
    return execute(confirmation_of(services(), caller(), attendance_id, stamp()), 201)


@blp.post("/attendances/<uuid:attendance_id>/zero")
@requires(Action.RECORD_PRESENCE)
@blp.commands(EmptySchema, ZeroAnswer)
def state_zero(_loaded: dict[str, Any], attendance_id: UUID) -> Response:
    """Say that nothing is made up for somebody whose leaving nobody saw (记 0 分钟)."""
    return execute(zero_of(services(), caller(), attendance_id, stamp()), 201)


@blp.post("/activities/<uuid:activity_id>/record")
@requires(Action.RECORD_PRESENCE)
@blp.commands(EmptySchema, RecordAnswer)
def record(_loaded: dict[str, Any], activity_id: UUID) -> Response:
    """Say that everything of an activity is recorded; refused while something is open (记完了)."""
    return execute(record_of(services(), caller(), activity_id, stamp()), 201)


@blp.get("/doubtful-scans")
@requires(Action.REVIEW_PRESENCE)
@blp.reads(UnitQuery, pages_of(DoubtAnswer))
def list_doubtful(asked: dict[str, Any]) -> Any:
    """List scans of the own unit that wait for somebody to look at them (待核对的扫码)."""
    limit, after = asked["limit"], read_cursor(asked["cursor"], UUID)
    found = services().views.doubtful_scans.waiting(
        scope_of(asked_unit(asked["unit"])), limit, after
    )
    return _page(found, limit, "doubtful_id")


@blp.post("/doubtful-scans/<uuid:doubtful_id>/settlement")
@requires(Action.REVIEW_PRESENCE)
@blp.commands(SettlementSchema, Settled)
def settle_doubtful(loaded: dict[str, Any], doubtful_id: UUID) -> Response:
    """Stand by a scan that was kept for review, or say that it does not count (核对扫码)."""
    return execute(settlement_of(services(), caller(), doubtful_id, **loaded, stamp=stamp()), 201)


def _page(found: Sequence[Any], limit: int, identifier: str) -> dict[str, Any]:
    """Put a page together with the masked names of those it is about."""
    return page(named(found), getattr(found[-1], identifier) if len(found) == limit else None)
