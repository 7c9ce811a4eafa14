"""What a counter handed out without a network: each answered alone, and once however often sent."""

from collections.abc import Callable
from typing import Any

from marshmallow import ValidationError

from api.auth import caller
from api.doors import PREFIX, paths_of
from api.errors import problem_of
from api.execution import answer_of
from api.idempotency import KEY_PATTERN, Stamp, fingerprint_of, stamp_of
from api.refusals import IdempotencyKeyMissingError, OutsideUnitError, RequestInvalidError
from api.services import services
from api.shop.collecting import Came
from api.shop.confirming import Shown
from api.shop.counter_schemas import OfflineHandOverSchema
from api.shop.handing import collect
from ledger.kernel.receipts import Recorded

_schema = OfflineHandOverSchema()


def hand_over_all(raws: list[Any]) -> list[dict[str, Any]]:
    """Answer each hand-over alone, in their order; a bad one spoils no other."""
    return [_answered(raw) for raw in raws]


def hand_over(own_stamp: Stamp, asked: dict[str, Any]) -> Recorded:
    """Write one hand-over down; the digits that were typed there are checked once more."""
    shop_id = caller().grant.place_id
    if shop_id is None:
        raise OutsideUnitError(unit_code=caller().grant.unit_code)
    return collect(
        own_stamp,
        asked["voucher_id"],
        shop_id,
        Shown(digits=asked["digits"]),
        Came(asked["relation"], asked["collector_code"], asked["collector_name"]),
        counter_id=asked["counter_id"],
        handed_at=asked["handed_at"],
    )


def _answered(raw: Any) -> dict[str, Any]:
    key = raw.get("key") if isinstance(raw, dict) else None
    key = key if isinstance(key, str) else None

    def answer() -> dict[str, Any]:
        recorded = hand_over(_stamp(raw, key), _loaded(raw))
        return {"status": 200, "duplicate": recorded.duplicate, "body": answer_of(recorded)}

    return {"key": key, **_told(answer)}


def _told(answer: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    try:
        return answer()
    except Exception as error:  # noqa: BLE001 - each has its own answer, whatever happens
        problem = problem_of(error)
        return {"status": problem.status, "duplicate": False, "body": problem.body()}


def _stamp(raw: Any, key: str | None) -> Stamp:
    if not isinstance(raw, dict):
        raise RequestInvalidError({"_schema": ["A hand-over is an object."]})
    if key is None or not KEY_PATTERN.fullmatch(key):
        raise IdempotencyKeyMissingError
    sent = {name: value for name, value in raw.items() if name != "key"}
    fingerprint = fingerprint_of("POST", f"{PREFIX}/hand-overs", sent)
    return stamp_of(caller(), key, at=services().clock(), fingerprint=fingerprint)


def _loaded(raw: dict[str, Any]) -> dict[str, Any]:
    try:
        loaded: dict[str, Any] = _schema.load({k: v for k, v in raw.items() if k != "key"})
    except ValidationError as error:
        messages = error.normalized_messages()  # type: ignore[no-untyped-call]
        raise RequestInvalidError(paths_of(messages)) from None
    return loaded
