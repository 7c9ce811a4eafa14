"""Part-time grid work on pages, without scripts: the rider's yes, the desk, leaving."""

from people.roles import Role
from tests.api.house import House
from tests.support.grid_scenes import enter_grid
from tests.support.village import COMMUNITY
from tests.web.routes.conftest import Open
from web.messages_zh import refusal


def number_of(house: House) -> str:
    rider = house.services.views.riders.of(house.persons[Role.RIDER])
    assert rider is not None
    return rider.number


def test_a_rider_says_yes_is_appointed_at_the_desk_and_leaves_again(
    house: House, browser_of: Open
) -> None:
    grid = enter_grid(house.village)
    house.project()
    rider, clerk = browser_of(Role.RIDER), browser_of(Role.CLERK)
    assert "/me/appointment" in rider.open("/me").links
    rider.open("/me/appointment")
    page = rider.submit("/me/appointment/agreement")
    assert "您说了愿意" in page.text

    person = house.persons[Role.RIDER]
    clerk.open(f"/desk/grid-workers?number={number_of(house)}")
    page = clerk.submit(
        f"/desk/grid-workers/{person}/appointment", unit_code=grid, from_day="2026-11-20"
    )
    assert clerk.status == 422
    assert refusal("grid_training_missing").headline in page.text
    page = clerk.submit(f"/desk/grid-workers/{person}/training", held_on="2026-11-20")
    assert "2026-11-20 培训" in page.text
    page = clerk.submit(
        f"/desk/grid-workers/{person}/appointment", unit_code=grid, from_day="2026-11-20"
    )
    assert (clerk.status, "2027-11-19" in page.text) == (200, True)

    page = rider.open("/me/appointment")
    assert "第一网格" in page.text
    assert "没有任务数" in page.text
    page = rider.submit("/me/appointment/leaving")
    assert "本人不当了" in page.text
    assert "还没有在任的兼职网格员" in clerk.open("/desk/grid-workers").text


def test_the_desk_says_that_nobody_has_a_number(house: House, browser_of: Open) -> None:
    clerk = browser_of(Role.CLERK)
    assert "没有这个编号的骑手" in clerk.open("/desk/grid-workers?number=R9").text
    assert clerk.open("/desk").text is not None


def test_a_term_of_elsewhere_is_not_touched_at_this_desk(house: House, browser_of: Open) -> None:
    village, rider = house.village, house.persons[Role.RIDER]
    village.register_unit("150104004", "别的街道", "street", "150104")
    village.register_unit("150104004001", "别的社区", "community", "150104004")
    village.register_unit("15010400400101", "别的网格", "grid", "150104004001")
    from tests.support.grid_scenes import appoint  # noqa: PLC0415

    appoint(village, rider, "15010400400101")
    house.project()
    clerk = browser_of(Role.CLERK)
    page = clerk.open(f"/desk/grid-workers?number={number_of(house)}")
    assert "在别的单位任期内" in page.text
    assert COMMUNITY not in page.text
