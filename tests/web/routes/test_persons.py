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
