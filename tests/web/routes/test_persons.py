"""Pages about people: masked until a purpose is stated, and the person sees who read."""

from uuid import UUID

from people.roles import Role
from tests.api.house import House
from tests.support.village import COMMUNITY
from tests.web.routes.conftest import Open

NAME = "欧阳娜娜"


def test_a_clerk_states_a_purpose_and_the_person_sees_it(house: House, browser_of: Open) -> None:
    person_id = house.village.volunteers[1]
    clerk = browser_of(Role.CLERK)
    page = clerk.open("/people")
    assert "欧**娜" in page.text
    assert NAME not in page.text
    page = clerk.open(f"/persons/{person_id}")
    assert NAME not in page.text
    page = clerk.submit(f"/persons/{person_id}", purpose="paper_entry")
    assert NAME in page.text
    assert "补录纸单核对" in page.text
    own = house.token(Role.VOLUNTEER, person_id)
    assert house.get("/me/reads", own).json["items"][0]["purpose"] == "paper_entry"


def test_without_a_purpose_the_page_says_what_is_missing(house: House, browser_of: Open) -> None:
    person_id = house.village.volunteers[1]
    clerk = browser_of(Role.CLERK)
    clerk.open(f"/persons/{person_id}")
    page = clerk.submit(f"/persons/{person_id}", purpose="")
    assert clerk.status == 403
    assert "看姓名要先写明用途" in page.text
    assert NAME not in page.text
    assert house.services.audit.about(person_id, limit=1) == []


def test_the_own_leader_sees_the_roll_in_full(house: House, browser_of: Open) -> None:
    body = {
        "unit_code": COMMUNITY,
        "title": "慰问老人",
        "place": "大召",
        "starts_at": house.now.isoformat(),
        "ends_at": house.now.replace(hour=5).isoformat(),
    }
    activity = UUID(house.post("/activities", Role.TEAM_LEADER, body).json["activity_id"])
    house.village.scan_activity(activity, house.village.volunteers[1], house.now)
    house.project()
    assert NAME in browser_of(Role.TEAM_LEADER).open(f"/activities/{activity}/roll").text
    assert "欧**娜" in browser_of(Role.CLERK).open(f"/activities/{activity}/roll").text


def test_everybody_reaches_who_read_theirs_from_their_own_page(browser_of: Open) -> None:
    browser = browser_of(Role.RIDER)
    assert "/me/reads" in browser.open("/me").links
    assert "没有人看过" in browser.open("/me/reads").text


def test_somebody_erases_themself_without_scripts(house: House, browser_of: Open) -> None:
    browser = browser_of(Role.VOLUNTEER)
    page = browser.open("/me/erase")
    assert "40 分没用完" in page.text
    page = browser.submit("/me/erase", when="later")
    assert browser.status == 422
    assert "还有积分没用完" in page.text
    page = browser.submit("/me/erase", when="later", forfeit="1")
    assert "12月5日注销" in page.text
    page = browser.submit("/me/erase/withdrawal")
    assert "申请注销" in page.text
    page = browser.submit("/me/erase", when="now", forfeit="1")
    assert "已经注销" in page.text
    assert house.services.directory.find(house.persons[Role.VOLUNTEER]) is None
    assert "/login" in browser.open("/me").links or "登录" in browser.open("/me").text


def test_a_clerk_erases_somebody_at_the_desk(house: House, browser_of: Open) -> None:
    person_id = house.village.volunteers[1]
    clerk = browser_of(Role.CLERK)
    assert f"/persons/{person_id}/erase" in clerk.open(f"/persons/{person_id}").links
    clerk.open(f"/persons/{person_id}/erase")
    page = clerk.submit(f"/persons/{person_id}/erase", when="later", asked="paper_form")
    assert "12月5日注销" in page.text
    row = house.services.views.erasures.of(person_id)
    assert row is not None
    assert (row.asked, row.requested_by) == ("paper_form", house.persons[Role.CLERK])


def test_the_audit_administrator_reads_and_verifies_the_log(house: House, browser_of: Open) -> None:
    person_id = house.village.volunteers[1]
    house.post(f"/persons/{person_id}/reading", Role.CLERK, {"purpose": "telephone"})
    house.post(f"/persons/{person_id}/reading", Role.CLERK, {"purpose": "curiosity"})
    browser = browser_of(Role.AUDIT_ADMINISTRATOR)
    assert "/audit" in browser.open("/").links
    page = browser.open("/audit")
    assert "电话联系" in page.text
    assert "欧**娜" in page.text
    assert NAME not in page.text
    assert "电话联系" not in browser.open("/audit?only=refused").text
    assert "看姓名要先写明用途" not in browser.open("/audit?only=reads").text
    assert "2 条，一条接一条" in browser.submit("/audit/verification").text
