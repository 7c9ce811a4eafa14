"""A leader publishes an activity with a plain form; nothing typed is lost when it is refused."""

import pytest

from people.roles import Role
from tests.api.house import House
from tests.web.routes.conftest import Open
from web.messages_zh import refusal

TYPED = {
    "title": "义务理发",
    "place": "大召社区活动室",
    "day": "2026-11-23",
    "starts": "09:00",
    "ends": "11:30",
}


@pytest.mark.parametrize("role", [Role.TEAM_LEADER, Role.CLERK])
def test_an_activity_is_published_and_shown(house: House, browser_of: Open, role: Role) -> None:
    browser = browser_of(role)
    browser.open("/activities/new")
    page = browser.submit("/activities", **TYPED, team_id=str(house.village.team))
    assert browser.status == 200
    assert "义务理发" in page.text
    assert "11月23日 周一 09:00–11:30" in page.text
    assert "红蜂志愿服务队" in page.text
    assert "义务理发" in browser_of(Role.VOLUNTEER).open("/activities").text


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"ends": "08:00"}, "activity_times_invalid"),
        ({"title": " "}, "request_invalid"),
        ({"title": "长" * 61}, "request_invalid"),
        ({"day": "明天"}, "request_invalid"),
        ({"starts": "25:00"}, "request_invalid"),
        ({"team_id": "nonsense"}, "request_invalid"),
    ],
)
def test_what_is_wrong_is_said_beside_what_was_typed(
    browser_of: Open, wrong: dict[str, str], code: str
) -> None:
    browser = browser_of(Role.TEAM_LEADER)
    browser.open("/activities/new")
    typed = TYPED | wrong
    page = browser.submit("/activities", **typed)
    assert browser.status == 422
    assert 'aria-invalid="true"' in browser.answer.text or "team_id" in wrong
    form = next(form for form in page.forms if form.action == "/activities")
    assert {name: form.fields[name] for name in TYPED} == {name: typed[name] for name in TYPED}
    assert refusal(code).headline in page.text


def test_the_same_form_publishes_once(house: House, browser_of: Open) -> None:
    browser = browser_of(Role.TEAM_LEADER)
    browser.open("/activities/new")
    form = next(form for form in browser.page.forms if form.action == "/activities")
    places = set()
    for _ in range(2):
        assert browser.post("/activities", **form.fields | TYPED) == 303
        places.add(browser.answer.headers["Location"])
    assert len(places) == 1


def test_a_volunteer_cannot_publish(browser_of: Open) -> None:
    browser = browser_of(Role.VOLUNTEER)
    browser.open("/activities/new")
    assert browser.status == 403
