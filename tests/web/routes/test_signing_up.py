"""From finding an activity to the calendar of one's phone, with plain forms."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import icalendar
import pytest

from ledger.volunteering.commands import PublishActivity
from ledger.volunteering.sign_up_commands import SignUp
from people.roles import Role
from tests.api.house import House
from tests.support.village import COMMUNITY
from tests.web.routes.conftest import Open
from web.messages_zh import CATEGORIES, refusal

PLAN = {
    "title": "清洁家园",
    "place": "九龙湾街北口",
    "day": "2026-11-23",
    "starts": "09:00",
    "ends": "11:00",
    "category": "cleaning",
}


def publish(browser_of: Open, **more: str) -> str:
    """Publish as the leader; return the page of the activity."""
    browser = browser_of(Role.TEAM_LEADER)
    browser.open("/activities/new")
    browser.submit("/activities", **PLAN | more)
    assert browser.status == 200
    return str(browser.address).partition("?")[0]


def another_leaders(house: House, **plan: Any) -> UUID:
    """Publish an activity that somebody else leads; the leader is a volunteer too."""
    house.village.register_volunteer(house.persons[Role.TEAM_LEADER], "NM-0000-0099")
    first = plan.setdefault("starts_at", house.village.now + timedelta(days=3))
    plan |= {"title": "为老餐厅帮厨", "place": "为老餐厅", "ends_at": first + timedelta(hours=2)}
    who = {"unit_code": COMMUNITY, "led_by": house.village.keeper}
    activity: UUID = house.village.made("activity_id", PublishActivity, **who, **plan)
    house.project()
    return activity


def test_a_volunteer_finds_an_activity_signs_up_and_off(house: House, browser_of: Open) -> None:
    page = publish(browser_of, quota="5", description="扫帚、手套现场发")
    browser = browser_of(Role.VOLUNTEER)
    found = browser.open("/activities?category=cleaning")
    assert "缺 5 人" in found.text
    assert page in [it.partition("?")[0] for it in found.links]
    assert "清洁家园" not in browser.open("/activities?category=haircut").text.replace(
        CATEGORIES["cleaning"], "", 1
    )
    told = browser.open(page)
    assert "扫帚、手套现场发" in told.text
    assert "每满 60 分钟记 2 分" in told.text
    told = browser.submit(f"{page}/sign-up")
    assert "报上名了" in told.text
    assert "周一 09:00，九龙湾街北口见" in told.text
    assert "下一次 11月23日 周一 09:00" in browser.open("/").text
    assert "清洁家园" in browser.open("/me/shifts").text
    browser.open(page)
    told = browser.submit(f"{page}/sign-off")
    assert "报名参加" in browser.answer.text
    assert "缺 5 人" in told.text


def test_who_finds_it_full_waits_and_is_told_which_place(house: House, browser_of: Open) -> None:
    page = publish(browser_of, quota="1")
    other = house.village.volunteers[1]
    activity = house.services.views.activities.upcoming("15", house.now)[-1].activity_id
    browser = browser_of(Role.VOLUNTEER)
    browser.open(page)
    house.village.do(SignUp, activity_id=activity, person_id=other)
    browser.submit(f"{page}/sign-up")
    assert browser.status == 409
    assert refusal("activity_full").headline in browser.page.text
    told = browser.submit(f"{page}/sign-up")
    assert "排上候补了" in told.text
    assert "您排第 1 位" in told.text
    assert "候补" in browser.open("/me/shifts").text


def test_a_leader_signs_up_and_off_at_the_activity_of_another(
    house: House, browser_of: Open
) -> None:
    activity = another_leaders(house, quota=1)
    page, browser = f"/activities/{activity}", browser_of(Role.TEAM_LEADER)
    browser.open(page)
    told = browser.submit(f"{page}/sign-up")
    assert "报上名了" in told.text
    told = browser.open(page)
    assert "取消报名" in told.text
    told = browser.submit(f"{page}/sign-off")
    assert "报名参加" in told.text
    house.village.do(SignUp, activity_id=activity, person_id=house.village.volunteers[1])
    browser.submit(f"{page}/sign-up")
    assert refusal("activity_full").headline in browser.page.text
    told = browser.submit(f"{page}/sign-up")
    assert "排上候补了" in told.text


def test_a_leader_finds_the_way_to_check_in_as_a_volunteer(house: House, browser_of: Open) -> None:
    page = f"/activities/{another_leaders(house, starts_at=house.village.now)}"
    browser = browser_of(Role.TEAM_LEADER)
    assert "换成志愿者，自己签到" in browser.open(page).text
    assert "/me/hats" in browser.page.links
    clerk = browser_of(Role.CLERK).open(page)
    assert "打开签到码" in clerk.text
    assert "自己签到" not in clerk.text, "a clerk comes as nobody"


def test_who_leads_and_is_no_volunteer_is_offered_no_place(browser_of: Open) -> None:
    page = publish(browser_of)
    assert "报名参加" not in browser_of(Role.TEAM_LEADER).open(page).text
    assert "报名参加" in browser_of(Role.VOLUNTEER).open(page).text


def test_a_leader_drafts_changes_publishes_and_calls_off(house: House, browser_of: Open) -> None:
    browser = browser_of(Role.TEAM_LEADER)
    browser.open("/activities/new")
    browser.submit("/activities", **PLAN, draft="1")
    page = str(browser.address).partition("?")[0]
    assert "草稿，别人看不到" in browser.page.text
    assert "清洁家园 周一" not in browser_of(Role.VOLUNTEER).open("/activities").text
    browser.open(f"{page}/edit")
    browser.submit(f"{page}/edit", **PLAN | {"place": "石头巷"}, service="1")
    assert "石头巷" in browser.page.text
    browser.submit(f"{page}/publication")
    assert "草稿" not in browser.page.text
    assert "已发布" in browser.open("/led").text
    volunteer = browser_of(Role.VOLUNTEER)
    volunteer.open(page)
    volunteer.submit(f"{page}/sign-up")
    listed = browser.open(f"{page}/sign-ups")
    assert "张volunteer三" in listed.text
    asked = browser.open(f"{page}/cancel")
    assert "有 1 人报了名" in asked.text
    browser.submit(f"{page}/cancel", reason="weather")
    assert "这个活动取消了" in browser.page.text
    assert "已取消：天气不好" in volunteer.open("/me/shifts").text
    assert "已取消" in browser.open("/led").text


def test_several_shifts_are_published_at_once(browser_of: Open) -> None:
    browser = browser_of(Role.TEAM_LEADER)
    browser.open("/activities/new")
    more = {"starts2": "14:00", "ends2": "16:00", "repeat": "weekly", "count": "2"}
    told = browser.submit("/activities", **PLAN | more)
    assert browser.status == 200
    assert told.text.count("11月23日") == told.text.count("11月30日") == 2
    shift = next(it for it in told.links if it.startswith("/activities/") and "new" not in it)
    assert "这一组的别的场次" in browser.open(shift).text


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"risk_level": "2"}, "insurance_required"),
        ({"quota": "0"}, "request_invalid"),
        ({"quota": "很多"}, "request_invalid"),
        ({"insurance_policy": "号码?"}, "request_invalid"),
        ({"starts2": "09:00", "ends2": "10:00"}, "series_invalid"),
        ({"repeat": "weekly", "count": "13"}, "request_invalid"),
    ],
)
def test_what_is_wrong_with_a_plan_is_said(
    browser_of: Open, wrong: dict[str, str], code: str
) -> None:
    browser = browser_of(Role.TEAM_LEADER)
    browser.open("/activities/new")
    page = browser.submit("/activities", **PLAN | wrong)
    assert browser.status == 422
    assert refusal(code).headline in page.text


def test_a_clerk_sets_the_rate_within_what_is_symbolic(browser_of: Open) -> None:
    browser = browser_of(Role.CLERK)
    assert "/point-rate" in browser.open("/").links
    assert "照全市的标准" in browser.open("/point-rate").text
    browser.submit("/point-rate", rate_points="3", rate_minutes="60")
    assert browser.status == 422
    assert refusal("rate_above_symbolic").headline in browser.page.text
    told = browser.submit("/point-rate", rate_points="1", rate_minutes="60")
    assert browser.status == 200
    assert "2026年11月20日定的" in told.text
    page = publish(browser_of)
    assert "每满 60 分钟记 1 分" in browser_of(Role.VOLUNTEER).open(page).text


def feed_of(text: str) -> str:
    """Return the path of the address a page shows."""
    start = text.index("/shifts/rb_")
    return text[start : text.index(".ics", start)] + ".ics"


def test_a_calendar_program_fetches_the_shifts_without_signing_in(
    house: House, browser_of: Open
) -> None:
    page, browser = publish(browser_of), browser_of(Role.VOLUNTEER)
    browser.open(page)
    browser.submit(f"{page}/sign-up")
    browser.open("/me/shifts")
    assert browser.post("/me/shifts/feed", **browser.page.forms[0].fields) == 200
    path = feed_of(browser.answer.text)

    calendar = house.app.test_client()
    answer = calendar.get(path)
    assert answer.mimetype == "text/calendar"
    (event,) = icalendar.Calendar.from_ical(answer.data).walk("VEVENT")
    assert str(event["summary"]) == "清洁家园"
    assert str(event["location"]) == "九龙湾街北口"
    assert event["dtstart"].params["TZID"] == "Asia/Shanghai"
    assert event["dtstart"].dt.isoformat() == "2026-11-23T09:00:00+08:00"
    assert str(event["status"]) == "CONFIRMED"
    assert "张" not in answer.text, "no names"
    unchanged = calendar.get(path, headers={"If-None-Match": answer.headers["ETag"]})
    assert unchanged.status_code == 304

    leader = browser_of(Role.TEAM_LEADER)
    leader.open(f"{page}/cancel")
    leader.submit(f"{page}/cancel", reason="weather")
    changed = calendar.get(path, headers={"If-None-Match": answer.headers["ETag"]})
    (event,) = icalendar.Calendar.from_ical(changed.data).walk("VEVENT")
    assert str(event["status"]) == "CANCELLED"

    browser.open("/me/shifts")
    assert browser.post("/me/shifts/feed", **browser.page.forms[0].fields) == 200
    renewed = feed_of(browser.answer.text)
    assert (calendar.get(path).status_code, calendar.get(renewed).status_code) == (404, 200)
    browser.open("/me/shifts")
    assert browser.post("/me/shifts/feed/withdrawal", **browser.page.forms[0].fields) == 303
    assert calendar.get(renewed).status_code == 404
    assert calendar.get("/shifts/x.ics").status_code == 404
