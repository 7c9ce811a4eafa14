"""What waits about teams, stars and files on the homes of people who serve."""

from api.auth import Caller
from api.permissions import Action, may
from api.reach import scope_of
from api.services import services
from web.home.rows import row
from web.rendering import Context


def team_rows(who: Caller) -> list[Context]:
    """Return the rows of whoever answers requests, grants stars, forms teams or draws checks."""
    views, scope = services().views, scope_of(who.grant.unit_code)
    shown = []
    if may(who.role, Action.ANSWER_REQUESTS):
        count = views.memberships.count_waiting(scope)
        words = "有人等着入队" if count else "申请入队的，在这里答复"
        tone = "honey" if count else ""
        shown.append(
            row("/memberships", "people", "入队申请", words, count=count or None, tone=tone)
        )
    if may(who.role, Action.GRANT_STARS):
        count = views.stars.count_waiting(scope)
        words = "有人等着授星" if count else "申请星级的，在这里答复"
        tone = "honey" if count else ""
        shown.append(row("/stars", "star", "星级申请", words, count=count or None, tone=tone))
    if may(who.role, Action.ANSWER_REQUESTS) or may(who.role, Action.FORM_TEAM):
        shown.append(row("/teams", "flag", "队伍", "团、队、小分队，有多少人"))
    if may(who.role, Action.EXPORT_NATIONAL):
        shown.append(row("/national", "upload", "全国系统", "报送档案，导入全国编号"))
    if may(who.role, Action.SPOT_CHECK):
        shown.append(row("/spot-checks", "search", "抽查", "随机抽取服务记录，谁都能照样再抽"))
    return shown
