"""Consents without scripts: switches, the notice, a child's switches, and the desk."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from ledger.registry.consent_purposes import Purpose
from people.roles import Role
from tests.api.house import House
from tests.api.minors import NUMBER, Family, morning
from tests.web.routes.conftest import Open, furnished, opener


@pytest.fixture
def december(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[House]:
    """A house on 1 December 2026."""
    house = furnished(tmp_path, request)
    house.now = morning(2026, 12, 1)
    yield house
    house.close()


def test_one_switch_saves_and_leaves_the_others(house: House, browser_of: Open) -> None:
    browser = browser_of(Role.VOLUNTEER)
    page = browser.open("/me/consents")
    assert "由您决定，随时可关，不影响签到和积分。" in page.text
    assert 'role="switch" name="given" value="1" checked' not in browser.answer.text
    page = browser.submit("/me/consents/id_number", given="1")
    assert browser.answer.text.count('name="given" value="1" checked') == 1
    assert "“留身份证号” 2026年11月20日同意，说明第 2 版。" in page.text
    page = browser.submit("/me/id-number", id_number="11010519491231002X")
    assert "110105********002X" in page.text
    page = browser.submit("/me/consents/ranking", given="1")
    assert browser.answer.text.count('name="given" value="1" checked') == 2
    form = next(it for it in page.forms if it.action == "/me/consents/ranking")
    del form.fields["given"]  # what a switch that was turned off sends
    page = browser.submit("/me/consents/ranking")
    assert browser.answer.text.count('name="given" value="1" checked') == 1
    assert "收回“进排行”" in page.text
    listed = house.services.directory.listed_names([house.persons[Role.VOLUNTEER]])
    assert listed == {}


def test_a_switch_nobody_knows_is_no_page(browser_of: Open) -> None:
    browser = browser_of(Role.VOLUNTEER)
    key = next(
        it.fields["idempotency_key"]
        for it in browser.open("/me/consents").forms
        if it.action == "/me/consents/ranking"
    )
    token = browser.page.forms[0].fields["csrf_token"]
    fields = {"csrf_token": token, "idempotency_key": key, "given": "1"}
    for purpose in ("minor", "base_service", "everything"):
        assert browser.post(f"/me/consents/{purpose}", **fields) == 404


def test_every_role_finds_the_switches_from_its_own_page(looker_of: Open) -> None:
    for role in (Role.VOLUNTEER, Role.RIDER, Role.RESIDENT, Role.CLERK):
        assert "/me/consents" in looker_of(role).open("/me").links


def test_the_notice_is_for_everybody_in_all_its_versions(looker_of: Open) -> None:
    browser = looker_of()
    assert "/privacy" in browser.open("/").links
    page = browser.open("/privacy")
    assert "第 2 版，2026年3月1日起用。" in page.text
    for words in ("谁在处理", "您另外同意才用的", "未成年人", "存多久", "您可以", "3 年"):
        assert words in page.text
    old = browser.open("/privacy/1")
    assert "这是以前的版本" in old.text
    assert "记录到哪个驿站" not in old.text
    browser.open("/privacy/99")
    assert browser.status == 404


def test_a_board_loses_a_name_at_its_next_reading(house: House, browser_of: Open) -> None:
    person = house.persons[Role.VOLUNTEER]
    house.village.serve(person, minutes=60)
    house.project()
    browser = browser_of(Role.VOLUNTEER)
    browser.open("/me/consents")
    browser.submit("/me/consents/ranking", given="1")
    for address in ("/boards/minutes", "/board"):
        assert "张**三" in browser_of().open(address).text
    form = next(
        it for it in browser.open("/me/consents").forms if it.action == "/me/consents/ranking"
    )
    del form.fields["given"]
    browser.submit("/me/consents/ranking")
    for address in ("/boards/minutes", "/board"):
        assert "张**三" not in browser_of().open(address).text


def test_a_guardian_asks_the_desk_links_and_the_guardian_decides(december: House) -> None:
    house, start = december, opener(december)
    family = Family.enrol(house, date(2013, 1, 20))
    guardian, clerk = start(Role.VOLUNTEER), start(Role.CLERK)
    page = guardian.open("/me/dependants")
    assert "还没有登记的家人" in page.text
    page = guardian.submit("/me/dependants", number=NUMBER)
    assert "记下了，还差最后一步" in page.text
    assert "王小兰" not in page.text

    assert "/desk/guardians" in clerk.open("/").links
    page = clerk.open("/desk/guardians")
    assert "张**三，王*兰的监护人" in page.text
    page = clerk.submit(f"/desk/guardians/{family.child}/{family.guardian}/link")
    assert "办好了" in page.text
    assert "没有人等着登记" in page.text

    page = guardian.open("/me/dependants")
    assert "王小兰" in page.text
    assert 'aria-label="王小兰的二维码"' in guardian.answer.text
    assert "满 18 岁才能打开" in page.text
    action = f"/me/dependants/{family.child}/consents/minor"
    page = guardian.submit(action, given="1")
    assert "“让孩子参加志愿服务” 2026年12月1日同意" in page.text
    row = house.services.views.consents.of(family.child)[Purpose.MINOR.value]
    assert (row.given, row.decided_by, row.method) == (True, family.guardian, "guardian")

    page = guardian.submit(f"/me/dependants/{family.child}/ending")
    assert "还没有登记的家人" in page.text


def test_the_desk_links_two_cards_or_says_why_not(december: House) -> None:
    Family.enrol(december, date(2013, 1, 20))
    clerk = opener(december)(Role.CLERK)
    clerk.open("/desk/guardians")
    page = clerk.submit("/desk/guardians", child="V000001", guardian="V000002")
    assert clerk.status == 422
    assert "这位不用监护人" in page.text
    assert 'value="V000001"' in clerk.answer.text, "what was typed stays"
    page = clerk.submit("/desk/guardians", child=NUMBER, guardian="V000001")
    assert "办好了" in page.text
    page = clerk.submit("/desk/guardians", child="X", guardian="V000001")
    assert clerk.status == 404


def test_a_child_sees_who_turns_the_switches(december: House) -> None:
    family = Family.enrol(december, date(2013, 1, 20))
    december.persons[Role.VOLUNTEER] = family.child
    browser = opener(december)(Role.VOLUNTEER)
    page = browser.open("/me/consents")
    assert "未满 14 岁，由监护人来开关" in page.text
    assert not [it for it in page.forms if it.action.startswith("/me/consents/")]


def test_a_risky_activity_says_that_it_is_for_adults(house: House, browser_of: Open) -> None:
    leader = browser_of(Role.TEAM_LEADER)
    leader.open("/activities/new")
    page = leader.submit(
        "/activities", title="高处除冰", place="大召", risk_level="2", insurance_policy="PICC-1"
    )
    assert "满 18 岁才能来" in page.text
    house.project()
    assert (
        house.get("/activities?when=upcoming", Role.VOLUNTEER).json["items"][0]["risk_level"] == 2
    )
