"""Homes of people who serve: today's figures of their place, and what waits for them."""

from collections.abc import Callable

from flask import url_for

from api.auth import Caller
from api.paperwork.overdue import count_overdue
from api.permissions import Action, may
from api.reach import scope_of
from api.services import services
from api.signin.desk import reach_of
from ledger.kernel.clock import local_date
from people.roles import Role
from projections.volunteering.views import ActivityRow
from web import formats
from web.home.appeal_rows import account_row, adjustment_rows, appeal_rows, closing_row, month_rows
from web.home.check_in_rows import check_in_rows
from web.home.claim_rows import claim_rows
from web.home.fund_rows import fund_rows
from web.home.household_rows import household_rows
from web.home.notice_rows import notice_rows
from web.home.paperwork import paperwork
from web.home.report_rows import report_rows
from web.home.rows import row
from web.home.rule_rows import rule_rows
from web.home.station_rows import STATIONS, device_row, station_keeper
from web.home.stock_rows import stock_rows
from web.home.team_rows import team_rows
from web.presence.lists import counts_of
from web.rendering import Context
from web.volunteering.presence import presence_of

WAITING_MAX = 200
ACTIVITIES_SHOWN = 5
FIGURES_MAX = 3


def _leader(who: Caller) -> Context:
    now = services().clock()
    running = [it for it in _todays(who) if it.starts_at <= now < it.ends_at]
    figures, main = [], None
    if running:
        came, left = presence_of(running[0].activity_id)
        named = (("已签到", came), ("已签退", left), ("还在场", came - left))
        figures = [{"words": words, "value": value} for words, value in named]
        address = url_for("pages_scans.scan", activity=running[0].activity_id)
        main = {"address": address, "words": "扫队员的卡", "icon": "scan"}
    waits = [*paperwork(who), *_presence(who), *team_rows(who), *_activities(who)]
    waiting = [*waits, _SHIFTS, _PEOPLE, _BOARD]
    return {"main": main, "figures": figures, "waiting": waiting}


def _shop_keeper(who: Caller) -> Context:
    waiting: list[Context] = []
    figures = []
    if who.grant.place_id is not None:
        count = len(services().views.vouchers.open_in_shop(who.grant.place_id, limit=WAITING_MAX))
        figures = [{"words": "等着领的券", "value": count}]
        words = "扫券，或报 4 位数"
        counter = url_for("pages_counter.own_counter")
        waiting.append(row(counter, "gift", "发货", words, count=count, tone="honey"))
    shelf = row(url_for("pages_shelf.items"), "box", "货架", "看看还剩多少")
    main = {"address": "/shop/counter", "words": "扫兑换券", "icon": "scan"}
    waiting += [*stock_rows(who), shelf]
    return {"main": main if figures else None, "figures": figures, "waiting": waiting}


def _office(who: Caller) -> Context:
    """Return the home of clerks, streets, auditors and administrators: the sums of the unit."""
    figures: list[Context] = []
    if may(who.role, Action.SEE_TRIAL_BALANCE):
        sums = services().views.trial_balances.of(scope_of(who.grant.unit_code))
        named = (
            ("发出积分", sums.issued),
            ("可用积分", sums.available),
            ("换走积分", sums.redeemed),
        )
        figures = [{"words": words, "value": value} for words, value in named][:FIGURES_MAX]
    docs = row("/api/docs", "doc", "接口说明", "登记、发布、对账的接口都在这里")
    more = [
        STATIONS,
        row(url_for("pages_shelf.items"), "gift", "积分超市", "货架上有什么"),
        _BOARD,
    ]
    if may(who.role, Action.LINK_GUARDIAN):
        waits = len(services().views.guardians.requests(scope_of(who.grant.unit_code), WAITING_MAX))
        words = "两人都到服务台，当面登记"
        more.append(row("/desk/guardians", "people", "监护关系", words, count=waits or None))
    more += [way for action, way in _WAYS if may(who.role, action)]
    if may(who.role, Action.MANAGE_DEVICES):
        more.append(device_row(who))
    if may(who.role, Action.SEE_VOLUNTEERS):
        more.insert(0, _PEOPLE)
    if may(who.role, Action.SEE_AUDIT):
        more.insert(0, row("/audit", "eye", "审计日志", "谁看了什么，日志有没有被改过"))
    if may(who.role, Action.MANAGE_STAFF) and has_account(who):
        more.insert(0, _ACCOUNTS)
    return {
        "main": None,
        "figures": figures,
        "waiting": [
            *check_in_rows(who),
            *report_rows(who),
            *claim_rows(who),
            *notice_rows(who),
            *appeal_rows(who),
            *adjustment_rows(who),
            *month_rows(who),
            *fund_rows(who),
            *stock_rows(who),
            *paperwork(who),
            *_presence(who),
            *team_rows(who),
            *rule_rows(who),
            *_offices(who),
            *_desk(who),
            *_activities(who),
            *more,
            docs,
        ],
    }


def _offices(who: Caller) -> list[Context]:
    offices = household_rows(who)
    if may(who.role, Action.SEE_OVERVIEW):
        offices.append(row("/overview", "gauge", "一览", "各单位一个月的时长、到站和积分"))
    if may(who.role, Action.SEE_FLAGS):
        offices.append(_flags(who))
    if may(who.role, Action.SEE_ALARMS):
        offices.append(_alarms(who))
    offices += [way for action, way in _OF_VILLAGES if may(who.role, action)]
    if may(who.role, Action.SEE_OVERDUE):
        offices.append(_overdue(who))
    if may(who.role, Action.SEE_PERIODS):
        offices += [closing_row(who), account_row(who)]
    if may(who.role, Action.SEE_ASSIGNMENTS):
        offices.append(row("/assignments", "key", "任职", "任命、卸任，谁在岗"))
    if may(who.role, Action.SEE_CALENDAR):
        offices.append(_calendar(who))
    return offices


def _flags(who: Caller) -> Context:
    """Return the way to what looks odd, with how much of it nobody has looked at."""
    count = services().views.flags.count_open(scope_of(who.grant.unit_code))
    words = "有看着不寻常的，请看一看" if count else "扫码和补录都在平常范围里"
    return row("/flags", "flag", "核查提示", words, count=count or None, tone="honey" * bool(count))


def _alarms(who: Caller) -> Context:
    """Return the way to what the committee looks at, with how much is open."""
    today = local_date(services().clock())
    count = services().views.alarms.count_open(scope_of(who.grant.unit_code), today)
    words = "有过了提醒线的，要两个人查" if count else "积分数字都在提醒线以内"
    tone = "honey" * bool(count)
    return row("/desk/alarms", "bell", "异常提醒", words, count=count or None, tone=tone)


def _overdue(who: Caller) -> Context:
    """Return the way to what is not recorded in time."""
    count = count_overdue(who.grant.unit_code)
    words = "结束满十个工作日还没记" if count else "活动都按时记好了"
    return row("/overdue", "clock", "超期", words, count=count or None, tone="honey" * bool(count))


def _calendar(who: Caller) -> Context:
    """Return the way to the calendar, with how many years wait for a second person."""
    waits = 0
    if may(who.role, Action.APPROVE_CALENDAR):
        waits = len(services().views.calendar.waiting())
    words = "有新一年的安排等您核对" if waits else "放假、调休上班，期限按它算"
    tone = "honey" if waits else ""
    return row("/calendar", "calendar", "工作日历", words, count=waits or None, tone=tone)


def _presence(who: Caller) -> list[Context]:
    """Return the ways to what waits for people at activities, with how much it is."""
    if not may(who.role, Action.REVIEW_PRESENCE):
        return []
    counts = counts_of(scope_of(who.grant.unit_code))
    named = (
        ("/make-up", "clock", "待补录", "没有签退的，等您补录", counts["wanting"]),
        ("/supplements", "check", "补录待确认", "别人录的，要另一人确认", counts["supplements"]),
        ("/held-minutes", "people", "时长待确认", "超过上限的、队长自己的", counts["held"]),
        ("/doubtful-scans", "scan", "扫码待核对", "上传晚了、时间不准的", counts["doubtful"]),
    )
    waits = [row(it[0], it[1], it[2], it[3], count=it[4], tone="honey") for it in named if it[4]]
    if not waits:
        waits = [row("/supplements", "check", "补录、时长、核对", "现在没有等着办的")]
    return waits


def has_account(who: Caller) -> bool:
    """Tell whether somebody can show the second factor that some pages ask for."""
    return services().staff.accounts.find(who.person_id) is not None


def _desk(who: Caller) -> list[Context]:
    """Return the way to changes of numbers, with how many notices nobody has seen."""
    if not may(who.role, Action.REBIND_PHONE):
        return []
    count = services().phone.notices.count_unseen(reach_of(who))
    words = "旧手机号有人试着登录" if count else "换了号码的，两个人给他换绑"
    tone = "honey" if count else ""
    return [row("/desk/rebinding", "phone", "换绑手机号", words, count=count or None, tone=tone)]


def _todays(who: Caller) -> list[ActivityRow]:
    given = services()
    today = local_date(given.clock())
    return given.views.activities.of_day(scope_of(who.grant.unit_code), today, ACTIVITIES_SHOWN)


def _activities(who: Caller) -> list[Context]:
    """Return today's activities and the list of those to come."""
    now = services().clock()
    shown = []
    for it in _todays(who):
        runs = it.starts_at <= now < it.ends_at
        state = "正在进行" if runs else "结束了" if now >= it.ends_at else "还没开始"
        words = f"今天 {formats.span(it.starts_at, it.ends_at)}，{state}"
        address = url_for("pages_volunteering.activity", activity_id=it.activity_id)
        shown.append(row(address, "activity", it.title, words, tone="red" if runs else ""))
    shown.append(row("/activities", "calendar", "活动", "今天和接下来的"))
    if may(who.role, Action.PUBLISH_ACTIVITY):
        shown.append(row("/led", "flag", "我的活动", "草稿、已发布的、办完的，报名多少人"))
    if may(who.role, Action.PUBLISH_ACTIVITY):
        shown.append(row("/activities/new", "plus", "发布活动", "写清做什么、在哪儿、几点"))
    return shown


_SHIFTS = row("/me/shifts", "calendar", "我的班次", "自己报了名的，可以订阅到手机日历")
_RATE = row("/point-rate", "wallet", "积分标准", "多少分钟记多少分，发布时定下")
_UNIT = row("/office", "phone", "单位信息", "谁负责，打哪个电话，印在证明和公示上")
_PEOPLE = row("/people", "people", "名册", "名字遮住，要看全名先写用途")
_ACCOUNTS = row("/staff/accounts", "key", "添加工作人员", "给岗位，发一次性启用码")
_BOARD = row("/boards/minutes", "star", "排行榜", "服务时长、骑手、驿站")
_CARDS = row("/cards", "print", "服务卡", "给没有手机的人印卡，挂失换新")
_CERTIFICATES = row("/desk/certificates", "doc", "服务证明", "代开、打印、撤销，看谁要盖章")
_OPENINGS = row("/desk/openings", "upload", "期初导入", "旧平台的积分，两个人对过再入账")
_ROUND = row("/rounds/today", "walk", "巡格", "挨家走一遍，没网也能记", tone="red")
_ROUNDS = row("/desk/rounds", "walk", "巡格进度", "这个月各网格走了多少户")
_CONCLUDED = row("/village/alarms", "eye", "监督结论", "过了提醒线的，监督委员会怎么说")
_OF_VILLAGES = (
    (Action.WALK_ROUND, _ROUND),
    (Action.SEE_ROUNDS, _ROUNDS),
    (Action.SEE_OPENINGS, _OPENINGS),
    (Action.READ_CONCLUSIONS, _CONCLUDED),
)
_WAYS = (
    (Action.NAME_OFFICE, _UNIT),
    (Action.SET_POINT_RATE, _RATE),
    (Action.MANAGE_CERTIFICATES, _CERTIFICATES),
    (Action.ISSUE_CARDS, _CARDS),
)

STAFF: dict[Role, Callable[[Caller], Context]] = {
    Role.TEAM_LEADER: _leader,
    Role.SHOP_KEEPER: _shop_keeper,
    Role.STATION_KEEPER: station_keeper,
    Role.CLERK: _office,
    Role.STREET: _office,
    Role.GRID_WORKER: _office,
    Role.BUILDING_LEADER: _office,
    Role.ENTRANCE_LEADER: _office,
    Role.REVIEWER: _office,
    Role.SUPERVISOR: _office,
    Role.COUNTY: _office,
    Role.CITY: _office,
    Role.PARTNER_UNIT: _office,
    Role.SYSTEM_ADMINISTRATOR: _office,
    Role.SECURITY_ADMINISTRATOR: _office,
    Role.AUDIT_ADMINISTRATOR: _office,
}
"""What the home of each serving role shows."""
