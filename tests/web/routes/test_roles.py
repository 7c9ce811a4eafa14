"""Hats, assignments and the overview with a browser that runs no scripts."""

from datetime import date

import pytest

from ledger.registry.commands import EndRole
from people.audit import AuditAction
from people.roles import Role
from tests.api.house import House
from tests.support.village import COMMUNITY
from tests.web.routes.conftest import Open
from tests.web.routes.plain import PlainBrowser
from web.messages_zh import refusal


def put_on(browser: PlainBrowser, role: str) -> None:
    """Press the button of a hat."""
    form = next(it for it in browser.page.forms if it.fields.get("role") == role)
    browser.submit("/me/hats", **form.fields)


def refused_to_wear(browser: PlainBrowser, **hat: str) -> bool:
    """Send a hat that the page does not offer, with a good CSRF token."""
    form = next(it for it in browser.open("/me").forms if it.action == "/me/display")
    browser.post("/me/hats", csrf_token=form.fields["csrf_token"], **hat)
    told = refusal("role_required").headline in browser.answer.get_data(as_text=True)
    return browser.status == 403 and told


def test_a_clerk_who_also_serves_changes_hats_and_back(house: House, browser_of: Open) -> None:
    clerk = house.persons[Role.CLERK]
    house.village.register_volunteer(clerk, "V000777")
    house.project()
    browser = browser_of(Role.CLERK)
    assert "换身份" in browser.open("/me").text
    page = browser.open("/me/hats")
    assert "正在用" in page.text
    assert "志愿者" in page.text
    before = browser.cookie("redbee_session")
    put_on(browser, "volunteer")
    assert browser.cookie("redbee_session") != before
    assert browser.open("/me").text.count("志愿者") >= 1
    assert browser.open("/people").text
    assert browser.status == 403, "a volunteer has no list of people"
    newest = house.services.audit.page()[0].entry
    actions = {it.entry.action for it in house.services.audit.page()}
    assert AuditAction.HAT_CHANGED in actions
    assert newest.actor_id == clerk


def test_a_volunteers_own_phone_takes_up_no_office(house: House, browser_of: Open) -> None:
    person = house.persons[Role.VOLUNTEER]
    house.give_term(Role.CLERK, person)
    browser = browser_of(Role.VOLUNTEER)
    assert "文书" not in browser.open("/me/hats").text
    form = {"role": "clerk", "unit_code": COMMUNITY, "place_id": ""}
    assert refused_to_wear(browser, **form)
    assert house.services.audit.page(action=AuditAction.HAT_CHANGED) == []


def test_nobody_puts_on_a_hat_that_is_not_theirs(house: House, browser_of: Open) -> None:
    browser = browser_of(Role.CLERK)
    assert refused_to_wear(browser, role="city", unit_code="1501", place_id="")
    assert house.services.audit.page(action=AuditAction.HAT_CHANGED) == []


def test_whose_term_is_over_is_told_so_and_led_to_the_hats(house: House, browser_of: Open) -> None:
    browser = browser_of(Role.CLERK)
    house.village.do(
        EndRole,
        person_id=house.persons[Role.CLERK],
        role="clerk",
        unit_code=COMMUNITY,
        to_day=date(2026, 11, 19),
        ended_by=None,
    )
    house.project()
    for address in ("/", "/me", "/overview"):
        page = browser.open(address)
        assert browser.status == 403
        assert refusal("role_ended").headline in page.text
        assert "/me/hats" in page.links
    assert "居民" in browser.open("/me/hats").text
    put_on(browser, "resident")
    assert browser.open("/me").text
    assert browser.status == 200


def test_the_security_administrator_appoints_and_dismisses(house: House, browser_of: Open) -> None:
    browser = browser_of(Role.SECURITY_ADMINISTRATOR)
    assert "任职" in browser.open("/").text
    browser.open("/assignments")
    typed = {"who": "V000002", "role": "supervisor", "unit_code": COMMUNITY, "place_id": ""}
    page = browser.submit("/assignments", **typed, from_day="2026-11-20", to_day="")
    assert browser.status == 200
    assert "欧**娜 · 村务监督员" in page.text
    form = next(
        it
        for it in page.forms
        if "ending" in it.action
        and it.fields["role"] == "supervisor"
        and it.fields["person_id"] == str(house.village.volunteers[1])
    )
    browser.submit("/assignments/ending", **form.fields)
    assert browser.status == 200
    rows = house.services.views.role_terms.of_person(house.village.volunteers[1])
    assert [it.last_day for it in rows] == [date(2026, 11, 20)], "it began today"


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"who": "nobody"}, "unknown_person"),
        ({"role": ""}, "request_invalid"),
        ({"unit_code": "1502"}, "outside_unit"),
        ({"unit_code": "张三"}, "unit_not_found"),
        ({"to_day": "2026-01-01"}, "role_term_invalid"),
    ],
)
def test_what_was_typed_is_kept_when_it_is_refused(
    house: House, browser_of: Open, wrong: dict[str, str], code: str
) -> None:
    browser = browser_of(Role.SECURITY_ADMINISTRATOR)
    browser.open("/assignments")
    typed = {
        "who": "V000002",
        "role": "clerk",
        "unit_code": COMMUNITY,
        "from_day": "2026-11-20",
        "to_day": "",
    }
    page = browser.submit("/assignments", **{**typed, **wrong})
    assert browser.status in (403, 404, 422)
    assert refusal(code).headline in page.text
    form = next(it for it in page.forms if it.action == "/assignments")
    assert form.fields["who"] == {**typed, **wrong}["who"]


def test_offices_see_totals_and_no_names(house: House, browser_of: Open) -> None:
    house.village.serve(house.persons[Role.VOLUNTEER], 90)
    house.project()
    browser = browser_of(Role.CITY)
    page = browser.open("/overview")
    assert browser.status == 200
    assert "玉泉区" in page.text
    assert "1.5 小时" in page.text
    address = next(it for it in page.links if "unit=150104" in it)
    assert "大召前街" in browser.open(address).text
    assert "张" not in browser.page.text.replace("一张", "")
    assert browser_of(Role.VOLUNTEER).open("/overview").text.count("岗位") >= 1
