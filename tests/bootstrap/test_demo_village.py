"""The village of the demo: played on whatever day somebody tries it, with something for each."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from api.moral.account_finding import donors_of
from bootstrap import divisions
from bootstrap.config import Config
from bootstrap.container import House, build, prepare
from bootstrap.demo.setup import DIVISIONS
from bootstrap.demo.village import people, shop, story
from bootstrap.demo.village.standing import standing
from bootstrap.demo.village.wares import DONOR, WARES
from bootstrap.division_plan import registrations
from ledger.kernel.clock import local_date
from ledger.moral.alarm_review import Conclusion
from ledger.moral.appeal import AppealState
from ledger.moral.claim_kinds import ClaimState
from ledger.moral.opening_rows import Differs
from ledger.moral.versions import Stage
from ledger.shop.kinds import Source
from ledger.shop.voucher import State
from people.roles import Role
from projections.check import check
from tests.support.ledgers import hohhot

VILLAGE = people.VILLAGE
TODAY = date(2026, 11, 29)
ABOVE = {VILLAGE[:length] for length in (2, 4, 6, 9, 12)}
DAYS = (
    "2026-11-29 09:10",
    "2026-03-01 00:30",  # the first half hour of a month, after the Spring Festival
    "2026-10-08 23:50",  # right after a week off
    "2026-12-31 12:00",  # periods run into a year
    "2027-01-04 08:00",  # that nobody has announced
)


@contextmanager
def played(folder: Path, now: datetime) -> Iterator[House]:
    config = Config.from_env({"REDBEE_DATA_DIR": str(folder)})
    prepare(config)
    house = build(config, lambda: now)
    try:
        units = [it for it in divisions.read_divisions(DIVISIONS) if it.code in ABOVE]
        for command in registrations(units, now, divisions.PUBLISHED_ON):
            house.ledger.execute(command)
        story.play(house, now)
        yield house
    finally:
        house.close()


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with played(tmp_path_factory.mktemp("village"), hohhot(DAYS[0])) as it:
        yield it


@pytest.mark.parametrize("day", DAYS)
def test_on_any_day_an_act_stands_at_every_step_and_the_books_agree(
    tmp_path: Path, day: str
) -> None:
    with played(tmp_path, hohhot(day)) as house:
        found = standing(house.services.views)
        assert check(house.ledger, house.read_store) == []
        assert set(found.claims) == {it.value for it in ClaimState}
        assert found.households == people.HOUSEHOLDS - 1  # one merged, one split, one moved
        assert house.services.views.trial_balances.of(VILLAGE[:2]).difference == 0
        assert house.services.views.accounts.lines(VILLAGE)  # of a quarter, whatever the month
        fund = house.services.views.funds.of(VILLAGE)
        assert fund is not None
        assert not fund.is_at_limit  # nothing of the demo waits for money


def test_the_committee_and_the_township_each_have_an_appeal(house: House) -> None:
    appeals = house.services.views.appeals
    assert appeals.count_waiting(VILLAGE, AppealState.COMMITTEE) == 1
    assert appeals.count_waiting(VILLAGE, AppealState.TOWNSHIP) == 1


def test_one_month_is_closed_by_two_and_the_next_waits_for_the_second(house: House) -> None:
    closed = [it for it in house.services.views.periods.closings(VILLAGE) if it.state == "locked"]
    signed = house.services.views.periods.reports(VILLAGE, "2026-10")[0]
    assert [it.period for it in closed] == ["2026-09"]
    assert closed[0].agrees
    assert signed.state == "drawn_up"


def test_one_alarm_is_concluded_and_one_is_open(house: House) -> None:
    alarms = house.services.views.alarms
    assert [it.period for it in alarms.page(VILLAGE, TODAY)] == ["2026-10"]
    concluded = alarms.page(VILLAGE, TODAY, Conclusion.REASONABLE)
    assert [it.period for it in concluded] == ["2026-09"]


def test_a_second_rule_book_waits_for_the_township(house: House) -> None:
    rulebooks = house.services.views.rulebooks
    book = rulebooks.in_force_on(VILLAGE, local_date(house.services.clock()))
    assert book is not None
    assert book.version.filing_number == "双河镇备〔2026〕14号"
    assert rulebooks.count_waiting(VILLAGE, [Stage.REVIEW]) == 1


def test_the_old_balances_add_up_to_the_file_with_a_reason_for_each_line_left(house: House) -> None:
    files = house.services.views.openings.files(VILLAGE)
    taken = next(it for it in files if it.state == "approved")
    lines = house.services.views.openings.lines(taken.book_id, taken.number)
    reasons = {it.reason for it in lines if it.reason}
    assert reasons == {
        Differs.UNKNOWN_HOUSEHOLD,
        Differs.NO_POINTS,
        Differs.UNREADABLE,
        Differs.TWICE,
    }
    assert taken.taken + taken.remaining == people.HOUSEHOLDS + 4


def test_the_money_of_the_village_has_four_sources_and_covers_its_points(house: House) -> None:
    views = house.services.views
    fund, receipts = views.funds.of(VILLAGE), views.fund_receipts.page(VILLAGE, 20)
    assert fund is not None
    assert {it.source for it in receipts} == {it.value for it in Source}
    thanked = [it.donor_text_id for it in receipts if it.thanks_donor]
    assert set(house.services.texts.read(it for it in thanked if it)) == set(thanked)
    assert fund.meter.redeemed_fen > 0
    assert 500 < (fund.meter.permille or 0) < 800


def test_whoever_gave_twice_is_thanked_once_in_the_public_account(house: House) -> None:
    (account,) = house.services.views.accounts.versions(VILLAGE, "2026Q3")
    assert len(account.statement.donors) == 3
    thanked = donors_of(house.services, account.statement)
    assert sorted(thanked) == sorted({DONOR, "在外乡亲李永胜"})


def test_the_shelf_has_a_picture_of_everything_and_reasons_to_look(house: House) -> None:
    views, shop_id = house.services.views, shop.shop_id()
    items = views.items.of_shop(shop_id)
    assert {it.name for it in items} == {it.name for it in WARES}
    assert len({it.category for it in items}) == 5
    for it in items:
        assert it.picture_id is not None
        assert (house.services.photos.thumbnail(it.picture_id) or b"").startswith(b"\xff\xd8")
    near = views.stock.near_best_before(TODAY + timedelta(days=30), shop_id=shop_id)
    assert {it.name for it in items if it.item_id in {b.item_id for b in near}} == {
        "醋两瓶",
        "食用油一桶",
    }
    low = views.stock.low(TODAY, shop_id=shop_id, limit=20)
    assert [it.name for it in items if it.item_id in {b.item_id for b in low}] == ["洗衣粉一袋"]


def test_a_count_waits_for_a_second_person_with_a_picture(house: House) -> None:
    counts = house.services.views.stock.counts(shop_id=shop.shop_id(), limit=20)
    assert sorted(it.state for it in counts) == ["agreed", "settled", "waiting"]
    waiting = next(it for it in counts if it.state == "waiting")
    assert waiting.photo_id is not None
    assert waiting.text_id is not None


def test_vouchers_stand_at_every_step_that_a_new_user_looks_for(house: House) -> None:
    views = house.services.views
    ours = views.households.by_number(VILLAGE, people.OUR_HOME)
    assert ours is not None
    states = {it.state for it in views.vouchers.of_owner(ours.household_id, 20)}
    assert states == {State.RESERVED, State.COLLECTED}
    assert len(views.vouchers.open_in_shop(shop.shop_id(), 20)) == 2


def test_our_household_has_points_that_end_soon_and_was_told(house: House) -> None:
    views = house.services.views
    home = views.households.by_number(VILLAGE, people.OUR_HOME)
    assert home is not None
    assert len(views.claims.of_household([home.household_id])) >= 4
    head = people.homes()[people.OUR_HOME].head
    assert house.services.directory.find(head) is not None


def test_nobody_can_be_read_in_the_log(house: House) -> None:
    """Names stay with the people: not one of 108 households' stands in any event."""
    stored = b"".join(
        bytes(it.state) for it in house.ledger.recorder.select_notifications(1, 10_000)
    )
    names = [it.name for home in people.homes().values() for it in home.members]
    assert len(stored) > 100_000
    assert [it for it in names if it.encode() in stored] == []


def test_everybody_with_a_role_can_be_told_apart() -> None:
    found = people.officials(people.homes())
    assert len({it.number for it in found}) == len(found) == 14
    assert sum(it.role is Role.REVIEWER for it in found) == 5
