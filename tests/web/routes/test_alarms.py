"""Pages of alarms, opened by their links."""

from ledger.kernel.ids import new_id
from people.directory import Person
from people.roles import Role
from tests.api.house import House
from tests.support import alarming
from tests.support.alarming import person
from tests.support.claims import put
from tests.support.ledgers import hohhot
from tests.support.village import COMMUNITY
from tests.web.routes.conftest import Open

WORDS = "两家一起铲的雪，证据照只拍了一张，问过邻居。"


def test_two_of_the_committee_conclude_and_villagers_read_it(
    house: House, browser_of: Open
) -> None:
    put(house.ledger, *alarming.twice_the_same_photo())
    house.project()
    first = browser_of(Role.SUPERVISOR)
    home = first.open("/")
    assert "/desk/alarms" in home.links
    assert "有过了提醒线的，要两个人查" in home.text
    (address,) = (it for it in first.open("/desk/alarms").links if it.startswith("/desk/alarms/"))
    page = first.open(address)
    assert "同一张照片用了 2 次" in page.text
    page = first.submit(f"{address}/conclusions", conclusion="reasonable", words=WORDS)
    assert first.status == 200
    assert "还要另一位委员签字才算数" in page.text
    resident = browser_of(Role.RESIDENT)
    assert "还没有查过的" in resident.open("/village/alarms").text, "one hand is not enough"
    other = new_id()
    house.services.directory.enrol([Person(other, "巴特尔", COMMUNITY)])
    house.persons[Role.SUPERVISOR] = other
    second = browser_of(Role.SUPERVISOR)
    assert WORDS in second.open(address).text
    second.submit(f"{address}/signatures")
    assert second.status == 200
    assert "没有要查的" in second.open("/desk/alarms").text
    assert address in second.open("/desk/alarms?conclusion=reasonable").links
    assert "/village/alarms" in resident.open("/").links
    told = resident.open("/village/alarms").text
    assert WORDS in told
    assert "有合理原因" in told


def test_every_kind_reads_as_a_sentence_and_names_nobody_to_villagers(
    house: House, browser_of: Open
) -> None:
    house.services.directory.enrol([Person(person("all"), "欧阳娜娜", COMMUNITY)])
    put(house.ledger, *alarming.everything())
    house.now = hohhot("2027-01-04 09:00")
    house.project()
    text = browser_of(Role.SUPERVISOR).open("/desk/alarms").text
    for words in (
        "评议人近亲属得分占 32%",
        "评议人自家和回避过的户得",
        "单人申报占 43%",
        "欧**娜申报 70 条，全月 161 条",
        "月末两天录入 37%",
        "10 月 30、31 日录入 60 条，全月 161 条",
        "同一张照片用了 2 次",
        "2026 年四季度",
        "2026 年 10 月",
    ):
        assert words in text
    assert "欧阳娜娜" not in text


def test_what_runs_yet_is_shown_without_a_form(house: House, browser_of: Open) -> None:
    november = [alarming.act(n, by=person("all"), at=hohhot("2026-11-03 08:00")) for n in range(20)]
    put(house.ledger, *november)
    house.project()
    supervisor = browser_of(Role.SUPERVISOR)
    page = supervisor.open("/desk/alarms")
    assert "还没到期，先看看" in page.text
    (address,) = (it for it in page.links if it.startswith("/desk/alarms/"))
    one = supervisor.open(address)
    assert "过完再写结论" in one.text
    assert not [it for it in one.forms if it.action.endswith("/conclusions")]
