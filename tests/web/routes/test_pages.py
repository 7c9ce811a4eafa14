"""Every page opens for those it is for, with what they came for, and for nobody else."""

import pytest

from people.roles import Role
from qr.kinds import Kind
from tests.api.house import House
from tests.web.routes.conftest import Open
from web.headers import CONTENT_SECURITY_POLICY

PUBLIC = ("/", "/login", "/board", "/boards/minutes", "/stations", "/help", "/offline", "/api/docs")
OWN = ("/", "/me", "/me/entries", "/me/service-record")
SERVING = tuple(role for role in Role if role is not Role.SCREEN)


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_page_opens_for_a_stranger(looker_of: Open, address: str) -> None:
    browser = looker_of()
    assert browser.open(address).text
    assert browser.status == 200
    assert browser.answer.headers["Content-Security-Policy"] == CONTENT_SECURITY_POLICY


@pytest.mark.parametrize("role", SERVING)
@pytest.mark.parametrize("address", OWN)
def test_everybody_has_a_home_and_pages_of_their_own(
    looker_of: Open, role: Role, address: str
) -> None:
    browser = looker_of(role)
    assert browser.open(address).text
    assert browser.status == 200
    assert "no-store" in browser.answer.headers["Cache-Control"]


@pytest.mark.parametrize("role", SERVING)
def test_every_link_leads_to_a_page(looker_of: Open, role: Role) -> None:
    browser = looker_of(role)
    waiting, seen = ["/"], {"/"}
    while waiting:
        address = waiting.pop()
        page = browser.open(address)
        assert browser.status == 200, f"{role} finds a dead link: {address}"
        for link in page.links:
            local = link.partition("#")[0]
            if local.startswith("/") and local not in seen:
                seen.add(local)
                waiting.append(local)
    assert len(seen) > 3


def test_a_volunteer_reaches_every_page_of_theirs_by_links(looker_of: Open) -> None:
    browser = looker_of(Role.VOLUNTEER)
    reached, waiting = set(), ["/"]
    while waiting:
        address = waiting.pop()
        reached.add(address)
        page = browser.open(address)
        waiting += {
            link for link in page.links if link.startswith("/") and link not in reached
        } - set(waiting)
    assert {
        "/activities",
        "/items",
        "/me",
        "/me/entries",
        "/me/service-record",
        "/scan",
        "/vouchers",
        "/boards/minutes",
    } <= reached


@pytest.mark.parametrize("address", ["/me", "/me/entries", "/items", "/vouchers", "/scan"])
def test_a_stranger_is_sent_to_sign_in_and_back(looker_of: Open, address: str) -> None:
    browser = looker_of()
    browser.open(address)
    assert browser.address.startswith("/login?next=")
    assert browser.page.forms[0].fields["next"] == address


def test_a_rider_cannot_open_the_counter(quiet_house: House, looker_of: Open) -> None:
    browser = looker_of(Role.RIDER)
    for address in ("/shop/counter", f"/shops/{quiet_house.village.shop}/counter"):
        assert "这一步由别的岗位来办" in browser.open(address).text
        assert browser.status == 403


def test_a_keeper_cannot_open_the_counter_of_another_shop(
    quiet_house: House, looker_of: Open
) -> None:
    browser = looker_of(Role.SHOP_KEEPER)
    browser.open(f"/shops/{quiet_house.village.station}/counter")
    assert browser.status == 403


def test_a_screen_shows_its_own_station_only(quiet_house: House, looker_of: Open) -> None:
    browser = looker_of(Role.SCREEN)
    assert "大召红蜂驿站" in browser.open("/").text
    assert browser.address == f"/stations/{quiet_house.village.station}/screen"
    browser.open(f"/stations/{quiet_house.village.other_station}/screen")
    assert browser.status == 403


def test_a_volunteer_cannot_open_the_code_of_an_activity(
    quiet_house: House, looker_of: Open
) -> None:
    browser = looker_of(Role.VOLUNTEER)
    browser.open(f"/activities/{quiet_house.village.activity}/screen")
    assert browser.status == 403


def test_a_leader_finds_the_code_and_the_scanner_of_a_running_activity(
    quiet_house: House, looker_of: Open
) -> None:
    browser = looker_of(Role.TEAM_LEADER)
    assert f"/scan?activity={quiet_house.village.activity}" in browser.open("/").links
    page = browser.open(f"/activities/{quiet_house.village.activity}")
    assert f"/activities/{quiet_house.village.activity}/screen" in page.links
    browser.open(f"/scan?activity={quiet_house.village.activity}")
    assert f'data-place-id="{quiet_house.village.activity}"' in browser.answer.text


def test_what_somebody_else_reserved_is_not_found(house: House, browser_of: Open) -> None:
    wallet = house.village.wallet_of(house.persons[Role.VOLUNTEER])
    voucher = house.village.reserve(wallet)
    house.project()
    browser = browser_of(Role.RIDER)
    for address in (f"/vouchers/{voucher}", f"/vouchers/{voucher}/qr.svg"):
        browser.open(address)
        assert browser.status == 404


def test_a_page_that_is_not_there_is_told_kindly(looker_of: Open) -> None:
    browser = looker_of()
    assert "没找到这一页" in browser.open("/nothing-here").text
    assert browser.status == 404


def test_hours_and_points_stand_on_the_home_of_a_volunteer(house: House, browser_of: Open) -> None:
    house.village.serve(house.persons[Role.VOLUNTEER], minutes=154)
    house.project()
    page = browser_of(Role.VOLUNTEER).open("/")
    assert "2.5" in page.text
    assert "志愿服务 · 志愿服务" in page.text


def test_the_statement_adds_up(house: House, browser_of: Open) -> None:
    wallet = house.village.wallet_of(house.persons[Role.VOLUNTEER])
    house.village.reserve(wallet)
    house.project()
    words = browser_of(Role.VOLUNTEER).open("/me/entries").text
    assert "得到 +40" in words
    assert "用掉 −15" in words
    assert "现在 25" in words


def test_the_record_names_how_a_time_is_known(house: House, browser_of: Open) -> None:
    house.village.serve(house.persons[Role.VOLUNTEER], minutes=60)
    house.project()
    assert "本人扫码" in browser_of(Role.VOLUNTEER).open("/me/service-record").text


def test_a_board_shows_masked_names_of_those_who_agreed(house: House, browser_of: Open) -> None:
    first, second = house.village.volunteers
    house.services.directory.set_listed(first, listed=True)
    for person in (first, second):
        house.village.serve(person, minutes=60)
    house.project()
    for address in ("/boards/minutes", "/board"):
        words = browser_of().open(address).text
        assert "张**三" in words or "张*三" in words
        assert words.count("张*") == 1
        assert "volunteer" not in words


@pytest.mark.parametrize("role", [Role.VOLUNTEER, Role.RIDER])
def test_own_code_is_drawn_without_scripts(quiet_house: House, looker_of: Open, role: Role) -> None:
    browser = looker_of(role)
    browser.open("/me")
    assert 'aria-label="我的二维码"' in browser.answer.text
    assert quiet_house.code(Kind.PERSON, quiet_house.persons[role])
