"""Pages of flags, of what is overdue, and the public list, opened by their links."""

from datetime import timedelta

from people.directory import Person
from people.roles import Role
from tests.api.house import House
from tests.support.oddities import enter, play_oddities, share_a_phone
from tests.support.village import COMMUNITY, MORNING
from tests.web.routes.conftest import Open


def test_a_supervisor_comes_from_the_home_to_a_flag_and_settles_it(
    house: House, browser_of: Open
) -> None:
    share_a_phone(house.village, house.village.volunteers)
    house.project()
    supervisor = browser_of(Role.SUPERVISOR)
    home = supervisor.open("/")
    assert "核查提示" in home.text
    assert "有看着不寻常的" in home.text
    (address,) = (it for it in supervisor.open("/flags").links if it.startswith("/flags/"))
    page = supervisor.open(address)
    assert "《清扫楼道》上，一部手机给 2 个人扫了码" in page.text
    assert "欧阳娜娜" not in page.text
    words = "老人的手机没电，借用的"
    settled = supervisor.submit(f"{address}/reviews", outcome="explained", words=words)
    assert supervisor.status == 200
    assert "说得清" in settled.text
    assert "老人的手机没电" in settled.text
    assert "没有要看的提示" in supervisor.open("/flags").text
    assert address in supervisor.open("/flags?state=reviewed").links


def test_what_a_flag_rests_on_opens_the_attendance(house: House, browser_of: Open) -> None:
    share_a_phone(house.village, house.village.volunteers)
    house.project()
    supervisor = browser_of(Role.SUPERVISOR)
    (address,) = (it for it in supervisor.open("/flags").links if it.startswith("/flags/"))
    stays = [it for it in supervisor.open(address).links if it.startswith("/attendances/")]
    assert len(stays) == 2
    stay = supervisor.open(stays[0])
    assert supervisor.status == 200
    assert "/flags" in stay.links, "the way back"


def test_every_kind_reads_as_a_sentence(house: House, browser_of: Open) -> None:
    people = play_oddities(house.village)
    house.services.directory.enrol(
        [Person(it, f"云{n}珍", COMMUNITY) for n, it in enumerate(people)]
    )
    house.now = MORNING + timedelta(days=29)
    house.project()
    text = browser_of(Role.CITY).open("/flags").text
    for words in (
        "一部手机给 3 个人扫了码",
        "在 19 分钟里到了两个地方",
        "的时长 2 分钟内多了 300 分钟，是人工录的",
        "2026年12月经手 3,080 分钟",
        "2026年12月迟录了 11 笔",
    ):
        assert words in text
    assert "云*珍" in text


def test_whoever_is_named_by_a_flag_is_told_that_others_look_at_it(
    house: House, browser_of: Open
) -> None:
    share_a_phone(house.village, house.village.volunteers)
    house.project()
    house.persons[Role.SUPERVISOR] = house.village.keeper
    leader = browser_of(Role.SUPERVISOR)
    (address,) = (it for it in leader.open("/flags").links if it.startswith("/flags/"))
    page = leader.open(address)
    assert "这条要由别人来看" in page.text
    assert not [it for it in page.forms if it.action.endswith("/reviews")]


def test_a_stranger_comes_from_the_start_to_what_was_entered(
    house: House, browser_of: Open
) -> None:
    enter(house.village, house.village.volunteers[1], 90, MORNING + timedelta(days=3))
    house.project()
    stranger = browser_of()
    assert "/public/entries" in stranger.open("/").links
    assert "/public/entries" in stranger.open("/login").links
    page = stranger.open("/public/entries")
    assert stranger.status == 200
    assert "志愿服务" in page.text
    assert "90" in page.text
    assert "欧阳娜娜" not in page.text
    assert str(house.village.volunteers[1]) not in stranger.answer.text
    assert "这里没有补录" in stranger.open("/public/entries?before=1").text
    stranger.open("/public/entries?unit=999999")
    assert stranger.status == 404


def test_a_street_comes_from_the_home_to_what_is_overdue(house: House, browser_of: Open) -> None:
    house.now = MORNING + timedelta(days=25)
    street = browser_of(Role.STREET)
    assert "结束满十个工作日还没记" in street.open("/").text
    page = street.open("/overdue")
    assert "已经超期，最久的在前" in page.text
    assert "清扫楼道" in page.text
