"""Gates of a round: found within reach, with their lists, and written down one by one."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from marshmallow import ValidationError

from api.auth import caller
from api.doors import PREFIX, paths_of
from api.errors import problem_of
from api.execution import answer_of, carry_out
from api.idempotency import KEY_PATTERN, Stamp, fingerprint_of, stamp_of
from api.moral.round_schemas import GateCheckSchema
from api.photos.evidence import keep_as_evidence, sent_photos
from api.refusals import IdempotencyKeyMissingError, RequestInvalidError
from api.services import services
from ledger.households.errors import HouseholdNotFoundError
from ledger.kernel.receipts import Recorded
from ledger.moral.items import EvidenceKind, Item, ItemKind, Proposer
from ledger.moral.round import Found
from ledger.moral.round_handlers import CheckGate
from projections.households.views import HouseholdRow

_schema = GateCheckSchema()


def gate_of(household_id: UUID) -> HouseholdRow:
    """Return a household of the caller's own unit, or refuse."""
    row = services().views.households.get(household_id)
    if row is None:
        raise HouseholdNotFoundError(household_id=household_id)
    caller().require_unit(row.unit_code)
    return row


def items_of_round(unit_code: str, day: date) -> list[Item]:
    """Return the items that a ticked list at the gate proves, by the rule book of a day."""
    book = services().views.rulebooks.in_force_on(unit_code, day)
    if book is None:
        return []
    found = book.version.items.values()
    return [it for it in found if _is_of_round(it)]


def _is_of_round(item: Item) -> bool:
    """Tell whether an item is about the yard, a grid worker's to propose, and needs no picture."""
    return (
        not item.is_deduction
        and item.kind == ItemKind.ENVIRONMENT
        and Proposer.GRID_WORKER in item.proposers
        and bool({EvidenceKind.RECORD, EvidenceKind.NONE} & set(item.evidence))
    )


def points_of_list(item: Item) -> list[str]:
    """Return the points of an item's list: its sentences."""
    said = [it.strip() for it in item.text.replace("；", "。").split("。")]
    return [it for it in said if it] or [item.title]


def check(stamp: Stamp, asked: dict[str, Any]) -> Recorded:
    """Write one gate down."""
    row = gate_of(asked["household_id"])
    checked_at: datetime = asked["checked_at"]
    command = CheckGate(
        **stamp,
        unit_code=row.unit_code,
        household_id=row.household_id,
        item_code=asked["item_code"],
        found=Found(asked["found"]),
        ticked=asked["ticked"],
        points_of_list=asked["points_of_list"],
        checked_at=checked_at,
        walked_by=caller().person_id,
        photo_ids=tuple(asked["photo_ids"]),
        photo_hashes=tuple(it.hash for it in sent_photos(asked["photo_ids"])),
    )
    recorded = carry_out(services(), command)
    keep_as_evidence(asked["photo_ids"])
    return recorded


def check_all(raws: list[Any]) -> list[dict[str, Any]]:
    """Answer each check alone, in their order; a bad one spoils no other."""
    return [_answered(raw) for raw in raws]


def _answered(raw: Any) -> dict[str, Any]:
    key = raw.get("key") if isinstance(raw, dict) else None
    key = key if isinstance(key, str) else None

    def answer() -> dict[str, Any]:
        recorded = check(_stamp(raw, key), _loaded(raw))
        return {"status": 200, "duplicate": recorded.duplicate, "body": answer_of(recorded)}

    return {"key": key, **_told(answer)}


def _told(answer: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    try:
        return answer()
    except Exception as error:  # noqa: BLE001 - each check has its own answer, whatever happens
        problem = problem_of(error)
        return {"status": problem.status, "duplicate": False, "body": problem.body()}


def _stamp(raw: Any, key: str | None) -> Stamp:
    if not isinstance(raw, dict):
        raise RequestInvalidError({"_schema": ["A check is an object."]})
    if key is None or not KEY_PATTERN.fullmatch(key):
        raise IdempotencyKeyMissingError
    sent = {name: value for name, value in raw.items() if name != "key"}
    fingerprint = fingerprint_of("POST", f"{PREFIX}/rounds/checks", sent)
    return stamp_of(caller(), key, at=services().clock(), fingerprint=fingerprint)


def _loaded(raw: dict[str, Any]) -> dict[str, Any]:
    try:
        loaded: dict[str, Any] = _schema.load({k: v for k, v in raw.items() if k != "key"})
    except ValidationError as error:
        messages = error.normalized_messages()  # type: ignore[no-untyped-call]
        raise RequestInvalidError(paths_of(messages)) from None
    return loaded
