"""The one door for every QR code."""

from typing import Any

from flask import Response

from api.auth import caller
from api.doors import Doors
from api.execution import json_response
from api.execution import told as recorded
from api.idempotency import stamp
from api.permissions import Action, requires
from api.problems import PROBLEM_JSON
from api.rates.quotas import BULK, SCANS
from api.request_log import note_refusal
from api.scans.answering import answer_scan
from api.scans.bulk import answer_all
from api.scans.numbers import note_sent
from api.scans.scan import UPLOAD_FACTS, Outcome, Scan
from api.scans.schemas import (
    BulkAnswer,
    BulkSchema,
    ScanAnswer,
    ScanSchema,
    TypedCodeSchema,
    UndoneAnswer,
    UndoSchema,
)
from api.scans.typed import Typed, answer_typed
from api.scans.undoing import taken_back_at, undo
from api.services import services

blp = Doors("scans", "Scanning codes")


@blp.post("/scans")
@requires(Action.SCAN, quota=SCANS)
@blp.commands(ScanSchema, ScanAnswer, status=200)
def scan(loaded: dict[str, Any]) -> Response:
    """Do what a scanned code asks for (扫码).

    A refused scan is recorded too and answered as a problem with its `code`, its facts and the
    `position`; the same key is answered the same way again.
    """
    given, who, it = services(), caller(), Scan.of(loaded)
    own = stamp(leaving_out=UPLOAD_FACTS)
    outcome = answer_scan(given, who, it, own)
    note_sent(given, who, [it], own["at"])
    return told(outcome)


@blp.post("/scans/typed")
@requires(Action.TYPE_CODE, quota=SCANS)
@blp.commands(TypedCodeSchema, ScanAnswer, status=200)
def type_code(loaded: dict[str, Any]) -> Response:
    """Check in or out with the six digits beside an activity's code (输 6 位数).

    The last resort of whoever has no camera. Tries are counted for the person and the activity.
    """
    typed = Typed(loaded["digits"], loaded["activity_id"], loaded["device_id"])
    return told(answer_typed(services(), caller(), typed, stamp()))


@blp.post("/scans/<string:key>/undo")
@requires(Action.UNDO_SCAN, quota=SCANS)
@blp.commands(UndoSchema, UndoneAnswer, status=200)
def undo_scan(loaded: dict[str, Any], key: str) -> Response:
    """Take one's own scan back within 15 minutes, by the key it was sent with (撤销).

    Only the phone that scanned knows the key; a leader's phone takes back what it scanned. A rider
    may say so before the scan itself has arrived: then it never counts.
    """
    own = stamp(leaving_out=UPLOAD_FACTS)
    happened_at = taken_back_at(loaded["occurred_at"], loaded["device_time"], own["at"])
    return recorded(undo(services(), caller(), key, own, happened_at), 200)


@blp.post("/scans/bulk")
@requires(Action.SCAN, quota=BULK)
@blp.commands(BulkSchema, BulkAnswer, status=200)
def scan_in_bulk(loaded: dict[str, Any]) -> Response:
    """Answer up to 500 kept scans, each alone and under its own key (离线补传).

    A scan that cannot be read has its own 422. The request's own Idempotency-Key is only asked
    for because every POST has one: what counts once are the scans.
    """
    stamp()
    answers = answer_all(services(), caller(), loaded["scans"], loaded["device_time"])
    return json_response({"answers": answers}, 200)


def told(outcome: Outcome) -> Response:
    """Write what a scan came to, a refusal as a problem."""
    response = json_response(outcome.body, outcome.status, duplicate=outcome.duplicate)
    if outcome.status != 200:  # noqa: PLR2004
        note_refusal(outcome.body["code"])
        response.mimetype = PROBLEM_JSON
    return response
