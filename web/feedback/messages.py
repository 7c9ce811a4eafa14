"""Messages: what others did that somebody should know of (消息)."""

from datetime import timedelta
from uuid import UUID

from flask import Response, request, url_for

from api.auth import caller
from api.moral.homes import is_minor
from api.permissions import Action, requires
from api.services import services
from projections.volunteering.activities.rows import ActivityRow
from projections.volunteering.messages.views import MessageRow
from web.blueprints import Pages, fresh
from web.feedback import zh
from web.rendering import Context, page

pages = Pages("messages")

SHOWN = 30
FOR_ADULTS = frozenset({"deduction_notice"})
NEWS = timedelta(days=7)
"""What is younger is counted on the home."""


@pages.get("/me/messages")
@requires(Action.SEE_SELF)
@fresh
def messages() -> Response:
    """List one's messages, the latest first (消息)."""
    before = request.args.get("before", type=int)
    read = services().views.messages.of_person(caller().person_id, SHOWN, before)
    full = len(read) == SHOWN
    last = read[-1].position if full else None
    found = [it for it in read if it.kind not in FOR_ADULTS or not is_minor()]
    activities = services().views.activities.several(
        it.activity_id for it in found if it.activity_id
    )
    return page(
        "messages.html",
        messages=[
            _shown(it, activities.get(it.activity_id) if it.activity_id else None) for it in found
        ],
        next_address=url_for(".messages", before=last) if last else "",
    )


def news_count(person_id: UUID) -> int:
    """Count what somebody was told in the last days."""
    since = services().clock() - NEWS
    return services().views.messages.count_since(person_id, since)


def _shown(row: MessageRow, activity: ActivityRow | None) -> Context:
    said = zh.MESSAGES.get(row.kind, zh.PLAIN_MESSAGE)
    return {
        "headline": said.headline.format(n=row.amount),
        "advice": said.advice,
        "icon": said.icon,
        "tone": said.tone,
        "title": activity.title if activity else "",
        "address": said.address.format(activity=row.activity_id, subject=row.subject_id),
        "told_at": row.told_at,
    }
