"""Answering one scan: read the code, do what it asks for, keep what was refused."""

from datetime import datetime, timedelta
from typing import Any

from api.auth import Caller
from api.errors import problem_of
from api.execution import carry_out
from api.households.gates import open_gate
from api.idempotency import Stamp
from api.problems import plain
from api.rates.guard import count_for
from api.rates.quotas import REFUSED_SCANS
from api.scans.dispatch import PERSON_KINDS, command_for
from api.scans.scan import Outcome, Scan, subject_id
from api.scans.vouchers import find_voucher
from api.services import Services
from ledger.kernel.errors import (
    ConflictError,
    ForbiddenError,
    KeyReusedError,
    LedgerError,
    NotFoundError,
    RuleError,
)
from ledger.kernel.occurrence import DeviceClock, ScanNeedsReviewError, is_believable
from ledger.kernel.receipts import Recorded
from ledger.registry.commands import RecordRefusedScan
from ledger.stations.errors import VisitAlreadyCountedError
from ledger.stations.visit_windows import UNDO_WITHIN as VISIT_UNDO_WITHIN
from ledger.volunteering.attendance import UNDO_WITHIN
from ledger.volunteering.errors import (
    AlreadyCheckedInError,
    AlreadyCheckedOutError,
    NotCheckedInError,
)
from ledger.volunteering.scan_handlers import DOUBTS
from people.roles import Role
from qr.flaws import Flaw, InvalidTokenError
from qr.kinds import Kind
from qr.layout import Token
from qr.tokens import TokenReader

KEPT_BACK_MAX = timedelta(days=366)
"""How far from now the time of a refused scan is believed at most: phones claim any year."""
UNKNOWN_KIND = "unknown"

_OF_PRESENCE = PERSON_KINDS | {Kind.ACTIVITY, Kind.STATION, Kind.PLATE}
_TOLD: tuple[type[LedgerError], ...] = (
    VisitAlreadyCountedError,
    AlreadyCheckedInError,
    AlreadyCheckedOutError,
    NotCheckedInError,
)
KEPT: dict[str, type[LedgerError]] = {it.code: it for it in (*DOUBTS, *_TOLD)}
"""What people are told of a scan that was kept, though it counts for nothing yet."""

_NOT_TOLD = frozenset({"kept_as", "facts", "visit"})
FINAL = (NotFoundError, ConflictError, RuleError, ForbiddenError)
"""Refusals that are the answer; whatever else goes wrong may be tried again."""


def answer_scan(given: Services, who: Caller, scan: Scan, stamp: Stamp) -> Outcome:
    """Answer a scan once. Refusals are recorded under its key and repeated with it.

    The code is proved before any store is asked. Raises only what may be sent again: an
    ``UnavailableError``, a ``TooManyRequestsError``, or a key that belongs to another scan.
    """
    token = None
    try:
        occurred_at = scan.happened_at(stamp["at"])
        off = DeviceClock(scan.clock_off(stamp["at"]))
        if off.is_believable and is_believable(occurred_at, stamp["at"]):
            occurred_at = min(occurred_at, stamp["at"])
            token = given.reader.read(scan.text, at=occurred_at)
        else:
            token = genuine(given.reader, scan.text, occurred_at, stamp["at"])
        outcome = _answer(given, who, scan, token, occurred_at, stamp)
    except KeyReusedError:
        raise
    except InvalidTokenError as flaw:
        token = flaw.token
        outcome = keep_refusal(given, who, scan, token, stamp, flaw)
    except FINAL as refusal:
        outcome = keep_refusal(given, who, scan, token, stamp, refusal)
    _count(given, token, outcome)
    return outcome


def genuine(reader: TokenReader, text: str, claimed: datetime, at: datetime) -> Token:
    """Read a code whose time cannot be believed: one of ours, whenever it was shown.

    Only presence is kept for people to decide, and only if the phone's word is off by less than
    a year; anything else is refused.
    """
    if abs(at - claimed) > KEPT_BACK_MAX:
        raise ScanNeedsReviewError(occurred_at=claimed.isoformat())
    try:
        token = reader.read(text, at=claimed)
    except InvalidTokenError as flaw:
        if flaw.flaw is not Flaw.EXPIRED or flaw.token is None:
            raise
        token = flaw.token
    if token.kind not in _OF_PRESENCE:
        raise ScanNeedsReviewError(occurred_at=claimed.isoformat())
    return token


def _answer(
    given: Services, who: Caller, scan: Scan, token: Token, occurred_at: datetime, stamp: Stamp
) -> Outcome:
    if token.kind is Kind.VOUCHER and who.role is Role.SHOP_KEEPER:
        return Outcome(200, find_voucher(given, who, subject_id(token)))
    if token.kind is Kind.GATE:
        return Outcome(200, open_gate(given, who, token))
    command = command_for(given, who, scan, token, occurred_at, stamp)
    return tell(carry_out(given, command), scan, token)


def keep_refusal(
    given: Services,
    who: Caller,
    scan: Scan,
    token: Token | None,
    stamp: Stamp,
    refusal: LedgerError | InvalidTokenError,
) -> Outcome:
    """Record a refusal; if the key was answered before, that answer stands instead.

    Whoever has used up their refusals is refused without an event: a flood of forged codes must
    not make the log grow.
    """
    count_for(given, who.grant, REFUSED_SCANS)
    told = problem_of(refusal).body()
    recorded = carry_out(
        given,
        RecordRefusedScan(
            **stamp,
            person_id=who.grant.person_id,
            refusal=told["code"],
            kind=None if token is None else token.kind.value,
            subject_id=_proved_subject(token, refusal),
            device_id=scan.device_id,
            unit_code=who.grant.unit_code,
            occurred_at=_plausible(scan, stamp["at"]),
            told={"refused": told},
        ),
    )
    return tell(recorded, scan, token)


def tell(recorded: Recorded, scan: Scan, token: Token | None) -> Outcome:
    """Say what a scan came to: what counted, what was kept for people, what was refused."""
    answer = recorded.answer
    kind = token.kind.value if token else Kind.ACTIVITY.value if "scan" in answer else None
    if "kept_as" in answer:
        problem = problem_of(KEPT[answer["kept_as"]](**answer["facts"])).body()
        told = {name: it for name, it in answer.items() if name not in _NOT_TOLD}
        if (until := visit_undo_until(answer, token)) and "doubtful_id" in answer:
            told["undo_until"] = plain(until.isoformat())
        body = {**problem, **told, "kind": kind, "position": recorded.position}
        return Outcome(problem["status"], body, recorded.duplicate)
    if "refused" in answer:
        problem = answer["refused"]
        body = {**problem, "kind": kind, "position": recorded.position}
        return Outcome(problem["status"], body, recorded.duplicate)
    body = {"kind": kind, **_words(answer, scan, token), "position": recorded.position}
    return Outcome(200, body, recorded.duplicate)


def _words(answer: dict[str, Any], scan: Scan, token: Token | None) -> dict[str, Any]:
    """Return what a person is told of a scan that counted."""
    facts = {name: it for name, it in answer.items() if not name.startswith("station_")}
    scanned = facts.pop("scan", None)
    facts.pop("visit", None)
    told: dict[str, Any] = {"code": None, **facts}
    if scanned is not None:
        told["undo_until"] = plain(undo_until(scanned).isoformat())
    if until := visit_undo_until(answer, token):
        told["undo_until"] = plain(until.isoformat())
    if "station_id" in answer:
        name = answer["station_name"]
        told["place"] = {"kind": "station", "id": answer["station_id"], "name": name}
    elif scanned is not None:
        told["place"] = {"kind": "activity", "id": scanned["activity_id"]}
    if token is not None and token.kind is Kind.PLATE and answer["result"] == "visit_counted":
        told["result"] = "visit_declared"
    if scan.occurred_at is not None:
        told["occurred_at"] = plain(scan.occurred_at.isoformat())
    return told


def undo_until(scanned: dict[str, str]) -> datetime:
    """Return until when a scan may be taken back, as its answer names it."""
    return datetime.fromisoformat(scanned["recorded_at"]) + UNDO_WITHIN


def visit_undo_until(answer: dict[str, Any], token: Token | None = None) -> datetime | None:
    """Return until when the rider who scanned may take a visit back; None for whoever did not."""
    if token is not None and token.kind not in (Kind.STATION, Kind.PLATE):
        return None
    if "doubtful_id" in answer:
        return datetime.fromisoformat(answer["facts"]["occurred_at"]) + VISIT_UNDO_WITHIN
    if "visit" not in answer:
        return None
    return datetime.fromisoformat(answer["visit"]["scanned_at"]) + VISIT_UNDO_WITHIN


def _proved_subject(token: Token | None, refusal: Exception) -> Any:
    """Name the subject only of a code whose proof is worth something."""
    if token is None or getattr(refusal, "flaw", None) is Flaw.REVOKED:
        return None
    try:
        return subject_id(token)
    except InvalidTokenError:
        return None


def _plausible(scan: Scan, at: datetime) -> datetime:
    try:
        claimed = scan.happened_at(at)
    except ScanNeedsReviewError:
        claimed = at
    return min(max(claimed, at - KEPT_BACK_MAX), at + KEPT_BACK_MAX)


def _count(given: Services, token: Token | None, outcome: Outcome) -> None:
    kind = UNKNOWN_KIND if token is None else token.kind.value
    result = "repeated" if outcome.duplicate else outcome.body.get("code") or outcome.body["result"]
    given.metrics.scans.labels(kind, result).inc()
