"""Turning one switch: the decision goes into the ledger, its effect is there when this returns."""

from uuid import UUID, uuid4

from api.auth import caller
from api.consents.ages import age_of
from api.consents.effects import apply
from api.consents.lanes import lane_of
from api.execution import carry_out
from api.idempotency import Stamp, stamp_of
from api.services import services
from ledger.kernel.clock import local_date
from ledger.kernel.receipts import Recorded
from ledger.registry.consent_commands import GiveConsent, WithdrawConsent
from ledger.registry.consent_purposes import Method, Purpose
from people.notices import NOTICES


def decide(
    stamp: Stamp,
    purpose: Purpose,
    *,
    given: bool,
    person_id: UUID,
    by: UUID,
    method: Method,
    operator_id: UUID | None = None,
) -> Recorded:
    """Give or withdraw a consent under the notice in force, and let it take effect."""
    house, command = services(), GiveConsent if given else WithdrawConsent
    day = local_date(stamp["at"])
    with lane_of(person_id):  # two switches turned at once: the last one stays
        recorded = carry_out(
            house,
            command(
                **stamp,
                person_id=person_id,
                purpose=purpose,
                notice_version=NOTICES.in_force(day).number,
                by=by,
                method=method,
                operator_id=operator_id,
                age=age_of(house, person_id, day),
            ),
        )
        if not recorded.duplicate:
            apply(house, person_id, purpose.value, live=given)
    return recorded


def decide_for_oneself(purpose: Purpose, *, given: bool, stamp: Stamp | None = None) -> Recorded:
    """Turn one's own switch; under a fresh key if the request has none."""
    who = caller()
    return decide(
        stamp or stamp_of(who, uuid4().hex, at=services().clock(), fingerprint=b""),
        purpose,
        given=given,
        person_id=who.person_id,
        by=who.person_id,
        method=Method.OWN_PHONE,
    )


def decide_for_minor(stamp: Stamp, person_id: UUID, purpose: Purpose, *, given: bool) -> Recorded:
    """Turn a switch of a minor as the guardian; the ledger knows whether the caller is it."""
    return decide(
        stamp,
        purpose,
        given=given,
        person_id=person_id,
        by=caller().person_id,
        method=Method.GUARDIAN,
    )
