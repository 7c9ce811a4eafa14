"""Pages of every code: the camera, what another camera opened, and what a scan came to."""

import re
from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from flask import Response, request, url_for

from api.auth import Caller, caller
from api.errors import problem_of
from api.households.gates import behind_gate
from api.idempotency import fingerprint_of, stamp_of
from api.permissions import Action, enforce, may, requires
from api.problems import Problem
from api.rates.quotas import SCANS
from api.reading import settled
from api.refusals import UnknownAddressError
from api.request_log import note_refusal
from api.scans.answering import KEPT, answer_scan, undo_until, visit_undo_until
from api.scans.dispatch import KEEPERS
from api.scans.scan import Scan, subject_id
from api.scans.typed import Typed, answer_typed
from api.scans.undoing import answer_under
from api.scans.undoing import undo as take_back
from api.services import services
from api.volunteering.activities import activity_of
from ledger.kernel.occurrence import believed
from ledger.volunteering.certificate_errors import CertificateNotFoundError
from ledger.volunteering.errors import ActivityCodeWrongError
from people.roles import Role
from qr.digits import DIGITS
from qr.kinds import Kind
from qr.layout import Token
from web import formats
from web.blueprints import Pages, fresh
from web.check_ins.telling import offered, purposes_of
from web.errors import refused
from web.forms import form_key, form_stamp
from web.rendering import fresh_key, moved, page, see
from web.scans.words import of_answer, of_problem
from web.session import visitor
from web.shop.slip_check import slip_address

pages = Pages("scans")

DIGITS_PATTERN = re.compile(rf"[0-9]{{{DIGITS}}}")

ASKS = {
    Kind.STATION: ("记一次到站", "正在记您这次停靠"),
    Kind.PLATE: ("记一次到站", "正在记您这次停靠，扫屏幕上会变的码才有积分"),
    Kind.ACTIVITY: ("签到或签退", "正在记您的签到、签退"),
    Kind.PERSON: ("记一次到站", "正在记这位骑手的停靠"),
    Kind.CARD: ("记一次到站", "正在记这位骑手的停靠"),
}
HINTS = {
    Role.RIDER: "对准驿站屏幕上的码",
    Role.STATION_KEEPER: "对准骑手手机上的码，或服务卡",
    Role.TEAM_LEADER: "对准队员手机上的码，或服务卡",
    Role.SHOP_KEEPER: "发货请到柜台页扫兑换券",
}
HINT = "对准驿站屏幕或活动海报上的码"


@pages.get("/scan")
@requires(Action.SCAN)
def scan() -> Response:
    """Open the camera (扫码); a leader scans members for one activity."""
    activity_id = request.args.get("activity", type=UUID)
    place = None
    hint = HINTS.get(caller().role, HINT)
    if activity_id is not None:
        place = {"kind": "activity", "id": activity_id}
        hint = f"{activity_of(activity_id).title}：{hint}"
    types = may(caller().role, Action.TYPE_CODE)
    chosen = activity_of(activity_id) if types and activity_id is not None else None
    return page(
        "scan.html",
        hint=hint,
        place=None if types else place,
        types=types,
        key=fresh_key(),
        purposes=offered() if may(caller().role, Action.TELL_PURPOSE) else [],
        reads_cards=caller().role in KEEPERS,
        activity=None
        if chosen is None
        else {"activity_id": chosen.activity_id, "title": chosen.title},
    )


@pages.get("/q/<token>")
@pages.get("/Q/<token>")
@requires(Action.PUBLIC)
def opened(token: str) -> Response:
    """Say what a code another camera opened will do, and do it at once if scripts may (扫码)."""
    given = services()
    at = _scanned_at()
    read = given.reader.read(token, at=at)
    if read.kind is Kind.CERTIFICATE:
        return _certificate(subject_id(read))
    who = visitor()
    if read.kind is Kind.VOUCHER and (slip := slip_address(token, subject_id(read), who)):
        return moved(slip)
    if who is None:
        back = f"/q/{token}?" + urlencode({"at": at.isoformat()})
        return moved("/login?" + urlencode({"next": back}))
    if read.kind is Kind.GATE:
        return _gate(who, read)
    if read.kind is Kind.VOUCHER:
        return _voucher(who.role, subject_id(read))
    enforce(Action.SCAN)
    title, words = ASKS[read.kind]
    return page(
        "open_code.html",
        title=title,
        words_below=words,
        token=token,
        occurred_at=at.isoformat(),
        key=_key_for(token, read),
    )


@pages.post("/q/<token>")
@pages.post("/Q/<token>")
@requires(Action.SCAN, quota=SCANS)
def record(token: str) -> Response:
    """Record the scan of such a code, under the key of its page (扫码)."""
    given, key = services(), form_key()
    now = given.clock()
    # The moment is left out: the same page sent twice is the same scan.
    own_stamp = stamp_of(
        caller(), key, at=now, fingerprint=fingerprint_of("POST", "/q", {"token": token})
    )
    sent_at = _moment(request.form.get("occurred_at"))
    outcome = answer_scan(given, caller(), Scan(token, sent_at, None, None), own_stamp)
    if outcome.body.get("code"):
        note_refusal(outcome.body["code"])
    return see(".result", key=key, after=outcome.body.get("position"))


@pages.get("/scans/<key>")
@requires(Action.SCAN)
@fresh
def result(key: str) -> Response:
    """Show what a scan of one's own came to (扫码结果)."""
    told = answer_under(services(), caller(), key)
    if told is None:
        return refused(_missing())
    if "refused" in told:
        return page("scan_result.html", **of_problem(told["refused"]))
    if "kept_as" in told:
        kept = problem_of(KEPT[told["kept_as"]](**told["facts"]))
        shown = of_problem(kept.body()) | {"purposes": purposes_of(key, told)}
        undo = _undo(key, told) if "doubtful_id" in told else None
        return page("scan_result.html", **shown | {"undo": undo})
    if "result" not in told:
        return refused(_missing())
    shown = of_answer(told, _undo(key, told))
    return page("scan_result.html", **shown | {"purposes": purposes_of(key, told)})


@pages.post("/scans/<key>/undo")
@requires(Action.UNDO_SCAN, quota=SCANS)
def undo(key: str) -> Response:
    """Take a scan back by the key it was sent with; say so, or lead back to the roll (撤销)."""
    given, own = services(), form_stamp()
    recorded = take_back(given, caller(), key, own, own["at"])
    if activity_id := request.form.get("roll", type=UUID):
        return see("pages_roll.roll", activity_id=activity_id, after=recorded.position)
    return see(".result", key=form_key(), after=recorded.position)


@pages.post("/scan/digits")
@requires(Action.TYPE_CODE, quota=SCANS)
def type_digits() -> Response:
    """Check in or out with the six digits beside an activity's code (输 6 位数)."""
    digits = "".join(request.form.get("digits", "").split())
    activity_id = request.form.get("activity", type=UUID)
    if not DIGITS_PATTERN.fullmatch(digits):
        raise ActivityCodeWrongError
    outcome = answer_typed(services(), caller(), Typed(digits, activity_id), form_stamp())
    if outcome.body.get("code"):
        note_refusal(outcome.body["code"])
    return see(".result", key=form_key(), after=outcome.body.get("position"))


def _undo(key: str, told: dict[str, Any]) -> dict[str, str] | None:
    """Return the form that takes a scan back, as long as it may be."""
    scanned, is_rider = told.get("scan"), caller().role is Role.RIDER
    until = undo_until(scanned) if scanned else visit_undo_until(told) if is_rider else None
    if until is None or services().clock() > until or not may(caller().role, Action.UNDO_SCAN):
        return None
    address = url_for(".undo", key=key)
    return {
        "address": address,
        "words": "扫错了，撤销" if is_rider else "撤销这次扫码",
        "key": fresh_key(),
        "until": formats.clock(until),
    }


def _missing() -> Problem:
    """Return the refusal of a result that is not there, or not the reader's."""
    return problem_of(UnknownAddressError())


def _scanned_at() -> datetime:
    """Return when the code was scanned: before signing in, if the address says so believably."""
    now = services().clock()
    said = _moment(request.args.get("at"))
    return now if said is None else believed(said, now)


def _moment(text: str | None) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text or "")
    except ValueError:
        return None
    return moment if moment.tzinfo is not None else None


def _key_for(token: str, read: Token) -> str:
    """Return the key of the scan: a code that turns is scanned once, however often it opens."""
    return f"q:{token.upper()}" if read.kind.rotating else fresh_key()


def _voucher(role: Role, voucher_id: UUID) -> Response:
    if role is Role.SHOP_KEEPER:
        return moved(url_for("pages_counter.own_counter", voucher=voucher_id))
    return moved(url_for("pages_shop.voucher", voucher_id=voucher_id))


def _certificate(certificate_id: UUID) -> Response:
    """Lead to the check, which is for everybody."""
    given = services()
    row = settled(given, lambda: given.views.certificates.of(certificate_id))
    if row is None:
        raise CertificateNotFoundError
    return moved(url_for("pages_certificates.check", number=row.number))


def _gate(who: Caller, read: Token) -> Response:
    """Lead to the household behind a gate, or say which it is; strangers are told nothing."""
    household = behind_gate(services(), who, read)
    if who.role is Role.RESIDENT:
        return moved(url_for("pages_household.household"))
    if may(who.role, Action.WALK_ROUND):
        return moved(url_for("pages_rounds.gate", household_id=household.household_id))
    if may(who.role, Action.SEE_HOUSEHOLDS):
        return moved(url_for("pages_households.one", household_id=household.household_id))
    return page(
        "scan_result.html",
        tone="ok",
        title=f"{household.number} 号",
        sentence=f"{household.group}{household.number} 号，门牌对得上。",
        facts=[],
        code="",
        note="",
        button={"address": "/", "words": "回首页"},
        undo=None,
    )
