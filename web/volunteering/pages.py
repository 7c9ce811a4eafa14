"""Pages of activities, their code screens, and the service record."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from flask import Response, request, url_for

from api.auth import caller
from api.permissions import Action, may, requires
from api.reach import scope_of
from api.services import services
from api.volunteering.activities import activity_of, managed_activity
from ledger.kernel.clock import local_date
from ledger.kernel.errors import LedgerError
from ledger.kernel.ids import subject_of
from ledger.volunteering.activity import ADULTS_ONLY_RISK
from ledger.volunteering.errors import ActivityFullError
from ledger.volunteering.evidence import Evidence
from ledger.volunteering.supplement import State
from projections.volunteering.activities.rows import ActivityRow
from qr.kinds import Kind
from web.blueprints import Pages, fresh
from web.cards.helped import helpers_of
from web.errors import status_of_page
from web.feedback.after import after_of
from web.messages_zh import EVIDENCE, refusal
from web.rendering import code_picture, page
from web.session import masked_name_of
from web.units import unit_name
from web.volunteering.finding import (
    by_week,
    chips,
    choice_of_request,
    chosen_words,
    rows_of,
    team_name,
)
from web.volunteering.presence import GRADE, mine_at, presence_of, record_rows
from web.volunteering.standing import plan_context, shifts_of, standing_context

pages = Pages("volunteering")

SHOWN = 20


@pages.get("/activities")
@requires(Action.SEE_ACTIVITIES)
@fresh
def activities() -> Response:
    """List what runs and what is to come, week by week, by what is done (找活动)."""
    scope, now = scope_of(caller().grant.unit_code), services().clock()
    views, choice = services().views.activities, choice_of_request()
    after_id = request.args.get("after_id", type=UUID)
    upcoming = views.upcoming(scope, now, SHOWN, after_id, choice)
    today = [] if after_id else views.of_day(scope, local_date(now), SHOWN, None, choice)
    running = [row for row in today if row.starts_at <= now < row.ends_at]
    last = upcoming[-1].activity_id if len(upcoming) == SHOWN else None
    return page(
        "activities.html",
        weeks=by_week(rows_of([*running, *upcoming]), now),
        chips=chips(choice),
        chosen=chosen_words(choice),
        publishes=may(caller().role, Action.PUBLISH_ACTIVITY),
        next_address=url_for(
            ".activities", after_id=last, category=choice.category, campaign=choice.campaign
        )
        if last
        else "",
    )


@pages.get("/activities/<uuid:activity_id>")
@requires(Action.SEE_ACTIVITIES)
@fresh
def activity(activity_id: UUID) -> Response:
    """Show one activity, and where one stands there oneself (活动详情)."""
    return activity_page(activity_of(activity_id))


def activity_page(found: ActivityRow, no: LedgerError | None = None) -> Response:
    """Draw the page of an activity, and why something could not be done there."""
    who, activity_id = caller(), found.activity_id
    leads = may(who.role, Action.SHOW_ACTIVITY_CODE) and who.reaches(found.unit_code)
    counts = presence_of(activity_id) if leads else (0, 0)
    return page(
        "activity.html",
        status_of_page(no),
        activity={
            **_row(found),
            **plan_context(found),
            "unit_name": unit_name(found.unit_code),
            "leader_name": masked_name_of(found.led_by),
            "is_service": found.is_volunteer_service,
            "adults_only": found.risk_level >= ADULTS_ONLY_RISK,
            "checked_in": counts[0],
            "checked_out": counts[1],
        },
        mine=mine_at(activity_id, who.person_id),
        after=after_of(found, who, services().clock()),
        leads=leads,
        scans_members=leads and may(who.role, Action.SCAN),
        sees_roll=leads and may(who.role, Action.SEE_ROLL),
        shifts=shifts_of(found),
        refusal=None if no is None else refusal(no.code),
        may_wait=no is not None and no.code == ActivityFullError.code,
        **standing_context(found, who, services().clock()),
    )


@pages.get("/activities/<uuid:activity_id>/screen")
@requires(Action.SHOW_ACTIVITY_CODE)
@fresh
def activity_screen(activity_id: UUID) -> Response:
    """Show the code that volunteers scan when they come and when they leave (签到码)."""
    found, given = managed_activity(activity_id), services()
    checked_in, checked_out = presence_of(activity_id)
    token = given.maker.make(Kind.ACTIVITY, subject_of(activity_id), at=given.clock())
    return page(
        "activity_screen.html",
        activity=_row(found),
        host=given.public_host,
        checked_in=checked_in,
        checked_out=checked_out,
        qr_svg=code_picture(token, "签到码"),
        digits=given.maker.digits(Kind.ACTIVITY, subject_of(activity_id), at=given.clock()),
    )


@pages.get("/me/service-record")
@requires(Action.SEE_SELF)
@fresh
def service_record() -> Response:
    """Show hours by how they are known, and every single time (服务记录)."""
    given, person_id = services(), caller().person_id
    attendances = given.views.attendances
    after_id = request.args.get("after_id", type=UUID)
    found = attendances.of_person(person_id, SHOWN, after_id)
    total = given.views.totals.of(person_id)
    full = len(found) == SHOWN
    waiting = _made_up(each.attendance_id for each in found if each.evidence is None)
    return page(
        "record.html",
        minutes=total.minutes,
        by_evidence=_by_evidence(person_id),
        verified_minutes=total.verified_minutes,
        supplementary_minutes=total.supplementary_minutes,
        held_minutes=total.held_minutes,
        attendances=record_rows(found, waiting),
        helped=helpers_of(person_id),
        attended=total.sessions,
        next_address=url_for(".service_record", after_id=found[-1].attendance_id) if full else "",
    )


def _made_up(attendance_ids: Iterable[UUID]) -> frozenset[UUID]:
    """Return those whose made-up minutes wait for a second person."""
    known = services().views.supplements
    return frozenset(
        it
        for it in attendance_ids
        if any(row.state == State.PROPOSED for row in known.of_attendance(it))
    )


def _by_evidence(person_id: UUID) -> list[dict[str, Any]]:
    """Return the counted minutes of every grade of evidence, the strongest first."""
    sums: dict[str, int] = {}
    for evidence, minutes in services().views.totals.by_evidence(person_id).items():
        grade = GRADE[Evidence(evidence)]
        sums[grade] = sums.get(grade, 0) + minutes
    order = list(EVIDENCE)
    return [{"evidence": it, "minutes": sums[it]} for it in sorted(sums, key=order.index)]


def _row(found: ActivityRow) -> dict[str, Any]:
    return {
        "activity_id": found.activity_id,
        "title": found.title,
        "place": found.place,
        "team_name": team_name(found),
        "starts_at": found.starts_at,
        "ends_at": found.ends_at,
    }
