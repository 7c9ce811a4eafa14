"""Corrections, complaints, evaluations and messages with a browser that runs no scripts."""

from datetime import timedelta

import pytest

from ledger.volunteering.attendance import Attendance
from people.roles import Role
from tests.api.house import House
from tests.web.routes.conftest import Open
from web.feedback import own, waiting
from web.messages_zh import refusal


def served(house: House) -> tuple[str, str]:
    """Let the volunteer serve an hour of two, and let the activity end."""
    person = house.persons[Role.VOLUNTEER]
    activity_id = house.village.publish("清洁家园")
    house.village.serve(person, 60, activity_id)
    house.now += timedelta(hours=4)
    house.project()
    attendance_id = Attendance.create_id(activity_id, person)
    return f"/activities/{activity_id}", f"/attendances/{attendance_id}/correction"


def test_a_volunteer_asks_and_the_leader_corrects(house: House, browser_of: Open) -> None:
    activity, correction = served(house)
    mine = browser_of(Role.VOLUNTEER)
    assert correction in mine.open(activity).links
    page = mine.open(correction)
    assert "60" in page.text
    page = mine.submit(
        correction, begins="09:00", ends="10:30", reason="left_later", words="走得晚"
    )
    assert "等答复" in page.text
    assert "11月27日（周五） 24:00 前答复" in page.text
    assert not [it for it in page.forms if it.action == correction], "one waits at a time"

    leader = browser_of(Role.TEAM_LEADER)
    assert "/corrections" in leader.open("/").links
    page = leader.open("/corrections")
    assert "走得晚" in page.text
    accept = next(it for it in page.forms if it.action.endswith("/acceptance"))
    page = leader.submit(accept.action, ends="10:20")
    assert "没有等着答复的" in page.text

    page = mine.open(correction)
    assert "已更正" in page.text
    assert "原来（分钟）" in page.text
    assert "80" in page.text
    assert "/me/messages" in mine.open("/").links
    assert "更正好了，记 80 分钟" in mine.open("/me/messages").text
    assert "已更正" in mine.open("/me/corrections").text


def test_what_is_outside_the_plan_is_said_and_what_was_typed_stays(
    house: House, browser_of: Open
) -> None:
    _, correction = served(house)
    mine = browser_of(Role.VOLUNTEER)
    mine.open(correction)
    page = mine.submit(correction, begins="09:00", ends="18:00", reason="other", words="整天都在")
    assert mine.status == 422
    assert "改后的时间要在活动时间里" in page.text
    assert "整天都在" in mine.answer.get_data(as_text=True)


def test_a_request_is_taken_back_from_its_page(house: House, browser_of: Open) -> None:
    _, correction = served(house)
    mine = browser_of(Role.VOLUNTEER)
    mine.open(correction)
    mine.submit(correction, begins="09:00", ends="10:30", reason="left_later")
    page = mine.submit(f"{correction}/1/withdrawal")
    assert "撤回了" in page.text
    assert [it for it in page.forms if it.action == correction], "another may be asked for"


def test_a_clerk_declines_with_a_reason(house: House, browser_of: Open) -> None:
    _, correction = served(house)
    mine, clerk = browser_of(Role.VOLUNTEER), browser_of(Role.CLERK)
    mine.open(correction)
    mine.submit(correction, begins="09:00", ends="10:30", reason="left_later")
    page = clerk.open("/corrections")
    decline = next(it for it in page.forms if it.action.endswith("/refusal"))
    clerk.submit(decline.action, words="")
    assert clerk.status == 400
    clerk.submit(decline.action, words="签退扫过了")
    page = mine.open(correction)
    assert "没有改" in page.text
    assert "签退扫过了" in page.text


def test_a_complaint_goes_to_the_clerk_without_a_name(house: House, browser_of: Open) -> None:
    activity, _ = served(house)
    mine, clerk = browser_of(Role.VOLUNTEER), browser_of(Role.CLERK)
    mine.open(f"{activity}/complaint")
    page = mine.submit(f"{activity}/complaint", kind="money", words="收了十块钱")
    assert "等答复" in page.text
    page = clerk.open("/corrections")
    assert "收了十块钱" in page.text
    name = house.services.directory.masked_names([house.persons[Role.VOLUNTEER]])
    assert not any(it in page.text for it in name.values())
    form = next(it for it in page.forms if it.action.endswith("/answer"))
    page = clerk.submit(form.action, words="已经退钱", upheld="yes")
    assert "没有等着答复的" in page.text
    page = mine.open("/me/corrections")
    assert "情况属实" in page.text
    assert "已经退钱" in page.text


def test_both_sides_evaluate(house: House, browser_of: Open) -> None:
    activity, _ = served(house)
    mine, leader = browser_of(Role.VOLUNTEER), browser_of(Role.TEAM_LEADER)
    assert f"{activity}/evaluation" in mine.open(activity).links
    mine.open(f"{activity}/evaluation")
    page = mine.submit(f"{activity}/evaluation", stars="4")
    assert "改评价" in page.text
    assert f"{activity}/evaluations" in leader.open(activity).links
    page = leader.open(f"{activity}/evaluations")
    assert "平均 4.0 星" in page.text
    form = next(it for it in page.forms if it.action.endswith("/evaluation"))
    leader.submit(form.action, stars="5")
    assert "5 星" in leader.page.text
    assert "队长评价您的服务" in mine.open(f"{activity}/evaluation").text
    assert "5 星" in mine.open("/me/messages").text


def test_a_form_without_stars_is_refused(house: House, browser_of: Open) -> None:
    activity, _ = served(house)
    leader = browser_of(Role.TEAM_LEADER)
    page = leader.open(f"{activity}/evaluations")
    form = next(it for it in page.forms if it.action.endswith("/evaluation"))
    for stars in ("", "0", "6", "多"):
        page = leader.submit(form.action, stars=stars)
        assert leader.status == 400
        assert refusal("field_missing").headline in page.text
        assert "还没评" in page.text, "no star was recorded"


def test_what_an_answer_said_stays_after_a_refusal(house: House, browser_of: Open) -> None:
    activity, correction = served(house)
    mine, clerk = browser_of(Role.VOLUNTEER), browser_of(Role.CLERK)
    mine.open(correction)
    mine.submit(correction, begins="09:00", ends="10:30", reason="left_later")
    mine.open(f"{activity}/complaint")
    mine.submit(f"{activity}/complaint", kind="money", words="收了十块钱")
    page = clerk.open("/corrections")
    assert "<details" in clerk.answer.text
    assert "open><summary" not in clerk.answer.text
    accept = next(it for it in page.forms if it.action.endswith("/acceptance"))
    page = clerk.submit(accept.action, begins="09:05", ends="19:00", words="问过组长")
    assert clerk.status == 422
    form = next(it for it in page.forms if it.action == accept.action)
    assert (form.fields["begins"], form.fields["ends"]) == ("09:05", "19:00")
    assert clerk.answer.text.count("问过组长") == 1, "in the form that was sent alone"
    assert clerk.answer.text.count("open><summary") == 1
    answer = next(it for it in page.forms if it.action.endswith("/answer"))
    page = clerk.submit(answer.action, words="", upheld="yes")
    assert clerk.status == 400
    assert next(it for it in page.forms if it.action == answer.action).fields["upheld"] == "yes"


def test_complaints_and_corrections_are_paged_each_by_itself(
    house: House, browser_of: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (waiting, own):
        monkeypatch.setattr(module, "SHOWN", 1)
    activity, correction = served(house)
    mine, clerk = browser_of(Role.VOLUNTEER), browser_of(Role.CLERK)
    mine.open(correction)
    mine.submit(correction, begins="09:00", ends="10:30", reason="left_later")
    for words in ("收了十块钱", "对人不好"):
        mine.open(f"{activity}/complaint")
        mine.submit(f"{activity}/complaint", kind="other", words=words)

    for browser, path, order in (
        (clerk, "/corrections", ("收了十块钱", "对人不好")),
        (mine, "/me/corrections", ("对人不好", "收了十块钱")),
    ):
        page = browser.open(path)
        assert order[0] in page.text
        assert order[1] not in page.text
        more = [it for it in page.links if it.startswith(f"{path}?")]
        complaints_more = next(it for it in more if "complaints_" in it)
        page = browser.open(complaints_more)
        assert order[1] in page.text
        assert order[0] not in page.text
        assert "走得更晚" not in page.text, "corrections are on their own pages"
        page = browser.open(next(it for it in more if it != complaints_more))
        assert not any(it in page.text for it in order), "complaints are not repeated"


def test_a_refusal_on_a_later_page_shows_that_page(
    house: House, browser_of: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waiting, "SHOWN", 1)
    activity, _ = served(house)
    mine, clerk = browser_of(Role.VOLUNTEER), browser_of(Role.CLERK)
    for words in ("收了十块钱", "对人不好"):
        mine.open(f"{activity}/complaint")
        mine.submit(f"{activity}/complaint", kind="other", words=words)
    page = clerk.open("/corrections")
    page = clerk.open(next(it for it in page.links if "complaints_behind" in it))
    form = next(it for it in page.forms if it.action.endswith("/answer"))
    assert "对人不好" in clerk.submit(form.action, words="").text
    assert clerk.status == 400


def test_nothing_is_said_where_nothing_is_to_be_done(browser_of: Open) -> None:
    mine = browser_of(Role.VOLUNTEER)
    assert "/me/messages" in mine.open("/me").links
    assert "没有要您办的事" in mine.open("/me/messages").text
    assert "没有提过更正" in mine.open("/me/corrections").text
    assert "没有等着答复的" in browser_of(Role.CLERK).open("/corrections").text


def test_the_leader_sees_until_when_an_activity_is_recorded(house: House, browser_of: Open) -> None:
    activity, _ = served(house)
    leader = browser_of(Role.TEAM_LEADER)
    assert "12月4日（周五） 24:00 前记好，还剩 10 个工作日" in leader.open(activity).text


def test_held_minutes_are_said_to_wait_for_whoever_it_takes(house: House, browser_of: Open) -> None:
    person, village = house.persons[Role.VOLUNTEER], house.village
    activity_id = village.publish("大扫除", hours=9)
    village.serve(person, 9 * 60, activity_id)
    house.now += timedelta(hours=12)
    house.project()
    mine = browser_of(Role.VOLUNTEER)
    told = mine.open("/me/messages").text
    assert "有 60 分钟等人确认" in told
    assert "点开看为什么、等谁确认" in told
    page = mine.open(f"/attendances/{Attendance.create_id(activity_id, person)}/correction")
    assert "等人确认" in page.text
    assert "两个人" not in told + page.text, "a leader's own minutes wait for one"
