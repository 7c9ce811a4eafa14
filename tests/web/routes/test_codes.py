"""What happens when any camera opens a code: said first, recorded by a form, told once."""

from datetime import timedelta
from uuid import UUID

import pytest

from ledger.households.household import Household
from people.roles import Role
from qr.kinds import Kind
from tests.api.house import House
from tests.support.homes import register
from tests.support.village import CITY, COMMUNITY
from tests.web.routes.conftest import Open


def test_opening_a_code_writes_nothing_and_its_form_records_the_visit(
    house: House, browser_of: Open
) -> None:
    rider = browser_of(Role.RIDER)
    token = house.code(Kind.STATION, house.village.station)
    before = house.ledger.recorder.max_notification_id()
    assert "记一次到站" in rider.open(f"/Q/{token}").text
    assert house.ledger.recorder.max_notification_id() == before
    page = rider.submit(f"/q/{token}")
    assert "到站 +1 分" in page.text
    assert "大召红蜂驿站" in page.text
    assert rider.address.startswith("/scans/")


def test_the_page_of_a_result_says_the_same_again(house: House, browser_of: Open) -> None:
    rider = browser_of(Role.RIDER)
    token = house.code(Kind.STATION, house.village.station)
    rider.open(f"/q/{token}")
    first = rider.submit(f"/q/{token}").text
    result = rider.address.partition("?")[0]
    assert rider.open(result).text == first
    rider.open(f"/q/{token}")
    assert rider.submit(f"/q/{token}").text == first, "the same code opened again is the same scan"
    assert "没找到" in browser_of(Role.VOLUNTEER).open(result).text


def test_a_second_code_within_four_hours_is_kind_news(house: House, browser_of: Open) -> None:
    rider = browser_of(Role.RIDER)
    for minutes in (0, 30):
        house.now += timedelta(minutes=minutes)
        token = house.code(Kind.STATION, house.village.station)
        rider.open(f"/q/{token}")
        page = rider.submit(f"/q/{token}")
    assert "4 小时内到过这站" in page.text
    assert "13:00 以后再来" in page.text
    assert "visit_already_counted" in page.text


def test_a_stranger_signs_in_and_the_scan_keeps_its_time(house: House, browser_of: Open) -> None:
    house.services.logins.set_passcode(
        "R1",
        "246810",
        person_id=house.persons[Role.RIDER],
        role=Role.RIDER,
        unit_code=CITY,
        now=house.now,
    )
    browser = browser_of()
    scanned_at = house.now
    token = house.code(Kind.STATION, house.village.station)
    browser.open(f"/Q/{token}")
    assert browser.address.startswith("/login?next=")
    house.now += timedelta(minutes=10)
    browser.open(next(it for it in browser.page.links if it.startswith("/login/number")))
    browser.submit("/login/number", login="R1", passcode="246810")
    page = browser.submit(f"/q/{token}")
    assert "到站 +1 分" in page.text
    visit = house.services.views.visits.of_rider(house.persons[Role.RIDER])[0]
    assert visit.occurred_at == scanned_at


def test_an_old_code_is_refused_with_its_sentence(house: House, browser_of: Open) -> None:
    rider = browser_of(Role.RIDER)
    token = house.code(Kind.STATION, house.village.station)
    house.now += timedelta(minutes=3)
    assert "这个码过期了" in rider.open(f"/q/{token}").text
    assert rider.status == 422


def test_a_code_that_died_on_the_page_is_refused_and_kept(house: House, browser_of: Open) -> None:
    rider = browser_of(Role.RIDER)
    token = house.code(Kind.STATION, house.village.station)
    rider.open(f"/q/{token}")
    form = rider.page.forms[0]
    form.fields["occurred_at"] = (house.now + timedelta(minutes=5)).isoformat()
    house.now += timedelta(minutes=6)
    assert "这个码过期了" in rider.submit(f"/q/{token}").text
    kept = house.services.views.refused_scans.of_person(house.persons[Role.RIDER])
    assert [it.refusal for it in kept] == ["qr_expired"]


def test_a_volunteer_checks_in_and_out_by_camera(house: House, browser_of: Open) -> None:
    volunteer = browser_of(Role.VOLUNTEER)
    for minutes, said in ((0, "签到好了"), (90, "签退好了")):
        house.now += timedelta(minutes=minutes)
        token = house.code(Kind.ACTIVITY, house.village.activity)
        volunteer.open(f"/q/{token}")
        page = volunteer.submit(f"/q/{token}")
        assert said in page.text
        assert "清扫楼道" in page.text
    assert "90 分钟" in page.text


def test_a_code_for_other_people_is_refused(house: House, browser_of: Open) -> None:
    volunteer = browser_of(Role.VOLUNTEER)
    token = house.code(Kind.STATION, house.village.station)
    volunteer.open(f"/q/{token}")
    page = volunteer.submit(f"/q/{token}")
    assert "扫的不是这里要的码" in page.text


def test_a_clerk_is_told_that_others_scan(quiet_house: House, looker_of: Open) -> None:
    browser = looker_of(Role.CLERK)
    browser.open(f"/q/{quiet_house.code(Kind.STATION, quiet_house.village.station)}")
    assert browser.status == 403


def test_a_voucher_opens_for_its_owner_and_for_the_keeper(house: House, browser_of: Open) -> None:
    wallet = house.village.wallet_of(house.persons[Role.VOLUNTEER])
    voucher: UUID = house.village.reserve(wallet)
    house.project()
    token = house.code(Kind.VOUCHER, voucher)
    owner, keeper = browser_of(Role.VOLUNTEER), browser_of(Role.SHOP_KEEPER)
    assert "待领取" not in owner.open(f"/q/{token}").text
    assert owner.address == f"/vouchers/{voucher}"
    assert "请当面念一遍" in keeper.open(f"/q/{token}").text


def test_a_gate_says_nothing_to_whoever_is_not_signed_in_nor_to_strangers(
    house: House, browser_of: Open
) -> None:
    home = register(house.village.do, COMMUNITY, "0147")
    house.project()
    token = house.code(Kind.GATE, Household.gate_id(home.id, 1))
    stranger, clerk = browser_of(Role.RESIDENT), browser_of(Role.CLERK)
    text = stranger.open(f"/q/{token}").text
    assert "不是您家的门牌" in text
    assert "0147" not in text
    clerk.open(f"/q/{token}")
    assert clerk.address == f"/desk/households/{home.id}"
    grid = browser_of(Role.GRID_WORKER)
    assert "0147 户" in grid.open(f"/q/{token}").text
    assert grid.address == f"/rounds/gates/{home.id}"


def test_a_gate_asks_to_sign_in_first(quiet_house: House, looker_of: Open) -> None:
    browser = looker_of()
    token = quiet_house.code(Kind.GATE, Household.gate_id(quiet_house.village.station, 1))
    browser.open(f"/q/{token}")
    assert browser.address.startswith("/login")


@pytest.mark.parametrize("token", ["A" * 36, "x", "%F0%9F%90%9D"])
def test_what_is_no_code_is_told_so(looker_of: Open, token: str) -> None:
    browser = looker_of(Role.RIDER)
    assert "这个码认不出来" in browser.open(f"/q/{token}").text
    assert browser.status == 422
