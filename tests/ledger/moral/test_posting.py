"""Points reach a household by one way, go back by one way, and are never owed."""

from datetime import date
from uuid import UUID

import pytest
from msgspec.structs import replace

from ledger.kernel.application import Ledger
from ledger.kernel.errors import LedgerError
from ledger.kernel.ids import new_id
from ledger.moral.adjustments import VillageAdjustments
from ledger.moral.book_commands import (
    ApproveAdjustment,
    DeclineAdjustment,
    MergeScoreYears,
    RequestAdjustment,
)
from ledger.moral.claim_commands import DeclareKinship
from ledger.moral.score_year import ScoreYear
from ledger.registry.errors import ReviewerRecusedError
from ledger.wallets.kinds import Reason
from tests.support.books import FALL, GAIN, GREAT, Books
from tests.support.ledgers import UNIT, hohhot
from tests.support.rules import enact_rules

NOON = hohhot("2026-11-17 12:00")


@pytest.fixture
def books(ledger: Ledger) -> Books:
    return Books(ledger)


def score(books: Books, household_id: UUID, year: int = 2026) -> ScoreYear:
    found: ScoreYear = books.ledger.repository.get(ScoreYear.create_id(household_id, year))
    return found


def test_a12_a_deduction_takes_what_is_there_and_leaves_no_debt(books: Books) -> None:
    home = books.home("0147")
    books.post(home, GAIN, 6, NOON)

    told = books.post(home, FALL, 10, NOON)

    assert (told["points"], told["taken"], told["uncollected"]) == (10, 6, 4)
    assert books.balance(home) == 0
    assert score(books, home).score == 100 + 6 - 10
    books.post(home, GAIN, 5, NOON)
    assert books.balance(home) == 5, "nothing of the new points pays for the old deduction"


def test_a_deduction_takes_the_points_that_expire_first(books: Books) -> None:
    home = books.home("0147")
    books.post(home, GAIN, 20, NOON, on=hohhot("2025-12-30 10:00"))
    books.post(home, GAIN, 30, NOON)
    books.post(home, FALL, 20, NOON)
    books.post(home, FALL, 5, NOON, on=NOON)
    assert books.wallet(home).open_lots == {date(2027, 12, 31): 25}


def test_the_score_starts_anew_each_year_and_its_base_is_no_point(books: Books) -> None:
    home = books.home("0147")
    books.post(home, GAIN, 5, NOON)
    january = hohhot("2027-01-10 09:00")
    books.post(home, GAIN, 2, january)
    assert (score(books, home).score, score(books, home, 2027).score) == (105, 102)
    assert books.balance(home) == 7


def test_an_act_of_december_posted_in_january_counts_for_december(books: Books) -> None:
    home = books.home("0147")
    acted, posted = hohhot("2026-12-30 09:00"), hohhot("2027-01-05 00:00")
    told = books.post(home, GAIN, 5, posted, on=acted)
    assert told["period"] == "2027-01"
    assert score(books, home).score == 105
    assert books.wallet(home).open_lots == {date(2027, 12, 31): 5}


def test_caps_of_a_day_a_month_and_a_year_leave_what_is_left(books: Books) -> None:
    home = books.home("0147")
    capped = replace(GAIN, day_cap=4, month_cap=6, year_cap=7)
    given = [
        books.post(home, capped, 3, NOON, on=hohhot(f"2026-{day} 10:00"))["points"]
        for day in ("11-10", "11-10", "11-11", "10-11")
    ]
    assert given == [3, 1, 2, 1]
    with pytest.raises(LedgerError) as refused:
        books.post(home, capped, 3, NOON, on=hohhot("2026-09-01 10:00"))
    assert refused.value.code == "item_cap_reached"
    assert books.balance(home) == 7


def test_deductions_of_a_month_end_at_thirty(books: Books) -> None:
    home = books.home("0147")
    heavy = replace(FALL, points=25)
    taken = [books.post(home, heavy, 25, NOON)["points"] for _ in range(2)]
    assert taken == [20, 10], "one takes no more than 20, all of a month no more than 30"
    with pytest.raises(LedgerError) as refused:
        books.post(home, FALL, 1, NOON)
    assert refused.value.code == "deduction_cap_reached"
    assert books.post(home, FALL, 10, NOON, on=hohhot("2026-10-05 10:00"))["points"] == 10
    assert score(books, home).score == 60


def test_an_appeal_upheld_gives_back_what_was_taken_and_the_score(books: Books) -> None:
    home = books.home("0147")
    books.post(home, GREAT, 50, NOON)
    fall = books.post(home, FALL, 10, NOON)
    told = books.undo(home, fall["entry_id"], hohhot("2026-11-24 10:00"))
    assert (told["amount"], told["shortfall"]) == (10, 0)
    assert books.balance(home) == 50
    assert score(books, home).score == 150
    with pytest.raises(LedgerError) as refused:
        books.undo(home, fall["entry_id"], NOON)
    assert refused.value.code == "score_entry_reversed"


def test_what_was_not_collected_is_not_given_back(books: Books) -> None:
    home = books.home("0147")
    books.post(home, GAIN, 6, NOON)
    fall = books.post(home, FALL, 10, NOON)
    assert books.undo(home, fall["entry_id"], NOON)["amount"] == 6
    assert books.balance(home) == 6


def test_points_that_expired_during_an_appeal_count_thirty_more_days(books: Books) -> None:
    home = books.home("0147")
    books.post(home, GAIN, 10, NOON, on=hohhot("2025-06-01 10:00"))
    fall = books.post(home, FALL, 10, hohhot("2026-12-20 10:00"))
    books.undo(home, fall["entry_id"], hohhot("2027-01-05 10:00"))
    assert books.wallet(home).open_lots == {date(2027, 2, 4): 10}


def test_a_gain_undone_leaves_the_score_and_frees_its_cap(books: Books) -> None:
    home = books.home("0147")
    capped = replace(GAIN, year_cap=5)
    gain = books.post(home, capped, 5, NOON)
    books.undo(home, gain["entry_id"], NOON)
    assert score(books, home).score == 100
    assert books.post(home, capped, 5, NOON)["points"] == 5


def test_a18_points_on_the_wrong_account_come_back_as_far_as_they_are_there(books: Books) -> None:
    enact_rules(
        books_tell(books), UNIT, hohhot("2026-10-01 09:00"), extra=[GREAT], deductions_on=False
    )
    wrong, right = books.home("0002"), books.home("0001")
    entry = UUID(str(books.post(wrong, GREAT, 40, NOON)["entry_id"]))
    spend(books, wrong, 30)
    clerk, member = new_id(), new_id()
    asked = books.tell(
        RequestAdjustment,
        NOON,
        unit_code=UNIT,
        household_id=wrong,
        entry_id=entry,
        right_household_id=right,
        requested_by=clerk,
    )
    number = {"unit_code": UNIT, "number": asked["number"]}
    with pytest.raises(LedgerError) as refused:
        books.tell(ApproveAdjustment, NOON, **number, approved_by=clerk)
    assert refused.value.code == "own_adjustment"

    told = books.tell(ApproveAdjustment, NOON, **number, approved_by=member)

    assert (told["amount"], told["shortfall"]) == (10, 30)
    assert (books.wallet(wrong).open_lots, books.balance(right)) == ({}, 40)
    carried = books.ledger.repository.get(VillageAdjustments.create_id(UNIT))
    assert carried.shortfall == 30
    assert (score(books, wrong).score, score(books, right).score) == (100, 140)
    with pytest.raises(LedgerError) as again:
        books.tell(ApproveAdjustment, NOON, **number, approved_by=member)
    assert again.value.code == "adjustment_not_found"


def test_an_adjustment_is_asked_for_once_and_can_be_declined_by_another(books: Books) -> None:
    home = books.home("0147")
    entry = UUID(str(books.post(home, GAIN, 5, NOON)["entry_id"]))
    clerk = new_id()
    wanted = {"unit_code": UNIT, "household_id": home, "entry_id": entry, "requested_by": clerk}
    books.tell(RequestAdjustment, NOON, **wanted)
    with pytest.raises(LedgerError) as twice:
        books.tell(RequestAdjustment, NOON, **wanted)
    assert twice.value.code == "adjustment_open"
    with pytest.raises(LedgerError) as own:
        books.tell(DeclineAdjustment, NOON, unit_code=UNIT, number=1, declined_by=clerk)
    assert own.value.code == "own_adjustment"
    books.tell(DeclineAdjustment, NOON, unit_code=UNIT, number=1, declined_by=new_id())
    assert books.balance(home) == 5


def test_kin_of_a_household_that_was_taken_in_decide_no_adjustment_of_it(books: Books) -> None:
    home, gone, kin = books.home("0147"), books.home("0148"), new_id()
    entry = UUID(str(books.post(home, GAIN, 5, NOON)["entry_id"]))
    books.tell(DeclareKinship, NOON, person_id=kin, household_id=gone)
    books.merge(gone, home, NOON)
    wanted = {"unit_code": UNIT, "household_id": home, "entry_id": entry, "requested_by": new_id()}
    books.tell(RequestAdjustment, NOON, **wanted)
    with pytest.raises(ReviewerRecusedError):
        books.tell(ApproveAdjustment, NOON, unit_code=UNIT, number=1, approved_by=kin)


def test_an_entry_of_nobody_is_not_undone(books: Books) -> None:
    home = books.home("0147")
    with pytest.raises(LedgerError) as refused:
        books.undo(home, new_id(), NOON, Reason.POSTING_ERROR)
    assert refused.value.code == "score_entry_not_found"


def books_tell(books: Books):  # type: ignore[no-untyped-def]
    return lambda command, *, at, **values: books.tell(command, at, **values)


def spend(books: Books, home: UUID, points: int) -> None:
    from tests.support.ledgers import Village  # noqa: PLC0415

    village = Village(books.ledger, NOON)
    item_id = village.item(price=points, stock=1)
    village.buy(item_id, books.wallet(home).id)


def test_a19_the_base_counts_once_when_households_merge(books: Books) -> None:
    one, two = books.home("0001"), books.home("0002")
    books.post(one, GREAT, 40, NOON)
    books.post(two, GREAT, 30, NOON)
    books.merge(two, one, NOON)
    told = {"household_id": one, "from_household_id": two, "year": 2026}
    assert books.tell(MergeScoreYears, NOON, **told)["merged"] == 1
    assert books.tell(MergeScoreYears, NOON, **told)["merged"] == 0, "once"
    assert score(books, one).score == 170
    assert score(books, two).merged_into == one


def test_an_entry_of_a_merged_household_is_undone_where_its_points_are(books: Books) -> None:
    one, two = books.home("0001"), books.home("0002")
    books.post(one, GREAT, 10, NOON)
    gain = books.post(two, GREAT, 30, NOON)
    fall = books.post(two, FALL, 10, NOON)
    books.merge(two, one, NOON)
    assert books.undo(two, fall["entry_id"], NOON)["amount"] == 10
    assert (books.balance(one), books.balance(two)) == (40, 0)
    told = books.undo(two, gain["entry_id"], NOON)
    assert (told["amount"], told["shortfall"]) == (30, 0)
    assert (books.balance(one), books.balance(two)) == (10, 0)
    assert score(books, one).score == 110
