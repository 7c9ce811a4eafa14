"""Publishing and changing activities with plain forms, under the rules of the API's own doors."""

from uuid import UUID

from flask import Response, request

from api.auth import caller
from api.execution import carry_out
from api.permissions import Action, requires
from api.refusals import RequestInvalidError
from api.services import services
from api.volunteering.activities import managed_activity
from api.volunteering.describing import described
from api.volunteering.planning import amending, drafting, publishing, series_of
from ledger.kernel.commands import Command
from ledger.kernel.errors import ConflictError, RuleError
from ledger.kernel.receipts import Recorded
from ledger.volunteering.activity_commands import CancelActivity, EndActivity, PublishDraft
from ledger.volunteering.activity_kinds import CancelReason
from projections.volunteering.activities.rows import ActivityRow
from web.blueprints import Pages
from web.errors import status_of_page
from web.forms import form_stamp
from web.messages_zh import refusal
from web.rendering import Context, fresh_key, page, see
from web.volunteering.plan_form import likely, load_new, load_plan, plan_form, read_form, typed_of

pages = Pages("publishing")

SHOWN_AT = "pages_volunteering.activity"


@pages.get("/activities/new")
@requires(Action.PUBLISH_ACTIVITY)
def new_activity() -> Response:
    """Ask what, where and when (发布活动)."""
    return plan_form(likely())


@pages.post("/activities")
@requires(Action.PUBLISH_ACTIVITY)
def publish() -> Response:
    """Publish or draft it, or say what is wrong beside all that was typed (发布、存草稿)."""
    typed = read_form()
    try:
        recorded = _publish(typed)
    except (RequestInvalidError, RuleError) as no:
        return plan_form(typed, no)
    answer = recorded.answer
    if "activity_ids" in answer:
        return see("pages_led.led", after=recorded.position)
    return see(SHOWN_AT, activity_id=UUID(answer["activity_id"]), after=recorded.position)


def _publish(typed: Context) -> Recorded:
    loaded, own_stamp, draft = load_new(typed), form_stamp(), "draft" in request.form
    body = loaded.pop("description")

    def command(text_id: UUID | None) -> Command:
        if "further" in loaded:
            return series_of(own_stamp, loaded | {"is_draft": draft}, text_id)
        make = drafting if draft else publishing
        return make(own_stamp, loaded, text_id)

    return described(own_stamp["key"], body, None, lambda it: carry_out(services(), command(it)))


@pages.get("/activities/<uuid:activity_id>/edit")
@requires(Action.PUBLISH_ACTIVITY)
def edit(activity_id: UUID) -> Response:
    """Show a plan for changing (改活动)."""
    found = managed_activity(activity_id)
    return plan_form(typed_of(found), found=found)


@pages.post("/activities/<uuid:activity_id>/edit")
@requires(Action.PUBLISH_ACTIVITY)
def amend(activity_id: UUID) -> Response:
    """Change the plan, or say what is wrong (改好了)."""
    found, typed = managed_activity(activity_id), read_form()
    try:
        loaded, own_stamp = load_plan(typed), form_stamp()
        recorded = described(
            own_stamp["key"],
            loaded.pop("description"),
            found.text_id,
            lambda it: carry_out(services(), amending(own_stamp, activity_id, loaded, it)),
        )
    except (RequestInvalidError, RuleError) as no:
        return plan_form(typed, no, found)
    return see(SHOWN_AT, activity_id=activity_id, after=recorded.position)


@pages.post("/activities/<uuid:activity_id>/publication")
@requires(Action.PUBLISH_ACTIVITY)
def publish_draft(activity_id: UUID) -> Response:
    """Make a draft known (发布草稿)."""
    found, by = managed_activity(activity_id), caller().person_id
    command = PublishDraft(**form_stamp(), activity_id=activity_id, published_by=by)
    try:
        recorded = carry_out(services(), command)
    except RuleError as no:
        return plan_form(typed_of(found), no, found)
    return see(SHOWN_AT, activity_id=activity_id, after=recorded.position)


@pages.get("/activities/<uuid:activity_id>/cancel")
@requires(Action.PUBLISH_ACTIVITY)
def ask_cancel(activity_id: UUID) -> Response:
    """Ask why, and say whom it touches (取消活动)."""
    return _cancel_page(managed_activity(activity_id))


@pages.post("/activities/<uuid:activity_id>/cancel")
@requires(Action.PUBLISH_ACTIVITY)
def cancel(activity_id: UUID) -> Response:
    """Call it off (取消活动)."""
    found = managed_activity(activity_id)
    typed = request.form.get("reason", "")
    reason = CancelReason(typed) if typed in list(CancelReason) else CancelReason.OTHER
    by = caller().person_id
    command = CancelActivity(
        **form_stamp(), activity_id=activity_id, reason=reason, cancelled_by=by
    )
    try:
        recorded = carry_out(services(), command)
    except (RuleError, ConflictError) as no:
        return _cancel_page(found, no)
    return see(SHOWN_AT, activity_id=activity_id, after=recorded.position)


def _cancel_page(found: ActivityRow, no: RuleError | ConflictError | None = None) -> Response:
    count = services().views.sign_ups.counts([found.activity_id])[found.activity_id]
    return page(
        "activity_cancel.html",
        status_of_page(no),
        activity=found,
        signed_up=count.signed_up + count.waiting,
        refusal=None if no is None else refusal(no.code),
        key=fresh_key(),
    )


@pages.post("/activities/<uuid:activity_id>/end")
@requires(Action.PUBLISH_ACTIVITY)
def end(activity_id: UUID) -> Response:
    """End it (结束活动)."""
    managed_activity(activity_id)
    by = caller().person_id
    command = EndActivity(**form_stamp(), activity_id=activity_id, ended_by=by)
    recorded = carry_out(services(), command)
    return see(SHOWN_AT, activity_id=activity_id, after=recorded.position)
