"""A closed month opened again by two administrators, from page to page (A24)."""

from api.auth import DEVICE_COOKIE, SESSION_COOKIE
from ledger.kernel.ids import new_id
from people.access import TokenKind
from people.directory import Person
from people.roles import Role
from tests.api.house import DEVICE, House
from tests.support.books import GREAT, Books
from tests.support.ledgers import UNIT, hohhot
from tests.support.village import CITY
from tests.web.routes.conftest import Open
from tests.web.routes.plain import PlainBrowser
from web.messages_zh import refusal

NOON = hohhot("2026-11-17 12:00")
ADDRESS = f"/reopenings/{UNIT}/2026-11"


def second_administrator(house: House) -> PlainBrowser:
    """Another system administrator's browser."""
    person = new_id()
    house.services.directory.enrol([Person(person, "李强", CITY)])
    browser = PlainBrowser(house.app, house.project)
    role = Role.SYSTEM_ADMINISTRATOR
    secret = house.token(role, person, unit=CITY, kind=TokenKind.SESSION)
    browser.keep_cookie(SESSION_COOKIE, secret)
    browser.keep_cookie(DEVICE_COOKIE, DEVICE)
    return browser


def close(house: House, browser_of: Open) -> str:
    """Sign and lock November at the desk; return what the desk shows."""
    clerk, member = browser_of(Role.CLERK), browser_of(Role.SUPERVISOR)
    clerk.open("/desk/close?month=2026-11")
    clerk.submit("/desk/close/signature")
    member.open("/desk/close?month=2026-11")
    shown = member.submit("/desk/close/lock").text
    assert house.services.views.periods.reports(UNIT, "2026-11")[0].state == "locked"
    return shown


def test_a24_two_administrators_reopen_and_both_versions_stay_side_by_side(
    house: House, browser_of: Open
) -> None:
    books = Books(house.ledger)
    books.post(books.home("0147"), GREAT, 60, NOON)
    house.project()
    house.now = hohhot("2026-12-05 09:00")
    street = browser_of(Role.STREET)
    assert "/closings" in street.open("/").links
    assert "还没有结过账" in street.open("/closings").text
    close(house, browser_of)
    assert "2026年11月都结了" in street.open("/closings").text
    assert f"/periods/{UNIT}/2026-11" in street.open("/closings?tab=closed").links

    first, second = browser_of(Role.SYSTEM_ADMINISTRATOR), second_administrator(house)
    assert "/reopenings" in first.open("/").links
    assert ADDRESS in first.open("/reopenings").links
    first.open(ADDRESS)
    asked = first.submit(f"{ADDRESS}/request", words="纸单漏了一页")
    assert "等另一名管理员同意" in asked.text
    assert not [it for it in asked.forms if it.action.endswith("/approval")]
    waiting = second.open("/reopenings")
    assert "去看，同意重开" in waiting.text
    assert "纸单漏了一页" in second.open(ADDRESS).text
    opened = second.submit(f"{ADDRESS}/approval")
    assert "已经重开" in opened.text
    assert "去看，同意重开" not in second.open("/reopenings").text
    assert "2026年11月都结了" not in street.open("/closings").text, "it waits to be closed again"

    books.post(books.home("0148"), GREAT, 40, hohhot("2026-11-29 12:00"))
    house.project()
    now = " ".join(second.open(ADDRESS).text.split())
    assert "得分 60 100 +40" in now
    close(house, browser_of)
    public = " ".join(browser_of().open(f"/periods/{UNIT}/2026-11").text.split())
    for said in ("两版对照", "得分 60 100 +40", "期末 60 100 +40", "扣分 0 0 没变"):
        assert said in public, said
    kept = house.services.views.periods.reports(UNIT, "2026-11")
    assert [(it.version, it.state, it.figures.earned) for it in kept] == [
        (2, "locked", 100),
        (1, "reopened", 60),
    ]
    assert kept[1].reopened_by != kept[1].reopening_by
    assert f"/periods/{UNIT}/2026-11" in browser_of(Role.CLERK).open("/desk/close").links


def test_the_one_who_asked_does_not_open_it_and_only_the_latest_month_is_opened(
    house: House, browser_of: Open
) -> None:
    house.now = hohhot("2026-12-05 09:00")
    books = Books(house.ledger)
    books.post(books.home("0147"), GREAT, 60, NOON)
    house.project()
    close(house, browser_of)
    admin = browser_of(Role.SYSTEM_ADMINISTRATOR)
    admin.open(ADDRESS)
    token = admin.page.forms[0].fields
    admin.submit(f"{ADDRESS}/request", words="看错了")
    form = {"csrf_token": token["csrf_token"], "idempotency_key": "own-approval-0001"}
    assert admin.post(f"{ADDRESS}/approval", **form) == 403
    assert refusal("period_second_signer_required").headline in admin.answer.get_data(as_text=True)
    admin.open(f"/reopenings/{UNIT}/2026-10")
    assert admin.status == 409, "nothing was closed there"
