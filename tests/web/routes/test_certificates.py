"""Certificates on pages: from the record to the paper, at the desk, and for whoever checks."""

from datetime import timedelta
from uuid import UUID

import pypdfium2
import pytest
import zxingcpp

from ledger.volunteering.commands import PublishActivity
from people.directory import Person
from people.roles import Role
from tests.api.house import House
from tests.support.village import COMMUNITY
from tests.web.routes.conftest import Open

NAME = "乌云·其木格"


@pytest.fixture
def w(house: House) -> UUID:
    """The volunteer whose browser is opened, with 125 minutes."""
    w = house.persons[Role.VOLUNTEER]
    house.services.directory.enrol([Person(w, NAME, COMMUNITY)])
    house.village.serve(w, 125, _activity(house))
    house.now = house.village.now = house.village.now + timedelta(hours=4)
    house.project()
    return w


def _activity(house: House) -> UUID:
    """An activity that somebody else leads, so that no minutes wait for another person."""
    return house.village.made(
        "activity_id",
        PublishActivity,
        unit_code=COMMUNITY,
        title="清洁家园",
        place="九龙湾街",
        starts_at=house.village.now,
        ends_at=house.village.now + timedelta(hours=3),
    )


def issued(house: House, w: UUID) -> str:
    """Have a certificate; return its number."""
    certificate_id = house.village.certify(w)
    row = house.project().services.views.certificates.of(certificate_id)
    assert row is not None
    return row.number


def test_from_the_record_to_the_paper_and_from_its_code_to_the_check(
    house: House, browser_of: Open, w: UUID
) -> None:
    browser = browser_of(Role.VOLUNTEER)
    assert "/certificates" in browser.open("/me").links
    assert "/certificates/new" in browser.open("/me/service-record").links
    page = browser.open("/certificates/new?period=all")
    for words in (NAME, "未提供", "2.0", "1 次，一次一行", "大召社区", "2026年11月20日"):
        assert words in page.text, words
    page = browser.submit("/certificates")
    assert "证明开好了" in page.text
    address = next(it for it in page.links if it.endswith("/paper"))
    browser.open(address)
    assert browser.answer.mimetype == "application/pdf"
    document = pypdfium2.PdfDocument(browser.answer.data)
    assert NAME in document[0].get_textpage().get_text_range()
    picture = document[0].render(scale=2).to_pil()
    (code,) = zxingcpp.read_barcodes(picture)

    stranger = browser_of()
    page = stranger.open("/Q/" + code.text.rpartition("/")[2])
    assert stranger.address == address.removesuffix("/paper")
    assert "证明有效" in page.text
    assert "2.0 小时" in page.text
    assert NAME not in page.text
    check = f"{stranger.address}/name-check"
    page = stranger.submit(check, name="乌云・其木格 ")
    assert "相符" in page.words
    page = stranger.submit(check, name="乌云")
    assert "不相符" in page.words
    assert address not in page.links


def test_a_period_without_minutes_says_so_and_keeps_what_was_chosen(
    browser_of: Open, w: UUID
) -> None:
    browser = browser_of(Role.VOLUNTEER)
    page = browser.open("/certificates/new?period=chosen&from_day=2026-02-01&to_day=2026-03-01")
    assert "这段时间没有已确认的时长" in page.text
    assert [it.action for it in page.forms] == ["/certificates/new"]
    assert page.forms[0].fields["from_day"] == "2026-02-01"
    browser.open("/certificates/new")
    page = browser.submit("/certificates", from_day="2027-01-01", to_day="2027-02-01")
    assert browser.status == 422
    assert "起止日期对不上" in page.text
    assert "这段时间还没有时长" in browser_of(Role.RIDER).open("/certificates/new").text
    assert "还没有开过证明" in browser.open("/certificates").text


def test_without_consent_asking_for_the_id_number_is_refused(browser_of: Open, w: UUID) -> None:
    browser = browser_of(Role.VOLUNTEER)
    browser.open("/certificates/new")
    page = browser.submit("/certificates", with_id_number="1")
    assert browser.status == 422
    assert "这一步要您先同意" in page.text


def test_what_was_counted_anew_is_marked_and_replaced(
    house: House, browser_of: Open, w: UUID
) -> None:
    came, activity = house.village.now, _activity(house)
    house.village.serve(w, 60, activity)
    house.now = house.village.now = came + timedelta(hours=2)
    number = issued(house.project(), w)
    house.village.scan_activity(activity, w, came + timedelta(minutes=90))
    house.project()
    assert "已有更新" in browser_of().open(f"/certificates/{number}").text
    browser = browser_of(Role.VOLUNTEER)
    again = next(it for it in browser.open("/certificates").links if "/new?" in it)
    browser.open(again)
    page = browser.submit("/certificates")
    assert "有效" in page.words
    assert "已有更新" in page.words


def test_the_number_is_found_or_a_slip_is_told(house: House, browser_of: Open, w: UUID) -> None:
    number = issued(house, w)
    browser = browser_of()
    assert "/certificates/check" in browser.open("/").links
    assert "/certificates/check" in browser.open("/help").links
    browser.open(f"/certificates/check?number={number.lower().replace('-', '+')}")
    assert browser.address == f"/certificates/{number}"
    page = browser.open(f"/certificates/check?number={number[:-1]}")
    assert browser.status == 404
    assert "没查到这个证明编号" in page.text
    page = browser.open("/certificates/150104003005-2026-22222222")
    assert browser.status == 404
    assert "没查到这个证明编号" in page.text


def test_the_desk_issues_prints_and_revokes(house: House, browser_of: Open, w: UUID) -> None:
    clerk = browser_of(Role.CLERK)
    assert "/desk/certificates" in clerk.open("/").links
    assert f"/persons/{w}/certificates/new" in clerk.open(f"/persons/{w}").links
    clerk.open(f"/persons/{w}/certificates/new")
    action = f"/persons/{w}/certificates"
    page = clerk.submit(action, consent="present_with_card", card="x")
    assert "要写清怎么同意的" in page.text
    page = clerk.submit(action, consent="by_telephone")
    assert "乌**格" in page.text
    assert NAME not in page.text
    number = clerk.address.partition("?")[0].rpartition("/")[2]
    clerk.open(f"/certificates/{number}/paper")
    assert clerk.answer.mimetype == "application/pdf"
    text = pypdfium2.PdfDocument(clerk.answer.data)[0].get_textpage().get_text_range()
    assert "张clerk三" in "".join(text.split()), "who handled it stands on it"
    assert "乌**格" in clerk.open("/desk/certificates").text
    clerk.open(f"/desk/certificates/{number}")
    page = clerk.submit(f"/desk/certificates/{number}/revocation", reason="issued_in_error")
    assert "开错了" in page.text
    assert "已撤销" in browser_of().open(f"/certificates/{number}").text
    clerk.open(f"/certificates/{number}/paper")
    assert clerk.status == 409
    own = browser_of(Role.VOLUNTEER)
    assert number in own.open("/me/proxies").text
    assert "看全名" in own.open("/me/reads").text


def test_a_certificate_is_offered_before_somebody_is_forgotten(
    house: House, browser_of: Open, w: UUID
) -> None:
    browser = browser_of(Role.VOLUNTEER)
    assert "/certificates/new?period=all" in browser.open("/me/erase").links
    clerk = browser_of(Role.CLERK)
    page = clerk.open(f"/persons/{w}/erase")
    assert f"/persons/{w}/certificates/new?period=all" in page.links
