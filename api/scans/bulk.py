"""Many scans at once: what a phone kept while it had no network."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from marshmallow import ValidationError

from api.auth import Caller
from api.doors import PREFIX, paths_of
from api.errors import problem_of
from api.idempotency import KEY_PATTERN, Stamp, fingerprint_of, stamp_of
from api.refusals import IdempotencyKeyMissingError, RequestInvalidError
from api.scans.answering import answer_scan
from api.scans.numbers import note_sent
from api.scans.scan import UPLOAD_FACTS, Outcome, Scan
from api.scans.schemas import ScanSchema
from api.services import Services
from qr.flaws import InvalidTokenError

THREADS_MAX = 16
"""The ledger commits what waits in threads together; shared by all requests of the process."""

_pool = ThreadPoolExecutor(THREADS_MAX, "scans")
_schema = ScanSchema()


@dataclass(slots=True)
class Item:
    """One scan of many, and what came of it."""

    key: str | None
    scan: Scan | None = None
    stamp: Stamp | None = None
    lane: object = None
    """Scans of one lane are answered one after the other: they are about the same person."""
    outcome: Outcome = field(default_factory=lambda: Outcome(500, {}))

    def told(self) -> dict[str, Any]:
        """Return the answer to this scan."""
        status, duplicate = self.outcome.status, self.outcome.duplicate
        return {
            "key": self.key,
            "status": status,
            "duplicate": duplicate,
            "body": self.outcome.body,
        }


def answer_all(
    given: Services, who: Caller, scans: list[Any], device_time: datetime | None = None
) -> list[dict[str, Any]]:
    """Answer each scan alone, in order for each person; a bad one spoils no other.

    ``device_time`` is what the clock of the phone showed when it sent them all.
    """
    at = given.clock()
    items = [_item(given, who, raw, at, device_time) for raw in scans]
    lanes: dict[object, list[Item]] = {}
    lane_of_key: dict[str | None, object] = {}
    for item in items:
        if item.scan is not None:
            # Two scans under one key are answered in their order, whoever they are about.
            lane = lane_of_key.setdefault(item.key, item.lane)
            lanes.setdefault(lane, []).append(item)

    def run(lane: list[Item]) -> None:
        for item in lane:
            item.outcome = _outcome(lambda item=item: _answer(given, who, item))  # type: ignore[misc]

    list(_pool.map(run, lanes.values()))
    note_sent(given, who, [it.scan for it in items if it.scan is not None], at)
    return [item.told() for item in items]


def _item(
    given: Services, who: Caller, raw: Any, at: datetime, device_time: datetime | None
) -> Item:
    """Read one scan; what cannot be read has its refusal at once."""
    item = Item(_key_of(raw))
    try:
        sent = _sent(raw, item.key)
        scan = _load(sent)
        item.scan = replace(scan, device_time=scan.device_time or device_time)
    except (RequestInvalidError, IdempotencyKeyMissingError) as refusal:
        problem = problem_of(refusal)
        item.outcome = Outcome(problem.status, problem.body())
        return item
    # As if sent alone: a phone may repeat here, under its key, what it has tried there.
    said = {name: value for name, value in sent.items() if name not in UPLOAD_FACTS}
    fingerprint = fingerprint_of("POST", f"{PREFIX}/scans", said)
    item.stamp = stamp_of(who, str(item.key), at=at, fingerprint=fingerprint)
    item.lane = _lane(given, who, item.scan, at)
    return item


def _sent(raw: Any, key: str | None) -> dict[str, Any]:
    """Return what would have been the body, had the scan been sent alone."""
    if not isinstance(raw, dict):
        raise RequestInvalidError({"_schema": ["A scan is an object."]})
    if key is None or not KEY_PATTERN.fullmatch(key):
        raise IdempotencyKeyMissingError
    return {name: value for name, value in raw.items() if name != "key"}


def _key_of(raw: Any) -> str | None:
    key = raw.get("key") if isinstance(raw, dict) else None
    return key if isinstance(key, str) else None


def _load(sent: dict[str, Any]) -> Scan:
    try:
        return Scan.of(_schema.load(sent))
    except ValidationError as error:
        messages = error.normalized_messages()  # type: ignore[no-untyped-call]
        raise RequestInvalidError(paths_of(messages)) from None


def _lane(given: Services, who: Caller, scan: Scan, at: datetime) -> object:
    """Own scans are about the caller; a keeper's are about whoever's code it is."""
    try:
        token = given.reader.read(scan.text, at=scan.occurred_at or at)
    except InvalidTokenError as flaw:
        if flaw.token is None:
            return scan.text
        token = flaw.token
    return token.subject if token.kind in ("person", "card") else who.name_space


def _answer(given: Services, who: Caller, item: Item) -> Outcome:
    assert item.scan is not None, "only what could be read is answered"
    assert item.stamp is not None, "only what could be read is answered"
    return answer_scan(given, who, item.scan, item.stamp)


def _outcome(answer: Callable[[], Outcome]) -> Outcome:
    try:
        return answer()
    except Exception as error:  # noqa: BLE001 - each scan has its own answer, whatever happens
        problem = problem_of(error)
        return Outcome(problem.status, problem.body())
