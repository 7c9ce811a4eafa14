"""Six digits typed instead of a scan: proved against the activities they may stand beside."""

from dataclasses import dataclass
from uuid import UUID

from api.auth import Caller
from api.consents.ages import age_of
from api.execution import carry_out
from api.idempotency import Stamp
from api.rates.guard import count_typed, count_wrong, has_tries
from api.rates.quotas import TYPED_CODES, WRONG_CODES
from api.reach import scope_of
from api.reading import settled
from api.scans.answering import FINAL, keep_refusal, tell
from api.scans.scan import Outcome, Scan
from api.services import Services
from ledger.kernel.clock import local_date
from ledger.kernel.ids import subject_of
from ledger.volunteering.commands import ScanActivity
from ledger.volunteering.errors import ActivityCodeWrongError, ActivityNotFoundError
from ledger.volunteering.evidence import Evidence
from ledger.volunteering.stays import CHECK_IN_OPENS, NO_CHECK_OUT_CLOSES
from projections.volunteering.activities.rows import ActivityRow
from qr.kinds import Kind
from qr.layout import Token

LOOKED_AT_MAX = 50
"""Activities of the day among which those that run now are looked for."""
CANDIDATES_MAX = 8
"""Digits that name no activity are tried for so many at most: each one helps a guesser."""


@dataclass(frozen=True, slots=True)
class Typed:
    """Six digits, and for which activity if that is known."""

    digits: str
    activity_id: UUID | None = None
    device_id: UUID | None = None


def answer_typed(given: Services, who: Caller, typed: Typed, stamp: Stamp) -> Outcome:
    """Check in or out by typed digits, once; refusals are recorded like those of scans.

    Every try counts for the person before the digits are looked at, so that a thousand sent at
    once are no better than ten sent one after the other.
    """
    count_typed(given, who.grant, TYPED_CODES)
    scan = Scan("", None, typed.device_id, None)
    token: Token | None = None
    try:
        activity_id = _proved(given, who, typed, stamp)
        token = Token(Kind.ACTIVITY, 0, subject_of(activity_id))
        command = ScanActivity(
            **stamp,
            activity_id=activity_id,
            person_id=who.person_id,
            evidence=Evidence.OWN_CODE,
            occurred_at=stamp["at"],
            device_id=typed.device_id,
            age=age_of(given, who.person_id, local_date(stamp["at"])),
        )
        return tell(carry_out(given, command), scan, token)
    except FINAL as refusal:
        return keep_refusal(given, who, scan, token, stamp, refusal)


def _proved(given: Services, who: Caller, typed: Typed, stamp: Stamp) -> UUID:
    """Return the activity beside whose code the digits stand, or refuse."""
    tried = [
        it
        for it in _candidates(given, who, typed, stamp)
        if has_tries(given, WRONG_CODES, it.activity_id.hex)
    ]
    found = [
        it.activity_id
        for it in tried
        if given.reader.holds(
            Kind.ACTIVITY, subject_of(it.activity_id), typed.digits, at=stamp["at"]
        )
    ]
    if len(found) == 1:
        return found[0]
    for it in tried:
        count_wrong(given, WRONG_CODES, it.activity_id.hex)
    raise ActivityCodeWrongError


def _candidates(given: Services, who: Caller, typed: Typed, stamp: Stamp) -> list[ActivityRow]:
    """Return the activity that was named, or those at which one can scan now.

    Those one signed up for come first, then those of the own unit.
    scan now.
    """
    views, now = given.views.activities, stamp["at"]
    if typed.activity_id is not None:
        named = typed.activity_id
        found = settled(given, lambda: views.of(named))
        if found is None:
            raise ActivityNotFoundError(activity_id=named)
        return [found]
    today = views.of_day(scope_of(who.grant.unit_code), local_date(now), LOOKED_AT_MAX)
    mine = given.views.sign_ups.of_person(who.person_id, now - NO_CHECK_OUT_CLOSES, LOOKED_AT_MAX)
    known = {it.activity_id: it for it in [*(row for row, _ in mine), *today]}
    running = [
        it
        for it in known.values()
        if it.starts_at - CHECK_IN_OPENS <= now <= it.ends_at + NO_CHECK_OUT_CLOSES
    ]
    return running[:CANDIDATES_MAX]
