"""Where somebody stands with an activity before it begins: may sign up, has a place, waits."""

from datetime import datetime
from typing import Any

from flask import request

from api.auth import Caller
from api.consents.ages import age_of
from api.limits import TOKEN_LENGTH_MAX
from api.permissions import Action, may
from api.services import services
from api.volunteering.describing import description_of
from ledger.kernel.clock import local_date
from ledger.registry.consent_purposes import AgeBand
from ledger.volunteering.activity import AMEND_CLOSES
from ledger.volunteering.activity_kinds import State
from ledger.volunteering.sign_ups import SIGN_OFF_CLOSES
from ledger.volunteering.stays import CHECK_IN_OPENS
from projections.volunteering.activities.rows import ActivityRow, SignUpRow
from web.messages_zh import CAMPAIGNS, CATEGORIES
from web.rendering import fresh_key


def plan_context(found: ActivityRow) -> dict[str, Any]:
    """Return what a page tells of a plan beyond time and place."""
    count = services().views.sign_ups.counts([found.activity_id])[found.activity_id]
    return {
        "state": found.state,
        "cancel_reason": found.cancel_reason,
        "kind": found.kind,
        "category": found.category,
        "category_words": CATEGORIES.get(found.category, ""),
        "campaigns": [(it, CAMPAIGNS.get(it, "")) for it in found.campaigns],
        "words": description_of(found.text_id),
        "insured": bool(found.insurance_policy),
        "rate": (found.rate_points, found.rate_minutes),
        "has_quota": found.quota > 0,
        "free": count.free(found),
        "signed_up": count.signed_up,
        "waiting": count.waiting,
        "sign_up_until": found.sign_up_until,
    }


def shifts_of(found: ActivityRow) -> list[dict[str, Any]]:
    """Return the other shifts of the series that take place, in their order."""
    if found.series_id is None:
        return []
    rows = services().views.activities.of_series(found.series_id)
    return [
        {"activity_id": it.activity_id, "starts_at": it.starts_at, "ends_at": it.ends_at}
        for it in rows
        if it.activity_id != found.activity_id and it.is_open
    ]


def standing_context(found: ActivityRow, who: Caller, now: datetime) -> dict[str, Any]:
    """Return where the caller stands and what they can do about it."""
    row = services().views.sign_ups.state_of(found.activity_id, who.person_id)
    takes_part = may(who.role, Action.SIGN_UP) and _is_volunteer(who)
    signs_up = takes_part and found.is_open
    is_minor = signs_up and _is_minor(found, who)
    return {
        "sign_up": _told(found, row, now),
        "takes_part": takes_part,
        "signs_up": signs_up and row is None and now < found.sign_up_until,
        "asks_companion": is_minor,
        "companion_length_max": TOKEN_LENGTH_MAX,
        "check_in_open": found.starts_at - CHECK_IN_OPENS <= now < found.ends_at,
        "plans": may(who.role, Action.PUBLISH_ACTIVITY) and who.reaches(found.unit_code),
        "may_amend": found.is_draft or (found.is_open and now < found.starts_at - AMEND_CLOSES),
        "may_cancel": found.is_draft or (found.is_open and now < found.starts_at),
        "may_end": found.is_open and now >= found.starts_at,
        "key": fresh_key(),
        "typed_companion": request.form.get("companion", ""),
    }


def _told(found: ActivityRow, row: SignUpRow | None, now: datetime) -> dict[str, Any] | None:
    if row is None:
        return None
    closes_at = found.starts_at if row.waits else found.starts_at - SIGN_OFF_CLOSES
    place = services().views.sign_ups.waiting_place(row) if row.waits else 0
    may_leave = found.state == State.PUBLISHED and now < closes_at
    return {"waits": row.waits, "place": place, "may_sign_off": may_leave, "until": closes_at}


def _is_volunteer(who: Caller) -> bool:
    """Tell whether the caller is registered: a leader need not be, and then takes no place."""
    return services().views.volunteers.of(who.person_id) is not None


def _is_minor(found: ActivityRow, who: Caller) -> bool:
    return age_of(services(), who.person_id, local_date(found.starts_at)) is not AgeBand.ADULT
