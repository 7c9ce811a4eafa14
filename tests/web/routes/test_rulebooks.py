"""Rule books on pages, without scripts: desk, township, public text, templates, pledges."""

from collections.abc import Iterator
from datetime import date, timedelta

import pypdfium2
import pytest
import zxingcpp

from ledger.households.commands import RegisterHousehold
from ledger.households.kinds import NewMember, Relation
from ledger.kernel.ids import new_id
from ledger.moral.dry_run import PastEntry
from people.roles import Role
from projections.moral.claims.past_entries import PastEntries
from tests.api.house import House
from tests.support.rules import PLEDGE, enact_rules, item
from tests.support.village import COMMUNITY, DISTRICT
from tests.web.routes.conftest import Open
from tests.web.routes.plain import PlainBrowser

DESK = "/desk/rulebook"
BOOK = f"/rulebooks/{COMMUNITY}"
ITEM = {"kind": "environment", "text": "", "per": "household", "notice_days": "3"}


@pytest.fixture
def enacted(house: House) -> House:
    """A house whose village has a first version in force, with a pledge."""
    enact_rules(house.village.record, COMMUNITY, house.village.now, pledge=PLEDGE)
    return house.project()


def begun(browser_of: Open) -> PlainBrowser:
    """A clerk with a draft that is worked on."""
    clerk = browser_of(Role.CLERK)
    clerk.open(DESK)
    clerk.submit(f"{DESK}/drafts")
    clerk.submit(f"{DESK}/consultation-end", opinions="12")
    return clerk


def test_a_clerk_and_the_township_take_a_draft_to_force(house: House, browser_of: Open) -> None:
    clerk = browser_of(Role.CLERK)
    assert DESK in clerk.open("/").links
    assert "从模板改起" in clerk.open(DESK).text
    page = clerk.submit(f"{DESK}/drafts")
    assert "征求意见" in page.text
    public = browser_of().open(BOOK)
    assert f"{BOOK}/versions/1" in public.links, "people are asked about the draft"
    clerk.submit(f"{DESK}/consultation-end", opinions="12")
    assert f"{BOOK}/versions/1" not in browser_of().open(BOOK).links, "what is worked on is not"
    page = clerk.open(f"{DESK}?item=12")
    assert "第 12 条 照看独居老人" in page.text
    page = clerk.submit(f"{DESK}/items", points="3", day_cap="3", **ITEM | {"kind": "neighbour"})
    assert clerk.status == 200, page.text
    page = clerk.submit(f"{DESK}/submission")
    assert "等镇里审查" in page.text

    street = browser_of(Role.STREET)
    assert "有草案等您审" in street.open("/").text
    review = f"{BOOK}/versions/1/review"
    assert review in street.open("/rulebooks/reviews").links
    street.open(review)
    street.post(review, **street.page.forms[0].fields | {"passed": "", "words": "写清楚每次多久"})
    house.project()
    page = clerk.open(DESK)
    assert "镇里退回" in page.text
    assert "写清楚每次多久" in page.text
    clerk.submit(f"{DESK}/submission")
    street.open(review)
    street.submit(review)
    page = clerk.open(DESK)
    today = house.now.date().isoformat()
    votes = {"eligible": "36", "present": "23", "votes_for": "23", "votes_against": "0"}
    page = clerk.submit(
        f"{DESK}/vote", kind="representatives", held_on=today, abstained="0", **votes
    )
    assert clerk.status == 422
    assert "至少要 24" in page.text
    votes |= {"present": "30", "votes_for": "24", "votes_against": "4", "abstained": "2"}
    page = clerk.submit(f"{DESK}/vote", kind="representatives", held_on=today, **votes)
    assert "等镇里给备案号" in page.text
    street.open(review)
    street.submit(f"{BOOK}/versions/1/filing", filing_number="大召镇备〔2026〕3号", filed_on=today)
    clerk.open(DESK)
    page = clerk.submit(f"{DESK}/enactment", in_force_from=today)
    assert "现行第 1 版" in page.text

    page = browser_of().open(BOOK)
    for words in ("现行", "同意 24，反对 4，弃权 2", "大召镇备〔2026〕3号", "照看独居老人", "+3"):
        assert words in page.text, words


A13 = {
    "年度得分低于 60 的，暂缓发放土地分红": "农村集体经济组织法第四十二条",
    "得分 ＜ ６０ 的停发養老金": "村民委员会组织法第二十七条",
}


@pytest.mark.parametrize("text", A13)
def test_a13_the_desk_shows_the_refusal_in_place_with_what_may_be(
    browser_of: Open, text: str
) -> None:
    clerk = begun(browser_of)
    clerk.open(f"{DESK}?linkage=73")
    page = clerk.submit(f"{DESK}/linkages", kind="honour", text=text)
    assert clerk.status == 422
    assert A13[text] in page.text
    assert "从公益金列支" in page.text
    assert text in clerk.answer.get_data(as_text=True), "what was typed stays"
    assert "文明户" in clerk.open(f"{DESK}?linkage=73").text, "nothing was saved"


def test_two_clerks_see_both_texts(house: House, browser_of: Open) -> None:
    first, second = begun(browser_of), browser_of(Role.CLERK)
    second.open(f"{DESK}?item=12")
    first.open(f"{DESK}?item=12")
    first.submit(f"{DESK}/items", points="3", day_cap="6", **ITEM)
    page = second.submit(f"{DESK}/items", points="5", day_cap="5", **ITEM)
    assert second.status == 409
    assert "别人刚改成这样" in page.text
    assert "+3 分" in page.text
    form = next(it for it in page.forms if it.action == f"{DESK}/items")
    assert (form.fields["points"], form.fields["edit"]) == ("5", "1"), "and nothing is lost"
    page = second.submit(f"{DESK}/items", **ITEM)
    assert second.status == 200
    assert "+5" in page.text


def test_items_linkages_parameters_and_pledge_are_edited_at_the_desk(browser_of: Open) -> None:
    clerk = begun(browser_of)
    clerk.open(f"{DESK}?new=item")
    page = clerk.submit(f"{DESK}/items", code="08", title="门前三包", points="2", **ITEM)
    assert "门前三包" in page.text
    page = clerk.submit(f"{DESK}/items", points="0", **ITEM)
    assert "分值写 1 到 300" in page.text
    clerk.open(f"{DESK}?item=08")
    form = next(it for it in clerk.page.forms if it.action == f"{DESK}/items")
    clerk.post(f"{DESK}/items/removal", **form.fields)
    clerk.open(f"{DESK}?part=parameters")
    page = clerk.submit(f"{DESK}/parameters", deductions_on="yes", face_value_fen="50")
    assert "一分值 0.5 元" in page.text
    page = clerk.open(f"{DESK}/pledge")
    assert "下面是样稿" in page.text
    lines = {"will_not": "\n".join(PLEDGE.will_not), "will_lead": "\n".join(PLEDGE.will_lead)}
    page = clerk.submit(f"{DESK}/pledge", title="我家的承诺", **lines)
    assert "下面是样稿" not in page.text
    clerk.open(DESK)
    page = clerk.submit(f"{DESK}/dropping")
    assert "起草新一版" in page.text


class Acts(PastEntries):
    """Acts of one household."""

    def of_year(self, _unit_code: str, _first: date, last: date) -> Iterator[PastEntry]:
        household = new_id()
        return iter([PastEntry(household, "12", 2, last - timedelta(days=it)) for it in range(3)])


def test_a_trial_shows_who_wins_and_what_it_costs(house: House, browser_of: Open) -> None:
    clerk = begun(browser_of)
    assert "还没有入账的申报" in clerk.open(f"{DESK}/trial").text
    house.services.views.moral_entries = Acts(house.read_store)
    clerk.open(f"{DESK}?item=12")
    clerk.submit(f"{DESK}/items", points="4", month_cap="10", year_cap="120", day_cap="4", **ITEM)
    page = clerk.open(f"{DESK}/trial?budget=600")
    for words in ("多得分", "+4", "10 元", "够用 21900 天".replace("21900", "21,900")):
        assert words in page.text, words
    assert 'role="img"' in clerk.answer.get_data(as_text=True)


def test_earlier_versions_stay_and_are_compared(enacted: House, browser_of: Open) -> None:
    house = enacted
    later = house.village.now + timedelta(days=3)
    enact_rules(house.village.record, COMMUNITY, later, extra=[item("08", 4)])
    house.now = house.village.now = later
    house.project()
    page = browser_of().open(BOOK)
    assert f"{BOOK}/versions/1" in page.links
    compared = next(it for it in page.links if "comparison" in it)
    page = browser_of().open(compared)
    assert "新增" in page.text
    assert "第 08 条" in page.text
    assert "看现行的第 2 版" in browser_of().open(f"{BOOK}/versions/1").text
    assert "/rulebooks" in browser_of(Role.VOLUNTEER).open("/me").links
    assert "第 2 版" in browser_of(Role.VOLUNTEER).open("/rulebooks").text


def test_the_paper_leads_back_to_the_page(enacted: House, browser_of: Open) -> None:
    browser = browser_of()
    browser.open(f"{BOOK}/versions/1/paper")
    assert browser.answer.mimetype == "application/pdf"
    document = pypdfium2.PdfDocument(browser.answer.data)
    assert len(document) == 3  # the foot with the code has no page to itself
    text = "".join(it.get_textpage().get_text_range() for it in document)
    text = "".join(text.split())
    for words in ("积分细则", "镇备〔2026〕1号", "照看独居老人", "我家的承诺"):
        assert words in text, words
    picture = document[len(document) - 1].render(scale=3).to_pil()
    (code,) = zxingcpp.read_barcodes(picture)
    assert code.text.endswith(f"{BOOK}/versions/1")


def test_a_county_publishes_its_template_on_a_page(
    enacted: House, browser_of: Open, house: House
) -> None:
    assert "程序自带的" in browser_of(Role.CLERK).open("/rulebooks/templates").text
    secret = house.token(Role.COUNTY, house.persons[Role.COUNTY], unit=DISTRICT)
    county = house.app.test_client()
    page = county.get("/rulebooks/templates", headers={"Authorization": f"Bearer {secret}"})
    assert "发布模板" in page.get_data(as_text=True)
    sent = county.post(
        "/rulebooks/templates",
        data={
            "keep-12": "yes",
            "points-12": "3",
            "day-12": "3",
            "idempotency_key": "a-key-of-this-test",
        },
        headers={"Authorization": f"Bearer {secret}"},
    )
    assert sent.status_code == 303, sent.get_data(as_text=True)
    house.project()
    template = house.services.views.rule_templates.of(DISTRICT)
    assert template is not None
    assert [(it.code, it.points) for it in template.body.items] == [("12", 3)]
    assert (
        county.post(
            "/rulebooks/templates/adoption",
            data={"unit_code": COMMUNITY, "idempotency_key": "another-key-of-it"},
            headers={"Authorization": f"Bearer {secret}"},
        ).status_code
        == 303
    )
    house.project()
    template = house.services.views.rule_templates.of(DISTRICT)
    assert template is not None
    assert (template.number, len(template.body.items)) == (2, 32)


def test_whoever_is_of_no_household_is_told_where_to_go(browser_of: Open) -> None:
    browser = browser_of(Role.RESIDENT)
    assert "/household/pledge" in browser.open("/me").links
    assert "还没有登记在哪一户" in browser.open("/household/pledge").text
    assert "没有要签的承诺书" not in browser.page.text
    assert browser_of(Role.CLERK).open("/desk/pledges").text


def test_a_household_reads_signs_and_prints_its_pledge(enacted: House, browser_of: Open) -> None:
    house = enacted
    head = NewMember(house.persons[Role.RESIDENT], Relation.HEAD)
    register = {"unit_code": COMMUNITY, "group": "一组", "number": "0147", "members": (head,)}
    house.village.do(RegisterHousehold, **register)
    house.project()
    browser = browser_of(Role.RESIDENT)
    page = browser.open("/household/pledge")
    assert "0147 户" in page.text
    assert PLEDGE.will_not[0] in page.text
    page = browser.submit("/household/pledge")
    assert "您家签过了" in page.text
    assert not [it for it in page.forms if it.action == "/household/pledge"]
    browser.open("/household/pledge/paper")
    document = pypdfium2.PdfDocument(browser.answer.data)
    text = "".join(document[0].get_textpage().get_text_range().split())
    assert "我家的承诺" in text
    assert "0147" in text

    clerk = browser_of(Role.CLERK)
    page = clerk.open("/desk/pledges")
    assert "1 户签了" in page.text
    assert "0147" in page.text
    clerk.open("/desk/pledges/paper")
    assert clerk.answer.mimetype == "application/pdf"
