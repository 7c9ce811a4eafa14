"""What people at work have to write: corrections, complaints, records that are due."""

from api.auth import Caller
from api.permissions import Action, may
from api.reach import scope_of
from api.services import services
from web.feedback.messages import news_count
from web.home.rows import row
from web.rendering import Context
from web.volunteering.deadlines import record_deadline

DUES_SHOWN = 3


def paperwork(who: Caller) -> list[Context]:
    """Return what waits for an answer, what one led and has not recorded, and one's messages."""
    rows = [*_dues(who)]
    if may(who.role, Action.ANSWER_CORRECTION):
        rows += _answers(who)
    news = news_count(who.person_id)
    if news:
        rows.append(row("/me/messages", "bell", "消息", "这 7 天的", count=news))
    return rows


def _dues(who: Caller) -> list[Context]:
    if not may(who.role, Action.EVALUATE_VOLUNTEER):
        return []
    given = services()
    now = given.clock()
    found = given.views.paperwork.open_of_leader(who.person_id, now, DUES_SHOWN)
    rows = []
    for it in found:
        words = record_deadline(it.ends_at, now)
        tone = "honey" if words["tone"] else ""
        address = f"/activities/{it.activity_id}"
        rows.append(row(address, "clock", f"{it.title} 还没记完", words["words"], tone=tone))
    return rows


def _answers(who: Caller) -> list[Context]:
    views, scope = services().views, scope_of(who.grant.unit_code)
    count = views.corrections.count_waiting(scope)
    title, words = "更正", "队员说时长不对的，5 个工作日内答复"
    if may(who.role, Action.ANSWER_COMPLAINT):
        count += views.complaints.count_waiting(scope)
        title, words = "更正和投诉", "5 个工作日内答复"
    tone = "honey" if count else ""
    return [row("/corrections", "doc", title, words, count=count or None, tone=tone)]
